"""The talk with an author, who answers for a contribution, and who has it open."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.lines import isolated
from common.numbers import whole_number
from common.refusals import Incomplete, NotPossible, Refusal
from contributions import actions
from contributions.queries import desk
from secretariat import presence
from secretariat.access import DeskRequest, contribution_form, script_page
from secretariat.forms import AssignForm, RemarkForm
from secretariat.views.contribution import find, shown
from secretariat.views.moves import back, number_in
from stakeholders.models import Person


@require_POST
@contribution_form
def remark(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something to the author and the colleagues; or put the words of a template into the field."""
    current = find(request, pk)
    templates = desk.templates_at(current)
    form = RemarkForm(request.POST, templates=templates)
    if "fill" in request.POST:
        return shown(request, current, remark=RemarkForm(begun=form.filled(), templates=templates))
    if not form.is_valid():
        return shown(request, current, refusal=Incomplete(_("Write something first.")), remark=form)
    try:
        actions.remark(current, form.cleaned_data["text"], by=request.user, heard=number_in(request, "heard"))
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal, remark=form)
    return back(request, current, _("Your remark is sent to the author."))


@require_POST
@contribution_form
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that what the author said last needs no answer."""
    current = find(request, pk)
    try:
        actions.settle(current, by=request.user, heard=number_in(request, "heard"))
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    return back(request, current, _("Nothing is left to answer."))


@require_POST
@contribution_form
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Give it to a colleague, or back to nobody."""
    current = find(request, pk)
    form = AssignForm(desk.colleagues_at(current), request.POST)
    if not form.is_valid():
        sentence = _("Whoever answers for it must work in the secretariat of this process.")
        return shown(request, current, refusal=NotPossible(sentence))
    to = Person.objects.filter(pk=int(form.cleaned_data["to"])).first() if form.cleaned_data["to"] else None
    try:
        actions.assign(current, by=request.user, to=to, held_by=_held_by(request))
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    if to is None:
        return back(request, current, _("Nobody answers for it now."))
    return back(request, current, _("%(who)s answers for it now.") % {"who": isolated(to.get_full_name())})


@require_POST
@script_page
def here(request: DeskRequest, pk: int) -> HttpResponse:
    """Note that the page is still open, or that it was left: for scripts, which ask for no answer."""
    current = find(request, pk)
    if "leave" in request.POST:
        presence.leave(current.pk, request.user.pk)
    elif request.user.has_perm("contributions.review", current):
        presence.enter(current.pk, request.user.pk, {}, at=timezone.now())
    return HttpResponse(status=204)


def _held_by(request: DeskRequest) -> int | None:
    """Whoever answered for it on the page where the button was pressed; None for nobody."""
    return whole_number(request.POST.get("held_by", ""))
