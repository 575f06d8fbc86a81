"""Who is told what, when: the same list from which the letters are written, for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from notifications.families import AT_ONCE, Circle, Ending, groups
from web.caching import kept_for_visitors

from .finding import crumbs_to, page_context


@require_safe
@kept_for_visitors
def letters(request: HttpRequest) -> HttpResponse:
    """Every family of letters: what it tells, to whom, when, and whether it can be ended; or those of a circle."""
    asked = request.GET.get("for", "")
    circle = Circle(asked) if asked in Circle.values else None
    context = page_context(
        request,
        groups=groups(circle=circle),
        circle=circle,
        circles=list(Circle),
        endings=list(Ending),
        at_once=AT_ONCE,
        crumbs=[*crumbs_to()[:1], (_("Help"), reverse("web:help")), (_("Who is told what, when"), "")],
    )
    return render(request, "web/reading/letters.html", context)
