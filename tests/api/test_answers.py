"""How answers leave: for anybody's scripts, cacheable, compressed, without cookies, counted."""

import gzip
import json

import pytest
import redis
from django.core.cache import cache

from api.throttling import ByAddress


@pytest.fixture
def wide(make_process):
    """Enough to be worth compressing."""
    for number in range(10):
        make_process(f"wg{number}")


def test_any_sites_scripts_may_read_and_no_cookie_is_set(ask, client, process):
    client.cookies["sessionid"] = "somebody"

    response = ask("processes/", origin="https://portal.example")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=30"
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Language" not in response


def test_problems_may_be_read_by_any_sites_scripts_too(ask, db):
    assert ask("nothing/")["Access-Control-Allow-Origin"] == "*"
    assert ask("processes/none/")["Access-Control-Allow-Origin"] == "*"
    assert "Cache-Control" not in ask("processes/none/")


def test_a_browser_that_asks_first_is_let_through(client, db):
    response = client.options("/api/v1/processes/", headers={"origin": "https://portal.example"})

    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_unchanged_answers_are_not_sent_again(ask, process, make_process):
    etag = ask("processes/")["ETag"]

    again = ask("processes/", if_none_match=etag)
    make_process("other")
    cache.clear()
    changed = ask("processes/", if_none_match=etag)

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


def test_compressed_for_those_who_take_it(ask, wide):
    plain, packed = ask("processes/"), ask("processes/", accept_encoding="gzip, br")

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["Content-Length"] == str(len(packed.content))


def test_the_order_of_parameters_makes_no_difference(ask, process, django_assert_num_queries):
    ask("rounds/?process=wgx&number=1")

    with django_assert_num_queries(0):
        ask("rounds/?number=1&process=wgx")


def test_head_tells_the_same_without_the_body(client, process):
    got, head = client.get("/api/v1/processes/"), client.head("/api/v1/processes/")

    assert (head.status_code, head["ETag"], head.content) == (200, got["ETag"], b"")


def test_whoever_asks_too_much_is_told_when_to_come_back(ask, process, monkeypatch):
    monkeypatch.setattr(ByAddress, "rate", "2/min", raising=False)

    answers = [ask(f"processes/?limit={size}") for size in (1, 2, 3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 61
    assert answers[2].json()["status"] == 429


def test_an_invented_forwarding_header_is_not_believed(ask, process, monkeypatch):
    monkeypatch.setattr(ByAddress, "rate", "1/min", raising=False)

    ask("processes/?limit=1", x_forwarded_for="192.0.2.1")

    assert ask("processes/?limit=2", x_forwarded_for="192.0.2.2").status_code == 429


def test_answers_that_are_kept_ready_do_not_count(ask, process, monkeypatch):
    monkeypatch.setattr(ByAddress, "rate", "1/min", raising=False)

    assert [ask("processes/").status_code for _ in range(3)] == [200, 200, 200]


def test_without_the_cache_answers_are_right_all_the_same(ask, process, settings, make_process):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"},
    }
    with pytest.raises(redis.ConnectionError):
        cache.get("anything")

    first = ask("processes/").json()["results"]
    make_process("other")
    second = ask("processes/").json()["results"]

    assert (len(first), len(second)) == (1, 2)
