"""Comment periods at the desk: all of them, and one with everything that can be decided about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.collation import readers_key
from consultations.actions import pointed_out
from consultations.enums import Act
from consultations.lifecycle import acts_from
from consultations.models import CommentPeriod
from consultations.queries import caution_in_words, history_of, in_words, notice_given
from secretariat.access import DeskRequest, secretariat_page
from secretariat.paging import sheet
from secretariat.periods.manners import MANNERS
from secretariat.views.periods.finding import crumbs_to, period_of

ORDER = ("-closes_at", "-pk")


@require_safe
@secretariat_page
def periods(request: DeskRequest) -> HttpResponse:
    """Every period of the person's processes, the last to close first."""
    found = CommentPeriod.objects.filter(round__process__in=request.processes).select_related("round__process")
    listing, at = sheet(request, found, ORDER), timezone.now()
    context = {
        "rows": [(period, period.state(at=at) if period.public_at else "prepared") for period in listing.rows],
        "at": at,
        "listing": listing,
        "crumbs": [*crumbs_to()[:1], (crumbs_to()[-1][0], "")],
    }
    return render(request, "secretariat/periods/list.html", context, status=listing.status)


@require_safe
@secretariat_page
def period(request: DeskRequest, pk: int) -> HttpResponse:
    """One period: how it stands, what can be decided, what there is to think of, what was decided."""
    found = period_of(request, pk, with_history=True)
    context = standing(request, found) | {"crumbs": crumbs_to((found.wording.text, ""))}
    return render(request, "secretariat/periods/period.html", context)


def standing(request: DeskRequest, found: CommentPeriod) -> dict[str, Any]:
    """How a period stands now, for whoever looks."""
    at = timezone.now()
    state = found.state(at=at) if found.public_at else None
    may = request.user.has_perm("consultations.set_up", found.round.process)
    notice = notice_given(found)
    thoughts = [] if state else pointed_out(found, Act.OPEN, max(found.opens_at, at), found.closes_at, at=at)
    return {
        "period": found,
        "round": found.round,
        "process": found.round.process,
        "at": at,
        "state": state or "prepared",
        "audience": sorted(found.audience.all(), key=lambda group: readers_key(group.wording.text)),
        "may": may,
        "offers": [(act, MANNERS[act]) for act in acts_from(state)] if may else [],
        "thoughts": [in_words(each) for each in thoughts],
        "history": [(act, [caution_in_words(each) for each in act.cautions]) for act in history_of(found)],
        "notice_days": None if notice is None else notice.days,
    }
