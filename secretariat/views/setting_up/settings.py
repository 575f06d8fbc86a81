"""The settings of a process, section by section."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Incomplete, Overtaken, Refusal
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.models import Process
from secretariat.access import DeskRequest, secretariat_page
from secretariat.setting_up.both import both
from secretariat.setting_up.process_forms import GroupForm, ProcessForm
from secretariat.setting_up.sections import Section, section_called
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import crumbs_to, process_at, seen


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def section(request: DeskRequest, slug: str, key: str) -> HttpResponse:
    """One section of the settings. ``show`` in the form only shows what it would give."""
    found, chosen = process_at(request, slug), section_called(key)
    if chosen is None:
        raise Http404
    must_set_up(found, request.user)
    form = chosen.form(found, typed(request))
    if request.method != "POST" or "show" in request.POST or not form.is_valid():
        return _shown(request, found, chosen, form)
    refusal = done(form, lambda: _store(request, found, form))
    if refusal is not None:
        return _shown(request, process_at(request, slug), chosen, form, refusal=refusal)
    messages.success(request, _("It is saved."))
    # The address may be what was changed.
    return redirect("secretariat:process", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def add_group(request: DeskRequest, slug: str) -> HttpResponse:
    """Add a stakeholder group that only this process has."""
    found = process_at(request, slug)
    chosen = section_called("groups")
    given = typed(request)
    if chosen is None or given is None:
        return redirect("secretariat:settings", slug, "groups")
    must_set_up(found, request.user)
    own_group = GroupForm(given, languages=found.languages)
    if request.method == "POST" and own_group.is_valid():
        refusal = done(own_group, lambda: actions.add_group(found, name=own_group.words("name"), by=request.user))
        if refusal is None:
            messages.success(request, _("The group is added to this process."))
            return redirect("secretariat:settings", slug, "groups")
    return _shown(request, found, chosen, chosen.form(found), own_group=own_group)


def _store(request: DeskRequest, found: Process, form: ProcessForm) -> None:
    actions.change_process(found, form.changes(), seen=seen(request), by=request.user, **form.further())


def _shown(
    request: DeskRequest,
    found: Process,
    chosen: Section,
    form: ProcessForm,
    *,
    refusal: Refusal | None = None,
    own_group: GroupForm | None = None,
) -> HttpResponse:
    back = reverse("secretariat:process", args=[found.slug])
    page = Editing(
        title=str(chosen.title),
        crumbs=[*crumbs_to(found), (str(chosen.title), "")],
        save=_("Save"),
        back=back,
        edits=found.edits,
        beneath=chosen.beneath,
        more={"process": found, "after": chosen.after},
    )
    if chosen.after:
        page.more["own_group"] = own_group or GroupForm(languages=found.languages)
    if own_group is not None and request.method == "POST":
        refusal = refusal or Incomplete(_("Nothing was changed yet."))
    theirs = both(form, chosen.form(found)) if isinstance(refusal, Overtaken) else ()
    return shown(request, form, page, refusal=refusal, theirs=theirs)
