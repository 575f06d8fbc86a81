"""The desk as Dora sees it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client


@pytest.fixture
def dora(cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Client:
    """The browser of the secretariat, signed in with a second factor."""
    return sign_in(Client(), cast.dora)


@pytest.fixture
def olga(cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Client:
    """The browser of the observer of the desk, signed in with a second factor."""
    return sign_in(Client(), cast.olga)


@pytest.fixture
def chris(cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Client:
    """The browser of the chair, signed in with a second factor."""
    return sign_in(Client(), cast.chris)
