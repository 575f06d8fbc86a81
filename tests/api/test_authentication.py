"""Whose program asks, of the bearer token that it sends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.request import Request

from api.authentication import BadToken, PortalToken, whose
from portals.actions import issue_key, revoke_key
from portals.models import Key, Portal


def asked(header: str | None) -> Request:
    headers: dict[str, Any] = {} if header is None else {"HTTP_AUTHORIZATION": header}
    return Request(RequestFactory().get("/api/v1/", **headers))


def found_by(request: Request) -> int:
    found = whose(request)
    assert found is not None
    return found.portal


def test_no_token_is_nobody(db: None) -> None:
    assert whose(asked(None)) is None
    assert PortalToken().authenticate(asked(None)) is None


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic eDp5", "Bearer a b", "Bearer \x00", "Bearer ÿ", "x" * 9000]
)
@pytest.mark.parametrize("find", [whose, PortalToken().authenticate])
def test_what_is_no_token_is_refused(find: Callable[[Request], object], header: str, db: None) -> None:
    with pytest.raises(BadToken):
        find(asked(header))


def test_token_leads_to_its_portal_and_the_second_time_to_no_query(
    portal: Portal, token_for: Callable[..., str], django_assert_num_queries: Callable[..., object]
) -> None:
    request = asked(f"bearer {token_for(portal)}")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert found_by(request) == portal.pk
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert found_by(request) == portal.pk


def test_revoking_shows_at_once_in_what_is_kept(
    portal: Portal, token_for: Callable[..., str], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    key, _secret = issue_key(portal, by=None)
    request = asked(f"Bearer {token_for(portal, key=key)}")
    assert found_by(request) == portal.pk

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        revoke_key(key, by=None)

    with pytest.raises(BadToken):
        whose(request)


def test_key_that_is_over_is_asked_of_the_database_each_time(portal: Portal, token_for: Callable[..., str]) -> None:
    key, _secret = issue_key(portal, by=None)
    request = asked(f"Bearer {token_for(portal, key=key)}")
    found = PortalToken().authenticate(request)
    assert found is not None
    assert (found[1].portal, found[1].key) == (portal, key)

    Key.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(BadToken):
        PortalToken().authenticate(request)
