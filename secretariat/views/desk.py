"""The queue: what waits for the secretariat, oldest first."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import keyset
from contributions.queries import desk
from secretariat.access import DeskRequest, secretariat_page
from secretariat.forms import FilterForm, filters_from

PAGE = 25
ORDER = ("submitted_at", "pk")


@require_safe
@secretariat_page
def queue(request: DeskRequest) -> HttpResponse:
    """What waits at the desks of the person's processes, as the filters in the address want it."""
    filters = filters_from(request.GET)
    waiting = desk.queue(request.processes, filters, me=request.user)
    counts = desk.count(request.processes, filters, me=request.user)
    try:
        page, status = keyset.page(waiting, ORDER, cursor=request.GET.get("page", ""), size=PAGE), 200
    except keyset.BadCursor:
        page, status = keyset.page(waiting, ORDER, size=PAGE), 400
    context = {
        "contributions": page.rows,
        "counts": counts,
        "is_filtered": filters != desk.Filters(),
        "form": FilterForm(filters, counts, desk.rounds_named(int(pk) for pk in counts.rounds)),
        "previous": _turned(filters, page.previous),
        "next": _turned(filters, page.next),
        "lost": status == 400,
        "has_several": len(request.processes) > 1,
    }
    return render(request, "secretariat/desk/queue.html", context, status=status)


def _turned(filters: desk.Filters, cursor: str) -> str:
    """The address of a page beside this one, with the same filters."""
    chosen = {name: value for name, value in asdict(filters).items() if value}
    return f"?{urlencode(chosen | {'page': cursor})}" if cursor else ""
