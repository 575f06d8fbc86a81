"""A version as a redline against the one before it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from texts.engine.successive import laid_over
from texts.models import TextVersion
from web.caching import kept_for_visitors
from web.views.reading.finding import page_context

from .carried import carried_text
from .reading import crumbs, frame, versions_of


@require_safe
@kept_for_visitors
def changed(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """What this version changed, marked in the text or (``?view=side``) side by side; 404 for the base."""
    carried = carried_text(slug, symbol)
    versions = versions_of(carried.version)
    before = next((each for each in versions if each.version.number == carried.version.number - 1), None)
    if before is None:
        raise Http404
    both = TextVersion.objects.with_clauses().in_bulk([before.version_id, carried.version_id])
    context = page_context(
        request,
        **frame(carried),
        versions=versions,
        before=before,
        view="side" if request.GET.get("view") == "side" else "inline",
        laid=laid_over(both[before.version_id].outline, both[carried.version_id].outline),
        crumbs=crumbs(
            carried,
            (_("The text, clause by clause"), reverse("web:text", args=[slug, carried.symbol.text])),
            (_("What it changed"), ""),
        ),
    )
    return render(request, "web/texts/changed.html", context)
