"""Campaigns as everybody reads them: one text, how many, who organised it; every member stays where it is."""

import pytest
from django.core.cache import cache

from contributions import actions
from contributions.enums import State

ROUND = "/processes/wgx/rounds/1"


@pytest.fixture
def copies(make_contribution, make_source):
    number = iter(range(1, 100))

    def make(*states):
        made = []
        for state in states:
            at = next(number)
            source = make_source(f"Town {at}")
            words = f"Ask us before you lay a cable. Sincerely, town {at}."
            made.append(make_contribution(state, sources=[{"id": source.pk}], statement=words, title=f"From town {at}"))
        return made

    return make


@pytest.fixture
def campaign(copies, cast):
    one, *others = copies(State.PUBLISHED, State.PUBLISHED, State.SUBMITTED)
    return actions.group(
        one, others, by=cast.dora, organiser="Beach <Watch>", organiser_url="https://beach.example/?a=1&b=2"
    )


def test_page_tells_how_many_who_organised_and_what_each_says_differently(client, campaign):
    page = client.get(f"{ROUND}/campaigns/{campaign.pk}/").content.decode()

    assert "2 contributions with one text" in page
    assert "Beach &lt;Watch&gt;" in page
    assert 'href="https://beach.example/?a=1&amp;b=2"' in page
    assert "Town 1" in page
    assert "Town 2" in page
    assert "Town 3" not in page
    assert f"{ROUND}/campaigns/{campaign.pk}/WGX/1/2/" in page


def test_difference_shows_both_as_everybody_may_read_them(client, campaign):
    page = client.get(f"{ROUND}/campaigns/{campaign.pk}/WGX/1/2/").content.decode()

    assert "WGX/1/1" in page
    assert "<ins" in page


def test_members_are_marked_in_lists_and_on_their_pages_and_never_hidden(client, campaign):
    listed = client.get(f"{ROUND}/contributions/").content.decode()
    assert listed.count("One of several with one text") == 2
    assert "From town 1" in listed
    assert "From town 2" in listed
    assert f"{ROUND}/campaigns/{campaign.pk}/" in client.get("/processes/wgx/documents/WGX/1/2/").content.decode()


def test_dissolved_campaign_leaves_no_mark(client, campaign, cast):
    actions.dissolve(campaign, by=cast.dora)
    cache.clear()

    assert "One of several" not in client.get(f"{ROUND}/contributions/").content.decode()
    assert client.get(f"{ROUND}/campaigns/{campaign.pk}/").status_code == 404
    assert client.get(f"{ROUND}/campaigns/").status_code == 200


def test_campaign_of_which_nothing_is_published_is_not_there(client, copies, cast):
    one, other = copies(State.SUBMITTED, State.SUBMITTED)
    campaign = actions.group(one, [other], by=cast.dora, organiser="Beach Watch")

    assert client.get(f"{ROUND}/campaigns/{campaign.pk}/").status_code == 404
    assert "Beach Watch" not in client.get(f"{ROUND}/campaigns/").content.decode()
    actions.publish(other, by=cast.dora)
    cache.clear()
    page = client.get(f"{ROUND}/campaigns/{campaign.pk}/").content.decode()
    assert "1 contribution with one text" in page
    assert "From town 1" not in page


@pytest.mark.parametrize("path", ["WGX/1/9", "WGX/1/3", "%00", "x" * 300])
def test_what_is_no_published_member_has_no_page(client, campaign, path):
    assert client.get(f"{ROUND}/campaigns/{campaign.pk}/{path}/").status_code == 404


def test_campaign_of_another_round_is_not_found_here(client, campaign, make_round):
    make_round(2)
    assert client.get(f"/processes/wgx/rounds/2/campaigns/{campaign.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many(rows, client, copies, cast, django_assert_max_num_queries):
    one, *others = copies(*[State.PUBLISHED] * (rows + 1))
    campaign = actions.group(one, others, by=cast.dora)
    cache.clear()
    for path in ("campaigns/", f"campaigns/{campaign.pk}/", f"campaigns/{campaign.pk}/WGX/1/2/"):
        with django_assert_max_num_queries(8):
            assert client.get(f"{ROUND}/{path}").status_code == 200
