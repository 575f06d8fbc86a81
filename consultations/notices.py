"""The letters that consultations cause, and to whom. Called inside the transaction of the fact they tell."""

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from common.refusals import Sentence
from consultations.enums import Act, Role
from consultations.models import Admission, PeriodAct, ProcessRole
from consultations.queries import people_who
from consultations.queries.topics import of_process, of_round
from consultations.roles import ROLES, May
from following.actions import report
from notifications.actions import queue
from portals.enums import Scope
from portals.notices import last_act, to_owner
from stakeholders.models import Person

PERIOD_DECIDED = "consultations/period_decided"


def period_decided(act: PeriodAct, *, but: Collection[int] = ()) -> None:
    """To everyone who follows the round or its process: what was decided about the dates of a period, and why.

    Where it opens at once, the letter about its opening tells all of it (``contributions.notices.period_opened``).
    ``but`` are people who have a letter of their own.
    """
    if act.act == Act.OPEN and act.opens_at <= act.at:
        return
    round_ = act.period.round
    report(
        "period_decided",
        subject=act.period,
        topics=[of_process(round_.process_id), of_round(round_.pk)],
        key=f"period-act:{act.pk}",
        at=act.at,
        data={"act": act.pk},
        but=but,
        hold=round_.holds_news,
    )


def about_act(act: PeriodAct) -> dict[str, Any]:
    """What letters about an act say of it."""
    round_ = act.period.round
    process = round_.process
    address = reverse("web:period", args=[process.slug, round_.number, act.period_id])
    return {
        "act": act,
        "period": act.period,
        "round": round_,
        "process": process,
        "url": settings.SITE_URL + address,
    }


def appointed(given: ProcessRole, *, by: Person | None) -> None:
    """To the person: which role they have in which process, what it lets them do, and how they come in."""
    _to_the_person(given, "appointed", key=f"role-given:{given.pk}", by=by)


def dismissed(given: ProcessRole, *, by: Person | None) -> None:
    """To the person: that they have the role no longer."""
    _to_the_person(given, "dismissed", key=f"role-ended:{given.pk}", by=by)


def may_found(person: Person) -> None:
    """To the person: that they can set up a process, and where."""
    queue(
        "consultations/may_found",
        to=person,
        context={
            "url": settings.SITE_URL + reverse("secretariat:new_process"),
            "needs_second_factor": settings.SECRETARIAT_NEEDS_SECOND_FACTOR,
        },
        key=f"may-found:{person.pk}",
        subject=person,
    )


def admission_asked(admission: Admission) -> None:
    """To those who decide about portals in the process: which one asks, for what and why."""
    process = admission.process
    for person in people_who(May.SET_UP, process):
        queue(
            "consultations/admission_asked",
            to=person,
            context={
                "admission": admission,
                "portal": admission.portal,
                "process": process,
                "asked": labels_of(admission.asked),
                "url": settings.SITE_URL + reverse("secretariat:portals", args=[process.slug]),
            },
            key=f"admission-asked:{last_act(admission)}:{person.pk}",
            subject=admission,
        )


def admission_decided(admission: Admission) -> None:
    """To whoever runs the portal: what the secretariat of the process decided, and why."""
    to_owner(
        admission.portal,
        "consultations/admission_decided",
        key=f"admission-decided:{last_act(admission)}",
        subject=admission,
        admission=admission,
        process=admission.process,
        granted=labels_of(admission.scopes),
    )


def labels_of(scopes: Iterable[str]) -> list[Sentence]:
    """What scopes let a portal do, in words; the letter's language decides which."""
    return [Scope(scope).label for scope in scopes if scope in Scope.values]


def _to_the_person(given: ProcessRole, letter: str, *, key: str, by: Person | None) -> None:
    role = Role(given.role)
    queue(
        f"consultations/{letter}",
        to=given.person,
        context={
            "process": given.process,
            "role": role,
            "card": ROLES[role],
            "by": by.get_full_name() if by else "",
            "url": settings.SITE_URL + reverse("secretariat:process", args=[given.process.slug]),
            "needs_second_factor": settings.SECRETARIAT_NEEDS_SECOND_FACTOR,
        },
        key=key,
        subject=given,
    )
