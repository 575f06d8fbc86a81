"""Who has been heard in a round, and who has not yet: every number, for those who may read at its desk."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Round
from contributions.figures import account, participation
from contributions.queries.account import account_of, named_grounds, named_groups
from contributions.queries.participation import heard_in, shared_authors, sources_heard, words_of
from secretariat.access import DeskRequest, secretariat_page
from secretariat.paging import sheet

BY_NAME = ("sort_key", "source_id")
Crumbs = list[tuple[str, str]]


@require_safe
@secretariat_page
def rounds(request: DeskRequest) -> HttpResponse:
    """The rounds of the person's processes, the latest first."""
    found = Round.objects.filter(process__in=request.processes).select_related("process")
    listing = sheet(request, found, ("-pk",))
    context = {"listing": listing, "crumbs": [*_crumbs()[:1], (_("Participation"), "")]}
    return render(request, "secretariat/participation/rounds.html", context, status=listing.status)


@require_safe
@secretariat_page
def heard(request: DeskRequest, pk: int) -> HttpResponse:
    """Contributions, sources, first-time sources and words; ``?show=`` says which of them is drawn."""
    round_ = _find(request, pk)
    counted = heard_in(round_)
    context = _context(round_) | {
        "figures": participation.as_shown(counted.figures),
        "counted_at": counted.at,
        "groups": list(round_.process.groups.all()),
        "show": request.GET.get("show", "sources"),
    }
    return render(request, "secretariat/participation/heard.html", context)


@require_safe
@secretariat_page
def authors(request: DeskRequest, pk: int) -> HttpResponse:
    """Who wrote for more than one source."""
    round_ = _find(request, pk)
    words = heard_in(round_).figures.whole.words
    context = _context(round_, _("Shared authors")) | {"authors": shared_authors(round_, words=words)}
    return render(request, "secretariat/participation/authors.html", context)


@require_safe
@secretariat_page
def sources(request: DeskRequest, pk: int) -> HttpResponse:
    """Every source with how much it said."""
    round_ = _find(request, pk)
    words = heard_in(round_).figures.whole.words
    listing = sheet(request, sources_heard(round_), BY_NAME, size=50)
    context = _context(round_, _("Words by source")) | {
        "listing": listing,
        "sources": words_of(listing.rows, round_, words=words),
    }
    return render(request, "secretariat/participation/sources.html", context, status=listing.status)


@require_safe
@secretariat_page
def treated(request: DeskRequest, pk: int) -> HttpResponse:
    """What became of what was received, as of now, with every number."""
    round_ = _find(request, pk)
    at = timezone.now().replace(second=0, microsecond=0)
    shown = account.as_shown(account_of(round_, at=at))
    context = _context(round_, _("What became of it")) | {
        "whole": shown["whole"],
        "rows": named_groups(round_.process, shown["groups"]),  # type: ignore[arg-type]
        "grounds": named_grounds(round_.process, shown["grounds"]),  # type: ignore[arg-type]
        "at": at,
    }
    return render(request, "secretariat/participation/treated.html", context)


def _find(request: DeskRequest, pk: int) -> Round:
    rounds_ = Round.objects.filter(process__in=request.processes).select_related("process")
    return get_object_or_404(rounds_.prefetch_related("process__groups"), pk=pk)


def _context(round_: Round, here: str = "") -> dict[str, object]:
    there = reverse("secretariat:participation_round", args=[round_.pk]) if here else ""
    crumbs = [*_crumbs(), (round_.wording.text, there), *([(here, "")] if here else [])]
    return {"round": round_, "process": round_.process, "crumbs": crumbs}


def _crumbs() -> Crumbs:
    return [(_("Desk"), reverse("secretariat:desk")), (_("Participation"), reverse("secretariat:participation"))]
