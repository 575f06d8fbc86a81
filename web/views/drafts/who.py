"""The step "Who speaks"."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import kept_forms
from common.refusals import Incomplete, Sentence
from contributions.completeness import shortcomings
from contributions.content import Content
from contributions.enums import Consent, Speaking
from stakeholders.actions import read_address
from stakeholders.models import Person, Source
from stakeholders.queries import find_organisation
from web.forms.drafts import WhoForm
from web.forms.drafts.who import CONSENTS, read_terms, read_who, without_row

from .access import Draft, with_draft
from .frame import draft_context
from .moves import index_in, rows_asked
from .parts import Conflict, Part, store, who_of


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def who(request: HttpRequest, draft: Draft) -> HttpResponse:
    """For whom somebody speaks. Stored as it is; only "go on" asks whether it is complete (422 if not)."""
    own = sources_of(draft)
    if request.method != "POST":
        kept = kept_forms.take(request).get("draft_who")
        return (
            _page(request, draft, _posted(kept, own, draft), own, base=kept.get("base", ""))
            if kept
            else _fresh(request, draft, own)
        )
    move = request.POST.get("move", "next")
    part = _posted(without_row(request.POST, index_in(move, "remove-")), own, draft)
    try:
        store(draft, part, base=request.POST.get("base", ""))
    except Conflict as conflict:
        return _page(request, draft, part, own, conflict=conflict)
    if move == "next":
        return _go_on(request, draft, part, own)
    if move == "add":
        rows = len([entry for entry in part.content["sources"] if not _is_own(entry, own)]) + 1
        return redirect(f"{draft.url('draft_who')}?rows={rows}#id_source-{rows - 1}-name")
    if move == "save":
        messages.success(request, _("Saved."))
    return redirect(draft.url("draft_who"))


def sources_of(draft: Draft) -> list[Source]:
    """The organisations that whoever is signed in has a mandate for, confirmed or not yet, by name."""
    if draft.person is None:
        return []
    mandated = Source.objects.organisations().filter(mandates__person=draft.person, mandates__ended_at=None)
    return list(mandated.select_related("group").order_by("name", "pk"))


def posted_part(posted: QueryDict, draft: Draft) -> Part:
    """What the form of this step says, for storing without the page."""
    return _posted(posted, sources_of(draft), draft)


def _posted(posted: QueryDict, own: Sequence[Source], draft: Draft) -> Part:
    known = {entry["id"] for entry in who_of(draft.contribution).content["sources"] if entry.get("id")}
    speaking, named = read_who(posted, own=own, known=known)
    return Part({"sources": named, **read_terms(posted)}, speaking)


def _fresh(request: HttpRequest, draft: Draft, own: Sequence[Source]) -> HttpResponse:
    part = who_of(draft.contribution)
    if not part.speaking and len(own) == 1 and not part.content["sources"]:
        part.speaking = Speaking.SOURCE
    return _page(request, draft, part, own, rows=rows_asked(request))


def _go_on(request: HttpRequest, draft: Draft, part: Part, own: Sequence[Source]) -> HttpResponse:
    errors = _errors(draft, part, own)
    if errors:
        return _page(request, draft, part, own, errors=errors)
    return redirect(draft.url("draft_what"))


def _errors(draft: Draft, part: Part, own: Sequence[Source]) -> dict[str, Sentence]:
    """Sentences by field: what a submission would ask of this step, and what each row needs."""
    content = Content(sources=part.content["sources"])
    missing = shortcomings(content, part.speaking or "", [], draft.person or Person(name="?"))
    errors: dict[str, Sentence] = {name: missing[name] for name in ("speaking", "name") if name in missing}
    if "sources" in missing:
        errors["own" if own else "source-0-name"] = missing["sources"]
    if part.speaking != Speaking.MYSELF:
        others = [entry for entry in part.content["sources"] if not _is_own(entry, own)]
        for row, entry in enumerate(others):
            errors |= _errors_of_row(row, entry)
    return errors


def _errors_of_row(row: int, entry: Mapping[str, Any]) -> dict[str, Sentence]:
    if entry.get("email"):
        try:
            read_address(entry["email"])
        except Incomplete as refusal:
            return {f"source-{row}-email": refusal.sentence}
    if entry.get("id"):
        return {}
    if not entry["name"]:
        return {f"source-{row}-name": _("Enter the name of the organisation or government.")}
    if not entry["group"] and find_organisation(entry["name"], country=entry["country"]) is None:
        return {f"source-{row}-group": _("Choose the stakeholder group of %(name)s.") % {"name": entry["name"]}}
    return {}


def _page(
    request: HttpRequest,
    draft: Draft,
    part: Part,
    own: Sequence[Source],
    *,
    base: str = "",
    rows: int = 1,
    errors: Mapping[str, Sentence] | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    groups = [group for group in draft.contribution.period.round.process.groups.all() if not group.for_individuals]
    named = part.content["sources"]
    terms = {name: part.content[name] for name in ("on_behalf", "consent")}
    form = WhoForm(speaking=part.speaking or "", named=named, own=own, groups=groups, rows=rows, **terms)
    form.is_valid()
    for name, sentence in (errors or {}).items():
        form.add_error(name if name in form.fields else None, str(sentence))
    context = draft_context(
        draft,
        current="who",
        form=form,
        base=base or who_of(draft.contribution).base,
        conflict=conflict,
        theirs=_in_words(conflict.theirs) if conflict else "",
        asked=list(draft.contribution.period.audience.all()),
    )
    return render(request, "web/drafts/who.html", context, status=409 if conflict else 422 if errors else 200)


def _in_words(part: Part) -> list[str]:
    """What is stored, as lines: for whom, and the names."""
    speaking = dict(Speaking.choices).get(cast("Any", part.speaking), _("not chosen yet"))
    consent = dict(CONSENTS)[Consent(part.content["consent"] or Consent.NAMED)]
    names = (str(entry.get("name", "")) for entry in part.content["sources"])
    return [line for line in (str(speaking), *names, part.content["on_behalf"], str(consent)) if line]


def _is_own(entry: Mapping[str, Any], own: Sequence[Source]) -> bool:
    return any(entry.get("id") == source.pk for source in own)
