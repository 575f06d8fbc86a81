"""The pages of one change: to a clause, or a new clause after another. The redline is shown before it is saved."""

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common import kept_forms
from common.refusals import Incomplete, NotPossible, Refusal, Sentence, status_of
from contributions import actions
from contributions import changes as rules
from contributions.content import LONGEST, Content, digest
from contributions.queries.amending import Proposed
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind, kind_after
from texts.engine.redline import redline as redline_of
from texts.engine.wording import tidy
from texts.models import TextVersion
from web.components.redline import redline as shown_as_redline
from web.forms.drafts.changes import START, ChangeForm, read_change
from web.forms.drafts.fields import as_typed

from .access import Draft, with_draft
from .changes import version_of
from .frame import draft_context

WITH_WORDS = (Op.ADD, Op.MOD, Op.MOVE)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def change(request: HttpRequest, draft: Draft, clause: str) -> HttpResponse:
    """What is proposed for one clause. ``?op=SUP`` begins with that choice."""
    version = version_of(draft)
    concerned = next((each for each in version.outline if each.id == clause), None)
    if concerned is None:
        raise Http404
    present = next((each for each in _stored(draft) if each.op is not Op.ADD and each.clause == clause), None)
    asked = request.GET.get("op", "")
    fresh = Change(Op(asked) if asked in ("MOD", "SUP", "NOC", "MOVE") else Op.MOD, clause, wording=concerned.wording)
    return _answer(request, Page(draft, version, concerned, None, present, fresh))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def new_clause(request: HttpRequest, draft: Draft, after: str) -> HttpResponse:
    """A new clause after another, or at the very beginning. ``?change=`` names one that is in the draft already."""
    version = version_of(draft)
    before = next((each for each in version.outline if each.id == after), None)
    if before is None and after != START:
        raise Http404
    asked = request.POST.get("instead_of") or request.GET.get("change", "")
    present = next((each for each in _stored(draft) if each.op is Op.ADD and rules.key(each) == asked), None)
    fresh = Change(Op.ADD, after=before.id if before else "", clause_kind=kind_after(before))
    return _answer(request, Page(draft, version, None, before, present, fresh))


@require_POST
@with_draft
def live(request: HttpRequest, draft: Draft) -> JsonResponse:
    """The redline of a clause while it is written: ``{"html", "seen"}``. Nothing is stored."""
    version, name = version_of(draft), request.POST.get("clause", "")
    concerned = next((each for each in version.outline if each.id == name), None)
    wording = tidy(as_typed(request.POST.get("wording", "")))
    if len(wording) > LONGEST:
        return JsonResponse({"html": "", "seen": ""}, status=422)
    pieces = redline_of(concerned.wording if concerned else "", wording)
    return JsonResponse({"html": shown_as_redline(pieces, language=version.text.language), "seen": seen_of(wording)})


def seen_of(wording: str) -> str:
    """What stands in a form for a wording whose redline its writer has seen."""
    return digest({"wording": tidy(wording)})[:16]


@dataclass
class Page:
    """One change and its surroundings: ``clause`` or ``after`` says where, ``present`` is what the draft has there."""

    draft: Draft
    version: TextVersion
    clause: Clause | None
    after: Clause | None
    present: Change | None
    fresh: Change
    errors: dict[str, Sentence] = field(default_factory=dict)
    refusal: Refusal | None = None
    ask_again: bool = False

    @property
    def key(self) -> str:
        return rules.key(self.present) if self.present else ""

    def shown(self, request: HttpRequest, change: Change, *, instead_of: str | None = None) -> HttpResponse:
        form = ChangeForm(change, outline=self.version.outline)
        form.is_valid()
        for name, sentence in self.errors.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        has_redline = change.op in WITH_WORDS and rules.written(change) != rules.written(self.fresh)
        proposed = Proposed(change, self.clause, self.after, None)
        context = draft_context(
            self.draft,
            current="changes",
            form=form,
            version=self.version,
            language=self.version.text.language,
            clause=self.clause,
            after=self.after,
            heading=_heading(self.version, self.clause or self.after),
            proposed=proposed if has_redline else None,
            seen=seen_of(change.wording) if has_redline else "",
            instead_of=self.key if instead_of is None else instead_of,
            present=Proposed(self.present, self.clause, self.after, None) if self.present else None,
            refusal=self.refusal,
            ask_again=self.ask_again,
        )
        status = status_of(self.refusal) if self.refusal else 200
        return render(request, "web/drafts/change.html", context, status=status)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    known = page.present or page.fresh
    if request.method != "POST":
        waiting = kept_forms.take(request)
        kept = waiting.get("draft_change") or waiting.get("draft_new_clause")
        if kept:
            return page.shown(request, read_change(kept, known), instead_of=kept.get("instead_of", ""))
        # A suppression can still become a change of words: its field begins with those of the text.
        return page.shown(request, known if known.wording else replace(known, wording=page.fresh.wording))
    return _stored_or_shown(request, page, read_change(request.POST, known))


def _stored_or_shown(request: HttpRequest, page: Page, change: Change) -> HttpResponse:
    instead_of = request.POST.get("instead_of", "")
    change = _without_idle_words(change, page)
    has_been_seen = (
        change.op not in WITH_WORDS or not change.wording or request.POST.get("seen") == seen_of(change.wording)
    )
    wrong = rules.faults(change, page.version.outline)
    if request.POST.get("move") == "show" or (not wrong and not has_been_seen):
        page.errors = {name: sentence for name, sentence in wrong.items() if name == "wording"}
        page.refusal = Incomplete("") if page.errors else None
        page.ask_again = not page.errors and request.POST.get("move") != "show"
        return page.shown(request, change, instead_of=instead_of)
    try:
        actions.propose(page.draft.contribution, change, by=page.draft.person, instead_of=instead_of)
    except Incomplete as refusal:
        page.errors, page.refusal = refusal.fields or {"wording": refusal.sentence}, refusal
        return page.shown(request, change, instead_of=instead_of)
    except NotPossible as refusal:
        page.refusal = refusal
        # The page shows both; sent again, this one takes the place of what is stored now.
        return page.shown(request, change)
    messages.success(request, _("The change is in your draft."))
    return redirect(page.draft.url("draft_changes") + _anchor(change))


def _without_idle_words(change: Change, page: Page) -> Change:
    """A clause that is moved and whose words stay: none are proposed."""
    if change.op is Op.MOVE and page.clause and tidy(change.wording) == tidy(page.clause.wording):
        return replace(change, wording="")
    return change


def _stored(draft: Draft) -> list[Change]:
    draft.contribution.refresh_from_db(fields=["content", "content_version"])
    return rules.read_all(Content.from_json(draft.contribution.content).changes)


def _heading(version: TextVersion, clause: Clause | None) -> Clause | None:
    known = {each.id: each for each in version.outline}
    parent = known.get(clause.parent) if clause else None
    return parent if parent and parent.kind is ClauseKind.CONTAINER else None


def _anchor(change: Change) -> str:
    name = change.clause or change.after
    return f"#c-{name}" if name else "#text"
