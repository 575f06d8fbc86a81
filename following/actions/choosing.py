"""How a reader wants to be told."""

from datetime import datetime, time
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common.moments import zone_choices
from common.refusals import Incomplete
from following.actions.calling_off import call_off_about_drafts, call_off_all
from following.actions.pacing import due_at
from following.enums import Pace
from following.models import Item, Reader
from record.actions import enter


class Choices(TypedDict, total=False):
    """What a reader chooses; what is not named stays. Language and zone of a person are those of their account."""

    by_mail: bool
    in_house: bool
    by_feed: bool
    quiet_from: time | None
    quiet_until: time | None
    digest_at: time
    about_drafts: bool
    language: str
    time_zone: str


@transaction.atomic
def choose(reader: Reader, *, at: datetime | None = None, **choices: Unpack[Choices]) -> Reader:
    """Keep what a reader chose. What waits for a digest comes when the new choice says so.

    Letters that wait to go, and that the reader wants no more, are called off.

    Raise ``Incomplete`` for quiet hours with one end only, and for a time zone that there is not.
    """
    at = at or timezone.now()
    reader = Reader.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=reader.pk)
    for name, chosen in choices.items():
        setattr(reader, name, chosen)
    if (reader.quiet_from is None) != (reader.quiet_until is None):
        wrong = _("Give both ends of the quiet hours, or neither.")
        raise Incomplete(wrong, fields={"quiet_until": wrong})
    if "time_zone" in choices and choices["time_zone"] not in dict(zone_choices()):
        wrong = _("Choose a time zone from the list.")
        raise Incomplete(wrong, fields={"time_zone": wrong})
    reader.save(update_fields=list(choices))
    waiting = Item.objects.filter(reader=reader, due_at__isnull=False)
    for pace in (Pace.DAILY, Pace.WEEKLY):
        waiting.filter(pace=pace).update(due_at=due_at(reader, pace, at=at))
    if not reader.by_mail:
        call_off_all(reader)
    if not reader.about_drafts:
        call_off_about_drafts(reader)
    enter("reader.choose", subject=reader, by=reader.whoever)
    return reader


@transaction.atomic
def end_feed_address(reader: Reader) -> Reader:
    """Give the reader another private address; the former one leads nowhere from now on."""
    Reader.objects.filter(pk=reader.pk).update(feed_number=F("feed_number") + 1)
    reader.refresh_from_db()
    enter("reader.feed_address", subject=reader, by=reader.whoever)
    return reader


def see_all(reader: Reader, *, up_to: int | None = None, at: datetime | None = None) -> int:
    """Mark all news of a reader as seen, or those up to an item; return how many were not."""
    unseen = reader.items.filter(seen_at=None)
    if up_to is not None:
        unseen = unseen.filter(pk__lte=up_to)
    return unseen.update(seen_at=at or timezone.now())
