"""What became of each change: proposed from the decisions, recorded when the officer says so."""

from collections.abc import Mapping
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.models import Contribution
from contributions.queries.disposing import Fate, fates, undisposed
from contributions.queries.drafting import Work, work_on
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.next_forms import DispositionForm
from secretariat.views.next_version import Desk, Row, find
from texts.engine.changes import Op
from texts.engine.redline import Piece, redline


class Group:
    """The changes of one place, with a form for each."""

    def __init__(self, row: Row, forms: list[DispositionForm]) -> None:
        self.row, self.forms = row, forms

    def changes(self) -> list[tuple[DispositionForm, Fate, Contribution, tuple[Piece, ...]]]:
        """Each form with its change, the contribution that proposes it, and its redline against the base."""
        found = self.row.work.contributions
        return [
            (form.shown(), form.fate, found[form.fate.amendment.contribution_id], self._pieces(form.fate))
            for form in self.forms
        ]

    def _pieces(self, fate: Fate) -> tuple[Piece, ...]:
        base = self.row.place.clause.wording if self.row.place.clause else ""
        is_out = fate.amendment.op == Op.SUP
        return redline(base, "" if is_out else fate.amendment.wording or base)


@require_safe
@secretariat_page
def dispositions(request: DeskRequest, pk: int) -> HttpResponse:
    """Every change with its outcome; what only follows from the decisions says so."""
    desk = find(request, pk)
    if not desk.is_open:
        return redirect("secretariat:next", pk)
    return _shown(request, desk, typed=kept_forms.take(request).get("next_dispose"))


@require_POST
@form_on("secretariat:next_dispositions")
def dispose(request: DeskRequest, pk: int) -> HttpResponse:
    """Record the outcomes at one place."""
    desk = find(request, pk)
    if desk.draft is None:
        return redirect("secretariat:next", pk)
    key = request.POST.get("place", "")
    forms = [DispositionForm(each, request.POST) for each in fates(work_on(desk.draft)) if each.place.key == key]
    wrong = [form for form in forms if not form.is_valid()]
    if wrong:
        return _shown(request, desk, typed=request.POST, status=422)
    said = {form.fate.amendment.pk: form.saying(request.POST.get(f"{form.prefix}-was")) for form in forms}
    try:
        recorded = actions.dispose_several(desk.draft, said, by=request.user)
    except Refusal as refusal:
        return _shown(request, desk, typed=request.POST, refusal=refusal)
    messages.success(
        request,
        ngettext("%(number)d outcome is recorded.", "%(number)d outcomes are recorded.", recorded)
        % {"number": recorded},
    )
    return HttpResponseRedirect(f"{reverse('secretariat:next_dispositions', args=[pk])}#p-{key}")


def _shown(
    request: DeskRequest,
    desk: Desk,
    *,
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    assert desk.draft is not None  # noqa: S101 - the callers have looked
    work = work_on(desk.draft)
    found = fates(work)
    groups = list(_groups(work, found, typed))
    if isinstance(refusal, Incomplete):
        _tell(groups, refusal)
    sent = [form for group in groups for form in group.forms if form.errors]
    context = desk.context(_("What became of each change")) | {
        "work": work,
        "groups": groups,
        "sent": sent,
        "total": len(found),
        "disposed": len(found) - len(undisposed(found)),
        "refusal": refusal if refusal and not sent else None,
    }
    answer = status_of(refusal) if refusal else status
    return render(request, "secretariat/texts/next/dispositions.html", context, status=answer)


def _groups(work: Work, found: list[Fate], typed: Mapping[str, str] | None) -> list[Group]:
    """By place; what was typed stands in the forms of the place that it was sent for."""
    key = (typed or {}).get("place")
    return [
        Group(
            Row(those[0].place, work, None), [DispositionForm(each, typed if place == key else None) for each in those]
        )
        for place, those in ((place, list(each)) for place, each in groupby(found, key=lambda each: each.place.key))
    ]


def _tell(groups: list[Group], refusal: Incomplete) -> None:
    for form in (form for group in groups for form in group.forms if form.is_bound):
        form.is_valid()
        for name in form.fields:
            if sentence := refusal.fields.get(f"{name}-{form.fate.amendment.pk}"):
                form.add_error(name, str(sentence))
