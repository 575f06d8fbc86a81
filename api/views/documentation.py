"""The documentation page and the description that it is made from."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api import answers, links, problems, throttling
from api.documentation import description
from api.documentation.operations import operations
from api.paging import LARGEST, SIZE


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, with examples that the tests have really asked."""
    context = {
        "operations": operations(),
        "address": links.absolute(description.PREFIX),
        "kinds": [(status, kind) for status, kind in problems.KINDS.items()],
        "rate": throttling.ByAddress.rate.partition("/")[0],
        "size": SIZE,
        "largest": LARGEST,
    }
    return render(request, "api/documentation.html", context)


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """Give the OpenAPI description, for any site's scripts."""
    response = HttpResponse(description.stored(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=300"
    return answers.shared(response)
