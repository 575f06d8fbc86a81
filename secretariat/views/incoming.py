"""A text that is being brought in: what was understood beside the original, mended clause by clause, then issued."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.numbers import whole_number
from common.refusals import Refusal, status_of
from consultations import actions
from consultations.models import CarriedText, IncomingText
from contributions.queries import papers
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.text_forms import ClauseForm, acts, whereabouts
from secretariat.views.crumbs import to_texts
from texts.actions.reading import paragraphs_in, parts_of
from texts.engine.reading import Plain
from texts.enums import ClauseKind, Doubt, Told
from texts.intake.correcting import Part, left_out

# So many at once: an outline that is longer is shown part by part.
MOST_ROWS = 500


@dataclass(frozen=True)
class Row:
    """A clause as understood beside the paragraphs it was read from; or a paragraph that was left out."""

    originals: Sequence[Plain]
    at: int
    part: Part | None = None
    depth: int = 0
    source: int | None = None

    @property
    def kind_name(self) -> str:
        return str(ClauseKind(self.part.kind).label) if self.part else ""

    @property
    def doubts(self) -> list[str]:
        return [str(Doubt(doubt).label) for doubt in self.part.doubts] if self.part else []


class Leaf:
    """The rows of one part of the outline: the one with the clause ``near``, else the one that ``?part=`` asks for."""

    def __init__(self, rows: Sequence[Row], *, near: int | None, request: DeskRequest) -> None:
        self.total, self.parts = len(rows), max(1, -(-len(rows) // MOST_ROWS))
        place = next((place for place, row in enumerate(rows) if row.part and row.at == near), None)
        asked = (_number(request.GET.get("part", "")) or 1) if place is None else place // MOST_ROWS + 1
        self.part = min(max(asked, 1), self.parts)
        self.rows = rows[(self.part - 1) * MOST_ROWS : self.part * MOST_ROWS]

    @property
    def before(self) -> str:
        return f"?part={self.part - 1}" if self.part > 1 else ""

    @property
    def after(self) -> str:
        return f"?part={self.part + 1}" if self.part < self.parts else ""


@require_safe
@secretariat_page
def incoming(request: DeskRequest, pk: int) -> HttpResponse:
    """The outline beside the original; ``?at=`` opens one clause to be mended."""
    current = _find(request, pk)
    kept = kept_forms.take(request).get("correct_text")
    return _shown(request, current, at=_number(request.GET.get("at", "")), typed=kept)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@secretariat_page
def original(request: DeskRequest, pk: int) -> HttpResponse:
    """The original as it came."""
    reading = _find(request, pk).reading
    try:
        with reading.file.open("rb") as stored:
            response = HttpResponse(stored.read(), content_type=reading.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
    header = content_disposition_header(as_attachment=True, filename=reading.name or "original.txt")
    response.headers["Content-Disposition"] = header or "attachment"
    return response


@require_POST
@form_on("secretariat:incoming")
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Make one correction."""
    current = _find(request, pk)
    at, act = _number(request.POST.get("at", "")), request.POST.get("act", "save")
    step = _number(request.POST.get("step", "")) or 0
    parts = parts_of(current.reading)
    if at is None:
        raise Http404
    restated = None
    if act != "put_back" and step == current.reading.step:
        if at >= len(parts):
            raise Http404
        form = ClauseForm(parts[at], request.POST)
        if not form.is_valid():
            return _shown(request, current, typed=request.POST, status=422)
        restated = form.restated(at)
    try:
        actions.correct_text(current, *acts(act, at, restated), step=step, by=request.user)
    except Refusal as refusal:
        return _shown(request, _find(request, pk), typed=request.POST, refusal=refusal)
    there = max({"up": at - 1, "merge": at - 1, "down": at + 1}.get(act, at), 0)
    return HttpResponseRedirect(f"{reverse('secretariat:incoming', args=[pk])}?near={there}#p{there}")


@require_POST
@form_on("secretariat:incoming")
def issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Issue it as the base; from then on it is public."""
    if done := _done(request, pk):
        return done
    current = _find(request, pk)
    try:
        version = actions.issue_text(current, step=_number(request.POST.get("step", "")), by=request.user)
    except Refusal as refusal:
        return _shown(request, _find(request, pk), refusal=refusal)
    messages.success(request, _("It is issued. Everybody can read it, and propose changes while a period is open."))
    return redirect("web:text", current.symbol.process.slug, version.symbol)


@require_POST
@form_on("secretariat:incoming")
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw it away, to begin again with another original."""
    if done := _done(request, pk):
        return done
    current = _find(request, pk)
    try:
        actions.discard_text(current, by=request.user)
    except Refusal as refusal:
        return _shown(request, _find(request, pk), refusal=refusal)
    messages.success(request, _("It is thrown away. You can bring the text in anew."))
    return redirect("secretariat:bring_in", current.symbol_id)


def _find(request: DeskRequest, pk: int) -> IncomingText:
    return get_object_or_404(papers.incoming_at(request.processes), pk=pk)


def _done(request: DeskRequest, pk: int) -> HttpResponse | None:
    """Where a second press of a button leads: the first has issued the text or thrown it away."""
    symbol = _number(request.POST.get("paper", ""))
    if symbol is None or papers.incoming_at(request.processes).filter(pk=pk).exists():
        return None
    paper = papers.public_papers(request.processes).filter(pk=symbol).first()
    if paper is None:
        return None
    if CarriedText.objects.filter(symbol=paper).exists():
        return redirect("web:text", paper.process.slug, paper.text)
    return redirect("secretariat:bring_in", paper.pk)


def _shown(
    request: DeskRequest,
    current: IncomingText,
    *,
    at: int | None = None,
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; after a refusal with its sentence and what was typed, at the clause for which it was."""
    parts = parts_of(current.reading)
    is_typed = typed is not None and typed.get("act") != "put_back" and "wording" in typed
    if is_typed and typed is not None:
        at = whereabouts(parts, typed)
    at = at if at is not None and at < len(parts) else None
    rows = list(_rows(parts, paragraphs_in(current.reading)))
    leaf = Leaf(rows, near=at if at is not None else _number(request.GET.get("near", "")), request=request)
    context = {
        "current": current,
        "reading": current.reading,
        "symbol": current.symbol,
        "leaf": leaf,
        "at": at,
        "last": len(parts) - 1,
        "form": ClauseForm(parts[at], typed if is_typed else None) if at is not None else None,
        "astray": (typed or {}).get("wording", "") if is_typed and at is None else "",
        "refusal": refusal,
        "doubtful": [row for row in rows if row.doubts],
        "told": [str(Told(code).label) for code in current.reading.notices if code in Told.values],
        "may": request.user.has_perm("consultations.issue", current.symbol.process),
        "crumbs": [*to_texts(), (current.symbol.text, "")],
    }
    return render(request, "secretariat/texts/incoming.html", context, status=status_of(refusal) if refusal else status)


def _rows(parts: Sequence[Part], paragraphs: Sequence[Plain]) -> Iterator[Row]:
    """Everything in the order of the outline; what was left out stands before what was read from further on."""
    waiting = left_out(parts, paragraphs)
    depths: list[int] = []
    for at, part in enumerate(parts):
        while waiting and waiting[0] < min(part.sources):
            yield _left(paragraphs, at, waiting.pop(0))
        depths.append(0 if part.parent is None else depths[part.parent] + 1)
        yield Row([paragraphs[source] for source in part.sources], at, part, depths[-1])
    for source in waiting:
        yield _left(paragraphs, len(parts), source)


def _left(paragraphs: Sequence[Plain], at: int, source: int) -> Row:
    return Row([paragraphs[source]], at, source=source)


def _number(text: str) -> int | None:
    return whole_number(text, digits=6)
