"""What is answered when something cannot be done: one shape, with a sentence."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError

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


@pytest.mark.parametrize("error", [OperationalError("secret: no such host"), InterfaceError("secret: it is closed")])
def test_a_database_that_is_away_is_asked_for_again_soon(error, caplog):
    response = problems.handle(error, {})

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "secret" not in str(response.data)
    assert "unforeseen" in caplog.text


LANGUAGES = [code for code, _name in settings.LANGUAGES]
# One of each kind that reading meets, with the headers that bring it.
PROBLEMS = {
    400: ("processes/?no=such", {}),
    401: ("processes/", {"authorization": "Bearer nonsense"}),
    404: ("processes/none/", {}),
    406: ("processes/", {"accept": "image/png"}),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", PROBLEMS)
def test_sentences_are_in_the_language_that_the_client_asks_for(ask, db, status, language):
    path, headers = PROBLEMS[status]
    english = ask(path, **headers).json()

    response = ask(path, accept_language=f"{language}, en;q=0.5", **headers)

    assert (response.status_code, response["Content-Language"]) == (status, language)
    assert "Accept-Language" in response["Vary"]
    told = response.json()
    assert (told["detail"] == english["detail"]) == (language == "en")
    # What programs go by stays as it is.
    assert (told["type"], told["title"]) == (english["type"], english["title"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_method_that_is_not_known_and_too_many_requests_are_told_in_it_too(client, db, settings, language):
    settings.API_RATES = {"address": "2/min", "portal": "2/min"}
    said = {}
    for asked in ("en", language):
        cache.clear()
        answers = [client.post("/api/v1/processes/", headers={"accept-language": asked}) for _again in range(3)]
        assert [(each.status_code, each["Content-Language"]) for each in answers] == [
            (405, asked),
            (405, asked),
            (429, asked),
        ]
        said[asked] = [each.json()["detail"] for each in answers]

    assert (said["en"] == said[language]) == (language == "en")


@pytest.mark.parametrize("header", ["", "xx", "*", "de-DE;q=0.9, tlh", "nonsense;;q==", "fr" * 400])
def test_who_asks_for_no_language_of_ours_is_told_in_english(ask, db, header):
    assert ask("processes/none/", accept_language=header)["Content-Language"] == "en"


def test_the_language_that_is_liked_best_is_taken(ask, db):
    assert ask("processes/none/", accept_language="de, fr;q=0.3, ar;q=0.8")["Content-Language"] == "ar"
    assert ask("processes/none/", accept_language="fr-CA, en;q=0.9")["Content-Language"] == "fr"
