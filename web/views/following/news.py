"""What a reader who is signed in was told, on a page of their own."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.kept_forms import signed_in
from common.languages import active
from common.listing import listed
from common.moments import readers_zone, written_day
from contributions.notices.news import Headline, headlines
from following import actions
from following.models import Item
from following.queries import items_of
from web.views.drafts.access import private

Days = list[tuple[str, list[tuple[Item, Headline]]]]


@require_http_methods(["GET", "HEAD", "POST"])
@private
@signed_in()
def news(request: HttpRequest) -> HttpResponse:
    """The news about what one follows, the latest first; nothing where the reader wants none here."""
    reader = actions.reader_of(request.user)
    if request.method == "POST":
        actions.see_all(reader, up_to=_number(request.POST.get("newest", "")))
        messages.success(request, _("All is marked as read."))
        return redirect("web:news")
    wanted = items_of(reader) if reader.in_house else Item.objects.none()
    listing = listed(request, wanted, ("-pk",))
    context = {
        "reader": reader,
        "listing": listing,
        "days": by_day(headlines(listing.rows, language=active(), zone=readers_zone())),
        "newest": listing.rows[0].pk if listing.rows and not listing.previous else None,
        "crumbs": [(_("My contributions"), reverse("web:me")), (_("News"), "")],
    }
    return render(request, "web/following/news.html", context, status=listing.status)


def by_day(lines: Iterable[tuple[Item, Headline]]) -> Days:
    """The same under the days on which each was told, in the reader's zone."""
    zone = readers_zone()

    def day(line: tuple[Item, Headline]) -> str:
        return written_day(line[0].created_at, zone, style="full")

    return [(name, list(each)) for name, each in groupby(lines, key=day)]


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None
