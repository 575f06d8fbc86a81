"""How feeds leave: in a language, kept, told once; and what is refused."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributions import actions

PROCESS, ROUND = "/feeds/processes/wgx/", "/feeds/processes/wgx/rounds/1/"


def test_each_language_has_an_address_and_a_name_of_its_own(make_period, process, feed):
    make_period(title={"en": "Call for contributions", "ar": "دعوة إلى المساهمة"})

    arabic, french = feed(PROCESS, accept_language="ar, en;q=0.5"), feed(f"{PROCESS}?lang=fr", accept_language="ar")

    assert (arabic.root.get("{http://www.w3.org/XML/1998/namespace}lang"), french.parsed.feed.language) == ("ar", "fr")
    assert (arabic.link("self"), french.link("self")) == (f"{PROCESS}?lang=ar", f"{PROCESS}?lang=fr")
    assert arabic.parsed.feed.id == f"tag:plenum.example,2026:feed/ar/process/{process.pk}"
    assert french.parsed.feed.id == f"tag:plenum.example,2026:feed/fr/process/{process.pk}"
    assert "دعوة إلى المساهمة" in arabic.titles[0]
    others = {
        link.hreflang: link.href.removeprefix("https://plenum.example")
        for link in french.parsed.feed.links
        if link.rel == "alternate"
    }
    assert others == {"fr": "/processes/wgx/", "ar": f"{PROCESS}?lang=ar", "en": f"{PROCESS}?lang=en"}
    assert (arabic.response["Content-Language"], french.response["Content-Language"]) == ("ar", "fr")
    assert "Accept-Language" in arabic.response["Vary"]


def test_the_reader_of_pages_lends_feeds_no_language_and_no_name(client, cast, sign_in, period, feed):
    sign_in(client, cast.ana)
    client.cookies["django_language"] = "fr"

    response = feed(PROCESS).response

    assert response["Content-Language"] == "en"
    assert not response.cookies
    assert response["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(client, cast, make_contribution, feed):
    contribution = make_contribution()
    first = feed(ROUND).response

    again = client.get(ROUND, headers={"if-none-match": first["ETag"]})
    actions.withdraw(contribution, by=cast.ana)
    changed = feed(ROUND, if_none_match=first["ETag"]).response

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "public, no-cache"
    assert first["Last-Modified"].endswith(" GMT")
    assert changed["ETag"] != first["ETag"]


def test_packed_for_those_who_take_it(client, make_contribution):
    make_contribution()
    plain, packed = client.get(ROUND), client.get(ROUND, headers={"accept-encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert client.get(ROUND, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]}).status_code == 304


def test_what_is_kept_asks_nothing_and_ends_when_the_clock_brings_something(
    client, make_period, django_assert_num_queries
):
    period = make_period("upcoming")
    with time_machine.travel(period.opens_at - timedelta(seconds=20), tick=False) as clock:
        before = client.get(ROUND).content
        with django_assert_num_queries(0):
            assert client.get(ROUND).content == before
        clock.move_to(period.opens_at)
        opened = client.get(ROUND).content

    assert b"Opened" not in before
    assert b"Opened" in opened


@pytest.mark.django_db(transaction=True)
def test_an_act_shows_at_once(client, cast, make_contribution):
    contribution = make_contribution()
    assert b"Cables matter" in client.get(ROUND).content

    actions.withdraw(contribution, by=cast.ana)

    assert b"Cables matter" not in client.get(ROUND).content


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("languge=fr", "languge"),
        ("lang=", "lang"),
        ("lang=de", "lang"),
        ("lang=en&lang=fr", "lang"),
        ("cursor=x", "cursor"),
        ("cursor=%00", "cursor"),
        ("cursor=%D8%A7", "cursor"),
        ("cursor=MjAyNy0wMS0wMVQwMDowMDowMC85Lzk", "cursor"),
        ("cursor=OTk5OS0xMi0zMVQyMzo1OTo1OS0yMzo1OS8yLzE", "cursor"),
        ("cursor=" + "A" * 4000, "cursor"),
    ],
)
def test_what_is_not_known_is_refused_by_name(client, process, round_, query, name):
    for address in (PROCESS, ROUND):
        response = client.get(f"{address}?{query}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), response.content
        assert list(response.json()["errors"]) == [name]


def test_known_parameters_are_named(client, process):
    said = client.get(f"{PROCESS}?state=open").json()

    assert said["errors"] == {"state": ["This parameter is not known.", "Known here: cursor, lang."]}


def test_numbers_beyond_the_databases_are_nothing(client, process):
    for address in (f"/feeds/processes/wgx/rounds/{2**70}/", f"/feeds/texts/{2**70}/", "/feeds/texts/1/"):
        assert client.get(address).status_code == 404


def test_whoever_asks_too_much_is_told_when_to_come_back(client, make_contribution, settings):
    make_contribution()
    settings.SUBSCRIPTIONS_PER_HOUR = 2

    answers = [client.get(f"{PROCESS}?lang={language}") for language in ("ar", "en", "fr", "ar")]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]
    assert answers[2]["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("taken", "coding"),
    [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0, gzip;q=0.1, identity", None),
        ("identity", None),
    ],
)
def test_packed_as_the_reader_likes_it(client, make_contribution, taken, coding):
    make_contribution()

    answer = client.get(ROUND, headers={"accept-encoding": taken})

    assert answer.get("Content-Encoding") == coding
    assert not answer["ETag"].startswith("W/")


def test_a_parameter_that_comes_twice_or_blank_is_refused(client, process):
    twice, blank = client.get(f"{PROCESS}?cursor=a&cursor=b"), client.get(f"{PROCESS}?lang=%20")

    assert [twice.status_code, blank.status_code] == [400, 400]
    assert twice.json()["errors"] == {"cursor": ["This parameter is given more than once: give one value."]}


@pytest.mark.parametrize("path", ["/feeds/processes/none/", "/calendars/processes/none.ics", "/oembed?url=nowhere"])
def test_refusals_are_told_in_the_language_that_is_asked_for(client, db, path):
    client.cookies["django_language"] = "ru"
    said = {}
    for language, _name in settings.LANGUAGES:
        response = client.get(path, headers={"accept-language": f"{language}, en;q=0.1"})
        assert (response.status_code, response["Content-Language"]) == (404, language)
        assert ("Accept-Language" in response["Vary"], response["Cache-Control"]) == (True, "no-store")
        said[language] = response.json()["detail"]

    assert len(set(said.values())) == len(settings.LANGUAGES)
    by_address = client.get(f"{path}{'&' if '?' in path else '?'}lang=ar", headers={"accept-language": "fr"})
    assert by_address.json()["detail"] == said["ar"]
    assert client.get(f"{PROCESS}?lang=xx", headers={"accept-language": "fr"})["Content-Language"] == "fr"


def test_nobody_writes_a_feed(client, process):
    response = Client(enforce_csrf_checks=True).post(PROCESS, headers={"accept-language": "fr"})
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert (response["Allow"], response["Content-Language"]) == ("GET, HEAD, OPTIONS", "fr")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.head(PROCESS).content == b""
    assert client.options(PROCESS)["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_feed_asks_the_same_for_one_and_for_three(client, make_round, make_period, make_contribution):
    def asked(address):
        cache.clear()
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        return len(questions)

    def one_more(number):
        make_contribution(period=make_period(round=make_round(number)))

    addresses = [PROCESS, f"{ROUND}contributions/", "/feeds/search/?q=cables"]
    one_more(11)
    of_one = [asked(address) for address in addresses]
    one_more(12)
    one_more(13)

    assert [asked(address) for address in addresses] == of_one
    assert max(of_one) <= 8


def test_a_body_that_the_cache_has_put_out_is_made_anew(client, period):
    first = client.get("/feeds/processes/wgx/?lang=en")
    digest = first["ETag"].strip('"').partition("-")[0]
    assert cache.delete(f"subscription-body:{digest}:")

    again = client.get("/feeds/processes/wgx/?lang=en")
    held = client.get("/feeds/processes/wgx/?lang=en", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (200, first.content)
    assert (held.status_code, held.content) == (304, b"")
