"""The first page, the pages of help, and a word to robots."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import CommentPeriod
from contributions.queries.reading import newest
from web.caching import changes_at, kept_for_visitors

from .elsewhere import elsewhere
from .finding import crumbs_to, page_context

# As many as a first page can carry; what is open is never left out before that.
OPEN, SOON, RECENT = 60, 10, 8

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /contributions/
Disallow: /desk/
Disallow: /drafts/
Disallow: /me/
Disallow: /search/
"""


@require_safe
@kept_for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """What is open, what opens soon, what was published last."""
    at = timezone.now()
    periods = (
        CommentPeriod.objects.public()
        .select_related("round__process")
        .defer("description", "round__description", "round__process__mandate")
    )
    open_now = list(periods.open(at=at).order_by("closes_at", "pk")[:OPEN])
    soon = list(periods.upcoming(at=at).order_by("opens_at", "pk")[:SOON])
    context = page_context(
        request,
        at=at,
        open_periods=open_now,
        upcoming_periods=soon,
        recent=newest()[:RECENT],
        elsewhere=elsewhere(calendar=("deadlines",)),
    )
    response = render(request, "web/reading/home.html", context)
    return changes_at(
        response, *(period.closes_at for period in open_now[:1]), *(period.opens_at for period in soon[:1])
    )


@require_safe
@kept_for_visitors
def guide(request: HttpRequest) -> HttpResponse:
    """How to read and how to take part."""
    return render(request, "web/reading/help.html", page_context(request))


@require_safe
@kept_for_visitors
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what at a secretariat's desk, from the rules themselves."""
    crumbs = [*crumbs_to()[:1], (_("Help"), reverse("web:help")), (_("Who may do what"), "")]
    return render(request, "web/reading/roles.html", page_context(request, crumbs=crumbs))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone: what is somebody's own, and endless combinations."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
