"""What every answer below ``/api/`` has in common: a name for the request, a version, one shape for what goes wrong."""

import json
import logging
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from api import deprecations
from api.deprecations import Deprecation
from common.request_ids import WithRequestId

PATHS = ["processes/", "processes/none/", "nothing/", "processes/?no=such", "openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_names_the_request_and_the_version(ask, process, path):
    for _made_then_kept in range(2):
        response = ask(path, x_request_id="portal-2027.01:15")

        assert response["X-Request-Id"] == "portal-2027.01:15"
        assert response["Plenum-Api-Version"] == "1.1.0"


@pytest.mark.parametrize("given", ["", "two words", "a\tb", "x" * 101, "é", "{}"])
def test_a_name_that_a_log_could_take_amiss_is_replaced(ask, process, given):
    one, other = (ask("processes/", x_request_id=given)["X-Request-Id"] for _ in range(2))

    assert one != other
    assert given not in (one, other)


def test_the_documentation_has_a_name_for_its_request_too(client, db):
    assert client.get(reverse("api:docs"))["X-Request-Id"]


def test_a_problem_says_by_which_name_we_know_it(ask, db):
    response = ask("processes/none/")

    assert response.json()["request_id"] == response["X-Request-Id"]


def test_each_line_of_the_log_says_to_which_request_it_belongs(ask, process, caplog, settings, monkeypatch):
    from api.views.processes import Processes

    caplog.handler.addFilter(WithRequestId())
    monkeypatch.setattr(Processes, "get_queryset", _fails)

    with pytest.raises(RuntimeError, match="of the inside"):
        ask("processes/", x_request_id="portal-7")

    [line] = [record for record in caplog.records if record.name == "api.problems"]
    assert line.request_id == "portal-7"
    logging.getLogger("api").warning("outside")
    assert caplog.records[-1].request_id == "-"


def _fails(*_given):
    raise RuntimeError("secret of the inside")


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_is_a_problem_wherever_it_happens(client, process, settings, monkeypatch, debug):
    from api.views.processes import Processes

    settings.DEBUG = debug
    client.raise_request_exception = False
    answers = []
    with monkeypatch.context() as patch:
        patch.setattr(Processes, "get_queryset", _fails)
        answers.append(client.get("/api/v1/processes/"))
    with monkeypatch.context() as patch:
        patch.setattr("django.middleware.locale.LocaleMiddleware.process_request", _fails)
        answers.append(client.get("/api/v1/processes/"))

    for response in answers:
        assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
        assert (response.json()["status"], "secret" in response.content.decode()) == (500, False)
        assert response.json()["request_id"] == response["X-Request-Id"]


@pytest.mark.parametrize("asked", ["GET /api/v2/processes/", "GET /api/anything", "POST /api/v1/nothing/",
    "GET /api/v1/processes", "GET /api/v1/%00"])  # fmt: skip
def test_where_nothing_is_a_problem_says_so(client, process, asked):
    method, path = asked.split()
    client.handler.enforce_csrf_checks = True

    response = client.generic(method, path)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["status"] == 404


@pytest.mark.parametrize("asked", ["POST /api/v1/processes/", "DELETE /api/v1/processes/wgx/",
    "PUT /api/v1/openapi.json"])  # fmt: skip
def test_a_method_that_is_not_known_hears_which_are(client, process, asked):
    method, path = asked.split()
    client.handler.enforce_csrf_checks = True

    response = client.generic(method, path)

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert {"GET", "HEAD"} <= set(response["Allow"].split(", "))


def test_a_host_that_is_not_ours_hears_it_in_the_same_shape(client, db, settings):
    settings.ALLOWED_HOSTS = ["plenum.example"]

    response = client.get("/api/v1/processes/", headers={"host": "evil.example"})

    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_somebody_who_looks_for_a_page_gets_one(client, db):
    response = client.get("/api/anything", headers={"accept": "text/html,*/*;q=0.8"})

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_body_that_is_too_large_is_not_read(client, process, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = json.dumps({"words": "x" * 1000})

    response = client.post("/api/v1/processes/", body, content_type="application/json")

    assert (response.status_code, response.json()["status"]) == (413, 413)


@pytest.mark.parametrize(
    "given", ["Bearer nonsense", "Bearer ", "Basic dXNlcjpwYXNz", "nonsense", "Bearer " + "x" * 5000, "Bearer é"]
)
def test_a_token_that_is_no_good_is_not_taken_for_none(ask, process, given):
    ask("processes/")

    response = ask("processes/", authorization=given, accept_language="fr")

    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert (response["Content-Language"], response["Access-Control-Allow-Origin"]) == ("fr", "*")


def test_what_is_going_to_end_says_so_in_every_answer(ask, process, monkeypatch):
    ends = Deprecation(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC), "/api/v1/rounds/")
    monkeypatch.setitem(deprecations.DEPRECATED, "api:process-list", ends)

    for response in (ask("processes/"), ask("processes/"), ask("processes/?no=such")):
        assert response["Deprecation"] == "@1798761600"
        assert response["Sunset"] == "Sat, 01 Jul 2028 00:00:00 GMT"
    link = ask("processes/")["Link"]
    assert '<https://plenum.example/api/#deprecations>; rel="deprecation"; type="text/html"' in link
    assert '<https://plenum.example/api/v1/rounds/>; rel="successor-version"' in link
    assert "Deprecation" not in ask("rounds/")


def test_what_is_going_to_end_is_described_so_and_listed_on_the_page(client, db, monkeypatch):
    from api.documentation import description

    ends = Deprecation(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC), "/api/v1/rounds/")
    monkeypatch.setitem(deprecations.DEPRECATED, "api:process-detail", ends)

    described = json.loads(description.made())["paths"]

    marked = [path for path, item in described.items() if item.get("get", {}).get("deprecated")]
    assert marked == ["/api/v1/processes/{slug}/"]
    page = client.get(reverse("api:docs")).content.decode()
    assert "until July 1, 2028" in page or "until 1 July 2028" in page


def test_nothing_ends_within_a_year_of_being_told():
    for ends in deprecations.DEPRECATED.values():
        assert (ends.sunset - ends.since).days >= 365
