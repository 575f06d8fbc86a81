"""The index of a round: a line for every symbol that a contribution has or had."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.languages import name_in
from common.listing import listed
from contributions.queries.reading import capped_count
from exports.enums import Order
from exports.making import words
from exports.queries.entries import ORDERS, ordered
from exports.queries.indexed import indexed, row, with_facts
from web.caching import kept_for_visitors
from web.views.reading.finding import crumbs_to, page_context, round_of

from .by_question import order_of

PAGE = 50


@require_safe
@kept_for_visitors
def index(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Symbol, sources, group, country, language, title, day, lane, channel, state; ``?order=`` by symbol or source."""
    round_ = round_of(slug, number)
    order = order_of(request)
    found = indexed(round_)
    listing = listed(request, with_facts(ordered(found, order)), ORDERS[order], size=PAGE)
    rows = [row(each) for each in listing.rows]
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        listing=listing,
        rows=[
            {
                "row": each,
                "names": words.names(each.sources),
                "groups": words.groups(each.sources),
                "countries": words.countries(each.sources),
                "language": name_in(each.contribution.language) if each.contribution.language else "",
                "channel": words.channel(each.contribution),
                "state": words.state(each),
            }
            for each in rows
        ],
        count=capped_count(found),
        order=order,
        orders=Order.choices,
        rule=words.rule(order),
        crumbs=[*crumbs_to(round_.process, round_), (_("Index of contributions"), "")],
    )
    return render(request, "web/output/index.html", context, status=listing.status)
