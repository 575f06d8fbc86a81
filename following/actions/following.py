"""Following a topic, at the pace one likes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from following.actions.pacing import repace
from following.actions.readers import reader_of
from following.actions.stopping import stop_reminding
from following.enums import Pace
from following.models import Follow, Reader
from record.actions import enter

# Enough for whoever follows many clauses; not for a program that follows everything.
MOST_FOLLOWS = 500


def follow(
    topic: str, *, by: Any, pace: Pace = Pace.AT_ONCE, reminders: bool = False, at: datetime | None = None
) -> Follow:
    """Let a person follow a topic from now on; twice changes its pace. Raise ``NotPossible`` after ``MOST_FOLLOWS``."""
    return follow_here(topic, reader=reader_of(by), pace=pace, reminders=reminders, at=at)


@transaction.atomic
def follow_here(
    topic: str, *, reader: Reader, pace: Pace = Pace.AT_ONCE, reminders: bool = False, at: datetime | None = None
) -> Follow:
    """As ``follow``, for a reader. What happened before is no news to them."""
    # Two windows of one reader wait here for one another.
    reader = Reader.objects.select_for_update(no_key=True).get(pk=reader.pk)
    followed = reader.follows.filter(topic=topic).first()
    if followed is None:
        if reader.follows.count() >= MOST_FOLLOWS:
            raise NotPossible(
                _("You follow %(most)d things already, as many as one reader can. Stop following one of them first.")
                % {"most": MOST_FOLLOWS}
            )
        followed = Follow.objects.create(
            reader=reader, topic=topic, pace=pace, reminders=reminders, since=at or timezone.now()
        )
        enter("follow.begin", subject=followed, by=reader.whoever)
    elif (followed.pace, followed.reminders) != (pace, reminders):
        was, followed.pace = followed.pace, pace
        if followed.reminders and not reminders:
            stop_reminding(reader, [topic], at=at)
        followed.reminders = reminders
        followed.save(update_fields=["pace", "reminders"])
        if was != pace:
            repace(reader, followed, at=at or timezone.now())
    return followed
