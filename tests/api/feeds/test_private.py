"""The feed of what one reader follows, at an address that only they know."""

from datetime import timedelta

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone

from contributions import actions
from following.actions import choose, end_feed_address, follow
from following.queries import feed_token

from .rfc4287 import checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def otto(cast, process, make_contribution):
    follow(f"process:{process.pk}", by=cast.otto, at=timezone.now() - timedelta(days=40))
    make_contribution(title="On cables\u0001")
    actions.spread_news()
    return choose(cast.otto.reader, by_feed=True)


def address(reader):
    return reverse("feeds:private", args=[feed_token(reader)])


def test_it_tells_what_the_reader_was_told(client, otto):
    response = client.get(address(otto))

    checked(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["New: WGX/1/1, On cables\ufffd"]
    assert parsed.entries[0].link.endswith("/processes/wgx/documents/WGX/1/1/")


def test_no_cache_keeps_it_and_no_search_engine_finds_it(client, otto):
    response = client.get(address(otto))

    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "Access-Control-Allow-Origin" not in response


def test_what_has_not_changed_is_not_sent_again(client, otto):
    first = client.get(address(otto))
    again = client.get(address(otto), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"


def test_former_address_leads_nowhere(client, otto):
    former = address(otto)
    end_feed_address(otto)

    assert client.get(former).status_code == 404
    assert client.get(address(otto)).status_code == 200


def test_whoever_wants_no_feed_has_none(client, otto):
    choose(otto, by_feed=False)
    assert client.get(address(otto)).status_code == 404


def test_closed_account_has_none(client, otto, cast):
    cast.otto.is_active = False
    cast.otto.save()
    assert client.get(address(otto)).status_code == 404


@pytest.mark.parametrize("token", ["1-1", "1-1~forged", "x" * 3000, "%00", "1%00-1~x"])
def test_forged_address_leads_nowhere(client, otto, token):
    assert client.get(f"/feeds/private/{token}.atom").status_code == 404


def test_it_speaks_the_readers_language_whoever_asks(client, otto, cast):
    cast.otto.language = "ar"
    cast.otto.save()
    response = client.get(address(otto), headers={"accept-language": "fr"})
    assert response["Content-Language"] == "ar"


def test_it_costs_the_same_with_one_and_three(client, otto, make_contribution, django_assert_max_num_queries):
    for _more in range(2):
        make_contribution()
    actions.spread_news()
    with django_assert_max_num_queries(8):
        assert len(feedparser.parse(client.get(address(otto)).content).entries) == 3
