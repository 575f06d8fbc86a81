"""Search in all that is published."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common import keyset
from common.collation import readers_key
from common.listing import address_of_page
from consultations.models import Process, Round
from contributions.queries.search import Found, by_symbol, search
from contributions.queries.topics import LONGEST_TOPIC, of_search

from .elsewhere import elsewhere
from .finding import crumbs_to, page_context


class SearchForm(forms.Form):
    """What is looked for, and where."""

    q = forms.CharField(
        label=gettext_lazy("Words, or a symbol such as WGEC/3/1"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )
    process = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    round = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, rounds: list[Round]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.rounds = rounds
        self.processes: dict[str, Process] = {each.process.slug: each.process for each in rounds}
        names = sorted(self.processes.values(), key=lambda process: readers_key(process.wording.text))
        choices = [(process.slug, process.wording.text[:90]) for process in names]
        self.fields["process"].choices = [("", _("All processes")), *choices]  # type: ignore[attr-defined]

    @property
    def scope(self) -> list[Round] | None:
        """The rounds that are searched; None for all."""
        slug, number = self.cleaned_data["process"], self.cleaned_data["round"]
        if not slug:
            return None
        return [each for each in self.rounds if each.process.slug == slug and number in (None, each.number)]


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Published contributions with the words in question, and whatever is cited so."""
    rounds = list(
        Round.objects.public()
        .select_related("process")
        .defer("description", "process__mandate")
        .order_by("process", "number")
    )
    form = SearchForm(request.GET, rounds)
    crumbs = [*crumbs_to()[:1], (_("Search"), "")]
    context = page_context(request, form=form, crumbs=crumbs)
    if not form.is_valid():
        return render(request, "web/reading/search.html", context, status=400)
    asked, scope = form.cleaned_data["q"].strip(), form.scope
    context |= {"asked": asked, "scope": scope[0] if scope and form.cleaned_data["round"] is not None else None}
    if not asked:
        return render(request, "web/reading/search.html", context)
    found, is_lost = _search(request, asked, scope)
    wanted = {name: form.cleaned_data[name] for name in ("process", "round")} if scope is not None else {}
    context |= page_context(request, topic=_topic(asked, wanted)) | {
        "elsewhere": elsewhere(("search",), wanted={"q": asked, **wanted}),
        "found": found,
        "is_lost": is_lost,
        "previous": address_of_page(request, found.previous),
        "next": address_of_page(request, found.next),
        "symbols": by_symbol(asked, {each.process_id for each in (rounds if scope is None else scope)}),
    }
    return render(request, "web/reading/search.html", context, status=400 if is_lost else 200)


def _topic(asked: str, wanted: Mapping[str, Any]) -> str:
    """What one follows of this search; "" where it is too long to be followed."""
    word = of_search(asked, process=wanted.get("process", ""), round_=wanted.get("round"))
    return word if len(word) <= LONGEST_TOPIC else ""


def _search(request: HttpRequest, asked: str, scope: list[Round] | None) -> tuple[Found, bool]:
    """What was found; from the beginning, and told so, for a page that is none."""
    rounds = None if scope is None else [each.pk for each in scope]
    try:
        return search(asked, rounds=rounds, cursor=request.GET.get("cursor", "")), False
    except keyset.BadCursor:
        return search(asked, rounds=rounds), True
