"""How heavy a page is on the wire, and how much it asks the database."""

import http.client
from dataclasses import dataclass
from html.parser import HTMLParser

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.load import ACCEPT
from bench.pages import Page


@dataclass(frozen=True)
class Weight:
    """Bytes over the wire, heads included: the page itself, and all that a first visit fetches with it.

    ``queries`` when the page has to be made, ``queries_kept`` when it was asked for just before.
    """

    page: int
    first_visit: int
    queries: int
    queries_kept: int


def weigh(address: tuple[str, int], page: Page, *, cookie: str = "") -> Weight:
    """Fetch the page once as a browser does, and once more inside this process to count its queries."""
    signed = {"Cookie": cookie} if cookie else {}
    wire = http.client.HTTPConnection(*address, timeout=30)
    size, _body = _fetch(wire, page.paths[0], **signed)
    along = _Along()
    if page.is_html:
        along.feed(_fetch(wire, page.paths[0], encoding="identity", **signed)[1].decode())
    fetched = sum(_fetch(wire, path)[0] for path in sorted(along.paths))
    wire.close()
    cache.clear()
    return Weight(size, size + fetched, _queries(page.paths[0], cookie), _queries(page.paths[0], cookie))


def _fetch(wire: http.client.HTTPConnection, path: str, *, encoding: str = ACCEPT, **more: str) -> tuple[int, bytes]:
    wire.request("GET", path, headers={"Accept-Encoding": encoding} | more)
    response = wire.getresponse()
    body = response.read()
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.getheaders()) + len("HTTP/1.1 200 OK\r\n\r\n")
    if response.status != 200:
        raise RuntimeError(f"{path} was answered {response.status}")
    return head + len(body), body


def _queries(path: str, cookie: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        Client(SERVER_NAME="localhost", HTTP_COOKIE=cookie).get(path)
    return len(asked)


class _Along(HTMLParser):
    """Finds what a browser fetches with a page: sheets, scripts, fonts, icons, images."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address if the element is fetched by itself."""
        given = dict(attrs)
        fetched = given.get("href") if tag == "link" and given.get("rel") in LINKS else given.get("src")
        if fetched and fetched.startswith("/"):
            self.paths.add(fetched)


LINKS = {"stylesheet", "preload", "icon", "modulepreload"}
