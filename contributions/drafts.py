"""The private address of a draft: whoever has it can go on writing, signed in or not.

The address carries a random token of 192 bits; the database keeps only its SHA-256, so that
a stolen copy of the database opens no draft.
"""

import hashlib
import secrets

from contributions.models import Contribution


def new_token() -> str:
    """A fresh token, safe in an address."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


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
