"""On what grounds a process removes something from contributions, and who may open the original."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.roles import May, roles_that
from contributions.queries.redactions import grounds_of
from web.caching import kept_for_visitors

from .finding import crumbs_to, page_context, process_of


@require_safe
@kept_for_visitors
def grounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The published list, as it is offered at the desk now."""
    process = process_of(slug)
    context = page_context(
        request,
        process=process,
        grounds=[each for each in grounds_of(process) if each.is_offered],
        roles=[role.label for role in roles_that(May.READ_SEALED)],
        crumbs=[*crumbs_to(process), (_("What is removed"), "")],
    )
    return render(request, "web/reading/grounds.html", context)
