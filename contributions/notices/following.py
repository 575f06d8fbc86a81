"""What somebody is told who wants to follow with nothing but an address."""

from django.urls import reverse
from django.utils import translation

from contributions.queries.topics import Topic, described
from notifications.actions import queue

from .addressing import absolute

ASKED = "contributions/asked_to_follow"


def asked_to_follow(topic: Topic, *, address: str, language: str, token: str, key: str) -> None:
    """To the address: the link that begins it, and that nothing happens without it."""
    with translation.override(language):
        named = described([topic.word])[topic.word]
    queue(
        ASKED,
        to=None,
        address=address,
        language=language,
        context={
            "followed": named.name,
            "topic_url": absolute(named.path),
            "confirm_url": absolute(reverse("web:confirm_follow", args=[token])),
        },
        key=key,
    )
