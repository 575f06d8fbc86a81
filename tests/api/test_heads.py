"""Whoever asks for the headers alone gets those of the answer, of every address that can be read."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from api.documentation import description
from api.documentation.completing import operations_of
from api.documentation.examples import example_of

READS = [what["operationId"] for _path, method, what in operations_of(description.read()) if method == "get"]
SUBSCRIBED = [
    "/feeds/processes/example-cables/",
    "/feeds/processes/example-cables/rounds/2/",
    "/feeds/processes/example-cables/rounds/2/contributions/",
    "/feeds/texts/909/",
    "/feeds/search/?q=anchors",
    "/calendars/deadlines.ics",
    "/calendars/processes/example-cables.ics",
    "/calendars/periods/903.ics",
    "/oembed?url=https://plenum.example/processes/example-cables/",
    "/api/v1/openapi.json",
]


@pytest.fixture
def both(client, may_do_everything):
    """The answer and its headers alone, asked by a portal that may do everything, made and kept."""

    def ask(path):
        headers = {**may_do_everything, "x-request-id": "one", "accept-encoding": "gzip"}
        for _made_then_kept in range(2):
            yield client.get(path, headers=headers), client.head(path, headers=headers)

    return ask


def its_own(response):
    """What is not of the clock or of the count."""
    return {name: value for name, value in response.headers.items() if not name.startswith("RateLimit")}


@pytest.mark.parametrize("address", [*READS, *SUBSCRIBED])
def test_the_headers_are_those_of_the_answer(both, address):
    path = address if address.startswith("/") else example_of(address)["request"]

    for got, head in both(path):
        assert head.status_code == got.status_code
        assert its_own(head) == its_own(got)
        assert head.content == b""


def test_a_refusal_has_its_headers_too(both):
    for path in ("/api/v1/nothing/", "/api/v1/rounds/999/", "/api/v1/rounds/?no=such", "/feeds/texts/1/"):
        for got, head in both(path):
            assert (head.status_code, its_own(head)) == (got.status_code, its_own(got))


@pytest.mark.parametrize("path", ["processes/", "contributions/?format=csv", "nothing/"])
def test_nothing_is_left_for_the_server_to_drop(rf, world, path):
    response = WSGIHandler().get_response(rf.head(f"/api/v1/{path}"))

    assert b"".join(response.streaming_content if response.streaming else [response.content]) == b""
