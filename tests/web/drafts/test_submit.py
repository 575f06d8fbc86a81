"""Preview and submission: by whom, when, and what one gets."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from contributions.enums import State
from contributions.models import Contribution


@pytest.fixture
def submit(client):
    return lambda key: client.post(reverse("web:draft_submit", args=[key]))


@pytest.fixture
def written_by_nobody(send, token, draft):
    """A complete draft that nobody has signed."""
    send("draft_who", token, speaking="myself")
    send("draft_what", token, title="On cables", language="en", statement="They matter.")
    return draft


def test_signing_in_comes_before_submitting_and_leads_back_to_the_same_draft(submit, page, written_by_nobody, token):
    preview = page("draft_preview", token).content.decode()

    assert f"/accounts/signup/?next=/drafts/{token}/preview/" in preview
    assert submit(token)["Location"] == f"/accounts/login/?next=/drafts/{token}/preview/"
    written_by_nobody.refresh_from_db()
    assert written_by_nobody.state == State.DRAFT


def test_submitting_claims_it_and_gives_a_receipt_that_can_be_verified(submit, written_by_nobody, token, as_, cast):
    client = as_("otto")

    receipt = client.get(submit(token)["Location"])

    sent = Contribution.objects.get()
    assert (sent.author, sent.state) == (cast.otto, State.SUBMITTED)
    assert sent.submission.digest in receipt.content.decode()
    exact = client.get(reverse("web:receipt_content", args=[sent.pk, 1]))
    assert hashlib.sha256(exact.content).hexdigest() == sent.submission.digest
    assert "Otto Example" in exact.content.decode()


def test_the_preview_shows_what_is_missing_with_links_to_the_fields(page, token, make_question):
    question = make_question(is_required=True)

    shown = page("draft_preview", token).content.decode()

    assert f'href="/drafts/{token}/who/#id_speaking_0"' in shown
    assert f'href="/drafts/{token}/write/#id_answer-{question.pk}"' in shown


def test_submitting_something_incomplete_changes_nothing(submit, as_, draft, token):
    as_("otto")

    response = submit(token)

    draft.refresh_from_db()
    assert response.status_code == 422
    assert "Still" not in response.content.decode()
    assert (draft.state, draft.author) == (State.DRAFT, None)


def test_a_group_that_is_not_asked_is_told_so(submit, as_, groups, written_by_nobody, token):
    written_by_nobody.period.audience.add(groups["governments"])
    as_("otto")

    response = submit(token)

    assert response.status_code == 403
    assert "asks other stakeholder groups" in response.content.decode()


@pytest.mark.parametrize(("seconds", "status"), [(-1, 302), (119, 302), (120, 409)])
def test_the_clock_decides_also_for_a_page_opened_before(submit, as_, make_draft, seconds, status):
    draft = make_draft()
    period = draft.period
    with time_machine.travel(period.closes_at - timedelta(minutes=5), tick=False):
        assert as_("ana").get(reverse("web:draft_preview", args=[draft.pk])).status_code == 200
    with time_machine.travel(period.closes_at + timedelta(seconds=seconds), tick=False):
        response = submit(draft.pk)

    assert response.status_code == status
    draft.refresh_from_db()
    assert (draft.state == State.SUBMITTED) == (status == 302)


def test_after_closing_every_step_says_so_and_the_text_is_kept(page, send, period, token):
    with time_machine.travel(period.closes_at - timedelta(minutes=1), tick=False):
        base = page("draft_what", token).context["base"]
    with time_machine.travel(period.closes_at + timedelta(minutes=3), tick=False):
        sent = {"title": "T", "language": "en", "statement": "Written in time, sent too late."}
        assert send("draft_what", token, base=base, **sent).status_code == 302
        for name in ("draft_who", "draft_what", "draft_preview"):
            shown = page(name, token).content.decode()
            assert "This comment period has closed" in shown
            assert "download it as text" in shown
        text = page("draft_text", token)
        assert "Written in time, sent too late." in text.content.decode()
        assert text["Content-Disposition"].startswith("attachment")


def test_the_query_budget_of_the_preview(as_, make_draft, queries_of):
    as_("ana")
    draft = make_draft()

    assert queries_of(f"/drafts/{draft.pk}/preview/") <= 8
