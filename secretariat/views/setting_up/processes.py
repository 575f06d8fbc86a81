"""The processes of a desk: which there are, beginning one, its own page, opening it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import kept_forms
from common.refusals import NotAllowed
from consultations import actions
from consultations.models import Process
from consultations.queries.readiness import gaps_of_process
from consultations.roles import ROLES
from contributions import actions as contributions
from secretariat.access import DeskRequest, form_on, founders_page, secretariat_page
from secretariat.setting_up.places import with_places
from secretariat.setting_up.process_forms import NewProcessForm
from secretariat.setting_up.sections import SECTIONS
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import crumbs_to, process_at
from stakeholders.groups import DEFAULT_GROUPS
from stakeholders.models import StakeholderGroup


@require_safe
@founders_page
def processes(request: DeskRequest) -> HttpResponse:
    """The processes whose desk the person reads, by code, with their role in each."""
    found = list(Process.objects.filter(pk__in=request.processes).order_by("code", "pk"))
    own = request.user.roles
    rows = [(each, [role.label for role in ROLES if (each.pk, role) in own]) for each in found]
    context = {
        "rows": rows,
        "may_add": request.user.has_perm("consultations.add_process"),
        "crumbs": [*crumbs_to()[:-1], (_("Processes"), "")],
    }
    return render(request, "secretariat/setting_up/processes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@founders_page
def new_process(request: DeskRequest) -> HttpResponse:
    """Begin a process: nobody else sees it, and whoever begins it is its head."""
    if not request.user.has_perm("consultations.add_process"):
        raise NotAllowed(_("You may not set up a process here."))
    form = NewProcessForm(typed(request), initial={"language": request.LANGUAGE_CODE})  # type: ignore[arg-type]
    page = Editing(
        title=_("Set up a process"),
        lede=_("This is enough to begin. Nobody outside sees it before you open it, and you become its head."),
        crumbs=[*crumbs_to(), (_("Set up a process"), "")],
        save=_("Begin this process"),
        back=reverse("secretariat:processes"),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        refusal = done(form, lambda: _begin(request, given))
        if refusal is None:
            messages.success(request, _("It is begun. Go through its settings, then prepare its first round."))
            return redirect("secretariat:process", given["slug"])
        return shown(request, form, page, refusal=refusal)
    return shown(request, form, page)


def _begin(request: DeskRequest, given: dict[str, str]) -> Process:
    """The process with the groups that everybody has, in the language of its name."""
    groups = StakeholderGroup.objects.filter(code__in=[group.code for group in DEFAULT_GROUPS])
    return actions.create_process(
        slug=given["slug"],
        code=given["code"],
        name={given["language"]: given["name"]},
        languages=[given["language"]],
        groups=groups,
        by=request.user,
    )


@require_safe
@secretariat_page
def process(request: DeskRequest, slug: str) -> HttpResponse:
    """Everything that is set up in a process, and what is still missing before it is opened."""
    found = process_at(request, slug)
    kept_forms.take(request)
    context = {
        "process": found,
        "sections": [(section, section.form.told(found)) for section in SECTIONS],
        "rounds": list(found.rounds.defer("description").order_by("-number")),
        "gaps": with_places(gaps_of_process(found)) if found.public_at is None else [],
        "may": request.user.has_perm("consultations.set_up", found),
        "crumbs": [*crumbs_to(), (found.code, "")],
    }
    return render(request, "secretariat/setting_up/process.html", context)


@require_POST
@form_on("secretariat:process")
def open_process(request: DeskRequest, slug: str) -> HttpResponse:
    """Make it public."""
    found = process_at(request, slug)
    contributions.open_process(found, by=request.user)
    messages.success(request, _("The process is public. Its rounds are, once you open them."))
    return redirect("secretariat:process", slug)
