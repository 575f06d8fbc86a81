"""How answers leave: for anybody's scripts, named, dated, cacheable, packed, without cookies."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import redis
from django.core.cache import cache

from common import stamps
from consultations.models import CommentPeriod, Process

NOON = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
OPEN = "comment-periods/?state=open"
# What says something of the answer itself; the rest is of the way it came.
ITS_OWN = ("Cache-Control", "Content-Type", "ETag", "Last-Modified", "Link", "Vary", "Access-Control-Allow-Origin")


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def wide(make_process):
    """Enough to be worth packing."""
    for number in range(10):
        make_process(f"wg{number}")


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    """Change something that everybody reads, as an act of the secretariat does."""

    def rename(process, name):
        with django_capture_on_commit_callbacks(execute=True):
            Process.objects.filter(pk=process.pk).update(name={"en": name})
            stamps.bump("public")

    return rename


def test_any_sites_scripts_may_read_and_no_cookie_is_set(ask, client, process):
    client.cookies["sessionid"] = "somebody"

    response = ask("processes/", origin="https://portal.example")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Link", "RateLimit", "X-Request-Id"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    assert response["Cache-Control"] == "public, max-age=30"
    assert not response.cookies
    assert response["Vary"] == "Accept, Accept-Encoding"
    assert "Content-Language" not in response


def test_problems_may_be_read_by_any_sites_scripts_too_and_are_kept_by_nobody(ask, db):
    for path in ("nothing/", "processes/none/"):
        response = ask(path)
        assert (response["Access-Control-Allow-Origin"], response["Cache-Control"]) == ("*", "no-store")
        assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    ("path", "methods"), [("processes/", "GET, HEAD, OPTIONS"), ("nothing/", "GET, HEAD, OPTIONS")]
)
def test_a_browser_that_asks_first_is_let_through(client, db, path, methods):
    asked = {"origin": "https://portal.example", "access-control-request-method": "GET"}
    response = client.options(f"/api/v1/{path}", headers=asked)

    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, methods)
    allowed = set(response["Access-Control-Allow-Headers"].split(", "))
    assert {"Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"} <= allowed


def test_a_kept_answer_leaves_as_it_did_when_it_was_made(ask, noon, process, django_assert_num_queries):
    made = ask("processes/?limit=1")

    with django_assert_num_queries(0):
        kept = ask("processes/?limit=1")

    assert kept.content == made.content
    assert {name: kept[name] for name in ITS_OWN} == {name: made[name] for name in ITS_OWN}
    assert set(kept.headers) == set(made.headers)


def test_unchanged_answers_are_not_sent_again(ask, noon, process, renamed):
    first = ask("processes/")

    again = ask("processes/", if_none_match=first["ETag"])
    renamed(process, "Another name")
    changed = ask("processes/", if_none_match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    told = ("Cache-Control", "Last-Modified", "Link", "Vary", "Access-Control-Allow-Origin")
    assert {name: again[name] for name in told} == {name: first[name] for name in told}
    assert "Content-Type" not in again
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_an_etag_is_strong_and_names_the_very_bytes(ask, noon, make_period, time_machine, wide):
    make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(days=1))
    names = {}
    for second in (0, 1):
        time_machine.move_to(NOON + timedelta(seconds=second), tick=False)
        for path in (OPEN, "processes/"):
            for coding in ("identity", "gzip", "br"):
                response = ask(path, accept_encoding=coding)
                names.setdefault(response["ETag"], set()).add(response.content)

    assert all(name.startswith('"') for name in names)
    assert all(len(bodies) == 1 for bodies in names.values())
    # Three codings each; of what runs with the clock, each second another.
    assert len(names) == 2 * 3 + 3


def test_who_holds_what_only_the_clock_has_outrun_is_told_that_it_is_still_right(ask, noon, make_period, time_machine):
    make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(days=1))
    held = ask(OPEN, accept_encoding="gzip")["ETag"]

    time_machine.move_to(NOON + timedelta(seconds=20), tick=False)
    again = ask(OPEN, accept_encoding="br", if_none_match=f'"other", W/{held}')

    assert (again.status_code, again["ETag"]) == (304, held)
    assert ask(OPEN)["ETag"] != held


@pytest.mark.parametrize("name", ['"', "W/", '"x"', '"*"', "nonsense", '"' + "0" * 32 + '"', "\x00", "é"])
def test_a_name_that_is_not_ours_brings_the_answer(ask, process, name):
    assert ask("processes/", if_none_match=name).status_code == 200


def test_whatever_one_holds_is_right_where_any_will_do(ask, process):
    response = ask("processes/", if_none_match="*")

    assert (response.status_code, response["ETag"]) == (304, ask("processes/")["ETag"])


@pytest.mark.parametrize("path", ["processes/?limit=1&cursor=", f"{OPEN}&at=2027-01-15T12:00:00Z"])
def test_what_nobody_keeps_has_a_strong_name_too(ask, make_process, make_period, noon, path):
    make_period(at=NOON)
    make_process("wga"), make_process("wgb")
    if path.endswith("cursor="):
        path = ask("processes/?limit=1").json()["next"].partition("/api/v1/")[2]

    first = ask(path)
    again = ask(path, if_none_match=first["ETag"])

    assert first["ETag"].startswith('"')
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Last-Modified" in first


def test_it_is_told_since_when_an_answer_is_as_it_is(ask, noon, process, renamed, time_machine):
    ask("processes/")
    time_machine.move_to(NOON + timedelta(seconds=70), tick=False)
    unchanged = ask("processes/")
    since = ask("processes/", if_modified_since=unchanged["Last-Modified"])
    renamed(process, "Another name")
    changed = ask("processes/", if_modified_since=unchanged["Last-Modified"])

    assert unchanged["Last-Modified"] == "Fri, 15 Jan 2027 12:00:01 GMT"
    assert (since.status_code, since["Last-Modified"]) == (304, unchanged["Last-Modified"])
    assert changed.status_code == 200


def test_what_changes_in_the_same_second_is_never_taken_for_unchanged(ask, noon, process, renamed, time_machine):
    first = ask("processes/")
    renamed(process, "Another name")

    for seconds in (0, 1, 2):
        time_machine.move_to(NOON + timedelta(seconds=seconds), tick=False)
        for held in (first["Last-Modified"], "Fri, 15 Jan 2027 12:00:00 GMT", "Fri, 15 Jan 2027 12:00:59 GMT"):
            assert ask("processes/", if_modified_since=held).status_code == 200


def test_a_name_counts_before_a_date(ask, noon, process, time_machine):
    modified = ask("processes/")["Last-Modified"]
    time_machine.move_to(NOON + timedelta(seconds=5), tick=False)

    assert ask("processes/", if_none_match='"other"', if_modified_since=modified).status_code == 200


@pytest.mark.parametrize("since", ["yesterday", "", "Fri, 15 Jan 2027 25:00:00 GMT", "Sat, 16 Jan 2027 12:00:00 GMT"])
def test_a_date_that_says_nothing_brings_the_answer(ask, noon, process, since):
    assert ask("processes/", if_modified_since=since).status_code == 200


@pytest.mark.parametrize(
    ("takes", "coding"),
    [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("deflate, zstd", ""),
        ("gzip;q=nonsense", ""),
        ("", ""),
    ],
)
def test_packed_as_its_reader_likes_best(ask, wide, takes, coding):
    plain, packed = ask("processes/"), ask("processes/", accept_encoding=takes)

    assert packed.headers.get("Content-Encoding", "") == coding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert json.loads(unpack(packed.content)) == plain.json()
    assert not coding or len(packed.content) < len(plain.content) / 3
    assert packed["Content-Length"] == str(len(packed.content))


def test_nothing_is_packed_twice(ask, client, wide):
    for path in ("processes/", "processes/?limit=9&cursor=x", "openapi.json", "nothing/"):
        response = client.get(f"/api/v1/{path}", headers={"accept-encoding": "gzip"})
        body = response.content
        if response.headers.get("Content-Encoding"):
            body = gzip.decompress(body)
        assert json.loads(body)


def test_pages_name_those_beside_them_in_a_header(ask, make_process):
    for slug in ("a", "b", "c"):
        make_process(slug)
    first = ask("processes/?limit=1")
    second = ask(first.json()["next"].partition("/api/v1/")[2])

    assert f'<{second.json()["next"]}>; rel="next"' in second["Link"]
    assert f'<{second.json()["previous"]}>; rel="prev"' in second["Link"]
    assert 'rel="prev"' not in first["Link"]
    assert '</api/v1/openapi.json>; rel="service-desc"' in first["Link"]


def test_one_thing_names_its_page_and_itself(ask, process):
    link = ask("processes/wgx/")["Link"]

    assert '<https://plenum.example/api/v1/processes/wgx/>; rel="canonical"' in link
    assert '<https://plenum.example/processes/wgx/>; rel="alternate"; type="text/html"' in link


def test_the_order_of_parameters_makes_no_difference(ask, process, django_assert_num_queries):
    ask("rounds/?process=wgx&number=1")

    with django_assert_num_queries(0):
        ask("rounds/?number=1&process=wgx")


def test_head_tells_the_same_without_the_body(client, process, noon):
    for _made_then_kept in range(2):
        head = client.head("/api/v1/processes/")
        got = client.get("/api/v1/processes/")

        assert (head.status_code, head["ETag"], head.content) == (200, got["ETag"], b"")
        assert head["Content-Length"] == got["Content-Length"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/*;q=0.3, text/html", 200),
        ("*/*", 200),
        ("", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/json;q=0", 406),
        ("text/html", 406),
        ("image/png, application/xml;q=0.9", 406),
        ("application/json;q=0, */*", 406),
    ],
)
def test_who_takes_no_json_is_told_so(ask, process, accept, status):
    for _made_then_kept in range(2):
        response = ask("processes/", accept=accept)

        assert response.status_code == status
        assert status == 200 or response["Content-Type"] == "application/problem+json"


def test_a_period_closes_on_time_in_a_kept_answer_and_not_before(ask, noon, make_period, time_machine):
    make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(seconds=30))
    first = ask(OPEN)

    def found(after):
        time_machine.move_to(NOON + timedelta(seconds=30, microseconds=after), tick=False)
        return ask(OPEN, if_none_match=first["ETag"]).status_code, len(ask(OPEN).json()["results"])

    assert (found(-1), found(0), found(1)) == ((304, 1), (200, 0), (200, 0))


def test_others_keep_nothing_beyond_the_closing(ask, noon, make_period, time_machine):
    make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(seconds=30))
    ages = []
    for seconds in (0, 10, 29.5):
        time_machine.move_to(NOON + timedelta(seconds=seconds), tick=False)
        ages.append(ask(OPEN)["Cache-Control"])

    assert ages == ["public, max-age=30", "public, max-age=20", "public, max-age=0"]


def test_an_act_shows_at_once_while_everything_is_kept(
    ask, noon, make_period, cast, django_capture_on_commit_callbacks
):
    from contributions.actions import extend_period

    period = make_period(at=NOON)
    first = ask(OPEN)
    with django_capture_on_commit_callbacks(execute=True):
        extend_period(period, closes_at=period.closes_at + timedelta(days=3), reason="Asked for.", by=cast.dora)

    second = ask(OPEN, if_none_match=first["ETag"])

    assert second.status_code == 200
    [found] = second.json()["results"]
    assert datetime.fromisoformat(found["closes_at"]) == CommentPeriod.objects.get().closes_at > period.announced_at


def test_without_the_cache_answers_are_right_all_the_same(ask, process, settings, make_process):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"},
    }
    with pytest.raises(redis.ConnectionError):
        cache.get("anything")

    first = ask("processes/")
    make_process("other")
    second = ask("processes/", if_none_match=first["ETag"])

    assert (len(first.json()["results"]), len(second.json()["results"])) == (1, 2)
    assert "RateLimit" not in first
    assert first["RateLimit-Policy"] == '"address";q=300;w=60'


def test_a_body_that_the_cache_has_lost_is_made_again(ask, noon, process, settings):
    from api import kept

    first = ask("processes/")
    kept.forget()
    cache.delete(f"body:{first['ETag'].strip(chr(34))}")

    assert ask("processes/").content == first.content
