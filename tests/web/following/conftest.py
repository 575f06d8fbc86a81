"""Readers, and what they were told."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contributions import actions
from following.actions import follow, reader_at
from following.enums import Pace
from following.models import Reader
from following.stops import Stop
from notifications.stops import signed


@pytest.fixture
def as_(client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    """The client of somebody by name."""
    return lambda name: sign_in(client, getattr(cast, name))


@pytest.fixture
def guest(db: None) -> Reader:
    """Somebody with an address and no account."""
    return reader_at("guest@example.net", language="fr", time_zone="Africa/Nairobi")


@pytest.fixture
def link_of() -> Callable[..., str]:
    """What stands in the addresses of a reader's letters."""
    return lambda reader, **what: signed(str(Stop(reader.pk, **what)))


@pytest.fixture
def tell(cast: SimpleNamespace, process: Any, make_contribution: Callable[..., Any]) -> Callable[..., None]:
    """Let Otto follow the process, and publish so many contributions in it."""

    def told(count: int = 1, *, pace: Pace = Pace.DAILY) -> None:
        follow(f"process:{process.pk}", by=cast.otto, pace=pace, at=timezone.now() - timedelta(days=40))
        for number in range(count):
            make_contribution(title=f"Paper {number}")
        actions.spread_news()

    return told


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """How many queries a page makes when it is asked a second time."""

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    return count
