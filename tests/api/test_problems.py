"""What is answered when something cannot be done: one shape, with a sentence."""

import pytest

from api import problems
from common.refusals import Incomplete, NotAllowed, NotPossible


def test_an_unknown_parameter_is_refused_and_the_known_are_named(ask, db):
    response = ask("comment-periods/?sate=open")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    found = response.json()
    assert found["type"] == "https://plenum.example/api/#problem-bad-request"
    assert (found["title"], found["status"]) == ("Bad Request", 400)
    assert list(found["errors"]) == ["sate"]
    assert "at, closes_from, closes_until, cursor, fields, format, group, language, limit," in found["detail"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("comment-periods/?state=ajar", "state"),
        ("comment-periods/?state=", "state"),
        ("comment-periods/?at=", "at"),
        ("comment-periods/?limit=0", "limit"),
        ("contributions/?limit=201", "limit"),
        ("contributions/?limit=٣", "limit"),
        ("contributions/?cursor=nonsense", "cursor"),
        ("contributions/?question=99999999999999999999", "question"),
        ("contributions/?round=1.5", "round"),
        ("contributions/?process=%00", "process"),
        ("processes/?state=open", "state"),
        ("rounds/1/?at=2027-01-01T00:00:00Z", "at"),
        ("comment-periods/1/?state=open", "state"),
        ("stakeholder-groups/?format=xml", "format"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(ask, path, name):
    response = ask(path)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]


@pytest.mark.parametrize(
    "path",
    [
        "comment-periods/1/",
        "contributions/999999999999999999/",
        "processes/none/",
        "sources/none/",
        "nothing/",
        "nothing",
    ],
)
def test_where_nothing_is_a_problem_says_so(ask, path):
    response = ask(path)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed_here(client, db, method):
    response = getattr(client, method)("/api/v1/processes/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["status"] == 405


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotAllowed("Not you."), 403), (NotPossible("Too late."), 409), (Incomplete("A title is missing."), 422)],
)
def test_refusals_keep_their_sentence_and_take_the_status_of_the_one_table(refusal, status):
    response = problems.handle(refusal, {})

    assert (response.status_code, response.data["detail"]) == (status, str(refusal))


def test_what_is_incomplete_is_told_by_field():
    response = problems.handle(Incomplete("Not yet.", fields={"title": "A title is missing."}), {})

    assert response.data["errors"] == {"title": ["A title is missing."]}


def test_a_fault_of_ours_tells_nothing_of_its_inside(caplog):
    response = problems.handle(RuntimeError("secret of the inside"), {})

    assert response.status_code == 500
    assert "secret" not in str(response.data)
    assert "unforeseen" in caplog.text


def test_sentences_are_in_the_language_that_the_client_asks_for(ask, db):
    response = ask("processes/none/", accept_language="fr")

    assert response["Content-Language"] == "fr"
