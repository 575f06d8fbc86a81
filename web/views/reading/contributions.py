"""The contributions of a round, as a list with filters."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from common.collation import readers_key
from common.languages import name_in
from common.listing import Listing, listed
from consultations.models import GuidingQuestion, Round
from contributions.enums import Lane
from contributions.queries.reading import BY_SYMBOL, BY_TIME, Filters, capped_count, of_round
from contributions.queries.sources import has_published
from stakeholders.countries import regions
from stakeholders.models import Source
from stakeholders.queries import find_organisation
from web.caching import kept_for_visitors

from .elsewhere import elsewhere
from .finding import by_name, crumbs_to, page_context, round_of

# What lists may be sorted by; each has its index, and each its rule in words.
ORDERS = {
    "symbol": (gettext_lazy("Symbol"), BY_SYMBOL, gettext_lazy("In the order of symbols.")),
    "time": (gettext_lazy("Time of publication"), BY_TIME, gettext_lazy("In the order of publication, oldest first.")),
}


class FiltersForm(forms.Form):
    """What of the list is wanted; a form by GET, so that every selection has an address."""

    group = forms.ChoiceField(label=gettext_lazy("Stakeholder group"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    question = forms.ChoiceField(label=gettext_lazy("Answers question"), required=False)
    lane = forms.ChoiceField(label=gettext_lazy("Lane"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source, by name or acronym"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    sort = forms.ChoiceField(
        label=pgettext_lazy("of a list", "Order"),
        required=False,
        choices=[(code, label) for code, (label, _o, _r) in ORDERS.items()],
    )

    def __init__(self, *args: object, round_: Round, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.groups = {group.code: group for group in by_name(round_.process.groups.all())}
        asked = GuidingQuestion.objects.filter(period__round=round_)
        questions = asked.order_by("period__opens_at", "period", "number")
        codes = {*settings.UN_LANGUAGES, *round_.process.languages}
        spoken = sorted(codes, key=lambda code: readers_key(name_in(code)))
        self._choose("group", [(code, group.wording.text) for code, group in self.groups.items()])
        self._choose("region", regions())
        self._choose("lane", [(str(code), str(label)) for code, label in Lane.choices if code != Lane.NEXT_ROUND])
        self._choose("language", [(code, name_in(code)) for code in spoken])
        self._choose("question", [(str(each.pk), f"{each.number}. {each.wording.text}"[:90]) for each in questions])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def clean_source(self) -> Source | None:
        """The source that the address or a name in the field means."""
        name = self.cleaned_data["source"].strip()
        if not name:
            return None
        found = Source.objects.filter(has_published(), slug=name).first() or find_organisation(name)
        if found is None:
            raise forms.ValidationError(_("No source, or more than one, is called so. Find it in the list of sources."))
        return found

    @property
    def wanted(self) -> dict[str, str]:
        """What is wanted, as the address of the same selection's feed says it."""
        source = self.cleaned_data["source"]
        return {
            name: source.slug if name == "source" and source else str(self.cleaned_data[name] or "")
            for name in ("group", "region", "language", "question", "lane", "source")
        }

    @property
    def filters(self) -> Filters:
        chosen = self.cleaned_data
        return Filters(
            group=self.groups.get(chosen["group"]),
            source=chosen["source"],
            question=int(chosen["question"]) if chosen["question"] else None,
            region=chosen["region"],
            language=chosen["language"],
            lane=chosen["lane"],
        )


@require_safe
@kept_for_visitors
def contributions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was published in a round, by symbol or by time, of whom one wants."""
    round_ = round_of(slug, number)
    form = FiltersForm({"sort": "symbol", **request.GET.dict()}, round_=round_)
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        form=form,
        crumbs=[*crumbs_to(round_.process, round_), (_("Contributions"), "")],
    )
    if not form.is_valid():
        return render(request, "web/reading/contributions.html", context | {"listing": Listing([])}, status=400)
    _label, order, rule = ORDERS[form.cleaned_data["sort"] or "symbol"]
    found = of_round(round_, form.filters)
    listing = listed(request, found, order)
    context |= {
        "listing": listing,
        "count": capped_count(found),
        "rule": rule,
        "is_filtered": form.filters != Filters(),
        "elsewhere": elsewhere(("contributions", slug, number), wanted=form.wanted),
    }
    return render(request, "web/reading/contributions.html", context, status=listing.status)
