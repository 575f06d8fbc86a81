"""The published list of grounds on which passages are removed, as the head keeps it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.kept_forms import take
from common.refusals import Refusal
from consultations.models import Process
from contributions.actions import set_redaction_ground
from contributions.queries.redactions import grounds_of
from secretariat.access import DeskRequest, form_on
from secretariat.practice_forms import GroundForm

from .practice import form_page, process_at, stored


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:add_removal_ground")
def add(request: DeskRequest, slug: str) -> HttpResponse:
    """Add a ground to the list of a process."""
    return _ground(request, process_at(request, slug, "consultations.set_up"), "")


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:removal_ground")
def change(request: DeskRequest, slug: str, code: str) -> HttpResponse:
    """Change the words of a ground, or take it out of what can be chosen."""
    return _ground(request, process_at(request, slug, "consultations.set_up"), code)


def _ground(request: DeskRequest, process: Process, code: str) -> HttpResponse:
    known = next((each for each in grounds_of(process) if each.code == code), None)
    if code and known is None:
        raise Http404
    given = request.POST or take(request).get("removal_ground" if code else "add_removal_ground")
    form = GroundForm(
        process, given, sentences=dict(known.said) if known else {}, is_offered=known is None or known.is_offered
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_redaction_ground(
                process, code, by=request.user, said=form.sentences, is_offered=form.cleaned_data["is_offered"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return stored(request, process, _("The ground is in the published list."))
    lede = _(
        "Everybody reads it in the place of what is removed. "
        "What was removed before keeps the words that it was removed with."
    )
    heading, save = _("Ground for removing"), _("Put it into the list")
    return form_page(request, process, form, heading=heading, save=save, lede=lede)
