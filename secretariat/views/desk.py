"""The lists of the desk: what waits, for whom, since when; and everything else that was ever sent."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import keyset
from contributions.actions.batch import MOST
from contributions.models import Contribution
from contributions.queries.desk_counts import Choices, choices, lengths
from contributions.queries.desk_list import Desk, Filters, with_row_facts
from contributions.queries.desk_places import Places, places
from contributions.queries.promised import Promise, promise_of
from contributions.queries.reading import Count
from secretariat.access import DeskRequest, secretariat_page
from secretariat.filter_forms import LISTS, FilterForm, address_of, filters_from, filters_of
from secretariat.forms import AssignForm

PAGE = 25


@dataclass(frozen=True)
class List:
    """One list of the desk: what it is called, where it is, how long it is, and whether this is it."""

    name: str | Words
    url: str
    count: Count
    is_here: bool


@dataclass(frozen=True)
class Row:
    """One contribution with what was promised for it."""

    contribution: Contribution
    promise: Promise | None


@require_safe
@secretariat_page
def queue(request: DeskRequest) -> HttpResponse:
    """One list of the desks of the person's processes, as the filters in the address want it."""
    filters = filters_from(request.GET)
    desk = desk_of(request, filters)
    rows = with_row_facts(Contribution.objects.all())
    listed, cursor = desk.listed(filters), request.GET.get("page", "")
    try:
        page, status = keyset.page(listed, filters.order, cursor=cursor, size=PAGE, rows=rows), 200
    except keyset.BadCursor:
        page, status = keyset.page(listed, filters.order, size=PAGE, rows=rows), 400
    numbers = lengths(desk, filters, LISTS)
    # Where many have the words that are looked for, to look once more for each choice would take the longest of all.
    too_many = bool(filters.q) and numbers[filters.state].is_more
    form = FilterForm(filters, Choices(None) if too_many else choices(desk, filters), desk.places)
    can_moderate = any(request.user.has_perm("consultations.work_for", each) for each in desk.places.processes)
    context = {
        "rows": [_row(each, desk.places, desk.at) for each in page.rows],
        "lists": [_list(state, numbers[state], filters) for state in LISTS],
        "list_name": LISTS[filters.state],
        "count": numbers[filters.state],
        "filters": filters,
        "form": form,
        "said": list(form.said(filters)),
        "address": address_of(filters),
        "without": address_of(Filters(state=filters.state)),
        "kept": [(each, address_of(filters_from(each.wanted))) for each in desk.places.kept],
        "processes": desk.places.processes,
        "previous": _turned(filters, page.previous),
        "next": _turned(filters, page.next),
        "lost": status == 400,
        "can_moderate": can_moderate,
        "assign_form": AssignForm(desk.places.colleagues, now=request.user.pk) if can_moderate else None,
        "most": MOST,
    }
    return render(request, "secretariat/desk/queue.html", context, status=status)


@require_safe
@secretariat_page
def following(request: DeskRequest, pk: int) -> HttpResponse:
    """To the contribution that comes after this one in its list; back to the list where none does."""
    filters = filters_of(request.GET.get("list", ""))
    desk, wanted = desk_of(request, filters), address_of(filters)
    here = desk.sent().filter(pk=pk).only("pk", "submitted_at").first()
    after = keyset.write(here, filters.order) if here else ""
    page = keyset.page(desk.listed(filters).only("pk", "submitted_at"), filters.order, cursor=after, size=1)
    suffix = f"?{urlencode({'list': wanted})}" if wanted else ""
    if page.rows:
        return HttpResponseRedirect(reverse("secretariat:contribution", args=[page.rows[0].pk]) + suffix)
    messages.info(request, _("That was the last one of this list."))
    return HttpResponseRedirect(reverse("secretariat:desk") + (f"?{wanted}" if wanted else ""))


def desk_of(request: DeskRequest, filters: Filters) -> Desk:
    """The desk as the person sees it now, with the periods of the round that the filters name."""
    around = places(request.processes, me=request.user, round_=int(filters.round) if filters.round else None)
    return Desk(around, request.user, timezone.now())


def _row(contribution: Contribution, around: Places, at: datetime) -> Row:
    return Row(contribution, promise_of(contribution, around.times.get(contribution.round.process_id), at=at))


def _list(state: str, count: Count, filters: Filters) -> List:
    wanted = address_of(filters.within(state))
    url = reverse("secretariat:desk") + (f"?{wanted}" if wanted else "")
    return List(LISTS[state], url, count, state == filters.state)


def _turned(filters: Filters, cursor: str) -> str:
    """The address of a page beside this one, with the same filters."""
    return f"?{address_of(filters, page=cursor)}" if cursor else ""
