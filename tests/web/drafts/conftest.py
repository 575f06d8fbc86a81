"""A draft as its writer meets it: begun by nobody, or of Ana for her ministry."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import CommentPeriod
from contributions import actions
from contributions.models import Contribution


@pytest.fixture
def begun(period: CommentPeriod) -> tuple[Contribution, str]:
    """A draft that nobody has signed, and the token of its address."""
    return actions.begin(period, by=None)


@pytest.fixture
def token(begun: tuple[Contribution, str]) -> str:
    return begun[1]


@pytest.fixture
def draft(begun: tuple[Contribution, str]) -> Contribution:
    return begun[0]


@pytest.fixture
def as_(client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    """Sign one of the cast in, by name."""
    return lambda name: sign_in(client, getattr(cast, name))


@pytest.fixture
def page(client: Client) -> Callable[..., Any]:
    """Get the page ``name`` of the draft with ``key``."""

    def get(name: str, key: object, *more: object) -> Any:
        return client.get(reverse(f"web:{name}", args=[key, *more]))

    return get


@pytest.fixture
def send(client: Client) -> Callable[..., Any]:
    """Send a step's form; with the base that the page has now unless ``base`` is given."""

    def post(name: str, key: object, **form: Any) -> Any:
        address = reverse(f"web:{name}", args=[key])
        if "base" not in form:
            form["base"] = client.get(address).context["base"]
        return client.post(address, form)

    return post


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """How many queries a page makes when it is asked a second time."""

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    return count
