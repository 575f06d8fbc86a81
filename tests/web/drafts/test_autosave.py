"""Storing while somebody writes."""

import pytest
from django.urls import reverse

from contributions import actions


@pytest.fixture
def save(client):
    def post(key, **form):
        return client.post(reverse("web:draft_save", args=[key]), {"step": "what", **form})

    return post


def test_it_stores_as_typed_and_gives_the_base_for_the_next_time(save, page, draft, token):
    typed = "A line that is long enough to look as if a page had broken it\nand the next."
    base = page("draft_what", token).context["base"]

    answer = save(token, statement=typed, base=base)

    draft.refresh_from_db()
    assert draft.content["statement"] == typed
    assert answer.json()["base"] == page("draft_what", token).context["base"] != base
    assert answer.json()["said"].startswith("Saved")


def test_who_speaks_is_stored_too(save, page, draft, token):
    base = page("draft_who", token).context["base"]

    assert save(token, step="who", speaking="jointly", base=base).status_code == 200
    draft.refresh_from_db()
    assert draft.speaking == "jointly"


def test_another_window_is_told_of_and_not_overwritten(save, page, draft, token):
    base = page("draft_what", token).context["base"]
    save(token, statement="Theirs.", base=base)

    answer = save(token, statement="Mine.", base=base)

    draft.refresh_from_db()
    assert (answer.status_code, answer.json()["conflict"]) == (409, True)
    assert draft.content["statement"] == "Theirs."


def test_sending_the_same_again_is_no_conflict(save, page, draft, token):
    base = page("draft_what", token).context["base"]
    first = save(token, statement="Mine.", base=base)
    draft.refresh_from_db()
    version = draft.content_version

    again = save(token, statement="Mine.", base=base)

    draft.refresh_from_db()
    assert (again.status_code, again.json()["base"]) == (200, first.json()["base"])
    assert draft.content_version == version


def test_signed_out_it_leads_to_signing_in(save, cast, draft, token):
    actions.claim(draft, by=cast.ana)

    assert save(token, statement="Mine.").status_code == 302


def test_too_much_is_refused_with_a_sentence(save, page, draft, token):
    base = page("draft_what", token).context["base"]

    answer = save(token, statement="x" * 2_200_000, base=base)

    assert answer.status_code == 422
    assert "too long" in answer.json()["said"]
