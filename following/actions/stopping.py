"""Stopping: one topic, what a link in a letter names, or everything."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from following.actions.calling_off import call_off_about_drafts, leave, once_told
from following.models import Follow, News, Reader
from following.stops import Stop, read
from notifications import actions as notifications
from notifications.models import Letter
from notifications.reports import Kind, Report
from record.actions import enter


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
        call_off_about_drafts(reader)
        return []
    topics = what_stops(what)
    if what.pace is not None:
        together = Letter.objects.exclude(stop__contains="-n")
        notifications.call_off(together.filter(pk__in=reader.items.filter(pace=what.pace).values("letter")))
    if what.news is not None and News.objects.filter(pk=what.news, is_reminder=True).exists():
        stop_reminding(reader, topics)
        return []
    return _end(reader, topics)


@transaction.atomic
def take_report(report: Report) -> Letter | None:
    """Do what a provider reports of a letter; where its reader ended such letters there, end here what brought it."""
    letter = notifications.take_report(report)
    what = read(letter.stop) if letter is not None and report.kind == Kind.UNSUBSCRIBED else None
    if what is not None:
        stop(what)
    return letter


@transaction.atomic
def stop_reminding(reader: Reader, topics: list[str], *, at: datetime | None = None) -> None:
    """Go on with news of these topics, without reminders."""
    reader.follows.filter(topic__in=topics).update(reminders=False)
    _leave_all(reader, topics, at=at)


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
    call_off_about_drafts(reader)
    return _end(reader, list(reader.follows.values_list("topic", flat=True)))


def reader_behind(pk: int) -> Reader | None:
    """Return the reader whom a link in a letter means: the one it was merged into, if it was."""
    reader = Reader.objects.select_related("merged_into__person", "person").filter(pk=pk).first()
    return reader.merged_into or reader if reader is not None else None


def _end(reader: Reader, topics: list[str]) -> list[str]:
    ended = list(Follow.objects.filter(reader=reader, topic__in=topics).order_by("pk"))
    Follow.objects.filter(pk__in=[each.pk for each in ended]).delete()
    _leave_all(reader, topics)
    for each in ended:
        enter("follow.end", subject=("following.follow", str(each.pk)), by=reader.whoever)
    return [each.topic for each in ended]


def _leave_all(reader: Reader, topics: list[str], *, at: datetime | None = None) -> None:
    """What waits does not come, nor what a worker is just now storing."""

    def go() -> None:
        leave(reader, topics, at=at or timezone.now())

    go()
    once_told(go, topics=topics)
