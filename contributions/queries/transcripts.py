"""Finding a transcript by the address that its source was given."""

from datetime import datetime, timedelta

from django.conf import settings

from contributions.drafts import token_hash
from contributions.models import Transcript


def by_token(token: str) -> Transcript | None:
    """The transcript whose source was asked with this token last, with its contribution; None where there is none."""
    return (
        Transcript.objects.select_related(
            "contribution__submission__timing",
            "contribution__period",
            "contribution__round__process",
            "contribution__revises__symbol",
            "contribution__modifies__symbol",
        )
        .defer(
            "contribution__revises__content",
            "contribution__revises__search",
            "contribution__modifies__content",
            "contribution__modifies__search",
        )
        .filter(token_hash=token_hash(token))
        .first()
    )


def has_expired(transcript: Transcript, *, at: datetime) -> bool:
    """Is it too long ago that its source was asked?"""
    return transcript.asked_at is None or at >= transcript.asked_at + timedelta(days=settings.TRANSCRIPT_DAYS)
