"""What lets an answer be shown, and read, on any other site."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from csp.constants import NONE
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# A page in a frame of somebody else's: it shows what it shows, and does nothing.
POLICY = {"frame-ancestors": ["*"], "script-src": [NONE], "connect-src": [NONE], "form-action": [NONE]}
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # So that a page that is cut off from all others (``Cross-Origin-Embedder-Policy``) may hold it as well.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Timing-Allow-Origin": "*",
}


def shown_elsewhere(view: View[P]) -> View[P]:
    """Let any site frame, fetch and time what ``view`` answers, refusals too. It must be the same for everybody."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        # As the decorators of django-csp and Django do, which keep no types.
        setattr(response, "_csp_replace", POLICY)  # noqa: B010
        setattr(response, "xframe_options_exempt", True)  # noqa: B010
        return response

    return answer
