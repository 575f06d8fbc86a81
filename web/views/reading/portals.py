"""Which other sites bring contributions in to a process."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.collation import readers_key
from consultations.models import Admission
from web.caching import kept_for_visitors

from .finding import crumbs_to, page_context, process_of


@require_safe
@kept_for_visitors
def portals(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that are let in now, by name: none comes first."""
    process = process_of(slug)
    let_in = Admission.objects.public().filter(process=process).select_related("portal")
    context = page_context(
        request,
        process=process,
        admissions=sorted(let_in, key=lambda each: (readers_key(each.portal.name), each.portal.slug)),
        crumbs=[*crumbs_to(process), (_("Portals"), "")],
    )
    return render(request, "web/reading/portals.html", context)
