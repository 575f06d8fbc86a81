"""The templates that officers begin their words with."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.kept_forms import take
from common.languages import active
from common.refusals import Incomplete
from consultations import actions
from consultations.models import Process, ReasonTemplate
from secretariat.access import DeskRequest, form_on
from secretariat.practice_forms import TemplateForm
from secretariat.views.practice import form_page, process_at, stored


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:add_template")
def add(request: DeskRequest, slug: str) -> HttpResponse:
    """Keep words to begin with."""
    process = process_at(request, slug, "consultations.work_for")
    given = request.POST or take(request).get("add_template")
    form = TemplateForm(given, initial={"use": request.GET.get("use", ""), "language": active()})
    if request.method == "POST" and form.is_valid() and _saved(request, process, form):
        return stored(request, process, _("The template is kept."))
    return _page(request, process, form)


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:template")
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a template."""
    template = _found(request, pk)
    initial = {name: getattr(template, name) for name in ("use", "language", "name", "text")}
    form = TemplateForm(request.POST or take(request).get("template"), initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, template.process, form, template):
        return stored(request, template.process, _("The template is kept."))
    return _page(request, template.process, form, template)


@require_POST
@form_on("secretariat:template")
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw a template away."""
    template = _found(request, pk)
    process = template.process
    actions.remove_reason_template(template, by=request.user)
    return stored(request, process, _("The template is removed."))


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


def _page(
    request: DeskRequest, process: Process, form: TemplateForm, template: ReasonTemplate | None = None
) -> HttpResponse:
    return form_page(request, process, form, heading=_("Template"), save=_("Keep it"), template=template)
