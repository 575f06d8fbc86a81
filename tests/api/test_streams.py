"""Rows as they go by: chosen by ``Accept``, packed piece by piece, ended properly, given up when nobody listens."""

import gzip
import json
import zlib

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.enums import State

ROWS = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
CODINGS = ("gzip", "br")


@pytest.fixture
def three(make_contribution):
    return [make_contribution(State.PUBLISHED, title=title) for title in ("One", "Two", "Three")]


@pytest.fixture
def one_by_one(monkeypatch):
    """Rows leave in batches of one."""
    monkeypatch.setattr("api.views.contributions.Contributions.batch_size", 1)


def rows(response):
    return b"".join(response.streaming_content)


def unpacked(body, coding):
    return gzip.decompress(body) if coding == "gzip" else brotli.decompress(body)


def unpacker(coding):
    """What unpacks as pieces come."""
    if coding == "gzip":
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress
    return brotli.Decompressor().process


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/csv; charset=utf-8; header=present;q=0.9, application/json;q=0.8", "text/csv"),
        ("text/csv;q=0.4, application/x-ndjson;q=0.5, text/html", "application/x-ndjson"),
        ("application/json;q=0.5, text/csv;q=0.4", "application/json"),
        ("application/json, text/csv", "application/json"),
        ("text/csv, application/json", "application/json"),
        ("application/*", "application/json"),
        ("*/*", "application/json"),
        ("*/*;q=0.1, application/json;q=0", "text/csv"),
        ("text/csv;q=0, application/x-ndjson;q=0, */*", "application/json"),
        ("", "application/json"),
    ],
)
def test_the_form_that_is_liked_best(ask, three, accept, kind):
    for _made_then_kept in range(2):
        response = ask("contributions/", accept=accept)

        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, kind)
        assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("contributions/", "image/png"),
        ("contributions/", "text/csv;q=0"),
        ("contributions/", "text/csv;q=nonsense"),
        ("contributions/", "text/html, application/xhtml+xml"),
        ("contributions/", "*/*;q=0"),
        # What has no rows, and one thing alone.
        ("rounds/", "text/csv"),
        ("contributions/1/", "application/x-ndjson"),
    ],
)
def test_who_takes_no_form_of_it_is_told_so(ask, three, path, accept):
    response = ask(path, accept=accept)

    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")
    assert response.json()["status"] == 406


def test_the_address_counts_before_the_header(ask, three):
    assert ask("contributions/?format=csv", accept="application/x-ndjson")["Content-Type"].startswith("text/csv")
    assert ask("contributions/?format=ndjson", accept="image/png").status_code == 200
    assert ask("contributions/?format=json", accept="text/csv")["Content-Type"] == "application/json"


def test_rows_by_header_are_those_by_address(ask, three):
    for form, kind in ROWS.items():
        assert rows(ask("contributions/", accept=kind)) == rows(ask(f"contributions/?format={form}"))


@pytest.mark.parametrize("kind", ROWS.values())
def test_pages_of_rows_are_refused_by_header_too(ask, three, kind):
    response = ask("contributions/?limit=1", accept=kind)

    assert (response.status_code, list(response.json()["errors"])) == (400, ["limit"])


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("form", ROWS)
def test_packed_rows_are_the_same_rows(ask, three, one_by_one, form, coding):
    plain = ask(f"contributions/?format={form}")
    packed = ask(f"contributions/?format={form}", accept_encoding=coding)

    assert (packed["Content-Encoding"], "Content-Length" in packed) == (coding, False)
    assert {"Accept", "Accept-Encoding"} <= set(packed["Vary"].split(", "))
    assert unpacked(rows(packed), coding) == rows(plain)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("form", ROWS)
def test_each_batch_leaves_before_the_next_is_read(ask, three, one_by_one, form, coding):
    plain = [piece for piece in ask(f"contributions/?format={form}").streaming_content if piece]
    pieces = iter(ask(f"contributions/?format={form}", accept_encoding=coding).streaming_content)
    unpack = unpacker(coding)

    for piece in plain:
        assert unpack(next(pieces)) == piece


@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
def test_no_piece_is_empty(ask, process, coding):
    """A piece of nothing would end a chunked answer."""
    for form in ROWS:
        assert all(ask(f"contributions/?format={form}", accept_encoding=coding).streaming_content)


@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
def test_no_piece_of_many_is_empty_either(ask, three, one_by_one, coding):
    for form in ROWS:
        assert all(ask(f"contributions/?format={form}", accept_encoding=coding).streaming_content)


@pytest.mark.parametrize("coding", CODINGS)
def test_nothing_at_all_is_packed_properly_too(ask, process, coding):
    assert unpacked(rows(ask("contributions/?format=ndjson", accept_encoding=coding)), coding) == b""


@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
def test_nothing_more_is_read_once_its_reader_has_hung_up(ask, three, one_by_one, coding):
    response = ask("contributions/?format=ndjson", accept_encoding=coding)
    pieces = iter(response.streaming_content)
    assert next(pieces)

    with CaptureQueriesContext(connection) as asked:
        response.close()
        assert list(pieces) == []

    assert len(asked) == 0


def test_no_connection_waits_while_rows_are_sent(ask, three, one_by_one):
    """Each batch is a question of its own: no cursor stays open in the database for a slow reader."""
    pieces = iter(ask("contributions/?format=ndjson").streaming_content)
    next(pieces)

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_cursors WHERE is_holdable OR name LIKE '_django_curs%%'")
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=0-9"},
        {"range": "bytes=-1", "if_range": '"x"'},
        {"if_none_match": '"x"'},
        {"if_none_match": "*"},
        {"if_modified_since": "Fri, 15 Jan 2100 12:00:00 GMT"},
        {"if_unmodified_since": "Fri, 15 Jan 2010 12:00:00 GMT"},
        {"range": "nonsense", "if_none_match": "\x00"},
    ],
)
def test_rows_come_whole_whatever_part_or_condition_is_named(ask, three, headers):
    plain = rows(ask("contributions/?format=ndjson"))
    response = ask("contributions/?format=ndjson", **headers)

    assert (response.status_code, rows(response)) == (200, plain)
    # They have no name, as the next reader may get others.
    assert not {"ETag", "Last-Modified", "Content-Range", "Content-Length"} & set(response.headers)


def test_one_answer_in_json_comes_whole_too_where_a_part_is_asked_for(ask, process):
    response = ask("processes/", range="bytes=0-9")

    assert response.status_code == 200
    assert json.loads(response.content)["results"]
    assert "Accept-Ranges" not in response


@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
@pytest.mark.parametrize("form", ROWS)
def test_the_headers_alone_are_those_of_the_rows(client, three, form, coding):
    address, headers = f"/api/v1/contributions/?format={form}", {"accept-encoding": coding, "x-request-id": "one"}
    got, head = client.get(address, headers=headers), client.head(address, headers=headers)

    own = {name: value for name, value in got.headers.items() if not name.startswith("RateLimit")}
    assert {name: value for name, value in head.headers.items() if not name.startswith("RateLimit")} == own
    assert b"".join(head.streaming_content if head.streaming else [head.content]) == b""
