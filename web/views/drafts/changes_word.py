"""A Word file with changes: sent, and then confirmed or mended change by change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common import kept_forms
from common.refusals import Incomplete, NotPossible, Refusal, Sentence, TooMuch, status_of
from contributions import actions
from contributions import changes as rules
from contributions.content import Content, digest
from contributions.models import Understanding
from texts.engine.changes import Change
from texts.engine.wording import same
from texts.models import TextVersion
from web import visitors
from web.forms.drafts.changes import ChangeForm, read_change

from .access import Draft, with_draft
from .changes import page as changes_page
from .changes import version_of
from .frame import draft_context
from .moves import index_in
from .understood import Item, asides_of, items_of, made_from

# So many open changes are shown at once: a form has so many fields, and a reader so much patience.
AT_ONCE = 40
# And so much that is no change: beyond it the file is mostly about something else.
MOST_ASIDES = 200
MOST_PROBLEMS = 8


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def upload(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take a Word file, and go to what was understood of it; 422 with a sentence where it cannot be read."""
    file = request.FILES.get("file")
    if request.method != "POST":
        return redirect(draft.url("draft_changes") + "#word")
    try:
        if file is None:
            sentence = _("Choose a Word file first.")
            raise Incomplete(sentence, fields={"file": sentence})
        visitors.count_bytes(request, file.size or 0)
        understood = actions.read_word(draft.contribution, file, by=draft.person)
    except (Incomplete, TooMuch) as refusal:
        draft.contribution.refresh_from_db(fields=["content", "content_version"])
        return changes_page(request, draft, file_refusal=refusal)
    return redirect(draft.url("draft_understood", understood.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def understood(request: HttpRequest, draft: Draft, pk: int) -> HttpResponse:
    """What was understood of a Word file, clause by clause, each to be confirmed, mended or left out."""
    version = version_of(draft)
    found = get_object_or_404(
        Understanding.objects.select_related("file", "contribution"),
        pk=pk,
        contribution=draft.contribution,
        version=version,
    )
    found.contribution = draft.contribution
    page = Page(draft, version, found)
    if request.method != "POST":
        kept = kept_forms.take(request).get("draft_understood")
        return page.shown(request, _typed(kept, found) if kept else {}, base=kept.get("base", "") if kept else "")
    return _decided(request, page)


@dataclass
class Page:
    """What was understood of a file, with what there is to say about it."""

    draft: Draft
    version: TextVersion
    found: Understanding
    errors: dict[str, Sentence] = field(default_factory=dict)
    refusal: Refusal | None = None

    @property
    def base(self) -> str:
        """A digest of what the page shows as open: what another window decides meanwhile changes it."""
        return digest({"items": self.found.items})[:20]

    def shown(self, request: HttpRequest, typed: dict[int, Change] | None = None, *, base: str = "") -> HttpResponse:
        items = list(items_of(self.found, self.version, Content.from_json(self.draft.contribution.content)))
        still_open = [item for item in items if not item.decision]
        shown_now = still_open[:AT_ONCE]
        asides = asides_of(self.found, self.version)
        forms = [self._form(item, (typed or {}).get(item.number, item.change)) for item in shown_now]
        context = draft_context(
            self.draft,
            current="changes",
            version=self.version,
            language=self.version.text.language,
            understood=self.found,
            rows=list(zip(shown_now, forms, strict=True)),
            forms=forms,
            undecided=len(still_open),
            later=len(still_open) - len(shown_now),
            decided=[item for item in items if item.decision],
            needing=sum(item.needs_a_reason for item in still_open),
            says_nothing=not items and (self.found.has_marks or self.found.is_compared),
            made_from=made_from(self.found, self.version),
            asides=asides,
            most_asides=f":{MOST_ASIDES}",
            more_unplaced=max(0, len(asides["unplaced"]) - MOST_ASIDES),
            base=base or self.base,
            refusal=self.refusal,
            problems=list(_problems(shown_now, forms))[:MOST_PROBLEMS],
            common_reason=request.POST.get("reason", ""),
        )
        status = status_of(self.refusal) if self.refusal else 200
        return render(request, "web/drafts/understood.html", context, status=status)

    def _form(self, item: Item, change: Change) -> ChangeForm:
        form = ChangeForm(change, outline=self.version.outline, number=item.number)
        form.is_valid()
        for name, sentence in self.errors.items():
            if name in form.fields:
                form.add_error(name, str(sentence))
        return form


@dataclass(frozen=True)
class Problem:
    """What is wrong in a field, with the letter of its clause."""

    field: str
    label: str
    sentence: str


def _problems(items: Sequence[Item], forms: Sequence[ChangeForm]) -> Iterator[Problem]:
    for item, form in zip(items, forms, strict=True):
        label = item.label or (item.proposed.clause.label if item.proposed.clause else "")
        for bound in form:
            yield from (Problem(bound.id_for_label, label, str(sentence)) for sentence in bound.errors)


def _decided(request: HttpRequest, page: Page) -> HttpResponse:
    """Keep all that was typed, then do what the button says."""
    found, by, move = page.found, page.draft.person, request.POST.get("move", "save")
    typed = _typed(request.POST, found)
    if request.POST.get("base") != page.base and move not in ("compare", "attach"):
        page.refusal = NotPossible(
            _("This was changed from another window or device meanwhile. Nothing was overwritten: look at both.")
        )
        return page.shown(request, typed)
    try:
        actions.mend(found, typed, by=by)
        told = _done(request, page, move)
    except (Incomplete, NotPossible) as refusal:
        page.refusal = refusal
        page.errors = refusal.fields if isinstance(refusal, Incomplete) else {}
        return page.shown(request)
    if told:
        messages.success(request, told)
    here = page.draft.url("draft_understood", found.pk)
    if not found.undecided and move != "compare" and not move.startswith("reopen-"):
        return redirect(page.draft.url("draft_changes"))
    following = next((number for number, _item in found.open_items if number > _number(move)), None)
    return redirect(here + (f"#change-{following}" if following is not None else ""))


def _done(request: HttpRequest, page: Page, move: str) -> str:
    """Do what a button says; return what there is to tell."""
    found, by, number = page.found, page.draft.person, _number(move)
    if move == "compare":
        actions.compare_word(found, by=by)
        if not found.items:
            return _("The file was compared with the text.")
        return _("The file was compared with the text. Look at each change: they are guesses.")
    if move == "attach":
        actions.only_attach(found, by=by)
        return _("The file stays attached; no more changes are taken from it.")
    if move.startswith("leave-"):
        actions.leave_out(found, number, by=by)
    elif move.startswith("reopen-"):
        actions.reopen(found, number, by=by)
    elif move.startswith("confirm-"):
        actions.confirm(found, dict(each for each in _open(found) if each[0] == number), by=by)
    elif move == "all":
        return _all_confirmed(found, page, request.POST.get("reason", ""))
    else:
        return _("Saved.")
    return ""


def _all_confirmed(found: Understanding, page: Page, reason: str) -> str:
    """Confirm everything that is open; ``reason`` goes where one is needed and none is given."""
    given = {number: _with_reason(change, reason) for number, change in _open(found)}
    actions.confirm(found, given, by=page.draft.person)
    count = len(given)
    return ngettext("%(count)d change was confirmed.", "%(count)d changes were confirmed.", count) % {"count": count}


def _with_reason(change: Change, reason: str) -> Change:
    if change.op in rules.NEEDS_A_REASON and not same(change.reason):
        return replace(change, reason=reason)
    return change


def _open(found: Understanding) -> list[tuple[int, Change]]:
    read = ((number, rules.read(item["change"])) for number, item in found.open_items)
    return [(number, change) for number, change in read if change is not None]


def _typed(posted: QueryDict, found: Understanding) -> dict[int, Change]:
    """What the form says of each open item it shows."""
    return {number: read_change(posted, change, number=number) for number, change in _open(found)}


def _number(move: str) -> int:
    kind, _dash, _rest = move.partition("-")
    return index_in(move, f"{kind}-")
