"""How moderation works, told from the rules that are in force: nobody has to keep this page true."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.suppression import LEAST
from consultations.enums import Role
from consultations.models import Process, Round
from consultations.queries.grounds import grounds_of
from consultations.roles import ROLES, May, roles_that
from contributions.enums import Channel, Consent, Move, State
from contributions.lifecycle import STEPS
from contributions.queries.redactions import grounds_of as removals_of
from contributions.rules import WHO_MAY
from contributions.similarity.signature import ALIKE, SHORT
from web.caching import kept_for_visitors

from .finding import crumbs_to, page_context, process_of

CONSENTS = {
    Consent.NAMED: gettext_lazy("Its words are published under the names of its sources."),
    Consent.GROUP: gettext_lazy("Its words are published; of its sources only the stakeholder group is named."),
    Consent.AGGREGATE: gettext_lazy("It is counted and has its number; its words and names are not published."),
}


@dataclass(frozen=True)
class Told:
    """One move: from which states to which, by whom, and whether the reason has to be said."""

    label: str | Promise
    sources: list[str | Promise]
    to: str | Promise
    by: list[str | Promise]
    reason_needed: bool


@require_safe
@kept_for_visitors
def moderation(request: HttpRequest, slug: str) -> HttpResponse:
    """What can happen to a contribution, who may do it, when, and what is published of it."""
    process = process_of(slug)
    context = page_context(
        request,
        process=process,
        moves=list(_moves()),
        roles=[(Role(role).label, card.sentence, _may(card.may)) for role, card in ROLES.items()],
        channels=[channel.label for channel in Channel],
        consents=[(consent.label, CONSENTS[consent]) for consent in Consent],
        service_times=getattr(process, "service_times", None),
        grounds=[each for each in grounds_of(process) if each.is_offered],
        removals=[each for each in removals_of(process) if each.is_offered],
        least=LEAST,
        alike=round(ALIKE * 100),
        short=SHORT,
        rounds=_rounds(process),
        crumbs=[*crumbs_to(process), (_("How moderation works"), "")],
    )
    return render(request, "web/figures/moderation.html", context)


def _moves() -> Iterator[Told]:
    for move, step in STEPS.items():
        yield Told(
            label=move.label,
            sources=[state.label for state in State if state in step.sources],
            to=State(step.to).label,
            by=_by(move),
            reason_needed=step.reason_needed,
        )


def _by(move: Move) -> list[str | Promise]:
    """Who may, read off the rule itself."""
    rule = str(WHO_MAY[move].name)
    found: list[str | Promise] = []
    if "speaks_for_it" in rule:
        found.append(_("its author, and whoever speaks for its source"))
    if "is_secretariat_of_process" in rule:
        found += [Role(role).label for role in roles_that(May.MODERATE)]
    return found


def _may(may: frozenset[May]) -> list[str | Promise]:
    return [each.label for each in May if each in may]


def _rounds(process: Process) -> list[Round]:
    return list(Round.objects.public().filter(process=process).defer("description").order_by("-number")[:20])
