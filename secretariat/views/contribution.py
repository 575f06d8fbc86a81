"""One contribution at the desk: exactly what was sent, who sent it, what was said and done."""

from collections.abc import Mapping

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import kept_forms
from common.refusals import NotPossible, Refusal, status_of
from contributions.content import Content
from contributions.enums import Move
from contributions.models import Contribution, Submission, timing_of
from contributions.queries import desk
from contributions.queries.amending import proposals_of
from secretariat.access import DeskRequest, secretariat_page
from secretariat.changes import changed
from secretariat.forms import QUESTIONS, ReasonForm, RemarkForm
from secretariat.offers import Offer, offers
from secretariat.telling import told


@require_safe
@secretariat_page
def contribution(request: DeskRequest, pk: int) -> HttpResponse:
    """The page of one contribution of the person's processes."""
    current = find(request, pk)
    kept = kept_forms.take(request)
    reasons = {move: ReasonForm(move, kept[move.value]) for move in QUESTIONS if move.value in kept}
    return shown(
        request,
        current,
        typed={move: form for move, form in reasons.items() if form.data.get("reason")},
        remark=RemarkForm(kept["remark"]) if "remark" in kept else None,
    )


@require_safe
@secretariat_page
def submission(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """One sending as it was, and which parts of it the one in force says otherwise."""
    current = find(request, pk)
    earlier = get_object_or_404(Submission, contribution=current, number=number)
    if current.submission is None:
        raise Http404
    context = {
        "contribution": current,
        "submission": earlier,
        "content": earlier.content,
        "proposals": proposals_of(Content.from_json(earlier.content)),
        "questions": list(current.period.questions.all()),
        "changes": changed(Content.from_json(earlier.content), Content.from_json(current.submission.content)),
        "crumbs": [*_crumbs(current), (_("Submission %(number)d") % {"number": number}, "")],
    }
    return render(request, "secretariat/contributions/submission.html", context)


def find(request: DeskRequest, pk: int) -> Contribution:
    """The contribution, or 404 where it is not of the person's processes or was never sent."""
    return get_object_or_404(desk.visible_at(request.processes), pk=pk)


def shown(
    request: DeskRequest,
    current: Contribution,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[Move, forms.Form] | None = None,
    remark: RemarkForm | None = None,
) -> HttpResponse:
    """Render the page; after a refusal with its sentence, its status, what was typed, and the present state."""
    works_here = request.user.has_perm("contributions.review", current)
    acts = [told(entry) for entry in desk.history_of(current)]
    possible = offers(current, to=request.user, typed=typed) if works_here else []
    context = {
        "contribution": current,
        "submission": current.submission,
        "timing": timing_of(current.submission),
        "content": current.submission.content if current.submission else {},
        "proposals": proposals_of(Content.from_json(current.submission.content)) if current.submission else None,
        "questions": list(current.period.questions.all()),
        "sources": desk.sources_of(current),
        "remarks": list(current.remarks.select_related("by")),
        "acts": acts,
        "offers": possible,
        "next_symbol": desk.symbol_if_published_now(current) if possible else "",
        "works_here": works_here,
        "remark_form": remark or RemarkForm(),
        "refusal": refusal,
        "mendable": [form for form in [*(typed or {}).values(), *([remark] if remark else [])] if form.errors],
        "latest": acts[-1] if acts and isinstance(refusal, NotPossible) else None,
        "unsaid": _unsaid(typed or {}, possible),
        "crumbs": [*_crumbs(current)[:-1], (current.title, "")],
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "secretariat/contributions/detail.html", context, status=status)


def _unsaid(typed: Mapping[Move, forms.Form], possible: list[Offer]) -> str:
    """Words that were typed for a move that cannot be made any more: shown, so that they can be copied."""
    shown_again = {offer.move for offer in possible}
    return "\n\n".join(form.data.get("reason", "") for move, form in typed.items() if move not in shown_again)


def _crumbs(current: Contribution) -> list[tuple[str, str]]:
    return [
        (_("Desk"), reverse("secretariat:desk")),
        (current.title, reverse("secretariat:contribution", args=[current.pk])),
    ]
