"""The script that puts a list into the page of another site. A version is a file that never changes again."""

from base64 import b64encode
from functools import cache
from hashlib import sha384

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .elsewhere import shown_elsewhere

CURRENT = 1
A_YEAR = 365 * 24 * 3600


@require_safe
@shown_elsewhere
def script(request: HttpRequest, version: int) -> HttpResponse:
    """One version. All that there ever were stay: pages elsewhere hold their addresses and digests."""
    if not 1 <= version <= CURRENT:
        raise Http404
    response = HttpResponse(source(version), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response


@cache
def source(version: int) -> bytes:
    return (settings.BASE_DIR / f"static/embed/periods-{version}.js").read_bytes()


def script_address(version: int = CURRENT) -> str:
    return settings.SITE_URL + reverse("web:embed_script", args=[version])


def integrity(version: int = CURRENT) -> str:
    """What a page says the script must be (Subresource Integrity), so that we could not change it unseen either."""
    return f"sha384-{b64encode(sha384(source(version)).digest()).decode()}"
