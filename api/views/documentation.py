"""The documentation page and the description that it is made from."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from api import answers, links, problems, throttling
from api.documentation import description
from api.documentation.operations import operations
from api.paging import LARGEST, SIZE

ADVICE = {
    400: _("A parameter is not known or cannot be read. The object errors names it and says what would be right."),
    401: _("The token is unknown or over. Ask for a new one with the portal’s key; reading needs none."),
    403: _("This is not open to you."),
    404: _("There is nothing at this address, or nothing that is public: a draft is not."),
    405: _("Everything here can only be read."),
    409: _("It is not the moment for this, or somebody was faster. Read again, then decide."),
    422: _("Something is missing. The object errors says what."),
    429: _("Too many requests from your address in a minute. Wait as many seconds as the header Retry-After says."),
    500: _("Our fault. It has been noted; try again later."),
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, with examples that the tests have really asked."""
    context = {
        "operations": operations(),
        "first": next(one for one in operations() if one.id == "comment_periods_list"),
        "address": links.absolute(description.PREFIX),
        "origin": links.absolute(""),
        "problems": [(status, kind, ADVICE[status]) for status, kind in problems.KINDS.items()],
        "rate": throttling.per_minute(),
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
