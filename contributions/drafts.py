"""The private address of a draft: whoever has it can go on writing, signed in or not."""

from common.tokens import new_token, token_hash
from contributions.models import Contribution

__all__ = ["find", "new_token", "token_hash"]


def find(token: str) -> Contribution | None:
    """The contribution behind a private address, with its period, round and process; None if there is none."""
    return (
        Contribution.objects.select_related(
            "period__round__process",
            "round__process",
            "round__receiving",
            "author",
            "submission__timing",
            "revises__symbol",
        )
        .filter(draft_token_hash=token_hash(token))
        .first()
    )
