"""What became of each change: proposed from the decisions, recorded when the officer says so."""

import re
from collections.abc import Iterator, Mapping
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
from contributions.actions import Saying
from contributions.models import Contribution
from contributions.queries.disposing import Fate, fates, undisposed
from contributions.queries.drafting import Work, work_on
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.next_forms import DispositionForm
from secretariat.views.next_rows import Row
from secretariat.views.next_version import MOST_FORMS, Desk, find
from texts.engine.changes import Op
from texts.engine.redline import Piece, redline


class Group:
    """The changes of one place, with a form for each. ``is_open``: is all of it shown, or only how it stands?"""

    def __init__(self, row: Row, forms: list[DispositionForm], *, is_open: bool) -> None:
        self.row, self.forms, self.is_open = row, forms, is_open

    def changes(self) -> list[tuple[DispositionForm, Fate, Contribution, tuple[Piece, ...]]]:
        """Each form with its change, the contribution that proposes it, and its redline against the base."""
        found = self.row.work.contributions
        return [
            (form.shown(), form.fate, found[form.fate.amendment.contribution_id], self._pieces(form.fate))
            for form in self.forms
        ]

    def _pieces(self, fate: Fate) -> tuple[Piece, ...]:
        if not self.is_open:
            return ()
        base = self.row.place.clause.wording if self.row.place.clause else ""
        is_out = fate.amendment.op == Op.SUP
        return redline(base, "" if is_out else fate.amendment.wording or base)


@require_safe
@secretariat_page
def dispositions(request: DeskRequest, pk: int) -> HttpResponse:
    """Every change with its outcome; what only follows from the decisions says so. ``?at=`` opens a place."""
    desk = find(request, pk)
    if not desk.is_open:
        return redirect("secretariat:next", pk)
    typed = kept_forms.take(request).get("next_dispose")
    return _shown(request, desk, at=request.GET.get("at", ""), typed=typed)


@require_POST
@form_on("secretariat:next_dispositions")
def dispose(request: DeskRequest, pk: int) -> HttpResponse:
    """Record the outcomes at one place."""
    desk = find(request, pk)
    if desk.draft is None:
        return redirect("secretariat:next", pk)
    key, sent = request.POST.get("place", ""), _sent(request.POST)
    forms = [DispositionForm(each, request.POST) for each in fates(work_on(desk.draft)) if each.amendment.pk in sent]
    wrong = [form for form in forms if not form.is_valid()]
    if wrong:
        return _shown(request, desk, typed=request.POST, status=422)
    said = {form.fate.amendment.pk: form.saying(request.POST.get(f"{form.prefix}-was")) for form in forms}
    try:
        recorded = actions.dispose_several(desk.draft, dict.fromkeys(sent, Saying("")) | said, by=request.user)
    except Refusal as refusal:
        return _shown(request, desk, typed=request.POST, refusal=refusal)
    messages.success(
        request,
        ngettext("%(number)d outcome is recorded.", "%(number)d outcomes are recorded.", recorded)
        % {"number": recorded},
    )
    return HttpResponseRedirect(f"{reverse('secretariat:next_dispositions', args=[pk])}#p-{key}")


def _sent(typed: Mapping[str, str]) -> set[int]:
    """The changes of which something was sent, by id.

    More may be proposed at the place by now, and said of by a colleague; others may be withdrawn.
    """
    found = (re.fullmatch(r"([0-9]{1,18})-outcome", name) for name in typed)
    return {int(each[1]) for each in found if each}


def _shown(
    request: DeskRequest,
    desk: Desk,
    *,
    at: str = "",
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    assert desk.draft is not None  # noqa: S101 - the callers have looked
    work = work_on(desk.draft)
    found = fates(work)
    groups = list(_groups(work, found, typed, at=(typed or {}).get("place", at)))
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
        "astray": _astray(found, typed or {}),
    }
    answer = status_of(refusal) if refusal else status
    return render(request, "secretariat/texts/next/dispositions.html", context, status=answer)


def _astray(found: list[Fate], typed: Mapping[str, str]) -> list[str]:
    """Reasons that were written for changes that are not proposed any more."""
    gone = _sent(typed) - {each.amendment.pk for each in found}
    return [reason for pk in sorted(gone) if (reason := typed.get(f"{pk}-reason", "").strip())]


def _groups(work: Work, found: list[Fate], typed: Mapping[str, str] | None, *, at: str) -> Iterator[Group]:
    """By place; what was typed stands in the forms of the place ``at`` that it was sent for."""
    of_places = {key: list(each) for key, each in groupby(found, key=lambda each: each.place.key)}
    opened = {at, *_opened(of_places)}
    for key, those in of_places.items():
        forms = [DispositionForm(each, typed if key == at else None) for each in those]
        yield Group(Row(those[0].place, work, None), forms, is_open=key in opened)


def _opened(of_places: Mapping[str, list[Fate]]) -> list[str]:
    """The places whose forms are shown: all, or as many as can be, of those where something is to be said."""
    if len(of_places) <= MOST_FORMS:
        return list(of_places)
    unsaid = [key for key, those in of_places.items() if any(each.said is None or each.contradicts for each in those)]
    return unsaid[:MOST_FORMS]


def _tell(groups: list[Group], refusal: Incomplete) -> None:
    for form in (form for group in groups for form in group.forms if form.is_bound):
        form.is_valid()
        for name in form.fields:
            if sentence := refusal.fields.get(f"{name}-{form.fate.amendment.pk}"):
                form.add_error(name, str(sentence))
