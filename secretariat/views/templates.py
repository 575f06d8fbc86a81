"""The templates that officers begin their words with."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.kept_forms import take
from common.languages import active
from common.refusals import Incomplete
from consultations import actions
from consultations.models import Process, ReasonTemplate
from secretariat.access import DeskRequest, form_on
from secretariat.practice_forms import TemplateForm
from secretariat.views.practice import process_at


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:add_template")
def add(request: DeskRequest, slug: str) -> HttpResponse:
    """Keep words to begin with."""
    process = process_at(request, slug, "consultations.work_for")
    given = request.POST or take(request).get("add_template")
    form = TemplateForm(given, initial={"use": request.GET.get("use", ""), "language": active()})
    if request.method == "POST" and form.is_valid() and _saved(request, process, form):
        return _back(request, process, _("The template is kept."))
    return _page(request, process, form)


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:template")
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a template."""
    template = _found(request, pk)
    initial = {name: getattr(template, name) for name in ("use", "language", "name", "text")}
    form = TemplateForm(request.POST or take(request).get("template"), initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, template.process, form, template):
        return _back(request, template.process, _("The template is kept."))
    return _page(request, template.process, form, template)


@require_POST
@form_on("secretariat:template")
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw a template away."""
    template = _found(request, pk)
    process = template.process
    actions.remove_reason_template(template, by=request.user)
    return _back(request, process, _("The template is removed."))


def _found(request: DeskRequest, pk: int) -> ReasonTemplate:
    template = get_object_or_404(ReasonTemplate.objects.select_related("process"), pk=pk)
    process_at(request, template.process.slug, "consultations.work_for")
    return template


def _saved(
    request: DeskRequest, process: Process, form: TemplateForm, instead_of: ReasonTemplate | None = None
) -> bool:
    try:
        actions.save_reason_template(process, by=request.user, instead_of=instead_of, **form.cleaned_data)
    except Incomplete as refusal:
        for field, sentence in refusal.fields.items():
            form.add_error(field, str(sentence))
        return False
    return True


def _back(request: DeskRequest, process: Process, sentence: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    return HttpResponseRedirect(f"{reverse('secretariat:practice')}#{process.slug}")


def _page(
    request: DeskRequest, process: Process, form: TemplateForm, template: ReasonTemplate | None = None
) -> HttpResponse:
    way = [(_("Desk"), reverse("secretariat:desk")), (_("Service times and wordings"), reverse("secretariat:practice"))]
    context = {"process": process, "form": form, "template": template, "crumbs": [*way, (_("Template"), "")]}
    return render(request, "secretariat/practice/template.html", context, status=422 if form.errors else 200)
