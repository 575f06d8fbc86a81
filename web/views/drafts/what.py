"""The step "What you say"."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import kept_forms
from common.refusals import Incomplete, TooMuch
from consultations.models import GuidingQuestion
from contributions import actions
from contributions.actions.draft import must_fit
from contributions.completeness import shortcomings
from contributions.content import Content
from stakeholders.models import Person
from web import visitors
from web.forms.drafts.fields import as_typed
from web.forms.drafts.what import read_what

from .access import Draft, with_draft
from .moves import index_in, moved, removed
from .parts import Conflict, Part, store, what_of
from .tidying import take_apart, tidy
from .what_page import Page

FIELDS = ("title", "language", "statement")


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def what(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What the contribution says. Stored as it is; only "go on" asks whether it is complete (422 if not)."""
    page = Page(request, draft, list(draft.contribution.period.questions.all()))
    if request.method == "POST":
        return _stored(request, draft, page)
    kept = kept_forms.take(request).get("draft_what")
    if kept:
        return page.shown(posted_part(kept, draft, page.questions), base=kept.get("base", ""))
    return page.shown(what_of(draft.contribution))


def posted_part(posted: QueryDict, draft: Draft, questions: Sequence[GuidingQuestion]) -> Part:
    """What the form of this step says, as it was typed."""
    return Part(read_what(posted, questions=questions, stored=what_of(draft.contribution).content))


def without_empty_rows(part: Part) -> Part:
    """The part as it is stored."""
    texts = [text for text in part.content["recommendations"] if text.strip()]
    return Part(part.content | {"recommendations": texts})


def _stored(request: HttpRequest, draft: Draft, page: Page) -> HttpResponse:
    move = request.POST.get("move", "next")
    part = posted_part(request.POST, draft, page.questions)
    pasted = as_typed(request.POST.get("paste", ""))
    try:
        # Before anything is tidied: that takes its time.
        must_fit(Content.from_json(part.content | {"statement": part.content["statement"] + pasted}))
        page.tidied = tidy(part, request.POST)
        told = _rearranged(part, move, pasted)
        part = without_empty_rows(part)
        store(draft, part, base=request.POST.get("base", ""))
    except Conflict as conflict:
        return page.shown(part, conflict=conflict)
    except Incomplete as refusal:
        page.refuse(refusal, part, pasted)
        return page.shown(part)
    _change_files(request, draft, page, move)
    if told:
        messages.success(request, told)
    if page.errors:
        return page.shown(part)
    return _next(request, draft, page, part, move)


def _next(request: HttpRequest, draft: Draft, page: Page, part: Part, move: str) -> HttpResponse:
    if move == "next":
        page.errors = _errors(part, draft, page.questions)
    if page.errors or page.tidied:
        return page.shown(part)
    if move == "next" and not request.POST.get("paste", "").strip():
        return redirect(draft.url("draft_preview"))
    if move == "save":
        messages.success(request, _("Saved."))
    here = draft.url("draft_what")
    if move == "add":
        rows = len(part.content["recommendations"]) + 1
        return redirect(f"{here}?rows={rows}#id_recommendation-{rows - 1}")
    return redirect(here + _place(move))


def _rearranged(part: Part, move: str, pasted: str) -> str:
    """Do to the recommendations what a button of theirs says; return what there is to tell."""
    items = part.content["recommendations"]
    if move.startswith("remove-"):
        part.content["recommendations"] = removed(items, index_in(move, "remove-"))
    elif move.startswith("up-"):
        part.content["recommendations"] = moved(items, index_in(move, "up-"), -1)
    elif move.startswith("down-"):
        part.content["recommendations"] = moved(items, index_in(move, "down-"), 1)
    return take_apart(part, pasted) if pasted.strip() else ""


def _change_files(request: HttpRequest, draft: Draft, page: Page, move: str) -> None:
    detached = index_in(move, "detach-")
    if detached >= 0:
        actions.detach(draft.contribution, detached, by=draft.person)
    for file in request.FILES.getlist("files"):
        try:
            visitors.count_bytes(request, file.size or 0)
            actions.attach(draft.contribution, file, by=draft.person)
        except (Incomplete, TooMuch) as refusal:
            page.errors.setdefault("files", []).append(str(refusal.sentence))


def _errors(part: Part, draft: Draft, questions: Sequence[GuidingQuestion]) -> dict[str, list[str]]:
    """What a submission would ask of this step."""
    content = Content.from_json(part.content | {"files": draft.contribution.content.get("files", [])})
    missing = shortcomings(content, "", questions, draft.person or Person(name="?"))
    return {name: [str(text)] for name, text in missing.items() if name in FIELDS or name.startswith("answer-")}


def _place(move: str) -> str:
    """Where on the page the writer was."""
    if move.startswith("up-"):
        return f"#id_recommendation-{max(index_in(move, 'up-') - 1, 0)}"
    if move.startswith("down-"):
        return f"#id_recommendation-{index_in(move, 'down-') + 1}"
    if move in ("attach",) or move.startswith("detach-"):
        return "#files"
    if move.startswith(("raw-", "tidy-")):
        return f"#id_{move.partition('-')[2]}"
    return "#recommendations" if move == "split" or move.startswith("remove-") else ""
