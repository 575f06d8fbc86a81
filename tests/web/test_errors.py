"""When something does not work, the page says what happened and what to do now."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from common.refusals import Incomplete, NotAllowed, NotPossible, Refusal, status_of
from config import urls
from web.middleware import RefusalMiddleware

REFUSALS = {
    "not-allowed": NotAllowed("Only its authors may."),
    "not-possible": NotPossible("The period has closed."),
    "incomplete": Incomplete("Two things are missing.", fields={"title": "A title is needed."}),
}


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("refuse/<slug:kind>/", refuse), path("fail/", fail), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = (urls.handler400, urls.handler403, urls.handler404, urls.handler500)

pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize(("kind", "status"), [("not-allowed", 403), ("not-possible", 409), ("incomplete", 422)])
def test_a_refusal_is_a_page_with_its_own_sentence(client, kind, status):
    response = client.get(f"/refuse/{kind}/")

    assert response.status_code == status
    assert str(REFUSALS[kind]) in response.content.decode()


def test_an_incomplete_thing_names_what_is_missing(client):
    assert "A title is needed." in client.get("/refuse/incomplete/").content.decode()


def test_what_was_typed_for_something_that_is_refused_is_given_back_to_copy(client):
    words = "Cables matter <em>very</em> much."

    answer = client.post("/refuse/not-possible/", {"text": words, "move": "next", "password": "a long walk by the sea"})

    page = answer.content.decode()
    assert "Cables matter &lt;em&gt;very&lt;/em&gt; much.</textarea>" in page
    assert "a long walk" not in page
    assert answer["Cache-Control"] == "private, no-store"


def test_a_refusal_of_a_new_kind_takes_its_parents_status():
    class TooLate(NotPossible):
        pass

    assert status_of(TooLate("Too late.")) == 409
    assert status_of(Refusal("No.")) == 400


def test_other_faults_are_not_dressed_up_as_refusals():
    middleware = RefusalMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ZeroDivisionError()) is None


def test_a_missing_page_helps_on(client):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert 'href="/search/"' in response.content.decode()


def test_our_own_fault_is_told_without_database_and_session(client):
    client.raise_request_exception = False

    response = client.get("/fail/")

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_our_own_fault_is_told_in_the_readers_language(client, settings):
    client.raise_request_exception = False

    page = client.get("/fail/", headers={"accept-language": "ar"}).content.decode()

    assert '<html lang="ar" dir="rtl">' in page


def test_a_form_without_its_token_is_refused_with_advice(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


TYPED = {"title": "Cables", "statement": "The red ones,\nand </textarea> the blue ones.", "password": "a long walk"}


def test_what_was_typed_in_a_refused_form_is_given_back_to_copy(db):
    response = Client(enforce_csrf_checks=True).post("/contributions/1/answer/", TYPED | {"move": "next"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "The red ones,\nand &lt;/textarea&gt; the blue ones.</textarea>" in page
    assert page.count("<textarea") == 1
    assert "a long walk" not in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("headers", "is_given"),
    [
        ({"origin": "http://testserver"}, True),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_words_from_another_site_are_not_shown_as_the_readers(db, headers, is_given):
    response = Client(enforce_csrf_checks=True).post("/contributions/1/answer/", TYPED, headers=headers)

    assert ("The red ones" in response.content.decode()) == is_given


def test_a_refused_form_that_is_too_large_is_refused_with_advice_too(db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = Client(enforce_csrf_checks=True).post(
        "/contributions/1/answer/", "statement=" + "x" * 100, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_visitors_page_costs_no_query(client, django_assert_num_queries, db, language):
    with django_assert_num_queries(0):
        client.get("/no/such/page/", headers={"accept-language": language})


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("not-understood", 400),
        ("not-for-you", 403),
        ("form-not-accepted", 403),
        ("refused", 409),
        ("too-many", 429),
        ("our-fault", 500),
        ("unheard-of", 404),
    ],
)
def test_pages_for_trouble_can_be_looked_at_in_the_gallery(client, name, status):
    response = client.get(f"/gallery/{name}/")

    assert response.status_code == status
    assert response.content.decode().count("<h1") == 1


def test_no_page_hides_where_its_forms_come_from() -> None:
    # A browser that may not name the page sends "Origin: null", and the form is taken for somebody else's.
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [path.name for path in templates if "no-referrer" in path.read_text()] == []
