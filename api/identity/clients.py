"""Which client a request names, by either way that we take (RFC 6749, 2.3.1)."""

import base64
import binascii
import re
from urllib.parse import unquote_plus

from django.http import HttpRequest

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


def client_of(request: HttpRequest) -> str | None:
    """The client's number from the header or the form; None where there is none that could be one of ours."""
    scheme, _blank, given = request.headers.get("Authorization", "").partition(" ")
    name = _named(given) if scheme.lower() == "basic" else request.POST.get("client_id", "")
    return name if _ID.fullmatch(name) else None


def _named(given: str) -> str:
    try:
        return unquote_plus(base64.b64decode(given.strip(), validate=True).decode().partition(":")[0])
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
