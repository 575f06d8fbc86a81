"""Where there is nothing."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from api.answers import shared
from api.problems import MEDIA_TYPE, problem


def nowhere(request: HttpRequest) -> HttpResponseBase:
    """Answer for an address that the API does not have, in the API's own shape."""
    found = problem(404, _("There is nothing at this address."))
    return shared(JsonResponse(found, status=404, content_type=MEDIA_TYPE))
