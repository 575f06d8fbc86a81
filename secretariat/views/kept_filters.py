"""Filters of the desk that somebody keeps under a name: kept, renamed, shared, removed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from common.kept_forms import take
from common.refusals import Incomplete, Refusal
from consultations.models import Process
from contributions import actions
from contributions.models import DeskFilter
from contributions.queries.desk_counts import Choices
from contributions.queries.desk_list import Filters
from secretariat.access import DeskRequest, form_on
from secretariat.filter_forms import FilterForm, address_of, filters_from, filters_of
from secretariat.views.desk import desk_of


class WhoFinds(forms.ModelChoiceField):
    """One of some processes, named by whoever finds what is shared there."""

    def label_from_instance(self, obj: Model) -> str:
        return _("Everybody at the desk of %(process)s") % {"process": obj}


class KeepForm(forms.Form):
    """The name of a filter, and who finds it."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name of the filter"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    process = WhoFinds(
        Process.objects.none(),
        label=gettext_lazy("Who finds it"),
        required=False,
        empty_label=gettext_lazy("Only I"),
    )

    def __init__(self, processes: frozenset[int], data: object = None, **given: Any) -> None:
        super().__init__(data, **given)  # type: ignore[arg-type]  # QueryDict or None
        found = Process.objects.filter(pk__in=processes).order_by("code", "pk")
        self.fields["process"].queryset = found  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:keep_filter")
def keep(request: DeskRequest) -> HttpResponse:
    """Keep the filter that ``list`` names: ask for its name, then keep it."""
    kept = take(request).get("keep_filter")
    filters = filters_of((kept or request.POST or request.GET).get("list", ""))
    form = KeepForm(request.processes, request.POST or kept)
    if request.method == "POST" and form.is_valid() and _kept(request, form, filters):
        messages.success(request, _("The filter is kept."))
        return HttpResponseRedirect(f"{reverse('secretariat:desk')}?{address_of(filters)}")
    return _page(request, form, filters)


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:kept_filter")
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Rename a filter of one's own, or share it."""
    kept = get_object_or_404(DeskFilter, pk=pk, person=request.user)
    given = {"name": kept.name, "process": kept.process_id}
    form = KeepForm(request.processes, request.POST or take(request).get("kept_filter"), initial=given)
    filters = filters_from(kept.wanted)
    if request.method == "POST" and form.is_valid() and _kept(request, form, filters, instead_of=kept):
        messages.success(request, _("The filter is kept."))
        return HttpResponseRedirect(f"{reverse('secretariat:desk')}?{address_of(filters)}")
    return _page(request, form, filters, kept=kept)


@require_POST
@form_on("secretariat:kept_filter")
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a filter of one's own. Twice does no harm."""
    kept = DeskFilter.objects.filter(pk=pk, person=request.user).first()
    if kept is not None:
        actions.remove_filter(kept, by=request.user)
    messages.success(request, _("The filter is removed."))
    return HttpResponseRedirect(reverse("secretariat:desk"))


def _kept(request: DeskRequest, form: KeepForm, filters: Filters, instead_of: DeskFilter | None = None) -> bool:
    given = form.cleaned_data
    try:
        actions.keep_filter(
            by=request.user,
            name=given["name"],
            wanted=filters.chosen,
            process=given["process"],
            instead_of=instead_of,
        )
    except Refusal as refusal:
        form.add_error("name" if isinstance(refusal, Incomplete) else None, str(refusal.sentence))
        return False
    return True


def _page(request: DeskRequest, form: KeepForm, filters: Filters, *, kept: DeskFilter | None = None) -> HttpResponse:
    desk = desk_of(request, filters)
    context = {
        "form": form,
        "kept": kept,
        "said": list(FilterForm(filters, Choices(None), desk.places).said(filters)),
        "state": filters.state,
        "address": address_of(filters),
        "crumbs": [(_("Desk"), reverse("secretariat:desk")), (_("Keep a filter"), "")],
    }
    return render(request, "secretariat/desk/keep.html", context, status=422 if form.errors else 200)
