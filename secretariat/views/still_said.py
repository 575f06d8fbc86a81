"""Where words still stand that were removed from a contribution, and who decides about each place."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from contributions.queries.still_said import StillSaid, Where, still_said
from secretariat.access import DeskRequest, secretariat_page

from .contribution import crumbs_to, find

CALLED = {
    Where.ISSUED: gettext_lazy("A clause of the text that was issued; its files say the same"),
    Where.TITLE: gettext_lazy("The title of the text"),
    Where.INCOMING: gettext_lazy("A text that is being brought in"),
    Where.DRAFT: gettext_lazy("The chair’s wording at a place of the next version"),
    Where.OWN: gettext_lazy("A clause of the chair in the next version"),
    Where.OUTCOME: gettext_lazy("The reason of an outcome"),
    Where.GROUND: gettext_lazy("Why a version was issued with something open"),
}


@dataclass(frozen=True)
class Place:
    """A place as the page names it. Its words are not repeated: they would say what was removed."""

    said: StillSaid
    called: str | Promise
    address: str


@require_safe
@secretariat_page
def places(request: DeskRequest, pk: int) -> HttpResponse:
    """Every place, what everybody reads apart from what is only drafted."""
    current = find(request, pk)
    slug = current.round.process.slug
    found = [Place(each, CALLED[each.where], _address(each, slug)) for each in still_said(current)]
    context = {
        "contribution": current,
        "process": current.round.process,
        "public": [each for each in found if each.said.is_public],
        "drafted": [each for each in found if not each.said.is_public],
        "crumbs": [*crumbs_to(current, request), (_("Where removed words still stand"), "")],
    }
    return render(request, "secretariat/redaction/still_said.html", context)


def _address(found: StillSaid, slug: str) -> str:
    at_desk = {
        Where.INCOMING: ("incoming", [found.pk]),
        Where.OWN: ("next_clause", [found.version, found.pk]),
        Where.DRAFT: ("next", [found.version]),
        Where.OUTCOME: ("next_dispositions", [found.version]),
        Where.GROUND: ("next_confirm", [found.version]),
    }
    if found.where is Where.ISSUED:
        return reverse("web:clause", args=[slug, found.symbol, found.clause])
    if found.is_public:
        return reverse(f"web:{'text' if found.where is Where.TITLE else 'outcome'}", args=[slug, found.symbol])
    name, arguments = at_desk[found.where]
    place = f"?at={found.clause}#p-{found.clause}" if found.where is Where.DRAFT and found.clause else ""
    return reverse(f"secretariat:{name}", args=arguments) + place
