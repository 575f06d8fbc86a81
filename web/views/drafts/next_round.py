"""One's own contribution that came too late: carry it to the next round, leave it, or withdraw it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.kept_forms import signed_in
from common.refusals import NotPossible, Refusal, status_of
from contributions import actions
from contributions.enums import Lane
from contributions.models import Contribution
from contributions.queries.next_round import UNDECIDED, periods_for

from .access import private
from .frame import crumbs_of
from .mine import own, person_of


@require_safe
@private
@login_required
def next_round(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done with it, and where it could go."""
    found = own(request, pk)
    if not is_held(found):
        return redirect("web:contribution_mine", pk)
    return _page(request, found)


@require_POST
@private
@signed_in("web:next_round")
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry it to the chosen comment period."""
    found = own(request, pk)
    chosen = [each for each in periods_for(found, at=timezone.now()) if str(each.pk) == request.POST.get("period")]
    try:
        if not chosen:
            raise NotPossible(_("That comment period takes nothing any more. Choose another one."))
        actions.carry(found, chosen[0], by=person_of(request))
    except Refusal as refusal:
        return _page(request, found, refusal=refusal)
    messages.success(request, _("It is carried to the next round. A new receipt is on its way by e-mail."))
    return redirect("web:receipt", pk)


@require_POST
@private
@signed_in("web:next_round")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it where it is."""
    found = own(request, pk)
    actions.leave_held(found, by=person_of(request))
    messages.success(request, _("It stays where it is. We ask you again when another round comes."))
    return redirect("web:contribution_mine", pk)


def is_held(contribution: Contribution) -> bool:
    """Did it come too late, and was nothing decided about it?"""
    return contribution.lane == Lane.NEXT_ROUND and contribution.state in UNDECIDED


def _page(request: HttpRequest, found: Contribution, *, refusal: Refusal | None = None) -> HttpResponse:
    periods = periods_for(found, at=timezone.now())
    context = {
        "contribution": found,
        "periods": periods,
        "round": periods[0].round if periods else None,
        "refusal": refusal,
        "crumbs": crumbs_of(found, (_("Held for the next round"), "")),
    }
    return render(request, "web/drafts/next_round.html", context, status=status_of(refusal) if refusal else 200)
