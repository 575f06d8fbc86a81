"""Where a page says that programs find the same: its feed and its calendar, which are there."""

import feedparser
import pytest
from lxml import html


@pytest.fixture
def read(client):
    """A page: where it says in its head that there is more, by type."""

    def get(path, **headers):
        response = client.get(path, headers=headers)
        assert response.status_code == 200
        page = html.fromstring(response.content)
        links = [link for link in page.findall("head/link") if link.get("rel") == "alternate"]
        return {link.get("type"): link.get("href") for link in links}, page

    return get


def test_feeds_and_calendars_are_found_and_stand_on_the_page(client, read, make_contribution):
    contribution = make_contribution()
    period = contribution.period
    round_ = "/processes/wgx/rounds/1/"

    for path, kinds in (
        ("/", {"text/calendar"}),
        ("/processes/wgx/", {"application/atom+xml", "text/calendar"}),
        (round_, {"application/atom+xml", "text/calendar"}),
        (f"{round_}periods/{period.pk}/", {"application/atom+xml", "text/calendar"}),
        (f"{round_}contributions/", {"application/atom+xml"}),
        ("/search/?q=cables", {"application/atom+xml"}),
    ):
        found, page = read(path)
        found = {kind: address for kind, address in found.items() if not kind.endswith("+oembed")}
        assert found.keys() == kinds
        linked = {link.get("href") for link in page.iter("a")}
        for kind, address in found.items():
            answer = client.get(address)
            assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, kind)
            assert address in linked or "/periods/" in path


def test_a_selection_has_the_feed_of_the_same_selection(client, read, make_contribution, make_source):
    make_contribution(title="Of a ministry")
    make_contribution(sources=[{"id": make_source("College of Tides", group="academia").pk}], title="Of a college")

    for path in (
        "/processes/wgx/rounds/1/contributions/?group=academia&language=&sort=time&source=",
        "/processes/wgx/rounds/1/contributions/?source=College+of+Tides",
        "/search/?q=college&process=wgx&round=1",
    ):
        found, _page = read(path)
        told = feedparser.parse(client.get(found["application/atom+xml"]).content)
        assert [entry.title for entry in told.entries] == ["New: \u2068WGX/1/2\u2069, \u2068Of a college\u2069"]


def test_a_page_names_the_feed_in_its_own_language(read, process):
    found, _page = read("/processes/wgx/", accept_language="ar")

    assert found["application/atom+xml"] == "/feeds/processes/wgx/?lang=ar"


def test_a_preview_names_neither_feed_nor_data(client, cast, sign_in, make_round):
    make_round(7, public_at=None)
    sign_in(client, cast.dora)

    for path in ("/processes/wgx/rounds/7/", "/processes/wgx/?preview=1"):
        page = client.get(path).content.decode()
        assert 'rel="alternate"' not in page
        assert "/feeds/" not in page
        assert "ld+json" not in page
