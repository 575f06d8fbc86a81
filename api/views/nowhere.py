"""Where there is nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api.problems import plain


@csrf_exempt  # there is nothing that a page of another site could make somebody do
def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer for an address that the API does not have, in the API's own shape."""
    return plain(404)
