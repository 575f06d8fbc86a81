"""The desk as Dora sees it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import CommentPeriod


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


@pytest.fixture
def at_the_desk(client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    """One browser, signed in as somebody by name."""
    return lambda who: sign_in(client, getattr(cast, who))


@pytest.fixture
def filled_in(period: CommentPeriod) -> dict[str, str]:
    """The form for entering what came just now, on paper, from a union of fishers."""
    now = timezone.now()
    return {
        "period": str(period.pk),
        "channel": "paper",
        "received_on": now.date().isoformat(),
        "received_time": now.strftime("%H:%M"),
        "name": "Union of Fishers",
        "group": "civil-society",
        "country": "KE",
        "contact": "Fatma Fisher",
        "email": "fatma@example.org",
    }
