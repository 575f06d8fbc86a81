"""What is asked for: each page with the addresses that are gone through while it is measured."""

from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from django.urls import reverse

from bench import fill
from bench.structure import SLUG, Structure
from common import keyset
from contributions.queries.reading import BY_SYMBOL, NEWEST

EMPTY, HOME, LIST, PERIODS = "empty view", "home", "list of a round, deep in it", "API, open periods"
NOTHING = ["/health/live/"]


@dataclass(frozen=True)
class Page:
    """One kind of page. ``is_html``: weighed with what a browser fetches along with it."""

    name: str
    paths: list[str]
    is_html: bool = True


def pages(structure: Structure, random: Random) -> list[Page]:
    """Return the pages in the order in which they are measured, the empty view first."""
    found = fill.some(1000, random, of_round=structure.rounds[0])
    random.shuffle(found)
    listing = reverse("web:contributions", args=[SLUG, 1])
    contributions = reverse("api:contribution-list")
    return [
        Page(EMPTY, NOTHING, is_html=False),
        Page(HOME, [reverse("web:home")]),
        Page("round", [reverse("web:round", args=[SLUG, 1])]),
        Page("list of a round, its first page", [listing]),
        Page(LIST, [f"{listing}?cursor={keyset.write(each, BY_SYMBOL)}" for each in found]),
        Page("list of a round, in French only", [f"{listing}?language=fr"]),
        Page("contribution, each another one", [reverse("web:document", args=[SLUG, _symbol(each)]) for each in found]),
        Page("search, word in 10 %", [f"{reverse('web:search')}?q={quote('connectivity')}"]),
        Page("search, word in 0.1 %", [f"{reverse('web:search')}?q={quote('anemometer')}"]),
        Page(PERIODS, [reverse("api:comment-period-list") + "?state=open"], is_html=False),
        Page("API, contributions, first page", [contributions], is_html=False),
        Page(
            "API, contributions, deep in them",
            [f"{contributions}?cursor={_cursor(each)}" for each in found],
            is_html=False,
        ),
    ]


def _symbol(contribution: fill.Contribution) -> str:
    return contribution.symbol.text if contribution.symbol else ""


def _cursor(contribution: fill.Contribution) -> str:
    return keyset.write(contribution, NEWEST)
