"""Comment periods: that they open, close soon and have closed, and what was decided about their dates."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from consultations import notices as consultations_notices
from consultations.enums import Act
from consultations.models import CommentPeriod, PeriodAct
from consultations.notices import about_act
from contributions.enums import State
from contributions.models import Contribution
from contributions.queries.topics import about_period as topics_of
from following.actions import drop, reader_of, report
from following.models import News, Reader
from following.queries import may_go_at, people_who_follow
from following.stops import Stop
from notifications.actions import call_off, call_off_about, queue, queue_many
from notifications.enums import Priority
from notifications.models import Letter
from notifications.stops import signed
from record.names import reference
from stakeholders.models import Person

from .addressing import absolute
from .news import how_to_stop
from .spoken import about_period

PERIOD_OPENED = "contributions/period_opened"
CLOSING = "contributions/period_closing"
CLOSED = "contributions/period_closed"


def period_opened(period: CommentPeriod) -> None:
    """To everyone who follows the round or its process: that a comment period is open, until when and for what."""
    report(
        "period_opened",
        subject=period,
        topics=topics_of(period),
        key=f"period-opened:{period.pk}",
        hold=period.round.holds_news,
    )


def period_decided(act: PeriodAct) -> None:
    """To whoever has a draft in the period, and to everyone who follows the round: what was decided about its dates.

    Those with a draft are told also where they follow nothing, for their work is at stake. Each has one letter. What
    waits to remind of the dates that held before is called off.
    """
    period = act.period
    # In this order: what is being told at this moment is waited for, and its letters are called off, too.
    drop(News.objects.filter(kind="period_closing", subject=reference(period)), at=act.at)
    call_off_about(period, families=[CLOSING])
    if act.act == Act.CANCEL:
        # Who has not heard yet that it is open hears that it is cancelled, and nothing else.
        drop(News.objects.filter(spread_at=None, kind="period_opened", subject=reference(period)), at=act.at)
        call_off_about(period, families=[PERIOD_OPENED])
    writing = people_writing_in(period)
    queue_many(
        "contributions/period_decided",
        to=writing,
        context=about_act(act) | {"mine_url": absolute(reverse("web:me"))},
        key=f"period-act:{act.pk}:draft",
        subject=period,
    )
    consultations_notices.period_decided(act, but=list(writing.values_list("pk", flat=True)))


def period_closing(period: CommentPeriod, *, days: int, at: datetime) -> None:
    """To whoever has begun something in it and not sent it, and to followers who asked: so many days are left.

    Never held, whatever the process has chosen: released later, it would be of no use.
    """
    key = key_of(period, "closing", days)
    reminded = _remind_writers(period, CLOSING, key, days=days, at=at)
    report(
        "period_closing",
        subject=period,
        topics=topics_of(period),
        key=key,
        at=at,
        data={"days": days},
        but=reminded,
        is_reminder=True,
        useless_from=period.closes_at,
    )


def period_closed(period: CommentPeriod, *, at: datetime) -> None:
    """To whoever has a draft in it that was never sent, and to everyone who follows it: it is closed, and what now."""
    key = key_of(period, "closed")
    told = _remind_writers(period, CLOSED, key, days=0, at=at)
    report(
        "period_closed",
        subject=period,
        topics=topics_of(period),
        key=key,
        at=period.closes_at,
        but=told,
        hold=period.round.holds_news,
    )


def finished(contribution: Contribution) -> None:
    """Its author sends it or throws it away: with nothing else begun there, no reminder comes any more."""
    writer = Reader.objects.filter(person=contribution.author_id).exclude(person=None).first()
    if writer is None or contribution.revises_id is not None:
        return
    others = _drafts(contribution.period).filter(author=contribution.author_id).exclude(pk=contribution.pk)
    if not others.exists():
        theirs = Letter.objects.filter(person=writer.person_id, stop=str(Stop(writer.pk)))
        call_off(theirs.filter(about=reference(contribution.period)))


def key_of(period: CommentPeriod, what: str, days: int | None = None) -> str:
    """The one name of a moment of a period with these dates: what bears it was told."""
    return f"period-{what}:{period.pk}:{period.closes_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" + (
        f":{days}" if days is not None else ""
    )


def about_opening(period: CommentPeriod) -> dict[str, Any]:
    """What the letter about its opening says of a period."""
    return about_period(period)


def how_many_are_told(period: CommentPeriod) -> int:
    """How many get a letter when something is decided about the dates of the period."""
    following = people_who_follow(topics_of(period)).values_list(
        Concat(Value("reader", TextField()), Cast("pk", TextField()))
    )
    known = Concat(Value("reader", TextField()), Cast("reader__pk", TextField()))
    unknown = Concat(Value("person", TextField()), Cast("pk", TextField()))
    called = Case(When(reader=None, then=unknown), default=known)
    return following.union(people_writing_in(period).order_by().values_list(called)).count()


def people_writing_in(period: CommentPeriod) -> QuerySet[Person]:
    """Whoever has a draft in the period. A revision can be sent at any time, so no closing touches it."""
    return Person.objects.filter(pk__in=_drafts(period).values("author"), is_active=True).order_by("pk")


def _drafts(period: CommentPeriod) -> QuerySet[Contribution]:
    drafts = Contribution.objects.filter(period=period, state=State.DRAFT, revises=None)
    # Drafts of nobody in particular aside: NOT IN a list with NULL in it would be true of no one.
    return drafts.exclude(author=None)


def _remind_writers(period: CommentPeriod, family: str, key: str, *, days: int, at: datetime) -> list[int]:
    """One letter to each who has begun something there, unless they want none; return who has one."""
    readers = [reader_of(person) for person in people_writing_in(period)]
    for reader in readers:
        if reader.about_drafts:
            _remind(period, reader, family, key, days=days, at=at)
    return [reader.person_id for reader in readers if reader.about_drafts and reader.person_id is not None]


def _remind(period: CommentPeriod, reader: Reader, family: str, key: str, *, days: int, at: datetime) -> None:
    person = reader.person
    assert person is not None
    draft = _drafts(period).filter(author=person).order_by("-pk")[0]
    stop = Stop(reader.pk)
    queue(
        family,
        to=person,
        context=about_period(period)
        | how_to_stop(signed(str(stop)))
        | {"days": days, "draft_url": absolute(reverse("web:draft", args=[draft.pk]))},
        key=f"{key}:{person.pk}",
        subject=period,
        # Its reader's own work is at stake, unlike that of those who only follow.
        priority=Priority.NORMAL,
        stop=str(stop),
        useless_from=period.closes_at if family == CLOSING else None,
        not_before=may_go_at(reader, at=at),
    )
