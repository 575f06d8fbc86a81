"""How the rounds receive: their rules at the desk, and what is held for the next one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import kept_forms
from common.refusals import Incomplete
from consultations import actions
from consultations.models import Round, receiving_of
from contributions.queries.next_round import with_held
from contributions.queries.receiving import explained
from secretariat.access import DeskRequest, secretariat_page
from secretariat.paging import sheet
from secretariat.receiving_forms import ReceivingForm

ORDER = ("-pk",)


@require_safe
@secretariat_page
def lanes(request: DeskRequest) -> HttpResponse:
    """The rounds of the person's processes with their rules and what each holds, the newest first."""
    listing = sheet(request, with_held(_rounds(request)), ORDER)
    context = {
        "rounds": [(each, receiving_of(each)) for each in listing.rows],
        "listing": listing,
        "crumbs": [_to_desk(), (_("Lanes"), "")],
    }
    return render(request, "secretariat/receiving/list.html", context, status=listing.status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def receiving(request: DeskRequest, pk: int) -> HttpResponse:
    """The rules of one round; its head changes them for what is sent from now on."""
    round_ = get_object_or_404(_rounds(request), pk=pk)
    rules = receiving_of(round_)
    if request.method != "POST":
        return _shown(request, round_, ReceivingForm(kept_forms.take(request).get("receiving"), rules=rules))
    form = ReceivingForm(request.POST, rules=rules)
    if form.is_valid():
        try:
            actions.set_receiving(round_, by=request.user, **form.given())  # type: ignore[arg-type]  # as cleaned
        except Incomplete as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        else:
            messages.success(request, _("The rules hold for what is sent from now on. They stand on the round’s page."))
            return redirect("secretariat:receiving", pk)
    return _shown(request, round_, form, status=422)


def _rounds(request: DeskRequest) -> QuerySet[Round]:
    rounds = Round.objects.filter(process__in=request.processes)
    return rounds.select_related("process", "receiving").defer("description", "process__mandate")


def _shown(request: DeskRequest, round_: Round, form: ReceivingForm, *, status: int = 200) -> HttpResponse:
    context = {
        "round": round_,
        "process": round_.process,
        "receiving": explained(round_),
        "form": form,
        "may": request.user.has_perm("consultations.set_up", round_.process),
        "crumbs": [_to_desk(), (_("Lanes"), reverse("secretariat:lanes")), (round_.wording.text, "")],
    }
    return render(request, "secretariat/receiving/rules.html", context, status=status)


def _to_desk() -> tuple[str, str]:
    return _("Desk"), reverse("secretariat:desk")
