"""What sets the API apart from the pages: it knows no cookies, so its answers are the same for everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from api.documentation.description import PREFIX

GOOD = (200, 304)


class WithoutCookies:
    """Takes the cookies off a request to the API before anything reads them.

    A good answer then differs by compression alone, and says so; a problem also by language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if response.status_code in GOOD:
            response["Vary"] = "Accept-Encoding"
            del response["Content-Language"]
        return response
