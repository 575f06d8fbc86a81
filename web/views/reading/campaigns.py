"""Campaigns: one text, how many say it, who organised it, and what each says differently."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.listing import listed
from consultations.models import Round
from contributions.models import Campaign, Contribution
from contributions.queries.campaigns import compared, compared_with, public_campaigns, public_members, representative_of
from contributions.queries.published import published_form
from contributions.queries.reading import BY_SYMBOL
from contributions.queries.similar import with_questions
from contributions.similarity.differences import summary
from web.caching import kept_for_visitors

from .finding import crumbs_to, page_context, round_of

LONGEST_SYMBOL = 120


@require_safe
@kept_for_visitors
def campaigns(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The campaigns of a round of which something is published, in the order in which they were grouped."""
    round_ = round_of(slug, number)
    listing = listed(request, public_campaigns(round_), ("pk",))
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        listing=listing,
        crumbs=[*crumbs_to(round_.process, round_), (_("Campaigns"), "")],
    )
    return render(request, "web/campaigns/list.html", context, status=listing.status)


@require_safe
@kept_for_visitors
def campaign(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """One campaign. While the text that stands for all is not published, the members are listed without comparison."""
    round_, found = _found(slug, number, pk)
    listing = listed(request, public_members(found), BY_SYMBOL)
    representative = representative_of(found)
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        campaign=found,
        representative=representative,
        content=published_form(representative) if representative else None,
        questions=list(representative.period.questions.all()) if representative else [],
        members=compared(representative, listing.rows) if representative else [],
        listing=listing,
        crumbs=[*crumbs_to(round_.process, round_), (_("Campaign %(number)d") % {"number": found.pk}, "")],
    )
    return render(request, "web/campaigns/campaign.html", context, status=listing.status)


@require_safe
@kept_for_visitors
def difference(request: HttpRequest, slug: str, number: int, pk: int, symbol: str) -> HttpResponse:
    """What the member with this symbol says differently from the text that stands for all."""
    round_, found = _found(slug, number, pk)
    representative, member = representative_of(found), _member(found, symbol)
    if representative is None:
        raise Http404
    if representative.pk == member.pk:
        return redirect("web:campaign", slug, number, pk)
    parts = with_questions(compared_with(representative, member))
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        campaign=found,
        pair=[representative, member],
        parts=parts,
        difference=summary(parts),
        language=member.language if member.language == representative.language else "",
        crumbs=[*crumbs_to(round_.process, round_), (symbol, "")],
    )
    return render(request, "web/campaigns/difference.html", context)


def _found(slug: str, number: int, pk: int) -> tuple[Round, Campaign]:
    round_ = round_of(slug, number)
    return round_, get_object_or_404(public_campaigns(round_), pk=pk)


def _member(campaign: Campaign, symbol: str) -> Contribution:
    if len(symbol) > LONGEST_SYMBOL or "\x00" in symbol:
        raise Http404
    return get_object_or_404(public_members(campaign), symbol__text=symbol)
