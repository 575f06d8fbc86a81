"""What the tests of the reading pages share."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributions.models import Contribution


@pytest.fixture
def address_of() -> Callable[[Contribution], str]:
    """The permanent address of a published contribution."""

    def address(contribution: Contribution) -> str:
        assert contribution.symbol is not None
        return f"/processes/{contribution.round.process.slug}/documents/{contribution.symbol.text}/"

    return address


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """How many queries a visitor's page costs, made afresh."""

    def count(address: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as made:
            response = client.get(address)
        assert response.status_code == 200, address
        return len(made)

    return count
