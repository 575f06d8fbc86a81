"""Where a call may go at all, by its address alone: before any name is resolved."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from webhooks.calling.addresses import is_address, is_loopback, is_public

PORTS = {443, 8443}
LOCAL_NAMES = {"localhost"}
LONGEST = 400
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")


class Forbidden(ValueError):
    """An address that nothing is sent to.

    ``reason`` says why: form, letters, scheme, credentials, port, fragment, network.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Destination:
    """The parts of an address that decide where a call goes."""

    scheme: str
    host: str
    port: int


def destination(url: str, *, may_be_loopback: bool = False) -> Destination:
    """Return where ``url`` leads; raise ``Forbidden`` where nothing may be sent.

    ``may_be_loopback`` (tests, a developer's own machine): also this very machine, over plain http, at any port.
    """
    if not url.isascii() and url.isprintable():
        raise Forbidden("letters")
    if not url.isprintable() or any(sign in url for sign in ' \\<>"') or len(url) > LONGEST:
        raise Forbidden("form")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden("form") from error
    host = (parts.hostname or "").rstrip(".")
    if not (HOST.fullmatch(host) or is_address(host)) or port == 0:
        raise Forbidden("form")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("credentials")
    if parts.fragment:
        raise Forbidden("fragment")
    if may_be_loopback and parts.scheme in ("http", "https") and (host in LOCAL_NAMES or is_loopback(host)):
        return Destination(parts.scheme, host, port or (443 if parts.scheme == "https" else 80))
    if parts.scheme != "https":
        raise Forbidden("scheme")
    if (port or 443) not in PORTS:
        raise Forbidden("port")
    if host in LOCAL_NAMES or host.endswith(".localhost") or (_is_literal(host) and not is_public(host)):
        raise Forbidden("network")
    return Destination(parts.scheme, host, port or 443)


def _is_literal(host: str) -> bool:
    """Is it an address and no name? Also in the old spellings that resolvers take: 127.1, 0x7f000001, 2130706433."""
    return ":" in host or host.rpartition(".")[2].isdigit() or host.rpartition(".")[2].startswith("0x")
