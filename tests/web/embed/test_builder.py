"""The page on which a list for another site is built."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from web.views.embed.script import integrity

pytestmark = pytest.mark.django_db

BUILDER = "/embed/"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://plenum.example"


def snippet(page: str, name: str) -> str:
    """The HTML that stands to be copied."""
    found = re.search(rf'<textarea id="snippet-{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_it_gives_both_ways_and_shows_the_list(period, client):
    page = client.get(f"{BUILDER}?process=wgx&lang=fr&accent=%23A01818&limit=3").content.decode()

    query = "process=wgx&amp;lang=fr&amp;accent=a01818&amp;limit=3"
    assert f'src="https://plenum.example/embed/periods?{query}"' in snippet(page, "frame")
    assert 'title="Consultations ouvertes: WGX"' in snippet(page, "frame")
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in snippet(page, "frame")
    assert 'height="640"' in snippet(page, "frame")
    assert f'<a href="https://plenum.example/embed/periods?{query}">' in snippet(page, "script")
    assert f'integrity="{integrity()}"' in snippet(page, "script")
    assert f'<iframe src="/embed/periods?{query}"' in page


def test_the_list_that_it_shows_is_there(period, client):
    page = client.get(f"{BUILDER}?process=wgx&scheme=auto&accent_dark=afbcff").content.decode()
    shown = re.search(r'<iframe src="(/embed/periods[^"]*)"', page)

    assert shown
    assert client.get(unescape(shown[1])).status_code == 200


def test_it_begins_with_all_processes_in_the_readers_language(period, client):
    page = client.get(BUILDER, headers={"Accept-Language": "ar"}).content.decode()

    assert "https://plenum.example/embed/periods?lang=ar" in snippet(page, "frame")


def test_names_come_in_alphabetical_order_and_nothing_that_is_not_public(make_process, process, client):
    make_process("aaa", name={"en": "Zebra Group"})
    make_process("hidden", public_at=None)

    page = client.get(BUILDER).content.decode()

    assert re.findall(r'<option value="(wgx|aaa|hidden)"', page) == ["wgx", "aaa"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("process=wgx&round=9", "There is no such round in this process."),
        ("accent=ffcc00", "Take a darker one."),
        ("process=nobody", "nobody"),
        ("proces=wgx", "“proces” is not known here."),
        ("pixels=9", "200"),
        ("process=%00", "process"),
        ("level=2", "“level” is not known here."),
    ],
)
def test_what_cannot_be_built_is_told_at_its_field(query, said, process, client):
    answer = client.get(f"{BUILDER}?{query}")

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'id="errors"' in answer.content.decode()
    assert "snippet-frame" not in answer.content.decode()


def test_an_accent_for_dark_is_left_out_where_there_is_no_dark(process, client):
    answer = client.get(f"{BUILDER}?scheme=light&accent_dark=afbcff")

    assert answer.status_code == 200
    assert "accent_dark" not in snippet(answer.content.decode(), "frame")


def test_only_this_page_frames_something_of_ours_and_nobody_frames_it(process, client):
    for _made_then_kept in range(2):
        policy = client.get(BUILDER).headers["Content-Security-Policy"]
        assert "frame-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
    assert "frame-src" not in client.get("/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("more", [0, 3])
def test_it_costs_the_same_with_many_processes(more, make_process, client):
    for number in range(1 + more):
        make_process(f"wg{number}")
    cache.clear()

    with CaptureQueriesContext(connection) as made:
        client.get(f"{BUILDER}?process=wg0")

    assert len(made) <= 3


def test_pages_of_rounds_and_of_the_api_lead_to_it(period, client):
    for address in ("/processes/wgx/rounds/1/", f"/processes/wgx/rounds/1/periods/{period.pk}/"):
        assert 'href="/embed/?process=wgx&amp;round=1"' in client.get(address).content.decode()
    assert 'href="/embed/?process=wgx"' in client.get("/processes/wgx/").content.decode()
    assert 'href="/embed/"' in client.get("/api/").content.decode()
