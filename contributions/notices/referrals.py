"""The letter about what a portal handed in: to the person in whose name it came, who alone can confirm it."""

from django.urls import reverse

from contributions.content import Content
from contributions.models import Referral
from contributions.queries.referrals import confirm_before
from notifications.actions import erase, queue

from .addressing import absolute, context_of, within

LONGEST_COPY = 12_000


def referred(referral: Referral, *, token: str) -> None:
    """To the address that the portal gave: what came, through whom, and until when it can be confirmed."""
    contribution = referral.contribution
    assert contribution is not None
    content = Content.from_json(contribution.content)
    words, words_are_cut = within(content.plain_text(), LONGEST_COPY)
    queue(
        "contributions/referred",
        to=None,
        address=referral.email,
        language=referral.language,
        context=context_of(contribution)
        | {
            "referral": referral,
            "portal": referral.portal,
            "name": referral.name,
            "title": content.title,
            "words": words,
            "words_are_cut": words_are_cut,
            "before": confirm_before(referral),
            "confirm_url": absolute(reverse("web:referral", args=[token])),
        },
        key=_key(referral),
        subject=referral,
    )


def forget(referral: Referral) -> None:
    """Take back the letter where nobody may know any more to whom it went and what it said."""
    erase(_key(referral))


def _key(referral: Referral) -> str:
    return f"referral:{referral.pk}"
