"""What surrounds the lists of the desk: rounds, periods, groups, colleagues, kept filters. One query for all of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best
from consultations.models import CommentPeriod, Process, ProcessRole, Round, ServiceTimes
from consultations.roles import May, roles_that
from contributions.models import DeskFilter
from contributions.queries.desk import as_json, names_of
from stakeholders.models import Person, StakeholderGroup


@dataclass(frozen=True)
class Named:
    """Something that can be chosen: its id, and what it is called."""

    pk: int
    wording: Wording
    process: str = ""


@dataclass(frozen=True)
class Kept:
    """A filter that somebody keeps. ``is_own``: the person who looks made it."""

    pk: int
    name: str
    wanted: dict[str, str]
    is_own: bool
    is_shared: bool


@dataclass(frozen=True)
class Places:
    """All of it, for the processes whose desk somebody reads. Rounds and processes by code and number."""

    processes: list[Process]
    rounds: list[Named]
    periods: list[Named]
    groups: list[Named]
    colleagues: dict[int, str]
    kept: list[Kept]
    rounds_of: dict[int, list[int]] = field(default_factory=dict)

    @property
    def round_ids(self) -> list[int]:
        return [round_.pk for round_ in self.rounds]

    @property
    def times(self) -> dict[int, ServiceTimes]:
        """The service times by process, where there are any."""
        return {process.pk: process.service_times for process in self.processes if hasattr(process, "service_times")}


def places(processes: Collection[int], *, me: Person, round_: int | None = None) -> Places:
    """What can be chosen at these desks; the periods of ``round_`` only, if one is given, none otherwise."""
    found: list[Any] = list(_all(processes, me, round_))
    groups = {item["id"]: _named(item) for process in found for item in process.found_groups}
    return Places(
        processes=found,
        rounds=[_named(item, process.code) for process in found for item in process.found_rounds],
        periods=[_named(item) for process in found for item in process.found_periods],
        groups=list(groups.values()),
        colleagues=names_of(item for process in found for item in process.found_people),
        kept=_kept(found, me),
        rounds_of={process.pk: [item["id"] for item in process.found_rounds] for process in found},
    )


def _all(processes: Collection[int], me: Person, round_: int | None) -> QuerySet[Process]:
    here = OuterRef("pk")
    of_round = CommentPeriod.objects.filter(round__process=here, round=round_).order_by("opens_at", "pk")
    colleagues = ProcessRole.objects.filter(
        process=here, role__in=roles_that(May.MODERATE), person__is_active=True
    ).order_by("person")
    groups = StakeholderGroup.objects.filter(processes=here).order_by("pk")
    kept = DeskFilter.objects.filter(Q(person=me) | Q(process=here)).order_by("name", "pk")
    return (
        Process.objects.filter(pk__in=processes)
        .select_related("service_times")
        .defer("mandate")
        .annotate(
            found_rounds=as_json(Round.objects.filter(process=here).order_by("number"), name="title"),
            found_periods=as_json(of_round, name="title"),
            found_groups=as_json(groups, name="name"),
            found_people=as_json(colleagues, id="person", name="person__name", email="person__email"),
            found_kept=as_json(kept, name="name", wanted="wanted", person="person", process="process"),
        )
        .order_by("code", "pk")
    )


def _named(item: dict[str, Any], process: str = "") -> Named:
    return Named(item["id"], best(LazyI18nString(item["name"])), process)


def _kept(found: list[Any], me: Person) -> list[Kept]:
    rows = {item["id"]: item for process in found for item in process.found_kept}
    return [
        Kept(pk, item["name"], item["wanted"], item["person"] == me.pk, item["process"] is not None)
        for pk, item in rows.items()
    ]
