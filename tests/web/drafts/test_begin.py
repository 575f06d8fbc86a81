"""Beginning a draft, and who may open it again."""

import re

import pytest
from django.urls import reverse

from contributions import actions
from contributions.enums import State
from contributions.models import Contribution

STEPS = ("draft_who", "draft_what", "draft_preview", "draft_text", "draft_discard")


@pytest.fixture
def begin(client):
    """Press the button on the page of a period."""

    def press(period):
        round_ = period.round
        return client.post(reverse("web:begin", args=[round_.process.slug, round_.number, period.pk]))

    return press


def test_anybody_can_begin_and_is_told_the_private_address(client, period, begin):
    response = begin(period)

    key = re.fullmatch("/drafts/([^/]{32})/who/", response["Location"])[1]
    page = client.get(response["Location"])
    assert f"/drafts/{key}/" in page.content.decode()
    assert "Keep this address" in page.content.decode()
    assert Contribution.objects.get().author is None


def test_whoever_is_signed_in_begins_a_draft_of_their_own(period, begin, cast, as_):
    as_("otto")

    response = begin(period)

    draft = Contribution.objects.get()
    assert (draft.author, response["Location"]) == (cast.otto, f"/drafts/{draft.pk}/who/")


@pytest.mark.parametrize("when", ["upcoming", "closed"])
def test_outside_the_period_nothing_is_begun_and_a_sentence_says_so(make_period, begin, when):
    response = begin(make_period(when))

    assert response.status_code == 409
    assert "is not open" in response.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("name", STEPS)
def test_the_private_address_opens_every_step_and_is_kept_by_no_cache(page, token, name):
    response = page(name, token)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("name", STEPS)
def test_a_claimed_draft_opens_only_for_its_author(page, as_, cast, begun, name):
    draft, token = begun
    actions.claim(draft, by=cast.ana)

    for key in (token, draft.pk):
        assert page(name, key)["Location"].startswith("/accounts/login/")
        assert page(name, key).status_code == 302
    as_("otto")
    assert page(name, token).status_code == page(name, draft.pk).status_code == 404
    as_("ana")
    assert page(name, token).status_code == page(name, draft.pk).status_code == 200


def test_an_unclaimed_draft_has_no_address_by_number(page, as_, draft):
    as_("dora")
    assert page("draft_who", draft.pk).status_code == 404


def test_a_number_tells_nothing_to_who_is_not_signed_in(page, make_draft):
    assert page("draft_who", make_draft().pk).status_code == page("draft_who", 0).status_code == 302


@pytest.mark.parametrize("key", ["nothing", "9" * 30, "%00", "a" * 500])
def test_other_addresses_lead_nowhere(client, db, key):
    assert client.get(f"/drafts/{key}/who/").status_code == 404


def test_looking_at_a_draft_signed_in_does_not_take_it_but_the_button_does(page, as_, cast, begun):
    draft, token = begun
    client = as_("ana")
    page("draft_preview", token)
    draft.refresh_from_db()
    assert draft.author is None

    client.post(reverse("web:draft_claim", args=[token]))

    draft.refresh_from_db()
    assert draft.author == cast.ana


def test_the_address_of_a_draft_leads_to_the_first_unfinished_step(page, send, token):
    assert page("draft", token)["Location"] == f"/drafts/{token}/who/"
    send("draft_who", token, speaking="myself")
    assert page("draft", token)["Location"] == f"/drafts/{token}/write/"
    send("draft_what", token, title="On cables", language="en", statement="They matter.")
    assert page("draft", token)["Location"] == f"/drafts/{token}/preview/"


def test_throwing_away_asks_first_and_removes_only_what_was_never_sent(client, as_, cast, token, make_draft):
    assert client.get(reverse("web:draft_discard", args=[token])).status_code == 200
    assert Contribution.objects.count() == 1
    client.post(reverse("web:draft_discard", args=[token]))
    assert not Contribution.objects.exists()

    sent = make_draft()
    actions.submit(sent, by=cast.ana)
    as_("ana")
    assert client.post(reverse("web:draft_discard", args=[sent.pk])).status_code == 409
    assert Contribution.objects.get().state == State.SUBMITTED


def test_what_was_written_while_signed_out_waits_until_after_signing_in(client, page, as_, cast, begun):
    draft, token = begun
    actions.claim(draft, by=cast.ana)
    address = reverse("web:draft_what", args=[token])

    refused = client.post(address, {"statement": "Written on a train.", "base": "opened-before"})
    assert refused["Location"].startswith("/accounts/login/")
    as_("ana")

    assert "Written on a train." in page("draft_what", token).content.decode()
    assert "Written on a train." not in page("draft_what", token).content.decode()
