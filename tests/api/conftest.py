"""Asking the API as another portal does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.api.world import world  # noqa: F401  # the small world of the examples

SITE = "https://plenum.example"


@pytest.fixture(autouse=True)
def at_this_address(db: None, settings: Any) -> None:
    """Each test asks a site with this address."""
    settings.SITE_URL = SITE


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """GET an address below ``/api/v1/``; the answer as the client has it."""

    def get(path: str, **headers: str) -> Any:
        return client.get(f"/api/v1/{path}", headers=headers)

    return get


@pytest.fixture
def told(ask: Callable[..., Any]) -> Callable[..., Any]:
    """The object that comes back with 200."""

    def get(path: str, **headers: str) -> Any:
        response = ask(path, **headers)
        assert response.status_code == 200, response.content
        return response.json()

    return get
