"""What somebody is told who wants to follow with nothing but an address."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contributions.queries.topics import Topic, described
from notifications.actions import queue

from .addressing import absolute

ASKED = "contributions/asked_to_follow"


def asked_to_follow(topic: Topic, *, address: str, language: str, token: str, key: str) -> None:
    """To the address: the link that begins it, and that nothing happens without it."""
    with translation.override(language):
        named = described([topic.word])[topic.word]
        # What somebody looks for is anybody's own words, and would reach people who never asked for them.
        followed = _("a search in what is published here") if topic.kind == "search" else named.name
    queue(
        ASKED,
        to=None,
        address=address,
        language=language,
        context={
            "followed": followed,
            "confirm_url": absolute(reverse("web:confirm_follow", args=[token])),
        },
        key=key,
    )
