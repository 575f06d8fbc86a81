"""What a browser is told before a script of another site sends something: methods, headers, and for how long."""

import pytest

from api.documentation import description
from api.documentation.completing import operations_of

METHODS = {"get", "post", "put", "patch", "delete"}
PATHS = {
    path: {method.upper() for _path, method, _what in operations_of(description.read()) if _path == path}
    for path, _method, _operation in operations_of(description.read())
}
# What is subscribed to stands outside of the API's description.
SUBSCRIBED = [
    "/feeds/processes/wgx/",
    "/feeds/processes/wgx/rounds/1/",
    "/feeds/processes/wgx/rounds/1/contributions/",
    "/feeds/texts/1/",
    "/feeds/search/",
    "/calendars/deadlines.ics",
    "/calendars/processes/wgx.ics",
    "/calendars/periods/1.ics",
    "/oembed",
]


@pytest.fixture
def preflight(client, db):
    """Ask as a browser does for a script of another site that wants to use a method, with headers of its own."""

    def ask(path, method, headers="authorization, content-type"):
        asked = {
            "origin": "https://portal.example",
            "access-control-request-method": method,
            "access-control-request-headers": headers,
        }
        return client.options(path, headers=asked)

    return ask


def listed(response, name):
    return {each.strip() for each in response[name].split(",")}


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_may_send_whatever_is_described(preflight, path, django_assert_num_queries):
    address = path.replace("{clause}", "0" * 32)
    for name in ("{id}", "{webhook}", "{round}", "{slug}", "{code}"):
        address = address.replace(name, "1")

    for method in sorted(PATHS[path]):
        with django_assert_num_queries(0):
            response = preflight(address, method)

        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
        assert response["Access-Control-Max-Age"] == "86400"
        assert listed(response, "Access-Control-Allow-Methods") & set(map(str.upper, METHODS)) == PATHS[path]
        allowed = {each.lower() for each in listed(response, "Access-Control-Allow-Headers")}
        assert {"authorization", "content-type", "idempotency-key", "x-request-id"} <= allowed
        # With "*" as origin a browser sends no cookies, and is not told that it may.
        assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("path", SUBSCRIBED)
def test_what_is_subscribed_to_may_be_read_by_any_sites_scripts(preflight, path):
    response = preflight(path, "GET", "if-none-match")

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert listed(response, "Access-Control-Allow-Methods") == {"GET", "HEAD", "OPTIONS"}
    assert {"If-None-Match"} <= listed(response, "Access-Control-Allow-Headers")


def test_asking_first_counts_for_nothing(preflight, settings):
    settings.API_RATES = {"address": "1/min", "portal": "1/min"}

    assert {preflight("/api/v1/webhooks/", "POST").status_code for _again in range(3)} == {204}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "submissions/", 401), ("PATCH", "webhooks/1/", 401), ("DELETE", "webhooks/1/", 401),
     ("POST", "processes/", 405), ("DELETE", "nothing/", 404)],
)  # fmt: skip
def test_refusals_of_writing_may_be_read_by_its_script_too(client, process, method, path, status):
    response = client.generic(method, f"/api/v1/{path}", headers={"origin": "https://portal.example"})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (status, "*")
    assert {"X-Request-Id", "Retry-After", "WWW-Authenticate"} <= listed(response, "Access-Control-Expose-Headers")


def test_tokens_are_for_programs_and_not_for_scripts_of_pages(client, db):
    response = client.options("/identity/o/api/token", headers={"origin": "https://portal.example"})

    assert "Access-Control-Allow-Origin" not in response
