"""The number of a paper at the desk: what was done to it, another number, another alias."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from consultations.models import Symbol
from consultations.queries.symbols import acts_on
from contributions import actions
from contributions.actions.numbering import LONGEST_ALIAS, LONGEST_REASON
from secretariat.access import DeskRequest, form_on, secretariat_page

PAGE = "secretariat:number"
WHY = gettext_lazy("Public, beside the number.")


class RenumberForm(forms.Form):
    """Which number instead, and why."""

    use_required_attribute = False

    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("Leave it empty for the next one of the round."),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=WHY,
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say why: the reason is public.")},
    )


class AliasForm(forms.Form):
    """By which other number it is known, and why."""

    use_required_attribute = False

    alias = forms.CharField(
        label=gettext_lazy("Alias"),
        help_text=gettext_lazy("For example “Contribution 29”. Leave it empty for none; former ones still lead here."),
        max_length=LONGEST_ALIAS,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=WHY,
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say why: the reason is public.")},
    )


@require_safe
@secretariat_page
def number(request: DeskRequest, pk: int) -> HttpResponse:
    """The number with its history; the head changes it."""
    found = _found(request, pk)
    if hasattr(found, "renumbered"):
        return redirect(PAGE, found.renumbered.symbol_id)
    kept = kept_forms.take(request)
    return _shown(request, found, kept.get("renumber"), kept.get("alias"))


@require_POST
@form_on(PAGE)
def renumber(request: DeskRequest, pk: int) -> HttpResponse:
    """Give it another number."""
    found, form = _found(request, pk), RenumberForm(request.POST, auto_id="renumber-%s")

    def act() -> int:
        given = form.cleaned_data
        return actions.renumber(found, by=request.user, reason=given["reason"], number=given["number"]).pk

    return _done(request, found, form, act, renumber=form)


@require_POST
@form_on(PAGE)
def alias(request: DeskRequest, pk: int) -> HttpResponse:
    """Give it another alias."""
    found, form = _found(request, pk), AliasForm(request.POST, auto_id="alias-%s")

    def act() -> int:
        actions.set_alias(found, form.cleaned_data["alias"], by=request.user, reason=form.cleaned_data["reason"])
        return found.pk

    return _done(request, found, form, act, alias=form)


def _done(
    request: DeskRequest, found: Symbol, form: forms.Form, act: Callable[[], int], **shown: forms.Form
) -> HttpResponse:
    """Make the act and go to the number; a refusal stands beside what was typed."""
    status = 422
    if form.is_valid():
        try:
            target = act()
        except Incomplete as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
            status = status_of(refusal)
        else:
            messages.success(request, _("Done, and on record. The former one leads to it."))
            return redirect(PAGE, target)
    return _shown(request, found, status=status, **shown)


def _found(request: DeskRequest, pk: int) -> Symbol:
    symbols = Symbol.objects.filter(process__in=request.processes)
    return get_object_or_404(symbols.select_related("process", "round", "renumbered"), pk=pk)


def _shown(
    request: DeskRequest,
    found: Symbol,
    renumber: object = None,
    alias: object = None,
    *,
    status: int = 200,
) -> HttpResponse:
    if not isinstance(renumber, forms.Form):
        renumber = RenumberForm(renumber, auto_id="renumber-%s")  # type: ignore[arg-type]  # QueryDict or None
    if not isinstance(alias, forms.Form):
        alias = AliasForm(alias, auto_id="alias-%s", initial={"alias": found.alias})  # type: ignore[arg-type]
    context = {
        "symbol": found,
        "process": found.process,
        "acts": acts_on(found),
        "renumber_form": renumber,
        "alias_form": alias,
        "may": request.user.has_perm("consultations.set_up", found.process),
        "crumbs": [(_("Desk"), reverse("secretariat:desk")), (found.text, "")],
    }
    return render(request, "secretariat/number.html", context, status=status)
