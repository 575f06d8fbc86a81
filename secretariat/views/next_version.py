"""The next version of a text: the compilation, place by place, with what the secretariat decides there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.numbers import whole_number
from common.refusals import Incomplete, Refusal, status_of
from consultations.models import CarriedText
from contributions import actions
from contributions.enums import Choice
from contributions.models import NextVersion
from contributions.queries.drafting import Work, work_on
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.next_forms import PlaceForm
from secretariat.views.crumbs import to_texts
from secretariat.views.next_rows import Row, own_after

# So many forms at once: with more, a long text takes seconds to show. The other places are a link away.
MOST_FORMS = 20


@dataclass(frozen=True)
class Desk:
    """The version that is followed and who carries it, the draft if it is begun, and whether one may work on it."""

    carrier: CarriedText
    draft: NextVersion | None
    may: bool

    @property
    def is_open(self) -> bool:
        return self.draft is not None and self.draft.issued_id is None

    def context(self, here: str = "") -> dict[str, Any]:
        """What every page of it names."""
        version = self.carrier.version
        way = [(_("The next version"), reverse("secretariat:next", args=[version.pk]))]
        return {
            "desk": self,
            "draft": self.draft,
            "version": version,
            "text": version.text,
            "symbol": self.carrier.symbol,
            "process": self.carrier.symbol.process,
            "may": self.may,
            "crumbs": [*to_texts(), *way, (here, "")] if here else [*to_texts(), (self.carrier.symbol.text, "")],
        }


@require_safe
@secretariat_page
def overview(request: DeskRequest, pk: int) -> HttpResponse:
    """Every place with its choices; ``?at=`` opens one that is decided or that nobody contests."""
    desk = find(request, pk)
    kept = kept_forms.take(request).get("next_decide")
    return _shown(request, desk, at=(kept or request.GET).get("place", request.GET.get("at", "")), typed=kept)


@require_POST
@form_on("secretariat:next")
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin the work, or go on with it."""
    desk = find(request, pk)
    try:
        actions.begin_next(desk.carrier.version, by=request.user)
    except Refusal as refusal:
        return _shown(request, desk, refusal=refusal)
    return redirect("secretariat:next", pk)


@require_POST
@form_on("secretariat:next")
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Decide one place, or take the decision back (``act=undecide``)."""
    desk = find(request, pk)
    if desk.draft is None:
        return redirect("secretariat:next", pk)
    key, step = request.POST.get("place", ""), number(request.POST.get("step", "")) or 0
    work = work_on(desk.draft)
    place = work.place(key)
    try:
        if request.POST.get("act") == "undecide":
            actions.undecide(desk.draft, key, step=step, by=request.user)
            return _next_open(pk, key)
        form = PlaceForm(place, request.POST) if place else None
        if form is not None and not form.is_valid():
            return _shown(request, desk, at=key, typed=request.POST, status=422)
        decision = form.decision() if form else {"choice": Choice.KEEP}
        actions.decide(desk.draft, key, **decision, step=step, by=request.user)
    except Refusal as refusal:
        return _shown(request, desk, at=key, typed=request.POST, refusal=refusal)
    return _next_open(pk, key)


def find(request: DeskRequest, pk: int) -> Desk:
    """The version of this id, if a document of the person's processes carries it; else 404."""
    carried = CarriedText.objects.filter(symbol__process__in=request.processes)
    carrier = get_object_or_404(
        carried.select_related("version__text", "symbol__process", "symbol__round__process"), version=pk
    )
    draft = NextVersion.objects.select_related("issued", "base__text").filter(base=pk).first()
    return Desk(carrier, draft, request.user.has_perm("consultations.issue", carrier.symbol.process))


def number(text: str) -> int | None:
    """The number that was sent along, if it is one."""
    return whole_number(text, digits=9)


def _next_open(pk: int, key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('secretariat:next', args=[pk])}#p-{key}")


def _shown(
    request: DeskRequest,
    desk: Desk,
    *,
    at: str = "",
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; after a refusal with its sentence, what was typed, and how things stand now."""
    context = desk.context()
    own = [typed["wording"]] if typed and typed.get("choice") == Choice.OWN and typed.get("wording") else []
    if desk.draft is None or not desk.is_open:
        context |= {"refusal": refusal, "astray": own}
        answer = status_of(refusal) if refusal else status
        return render(request, "secretariat/texts/next/begin.html", context, status=answer)
    work = work_on(desk.draft)
    opened = _opened(work, desk, at=at)
    rows = [
        Row(
            place,
            work,
            PlaceForm(place, typed if place.key == at else None) if place.key in opened else None,
            is_last_of_gap=following is None or following.clause is not None,
        )
        for place, following in zip(work.places, [*work.places[1:], None], strict=True)
    ]
    sent = next((row.form for row in rows if row.form and row.form.is_bound), None)
    if isinstance(refusal, Incomplete) and sent is not None:
        for name, sentence in refusal.fields.items():
            sent.add_error(name if name in sent.fields else None, str(sentence))
    undecided = work.undecided
    context |= {
        "work": work,
        "rows": rows,
        "total": len(work.open_places),
        "first_open": undecided[0].key if undecided else "",
        "sent": sent,
        "at_beginning": own_after(work, ""),
        "missing": work.compilation.missing,
        "refusal": refusal if refusal and not (sent and sent.errors) else None,
        "astray": own if sent is None else [],
    }
    if sent is not None and refusal is not None and not isinstance(refusal, Incomplete):
        messages.info(request, _("What you chose is still in the form below; the rest shows how things stand now."))
    answer = status_of(refusal) if refusal else status
    return render(request, "secretariat/texts/next/overview.html", context, status=answer)


def _opened(work: Work, desk: Desk, *, at: str) -> set[str]:
    """The places with a form: the first that are open, and the one that was asked for."""
    return {at, *(place.key for place in work.undecided[:MOST_FORMS])} if desk.may else set()
