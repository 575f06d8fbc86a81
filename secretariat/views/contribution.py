"""One contribution at the desk: exactly what was sent, who sent it, what was said and done."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import kept_forms
from common.refusals import NotAllowed, NotPossible, Refusal, status_of
from consultations.queries.grounds import worded
from contributions.content import Content
from contributions.enums import Move, State
from contributions.models import Contribution, Submission, timing_of
from contributions.queries import desk
from contributions.queries.amending import proposals_of
from contributions.queries.promised import promise_of
from contributions.queries.published import form_at_the_desk, is_sealed_for
from secretariat import presence
from secretariat.access import DeskRequest, secretariat_page
from secretariat.changes import changed
from secretariat.filter_forms import address_of, filters_of
from secretariat.forms import QUESTIONS, AssignForm, ReasonForm, RemarkForm
from secretariat.marking import removal_context
from secretariat.offers import Offer, offers, reason_form
from secretariat.telling import told
from secretariat.transcript_forms import UnconfirmedForm, transcript_context


@require_safe
@secretariat_page
def contribution(request: DeskRequest, pk: int) -> HttpResponse:
    """The page of one contribution of the person's processes."""
    current = find(request, pk)
    kept = kept_forms.take(request)
    reasons = {move: reason_form(current, move, kept[move.value]) for move in QUESTIONS if move.value in kept}
    return shown(
        request,
        current,
        typed={move: form for move, form in reasons.items() if form.words},
        remark=RemarkForm(kept["remark"], templates=desk.templates_at(current)) if "remark" in kept else None,
        unconfirmed=UnconfirmedForm(kept["publish_unconfirmed"]) if "publish_unconfirmed" in kept else None,
    )


@require_safe
@secretariat_page
def submission(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """One sending as it was, and which parts of it the one in force says otherwise."""
    current = find(request, pk)
    earlier = get_object_or_404(Submission, contribution=current, number=number)
    if current.submission is None:
        raise Http404
    if is_sealed_for(request.user, current, earlier):
        raise NotAllowed(_("Something was removed from this contribution. Its earlier sendings are sealed with it."))
    context = {
        "contribution": current,
        "submission": earlier,
        "content": earlier.content,
        "proposals": proposals_of(Content.from_json(earlier.content)),
        "questions": list(current.period.questions.all()),
        "changes": changed(Content.from_json(earlier.content), Content.from_json(current.submission.content)),
        "crumbs": [*crumbs_to(current, request), (_("Submission %(number)d") % {"number": number}, "")],
    }
    return render(request, "secretariat/contributions/submission.html", context)


def find(request: DeskRequest, pk: int) -> Contribution:
    """The contribution, or 404 where it is not of the person's processes or was never sent."""
    found = get_object_or_404(desk.opened(request.processes), pk=pk)
    if not found.title and found.submission is not None:
        # The public does not read its title: the desk does.
        found.title = form_at_the_desk(found, request.user).title[:400]
    return found


def shown(
    request: DeskRequest,
    current: Contribution,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[Move, ReasonForm] | None = None,
    remark: RemarkForm | None = None,
    unconfirmed: UnconfirmedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; after a refusal with its sentence, its status, what was typed, and the present state."""
    works_here = request.user.has_perm("contributions.review", current)
    acts = [told(entry) for entry in desk.history_of(current)]
    content = form_at_the_desk(current, request.user)
    possible = offers(current, to=request.user, typed=typed) if works_here else []
    remarks = list(current.remarks.select_related("by"))
    now, colleagues = timezone.now(), desk.colleagues_at(current)
    context: dict[str, Any] = {
        "contribution": current,
        "submission": current.submission,
        "timing": timing_of(current.submission),
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(current.period.questions.all()),
        "sources": desk.sources_of(current),
        "remarks": remarks,
        "heard": remarks[-1].pk if remarks else 0,
        "acts": acts,
        "offers": possible,
        "next_symbol": desk.symbol_if_published_now(current) if possible else "",
        "works_here": works_here,
        "remark_form": remark or RemarkForm(templates=desk.templates_at(current)),
        "assign_form": AssignForm(colleagues, now=current.assignee_id) if works_here and _assignable(current) else None,
        "promise": promise_of(current, getattr(current.round.process, "service_times", None), at=now),
        "ground": worded(current.ground_code, desk.grounds_at(current)),
        "others": presence.enter(current.pk, request.user.pk, colleagues, at=now) if works_here else [],
        "refusal": refusal,
        "mendable": _mendable(*_shown_again(typed or {}, possible), remark, unconfirmed),
        "latest": acts[-1] if acts and isinstance(refusal, NotPossible) else None,
        "unsaid": _unsaid(typed or {}, possible),
        "list": list_of(request),
        "crumbs": [*crumbs_to(current, request)[:-1], (current.title, "")],
    }
    context |= removal_context(current, content, acts, by=request.user)
    context |= transcript_context(current, request.user, unconfirmed)
    return render(
        request, "secretariat/contributions/detail.html", context, status=status_of(refusal) if refusal else status
    )


def list_of(request: DeskRequest) -> str:
    """The list that somebody came from, as its address has it: it stands in the page's own address, or in its form."""
    return address_of(filters_of(request.POST.get("list", "") or request.GET.get("list", "")))


def _mendable(*given: forms.Form | None) -> list[forms.Form]:
    return [form for form in given if form is not None and form.errors]


def _assignable(current: Contribution) -> bool:
    return current.state in (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED)


def _shown_again(typed: Mapping[Move, ReasonForm], possible: list[Offer]) -> list[ReasonForm]:
    moves = {offer.move for offer in possible}
    return [form for move, form in typed.items() if move in moves]


def _unsaid(typed: Mapping[Move, ReasonForm], possible: list[Offer]) -> str:
    """Words that were typed for a move that cannot be made any more: shown, so that they can be copied."""
    again = _shown_again(typed, possible)
    return "\n\n".join(form.words for form in typed.values() if form not in again)


def crumbs_to(current: Contribution, request: DeskRequest) -> list[tuple[str, str]]:
    """The way to the page of a contribution at the desk, from the list that somebody came from."""
    wanted = list_of(request)
    return [
        (_("Desk"), reverse("secretariat:desk") + (f"?{wanted}" if wanted else "")),
        (current.title, reverse("secretariat:contribution", args=[current.pk])),
    ]
