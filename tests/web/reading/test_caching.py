"""Pages that are kept for visitors: quick, never wrong for long, and nobody's own."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from contributions import actions
from contributions.enums import State

pytestmark = pytest.mark.django_db

AWAY = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def queries(client, address="/", **headers) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address, headers=headers).status_code == 200
    return len(made)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/help/",
        "/processes/",
        "/processes/wgx/",
        "/processes/wgx/rounds/1/",
        "/processes/wgx/rounds/1/contributions/",
    ],
)
def test_second_visitor_costs_no_query_and_gets_the_same(address, period, client) -> None:
    first = client.get(address)

    assert queries(client, address) == 0
    assert client.get(address).content == first.content
    assert not first.cookies


def test_each_language_and_each_zone_has_its_own(period, client) -> None:
    english = client.get("/")
    french = client.get("/", headers={"Accept-Language": "fr"})
    client.cookies["tz"] = "Asia/Tokyo"
    tokyo = client.get("/")

    assert b'<html lang="en"' in english.content
    assert b'<html lang="fr"' in french.content
    assert b"Tokyo" in tokyo.content
    assert b"Tokyo" not in english.content


def test_packed_page_is_the_same_page_and_known_again_by_its_etag(period, client) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    again = client.get("/", headers={"If-None-Match": plain.headers["ETag"]})

    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert again.status_code == 304
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= set(plain.headers["Vary"].split(", "))


def test_whoever_is_signed_in_gets_a_page_of_their_own(period, client, cast, sign_in) -> None:
    client.get("/processes/wgx/rounds/1/")

    page = sign_in(client, cast.ana).get("/processes/wgx/rounds/1/").content.decode()

    assert "Follow this round" in page
    assert "Sign out" in page


def test_address_with_a_question_mark_is_not_kept(period, client) -> None:
    assert queries(client, "/?x=1") > 0
    assert queries(client, "/?x=1") > 0


@pytest.mark.django_db(transaction=True)
def test_publication_and_withdrawal_are_seen_at_once(make_contribution, cast, client) -> None:
    contribution = make_contribution(State.SUBMITTED, title="On herons")
    assert b"On herons" not in client.get("/").content

    actions.publish(contribution, by=cast.dora)
    assert b"On herons" in client.get("/").content

    actions.withdraw(contribution, by=cast.ana)
    assert b"On herons" not in client.get("/").content


def test_page_changes_at_the_instant_of_closing(make_period, client, time_machine) -> None:
    period = make_period("open")
    closing = period.closes_at
    time_machine.move_to(closing - timedelta(seconds=5), tick=False)
    assert b"Call for contributions" in client.get("/").content

    time_machine.move_to(closing - timedelta(microseconds=1), tick=False)
    assert b"Call for contributions" in client.get("/").content
    time_machine.move_to(closing, tick=False)
    assert b"Call for contributions" not in client.get("/").content


def test_time_left_is_never_a_minute_old(make_period, client, time_machine) -> None:
    period = make_period("open")
    time_machine.move_to(period.closes_at - timedelta(minutes=30), tick=False)
    assert b"30 minutes left" in client.get("/").content

    time_machine.move_to(period.closes_at - timedelta(minutes=29, seconds=-1) - timedelta(seconds=2), tick=False)

    assert b"29 minutes left" in client.get("/").content


def test_without_a_cache_pages_are_made_afresh(period, client) -> None:
    with override_settings(CACHES=AWAY):
        assert client.get("/").status_code == 200
        assert client.get("/").status_code == 200
    caches.close_all()


def test_nothing_that_holds_a_token_is_kept(period, client) -> None:
    """The page with the form to begin is made for each visitor: two tokens, no kept page."""
    address = f"/processes/wgx/rounds/1/periods/{period.pk}/"

    assert b"csrfmiddlewaretoken" in client.get(address).content
    assert queries(client, address) > 0
    assert not cache.get_many([])
