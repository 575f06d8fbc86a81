"""The ways to take part in a comment period, with what each asks for."""

from typing import Any, Literal, TypedDict

from rest_framework import serializers

from api import links
from consultations.models import CommentPeriod

# Where other sites send what their people write; see ``api.writing``.
SUBMISSIONS = "/api/v1/submissions/"

KINDS = ("web", "email", "api")


class Way(TypedDict):
    """One of them; its members are told by ``WaySerializer``."""

    kind: Literal["web", "email", "api"]
    url: str
    address: str | None
    languages: list[str]
    needs: list[str]


class WaySerializer(serializers.Serializer[Any]):
    """One way to take part."""

    kind = serializers.ChoiceField(choices=KINDS)
    url = serializers.CharField(
        help_text="Where to begin: a page, `mailto:` and an address, or where to `POST` (see `submissions`)."
    )
    address = serializers.EmailField(allow_null=True, help_text="Where to write; null unless `kind` is `email`.")
    languages = serializers.ListField(child=serializers.CharField(), help_text="Contributions are taken in these.")
    needs = serializers.ListField(
        child=serializers.ChoiceField(choices=["address", "confirmation", "key"]),
        help_text="What the sender needs: an e-mail `address`; to confirm by a letter (`confirmation`) what somebody "
        "else has sent or written down for them; the `key` of a portal that was admitted to the process.",
    )


def ways_into(period: CommentPeriod, page: str) -> list[Way]:
    """Every way there is into the period, whose ``page`` is there, while it has not closed.

    No query where round and process are at hand.
    """
    mailbox = period.round.process.contributions_address
    ways = [_way(period, "web", page, "address")]
    if mailbox:
        ways.append(_way(period, "email", f"mailto:{mailbox}", "confirmation", address=mailbox))
    return [*ways, _way(period, "api", links.absolute(SUBMISSIONS), "key", "confirmation")]


def _way(
    period: CommentPeriod, kind: Literal["web", "email", "api"], url: str, *needs: str, address: str | None = None
) -> Way:
    return {"kind": kind, "url": url, "address": address, "languages": list(period.languages), "needs": list(needs)}
