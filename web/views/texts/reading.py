"""A text, clause by clause: as it stands, or with what one source proposes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_safe

from consultations.models import CarriedText, CommentPeriod
from contributions.content import Content
from contributions.queries.marked import marked
from contributions.queries.proposers import Proposer, changes_of, proposers
from contributions.queries.topics import of_text
from texts.engine.applying import applied
from texts.engine.changes import Change
from texts.engine.outline import ClauseKind, Outline
from texts.engine.redline import Piece
from texts.models import TextVersion
from web import linked_data
from web.caching import changes_at, kept_for_visitors
from web.views.reading.elsewhere import elsewhere
from web.views.reading.finding import Crumbs, crumbs_to, page_context

from .carried import carried_text
from .changed import Line, lines

VIEWS = {
    "inline": gettext_lazy("Changes marked in the text"),
    "side": gettext_lazy("Side by side"),
    "clean": gettext_lazy("As it would read, without marks"),
}


class ViewForm(forms.Form):
    """Whose changes are shown, and how; a form by GET, so that every view has an address."""

    use_required_attribute = False

    view = forms.ChoiceField(label=gettext_lazy("How"), choices=list(VIEWS.items()), required=False)

    def __init__(self, data: object, found: Iterable[Proposer]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        choices = [("", _("Nobody’s: the text as it stands")), *((each.symbol, _choice(each)) for each in found)]
        # "with" is no name that Python lets a class have.
        whose = forms.ChoiceField(label=_("With the changes of"), choices=choices, required=False)
        self.fields = {"with": whose, **self.fields}


@require_safe
@kept_for_visitors
def text(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """The text; ``?with=`` the symbol of a contribution lays its changes over it, ``&view=`` says how.

    404 for a symbol that proposes nothing to this version.
    """
    carried = carried_text(slug, symbol)
    version = carried.version
    found = proposers(version)
    form = ViewForm(request.GET, found)
    if not form.is_valid():
        raise Http404
    for field in form.fields.values():
        field.required = True  # nobody is to read "(optional)" beside a choice that has its first value anyway
    chosen = next((each for each in found if each.symbol == form.cleaned_data["with"]), None)
    view = (form.cleaned_data["view"] or "inline") if chosen else "clean"
    outline = version.outline
    changes = changes_of(chosen.contribution, version) if chosen else ()
    in_word = marked(Content.from_json(chosen.contribution.content), version) if chosen and view != "clean" else {}
    at = timezone.now()
    periods = open_periods(carried)
    versions = versions_of(version)
    context = page_context(
        request,
        **frame(carried),
        topic=of_text(carried.version.text),
        form=form if found else None,
        chosen=chosen,
        view=view,
        lines=_lines(outline, changes, view, in_word),
        is_side=view == "side",
        level=level_of(outline),
        proposers=found,
        versions=versions,
        elsewhere=elsewhere(("text", version.text_id)),
        structured=linked_data.of_text(carried, versions),
        periods=periods,
        at=at,
        crumbs=crumbs(carried, (_("The text, clause by clause"), "")),
    )
    response = render(request, "web/texts/text.html", context)
    return changes_at(response, *(period.closes_at for period in periods), _next_opening(carried))


def frame(carried: CarriedText) -> dict[str, object]:
    """What every page of a text names."""
    return {
        "process": carried.symbol.round.process,
        "round": carried.symbol.round,
        "symbol": carried.symbol,
        "version": carried.version,
        "text": carried.version.text,
    }


def crumbs(carried: CarriedText, *more: tuple[str, str]) -> Crumbs:
    """The way to a page of a text: over the document that carries it."""
    round_ = carried.symbol.round
    document = reverse("web:document", args=[round_.process.slug, carried.symbol.text])
    return [*crumbs_to(round_.process, round_), (carried.symbol.text, document), *more]


def versions_of(version: TextVersion) -> list[CarriedText]:
    """All versions of its text that a paper carries, the first one first."""
    carriers = CarriedText.objects.filter(version__text=version.text_id)
    return list(carriers.select_related("version", "symbol__process").order_by("version__number"))


def open_periods(carried: CarriedText) -> list[CommentPeriod]:
    """Where changes to this text can be proposed now, what closes first first."""
    process = carried.symbol.round.process_id
    found = CommentPeriod.objects.public().open(at=timezone.now()).filter(round__process=process)
    return list(found.select_related("round__process").order_by("closes_at", "pk"))


def level_of(outline: Outline) -> int:
    """The level of a title under the page’s own heading; where there is none, no level is to be left out."""
    return 2 if any(clause.kind is ClauseKind.TITLE for clause in outline) else 1


def _next_opening(carried: CarriedText) -> datetime | None:
    process = carried.symbol.round.process_id
    upcoming = (
        CommentPeriod.objects.public().upcoming(at=timezone.now()).filter(round__process=process).order_by("opens_at")
    )
    return upcoming.values_list("opens_at", flat=True).first()


def _lines(
    outline: Outline, changes: tuple[Change, ...], view: str, in_word: Mapping[str, Sequence[Piece]]
) -> list[Line]:
    """What is shown; without marks where the changes cannot all be taken at once, as if they were marked.

    ``in_word``: redlines as their senders marked them.
    """
    if view != "clean" or not changes:
        return lines(outline, changes, marked=in_word)
    try:
        return lines(applied(outline, changes))
    except ValueError:
        return lines(outline, changes)


def _choice(proposer: Proposer) -> str:
    said = {
        "names": pgettext("between two items of a list", ", ").join(proposer.names),
        "symbol": proposer.symbol,
        "number": proposer.changes,
    }
    return (
        ngettext(
            "%(names)s, %(symbol)s: %(number)d change", "%(names)s, %(symbol)s: %(number)d changes", proposer.changes
        )
        % said
    )
