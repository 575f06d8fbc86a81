"""The documentation pages and the description that they are made from."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from api import deprecations, links, problems, throttling
from api.documentation import description, shared
from api.documentation.operations import Operation, operation, operations
from api.documentation.tags import TAGS
from api.documentation.trying import Trying
from api.paging import LARGEST, SIZE
from portals.enums import Scope
from webhooks.enums import Kind

# What a portal asks first, and the example that everybody sees.
FIRST = "comment_periods_list"
ADVICE = {
    400: _("A parameter is not known or cannot be read. The object errors names it and says what would be right."),
    401: _("The token is unknown or over. Ask for a new one with the portal’s key; reading needs none."),
    403: _("This is not open to you."),
    404: _("There is nothing at this address, or nothing that is public: a draft is not."),
    405: _("This method is not known at this address. The header Allow names those that are."),
    406: _("Your header Accept takes none of the forms there are here. JSON there is always."),
    409: _("It is not the moment for this, or somebody was faster. Read again, then decide."),
    413: _("What was sent is too large. Send less at once."),
    415: _("What was sent is in a form that is not taken here. Send JSON, and say so in Content-Type."),
    422: _("Something is missing. The object errors says what."),
    429: _("Too many requests from your address in a minute. Wait as many seconds as the header Retry-After says."),
    500: _("Our fault. It has been noted; try again later."),
    503: _("Something that we need is away. Please try again later."),
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what can be asked, and what holds for all of it. ``?find=`` leaves the operations with these words."""
    words = request.GET.get("find", "")[:100]
    first = next(one for one in operations() if one.id == FIRST)
    context = {
        "kinds": _kinds([one for one in operations() if one.is_about(words)]),
        "words": words,
        "first": first,
        "first_url": f"{reverse('api:reference', args=[first.tag])}#{first.id}",
        "curl": first.curl(links.absolute("")),
        "address": links.absolute(description.PREFIX),
        "problems": [(status, kind, ADVICE.get(status, "")) for status, kind in problems.KINDS.items()],
        "rate": throttling.per_minute(),
        "scopes": Scope.choices,
        "events": [(kind.value, kind.label) for kind in Kind.wanted()],
        "token_url": links.absolute(shared.TOKENS),
        "portal_rate": throttling.per_minute("portal"),
        "ending": deprecations.ending(description.read()["paths"]),
        "size": SIZE,
        "largest": LARGEST,
    }
    return render(request, "api/documentation.html", context)


@require_safe
def reference(request: HttpRequest, tag: str) -> HttpResponse:
    """Show all that can be asked of one kind of thing, each with a form to ask it."""
    return _reference(request, tag)


@require_safe
def attempt(request: HttpRequest, name: str) -> HttpResponse:
    """Lead on to the address that was filled in, without what was left empty in it. For those without scripts."""
    asked = operation(name)
    if asked is None or not asked.is_open:
        raise Http404
    form = Trying(asked, request.GET)
    if not form.is_valid():
        return _reference(request, asked.tag, form)
    answer = redirect(form.address())
    answer.status_code = 303
    return answer


@csrf_exempt  # there is nothing that a page of another site could make somebody do
@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """Give the OpenAPI description, for any site's scripts."""
    response = HttpResponse(description.stored(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=300"
    return response


def _reference(request: HttpRequest, tag: str, tried: Trying | None = None) -> HttpResponse:
    own = [one for one in operations() if one.tag == tag]
    if not own:
        raise Http404
    origin = links.absolute("")
    forms = [tried if tried is not None and tried.operation is one else Trying(one) for one in own]
    context: dict[str, Any] = {
        "kind": TAGS[tag],
        "shown": [(form.operation, form, form.operation.curl(origin)) for form in forms],
        "tried": tried,
        "others": _kinds(operations()),
        "needs_a_token": any(one.scopes is not None for one in own),
        "origin": origin,
        "crumbs": [(_("The API"), reverse("api:docs")), (TAGS[tag].many, "")],
    }
    return render(request, "api/reference.html", context, status=400 if tried else 200)


def _kinds(found: list[Operation]) -> list[tuple[str, Any, list[Operation]]]:
    """Return operations by kind: its name in addresses, its words, its operations."""
    kinds = groupby(sorted(found, key=lambda one: (TAGS[one.tag].many, one.path)), key=lambda one: one.tag)
    return [(tag, TAGS[tag], list(own)) for tag, own in kinds]
