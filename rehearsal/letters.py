"""The letters that the clock will cause in a round, as they would be written, and to how many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.refusals import Sentence
from consultations import notices as about_dates
from consultations.enums import Act, PeriodState
from consultations.models import CommentPeriod, PeriodAct, Round
from contributions import notices
from contributions.queries.topics import of_process, of_round
from following.queries import how_many_follow
from notifications.rendering import Rendered, render


@dataclass(frozen=True)
class Turn:
    """Something that the clock or the announcement brings, and the letter about it; None where none is written.

    ``at`` None is the moment at which somebody announces the period.
    """

    at: datetime | None
    period: CommentPeriod
    what: Sentence
    letter: Rendered | None = None
    to: int = 0
    is_reminder: bool = False


@dataclass(frozen=True)
class Reader:
    """Whose letter is shown: its language and time zone. Letters to many greet nobody by name."""

    language: str
    zone: str


def turns_until(
    round_: Round, periods: list[CommentPeriod], *, at: datetime, now: datetime, reader: Reader
) -> list[Turn]:
    """What happens in the round from ``now`` until ``at``, in the order of time, announcements first."""
    followers = how_many_follow([of_process(round_.process_id), of_round(round_.pk)])
    found = [turn for period in periods for turn in _of(period, now=now, reader=reader, followers=followers)]
    due = [turn for turn in found if turn.at is None or now <= turn.at <= at]
    return sorted(due, key=lambda turn: (turn.at is not None, turn.at or now, turn.period.pk))


def _of(period: CommentPeriod, *, now: datetime, reader: Reader, followers: int) -> Iterator[Turn]:
    if period.public_at is None:
        yield _announcement(period, now=now, reader=reader, followers=followers)
    elif period.state(at=now) in (PeriodState.CANCELLED, PeriodState.CLOSED):
        return
    if period.announced_at is None:
        opened = _written(notices.PERIOD_OPENED, notices.about_opening(period), reader)
        yield Turn(max(period.opens_at, now), period, _("It opens."), opened, followers)
    elif period.opens_at >= now:
        yield Turn(period.opens_at, period, _("It opens. Its reopening was told when it was decided."))
    for days in settings.REMINDER_DAYS:
        if (then := period.closes_at - timedelta(days=days)) >= now:
            what = _("A reminder. Only to those who have begun something in it, and to followers who asked.")
            yield Turn(
                then, period, what, _written(notices.CLOSING, notices.about_opening(period), reader), is_reminder=True
            )
    closed = _written(notices.CLOSED, notices.about_opening(period), reader)
    what = _("It closes. Whoever has a draft in it that was not sent has a letter of their own.")
    yield Turn(period.closes_at, period, what, closed, followers)


def _announcement(period: CommentPeriod, *, now: datetime, reader: Reader, followers: int) -> Turn:
    """As if somebody announced it now."""
    if period.closes_at <= now:
        return Turn(None, period, _("It would be over already. Change its dates first."))
    if period.opens_at <= now:
        return Turn(None, period, _("Once it is announced, it opens at once; the letter about its opening tells all."))
    dates = {"opens_at": period.opens_at, "closes_at": period.closes_at}
    before = {"opens_before": period.opens_at, "closes_before": period.closes_at}
    act = PeriodAct(period=period, act=Act.OPEN, at=now, **dates, **before)
    written = _written(about_dates.PERIOD_DECIDED, about_dates.about_act(act), reader)
    return Turn(None, period, _("As soon as it is announced."), written, followers)


def _written(family: str, context: Mapping[str, object], reader: Reader) -> Rendered:
    return render(family, language=reader.language, zone=reader.zone, context=context)
