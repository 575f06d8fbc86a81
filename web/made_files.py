"""Files that are made for everybody: kept until something public changes, sent once to those who have them."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from common import stamps
from common.downloads import TYPES, attached
from common.languages import active
from web.caching import STAMP


def kept(key: str, make: Callable[[], bytes]) -> bytes:
    """The file in the reader's language, kept for everybody until something public changes."""
    at = timezone.now()
    return stamps.kept(f"{key}:{active()}", lambda: (make(), at + stamps.LONGEST), under=STAMP, at=at)


def sent(request: HttpRequest, made: bytes, kind: str, name: str) -> HttpResponse:
    """The file; 304 for whoever has it already. Data is shown, everything else is saved."""
    response = HttpResponse(made, content_type=TYPES[kind])
    if kind != "json":
        response.headers["Content-Disposition"] = attached(name, kind)
    etag = f'"{sha256(made).hexdigest()}"'
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response
