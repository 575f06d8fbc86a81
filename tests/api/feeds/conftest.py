"""Asking for feeds as a reader's program does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import feedparser
import pytest
from django.core.cache import cache
from django.test import Client
from lxml import etree

from .rfc4287 import checked

SITE = "https://plenum.example"


@dataclass(frozen=True)
class Read:
    """A feed as two programs read it: by the grammar, and by a library."""

    root: etree._Element
    parsed: Any
    response: Any

    @property
    def titles(self) -> list[str]:
        """The titles without the signs that isolate words of others."""
        return ["".join(sign for sign in entry.title if sign not in "\u2068\u2069") for entry in self.parsed.entries]

    def link(self, relation: str) -> str:
        """The address below the site; "" where there is none."""
        found = [link.href for link in self.parsed.feed.links if link.rel == relation]
        return found[0].removeprefix(SITE) if found else ""


@pytest.fixture
def feed(client: Client) -> Callable[..., Read]:
    """The feed at an address, which must be right by the grammar and read without a complaint."""

    def get(address: str, **headers: str) -> Read:
        # A test commits nothing, so nothing is told that it is out of date.
        cache.clear()
        response = client.get(address, headers=headers)
        assert response.status_code == 200, response.content
        parsed = feedparser.parse(response.content)
        assert not parsed.bozo, parsed.bozo_exception
        return Read(checked(response.content), parsed, response)

    return get
