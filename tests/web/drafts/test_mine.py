"""One's own contributions: the list, how one stands, and what can be done with it."""

import pytest
from django.urls import reverse

from contributions import actions
from contributions.enums import State
from contributions.models import Contribution

# Who opens the pages of a contribution that Ana submitted for the ministry.
OWN = {"ana": 200, "ben": 200, "otto": 404, "dora": 404, "chris": 404, "ines": 404, "nobody": 302}
SAID = {
    State.DRAFT: "You are writing it",
    State.SUBMITTED: "The secretariat has received it",
    State.UNDER_REVIEW: "The secretariat is looking at it",
    State.RETURNED: "The secretariat has a question",
    State.PUBLISHED: "everybody can read it",
    State.DECLINED: "has not published it",
    State.WITHDRAWN: "It was withdrawn",
}


@pytest.fixture
def mine(client):
    return lambda contribution, name="contribution_mine": client.get(reverse(f"web:{name}", args=[contribution.pk]))


@pytest.mark.parametrize("name", ["contribution_mine", "receipt", "withdraw"])
@pytest.mark.parametrize("who", OWN)
def test_only_those_who_speak_for_it_open_its_pages(mine, as_, make_contribution, who, name):
    sent = make_contribution(State.SUBMITTED)
    as_(who)

    response = mine(sent, name)

    assert response.status_code == OWN[who]
    assert response.status_code == 404 or response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("state", State)
def test_its_state_is_told_in_words(client, mine, as_, make_contribution, state):
    contribution = make_contribution(state)
    as_("ana")

    assert SAID[state] in mine(contribution).content.decode()
    assert SAID[state] in client.get("/me/").content.decode()


def test_the_list_has_own_drafts_and_what_was_sent_for_ones_source_only(client, as_, cast, make_contribution):
    make_contribution(State.SUBMITTED, title="Sent for the ministry")
    make_contribution(State.DRAFT, title="A draft of Ana")
    make_contribution(State.SUBMITTED, title="Of Otto", by=cast.otto, speaking="myself")
    as_("ben")

    shown = client.get("/me/").content.decode()

    assert "Sent for the ministry" in shown
    assert "A draft of Ana" not in shown
    assert "Of Otto" not in shown


def test_the_list_asks_for_signing_in_and_says_when_it_is_empty(client, as_):
    assert client.get("/me/")["Location"].startswith("/accounts/login/")
    as_("otto")
    assert "You have not begun a contribution yet" in client.get("/me/").content.decode()


def test_the_list_costs_the_same_with_one_and_three_rows(as_, make_contribution, queries_of):
    as_("ana")
    make_contribution(State.PUBLISHED)
    one = queries_of("/me/")
    make_contribution(State.PUBLISHED)
    make_contribution(State.DRAFT)

    assert queries_of("/me/") == one <= 8


@pytest.mark.parametrize("state", [State.RETURNED, State.PUBLISHED])
@pytest.mark.parametrize("name", ["contribution_mine", "receipt"])
def test_the_query_budget(as_, make_contribution, queries_of, state, name):
    as_("ana")

    assert queries_of(reverse(f"web:{name}", args=[make_contribution(state).pk])) <= 9


def test_a_question_is_shown_and_answered(client, mine, as_, cast, make_contribution):
    returned = make_contribution(State.RETURNED)
    as_("ana")
    assert "Which cables?" in mine(returned).content.decode()
    address = reverse("web:remark", args=[returned.pk])

    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "The red ones."}).status_code == 302

    assert "The red ones." in mine(returned).content.decode()
    assert returned.remarks.filter(is_from_secretariat=False, by=cast.ana).count() == 1


def test_what_was_returned_is_mended_and_sent_again(client, send, as_, make_contribution):
    returned = make_contribution(State.RETURNED)
    as_("ana")

    send("draft_what", returned.pk, title="On red cables")
    client.post(reverse("web:draft_submit", args=[returned.pk]))

    returned.refresh_from_db()
    assert (returned.state, returned.submission.number, returned.title) == (State.SUBMITTED, 2, "On red cables")


def test_until_closing_what_was_submitted_can_be_replaced(client, mine, send, as_, make_contribution):
    sent = make_contribution(State.SUBMITTED)
    as_("ana")

    send("draft_what", sent.pk, statement="Better words.", move="save")
    assert "Not sent yet" in mine(sent).content.decode()
    client.post(reverse("web:draft_submit", args=[sent.pk]))

    sent.refresh_from_db()
    assert (sent.submission.number, sent.submission.content["statement"]) == (2, "Better words.")
    assert "Not sent yet" not in mine(sent).content.decode()


def test_withdrawing_asks_first(client, mine, as_, make_contribution):
    published = make_contribution(State.PUBLISHED)
    as_("ana")

    assert "Withdraw this contribution?" in mine(published, "withdraw").content.decode()
    published.refresh_from_db()
    assert published.state == State.PUBLISHED
    client.post(reverse("web:withdraw", args=[published.pk]), {"reason": "Out of date."})

    published.refresh_from_db()
    assert (published.state, published.ground) == (State.WITHDRAWN, "Out of date.")
    assert mine(published, "withdraw")["Location"] == reverse("web:contribution_mine", args=[published.pk])


def test_a_revision_begins_with_the_published_words(client, send, as_, cast, make_contribution):
    published = make_contribution(State.PUBLISHED)
    as_("ana")

    begun = client.post(reverse("web:revise", args=[published.pk]))

    revision = Contribution.objects.get(revises=published)
    assert begun["Location"] == f"/drafts/{revision.pk}/write/"
    assert "Cables matter." in client.get(begun["Location"]).content.decode()
    client.post(reverse("web:draft_submit", args=[revision.pk]))
    actions.publish(revision, by=cast.dora)
    revision.refresh_from_db()
    assert revision.symbol.text == f"{published.symbol.text}/Rev.1"


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.PUBLISHED, State.DECLINED, State.WITHDRAWN])
def test_what_can_no_longer_be_written_leads_to_how_it_stands(page, as_, make_contribution, state):
    contribution = make_contribution(state)
    as_("ana")

    response = page("draft_what", contribution.pk)

    assert response["Location"] == reverse("web:contribution_mine", args=[contribution.pk])


def test_there_is_no_receipt_before_submitting(mine, as_, make_contribution):
    as_("ana")

    assert mine(make_contribution(State.DRAFT), "receipt").status_code == 404


def test_a_source_is_called_the_same_before_and_after_publication(client, as_, ministry, make_contribution):
    ministry.translations = {"fr": "Ministère des postes"}
    ministry.save()
    draft, sent, published = (make_contribution(state) for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED))
    client.cookies["django_language"] = "fr"
    pages = {
        "ana": [
            reverse("web:document", args=[published.round.process.slug, published.symbol.text]),
            reverse("web:draft_preview", args=[draft.pk]),
            reverse("web:receipt", args=[sent.pk]),
        ],
        "dora": [reverse("secretariat:desk"), reverse("secretariat:contribution", args=[sent.pk])],
    }

    shown = {who: [as_(who).get(address).content.decode() for address in pages[who]] for who in pages}

    assert all("Ministère des postes</bdi>" in page for who in shown for page in shown[who])
