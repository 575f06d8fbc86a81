"""A process that is being set up, and the browsers of everybody who works for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from lxml import html

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browsers(cast: SimpleNamespace, sign_in: SignIn) -> Callable[[str], Client]:
    """The browser of somebody of the cast, with a second factor."""
    return lambda who: sign_in(Client(), getattr(cast, who))


@pytest.fixture
def page() -> Callable[..., Any]:
    """Get a page, and its elements."""

    def get(client: Client, address: str, *, status: int = 200) -> html.HtmlElement:
        response = client.get(address)
        assert response.status_code == status, (address, response.status_code)
        return html.fromstring(response.content)

    return get
