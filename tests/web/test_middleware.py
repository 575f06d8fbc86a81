"""Who reads decides the language and the time zone of a page."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from stakeholders.models import Person
from web.middleware import ReaderMiddleware


def seen(*, person: Person | None = None, **cookies: str) -> tuple[str, str, HttpResponse]:
    """The zone and the language that a view gets, and the answer that leaves."""
    told: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        told.extend([timezone.get_current_timezone_name(), translation.get_language()])
        return HttpResponse("<p>", content_type="text/html")

    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    request.COOKIES.update(cookies | ({settings.SESSION_COOKIE_NAME: "x"} if person else {}))
    with translation.override("en"):
        response = ReaderMiddleware(view)(request)
    return told[0], told[1], response


def test_a_visitor_without_cookies_reads_in_utc():
    assert seen()[0] == "UTC"


def test_a_visitors_browser_tells_its_zone():
    assert seen(tz="Africa/Nairobi")[0] == "Africa/Nairobi"


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "America", "", "x" * 5000, "Ünïcode", "a\x00b"])
def test_a_zone_that_is_none_is_utc(zone):
    assert seen(tz=zone)[0] == "UTC"


def test_a_person_reads_in_their_own_zone_and_language():
    person = Person(language="ar", time_zone="Asia/Amman")

    assert seen(person=person, tz="Europe/Paris")[:2] == ("Asia/Amman", "ar")


def test_a_language_chosen_in_this_browser_goes_before_the_persons():
    person = Person(language="ar", time_zone="UTC")

    assert seen(person=person, **{settings.LANGUAGE_COOKIE_NAME: "en"})[1] == "en"


def test_a_persons_language_without_pages_leaves_the_page_as_it_was():
    assert seen(person=Person(language="tlh", time_zone="UTC"))[1] == "en"


def test_the_zone_is_put_back_afterwards():
    before = timezone.get_current_timezone_name()

    seen(tz="Asia/Tokyo")

    assert timezone.get_current_timezone_name() == before


def test_caches_are_told_that_pages_differ_by_cookie():
    assert seen()[2]["Vary"] == "Cookie"


def test_a_visitor_without_session_costs_no_query_and_no_cookie(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/gallery/")

    assert response.status_code == 200
    assert dict(response.cookies) == {}


def test_a_signed_in_person_finds_their_places(client, db, cast, sign_in):
    page = sign_in(client, cast.ana).get("/gallery/").content.decode()

    assert "My contributions" in page
    assert "Desk" not in page
    assert "Sign in" not in page


def test_the_secretariat_finds_its_desk(client, db, cast, sign_in):
    assert "Desk" in sign_in(client, cast.dora).get("/gallery/").content.decode()
