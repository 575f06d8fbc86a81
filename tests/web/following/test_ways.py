"""Pages of what can be followed lead to where one follows it."""

from html import unescape

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def way(response):
    """The address of the link to follow, "" where there is none."""
    _before, there, after = response.content.decode().partition('href="/follow/')
    return "/follow/" + unescape(after.partition('"')[0]) if there else ""


def test_page_of_a_period_leads_to_following_its_round(client, period, round_, process):
    there = way(client.get(reverse("web:period", args=[process.slug, round_.number, period.pk])))

    assert there == f"/follow/?topic=round%3A{round_.pk}"
    assert "Remind me before a comment period closes" in client.get(there).content.decode()


@pytest.mark.parametrize("words", ["cable", "الكابلات البحرية", "海底电缆", "a+b&c=d #e"])
def test_search_in_any_script_leads_to_following_it(client, make_contribution, words):
    make_contribution()
    there = way(client.get("/search/", {"q": words}))
    assert client.get(there).status_code == 200


@pytest.mark.parametrize("words", ["ك" * 150, "电" * 40])
def test_search_that_is_too_long_to_be_followed_offers_nothing(client, make_contribution, words):
    make_contribution()
    response = client.get("/search/", {"q": words})
    assert (response.status_code, way(response)) == (200, "")
