"""What every part of the invented samples needs: the day of loading, and how their comment periods come about."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from consultations import actions as consultations
from consultations.models import CommentPeriod, Process, Round
from contributions.actions import extend_period
from stakeholders.models import Person, StakeholderGroup

from .folder import Table, english

OPENING, CLOSING = time(9, 0), time(18, 0)
NOTICE = timedelta(days=14)


@dataclass(frozen=True)
class Setting:
    """What every part of the example needs: the day it is loaded, and who works for it."""

    at: datetime
    officer: Person
    zone: ZoneInfo

    def day(self, days: int, clock: time) -> datetime:
        """That many days from now, at that hour of the process's own zone."""
        local = self.at.astimezone(self.zone) + timedelta(days=days)
        return datetime.combine(local.date(), clock, tzinfo=self.zone)


def invented_process(row: Table) -> Process:
    """The process of the row, made and public; the one that is there already stays as it is."""
    known = Process.objects.filter(slug=row["slug"]).first()
    if known is not None:
        return known
    process = consultations.create_process(**row, groups=StakeholderGroup.objects.all(), is_example=True, by=None)
    consultations.open_process(process, by=None)
    return process


def invented_round(process: Process, row: Table, setting: Setting) -> Round:
    """The round of the row, which meets in so many days, made and public; or the one that is there already."""
    known = process.rounds.filter(number=row["number"]).first()
    if known is not None:
        return known
    words = {name: row[name] for name in ("number", "title", "description", "place")}
    meets_on = setting.day(row["meets_in_days"], OPENING).date()
    round_ = consultations.create_round(process, **words, meets_on=meets_on, by=setting.officer)
    consultations.open_round(round_, by=setting.officer)
    return round_


def extended(
    round_: Round, row: Table, setting: Setting, *, first_closing: datetime, decided_at: datetime, **given: Any
) -> CommentPeriod:
    """Announced with an earlier closing, and extended since, for the reason in the row."""
    closes_at = given.pop("closes_at")
    period = announced(round_, row, setting, closes_at=first_closing, **given)
    extend_period(period, closes_at=closes_at, reason=row["extended_because"], by=setting.officer, at=decided_at)
    return period


def announced(round_: Round, row: Table, setting: Setting, **given: Any) -> CommentPeriod:
    """Set up and made public, with the words of the row."""
    words = {"title": row["title"], "description": row["description"]}
    period = consultations.create_period(round_, by=setting.officer, **words, **given)
    consultations.open_period(period, by=setting.officer, at=min(setting.at, period.opens_at - NOTICE))
    return period


def known_period(round_: Round, row: Table) -> CommentPeriod | None:
    """The period of this title, if it is there."""
    title = english(row["title"])
    return next((period for period in round_.periods.all() if period.title.localize("en") == title), None)
