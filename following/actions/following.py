"""Following a topic, at the pace one likes, and stopping."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from following.actions.pacing import repace
from following.actions.readers import reader_of
from following.enums import Pace
from following.models import Follow, News, Reader
from following.stops import Stop
from notifications.models import UNDONE, Letter, LetterQuerySet
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
        enter("follow.begin", subject=followed, by=_whoever(reader))
    elif (followed.pace, followed.reminders) != (pace, reminders):
        was, followed.pace, followed.reminders = followed.pace, pace, reminders
        followed.save(update_fields=["pace", "reminders"])
        if was != pace:
            repace(reader, followed, at=at or timezone.now())
    return followed


@transaction.atomic
def unfollow(topic: str, *, reader: Reader) -> bool:
    """No more news of the topic, also of what is gathered for the next digest; say whether it was followed."""
    return bool(_end(reader, [topic]))


@transaction.atomic
def stop(what: Stop) -> list[str]:
    """Do what a link in a letter says, and return the topics that are followed no longer. Twice does no harm.

    What brought a piece of news, or all that came at that pace; of a reminder only that it reminds. An address that has
    an account meanwhile ends what its person follows. A letter that waits to go because of it is called off.
    """
    reader = reader_behind(what.reader)
    if reader is None:
        return []
    if what.is_of_drafts:
        Reader.objects.filter(pk=reader.pk).update(about_drafts=False)
        _call_off(Letter.objects.filter(stop=str(Stop(reader.pk)), person=reader.person_id))
        return []
    topics = what_stops(what)
    if what.pace is not None:
        together = Letter.objects.exclude(stop__contains="-n")
        _call_off(together.filter(pk__in=reader.items.filter(pace=what.pace).values("letter")))
    if what.news is not None and News.objects.filter(pk=what.news, is_reminder=True).exists():
        reader.follows.filter(topic__in=topics).update(reminders=False)
        reminded = reader.items.filter(topic__in=topics, news__is_reminder=True)
        _call_off(Letter.objects.filter(pk__in=reminded.values("letter")))
        return []
    return _end(reader, topics)


def what_stops(what: Stop) -> list[str]:
    """The topics whose follows a link ends, or ends to remind of: those that brought the news, or come at that pace."""
    reader = reader_behind(what.reader)
    if reader is None or what.is_of_drafts:
        return []
    if what.pace is not None:
        followed = reader.follows.filter(pace=what.pace)
    else:
        news = News.objects.filter(pk=what.news or 0).first()
        followed = reader.follows.filter(topic__in=news.topics if news is not None else [])
    return list(followed.order_by("pk").values_list("topic", flat=True))


@transaction.atomic
def stop_all(reader: Reader) -> list[str]:
    """Follow nothing any more; return the topics. Letters of the official process come all the same."""
    Reader.objects.filter(pk=reader.pk).update(about_drafts=False)
    return _end(reader, list(reader.follows.values_list("topic", flat=True)))


def reader_behind(pk: int) -> Reader | None:
    """Return the reader whom a link in a letter means: the one it was merged into, if it was."""
    reader = Reader.objects.select_related("merged_into__person", "person").filter(pk=pk).first()
    return reader.merged_into or reader if reader is not None else None


def _end(reader: Reader, topics: list[str]) -> list[str]:
    ended = list(Follow.objects.filter(reader=reader, topic__in=topics).order_by("pk"))
    Follow.objects.filter(pk__in=[each.pk for each in ended]).delete()
    reader.items.filter(topic__in=topics, due_at__isnull=False).update(due_at=None)
    about_one = Letter.objects.filter(stop__contains="-n")
    _call_off(about_one.filter(pk__in=reader.items.filter(topic__in=topics).values("letter")))
    for each in ended:
        enter("follow.end", subject=("following.follow", str(each.pk)), by=_whoever(reader))
    return [each.topic for each in ended]


def _call_off(letters: LetterQuerySet) -> None:
    letters.filter(UNDONE).update(called_off_at=timezone.now(), hold=False)


def _whoever(reader: Reader) -> Any:
    return reader.person if reader.person is not None else reader
