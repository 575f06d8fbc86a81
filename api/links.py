"""Where things are, as absolute addresses: their pages for people, and themselves in this API."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.signals import setting_changed
from django.urls import reverse


def absolute(path: str) -> str:
    """Return the address of a path on this site, whatever name the request came by."""
    return f"{settings.SITE_URL}{path}"


def page(name: str, *args: object) -> str:
    """Return the address of a page for people; ``name`` as in ``web.urls``, without its namespace."""
    return _address(f"web:{name}", *args)


def resource(name: str, key: object) -> str:
    """Return the address of one thing in this API; ``name`` as in ``api.urls``, such as ``round``."""
    return _address(f"api:{name}-detail", key)


def nested(name: str, *keys: object) -> str:
    """Return the address of one thing within another in this API, or of their list where only the other is named."""
    kind = "list" if len(keys) == 1 else "detail"
    return _address(f"api:{name}-{kind}", *keys)


def listing(name: str, **wanted: object) -> str:
    """Return the address of a list in this API, of those that are wanted."""
    return f"{_address(f'api:{name}-list')}?{urlencode(wanted)}"


@lru_cache(maxsize=8192, typed=True)
def _address(name: str, *args: object) -> str:
    """The same for the same, as no address depends on who asks: finding it each time took a third of a long list."""
    return absolute(reverse(name, args=args))


def _forget(setting: str, **_others: Any) -> None:
    if setting in ("SITE_URL", "ROOT_URLCONF"):
        _address.cache_clear()


setting_changed.connect(_forget)
