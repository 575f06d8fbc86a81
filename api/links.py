"""Where things are, as absolute addresses: their pages for people, and themselves in this API."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """Return the address of a path on this site, whatever name the request came by."""
    return f"{settings.SITE_URL}{path}"


def page(name: str, *args: object) -> str:
    """Return the address of a page for people; ``name`` as in ``web.urls``, without its namespace."""
    return absolute(reverse(f"web:{name}", args=args))


def resource(name: str, key: object) -> str:
    """Return the address of one thing in this API; ``name`` as in ``api.urls``, such as ``round``."""
    return absolute(reverse(f"api:{name}-detail", args=[key]))


def listing(name: str, **wanted: object) -> str:
    """Return the address of a list in this API, of those that are wanted."""
    return f"{absolute(reverse(f'api:{name}-list'))}?{urlencode(wanted)}"
