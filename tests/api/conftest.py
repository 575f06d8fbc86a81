"""Asking the API as another portal does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consultations.models import Process
from portals.models import Portal
from tests.api.world import NOW, world  # noqa: F401  # the small world of the examples
from webhooks.models import Endpoint

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


@pytest.fixture
def may_do_everything(
    world: None,  # noqa: F811  # the fixture of that name
    portal: Portal,
    admit_portal: Callable[..., Any],
    token_for: Callable[..., str],
    settings: Any,
) -> dict[str, str]:
    """The headers of a portal of the small world that may do everything, as often as it likes, and has a webhook."""
    rate = "1000000/min"
    settings.API_RATES, settings.EXPORTS_PER_HOUR = {"address": rate, "portal": rate}, 1_000_000
    admit_portal(portal, Process.objects.get(slug="example-cables"))
    Endpoint.objects.create(pk=921, portal=portal, url="https://igf.example/hook", kinds=[], registered_at=NOW)
    return {"authorization": f"Bearer {token_for(portal)}"}
