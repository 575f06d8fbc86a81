"""The feed of a text: its versions, and what is proposed to it."""

import pytest

from consultations.models import CarriedText
from contributions import actions
from contributions.enums import Consent
from contributions.models import Contribution
from tests.negotiating import make_text, opinion, propose

__all__ = ["make_text", "opinion", "propose"]  # fixtures


@pytest.fixture
def proposed(opinion, propose, make_source):
    """A change by a college to the base, published after it."""
    change = {"op": "MOD", "clause": 2, "wording": "that herons consider cables;", "reason": "They do."}
    return propose(opinion, make_source("College of Tides"), change, title="On herons")


def test_versions_and_proposals_are_told(feed, opinion, proposed, make_contribution):
    make_contribution(title="About something else")

    read = feed(f"/feeds/texts/{opinion.text_id}/")

    assert read.titles == ["New: WGX/1/2, On herons", "New version: WGX/1/1, Opinion 3"]
    assert read.parsed.entries[1].link == "https://plenum.example/processes/wgx/documents/WGX/1/1/text/"
    assert read.parsed.feed.link == read.parsed.entries[1].link


def test_a_version_stands_in_the_feeds_of_round_and_process_under_one_name(feed, opinion):
    ids = [
        {entry.id for entry in feed(address).parsed.entries if "text-version" in entry.id}
        for address in ("/feeds/processes/wgx/", "/feeds/processes/wgx/rounds/1/", f"/feeds/texts/{opinion.text_id}/")
    ]

    assert ids == [{f"tag:plenum.example,2026:text-version/{opinion.pk}"}] * 3


def test_a_proposal_that_is_withdrawn_says_so_and_one_that_is_counted_only_is_not_told(cast, feed, opinion, proposed):
    address = f"/feeds/texts/{opinion.text_id}/"
    Contribution.objects.filter(pk=proposed.pk).update(consent=Consent.AGGREGATE)
    assert len(feed(address).titles) == 1

    Contribution.objects.filter(pk=proposed.pk).update(consent=Consent.NAMED)
    actions.withdraw(proposed, by=cast.ana)

    assert feed(address).titles[0] == "Withdrawn: WGX/1/2"


def test_a_text_whose_paper_was_withdrawn_is_told_of_no_more(cast, feed, opinion):
    paper = CarriedText.objects.get(version=opinion).symbol.contribution
    actions.withdraw(paper, by=cast.ana)

    assert feed("/feeds/processes/wgx/rounds/1/").titles[0] == "Withdrawn: WGX/1/1"
    assert "Opinion 3" not in feed("/feeds/processes/wgx/").response.content.decode()


def test_a_text_that_no_public_paper_carries_has_no_feed(client, opinion):
    CarriedText.objects.all().delete()

    assert client.get(f"/feeds/texts/{opinion.text_id}/").status_code == 404
