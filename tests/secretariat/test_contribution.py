"""The page of one contribution at the desk: what is on it, and for whom."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from consultations.models import GuidingQuestion
from contributions import actions
from contributions.content import Content
from contributions.enums import State
from contributions.models import Contribution
from record.actions import enter
from stakeholders.models import Mandate

Make = Callable[..., Contribution]


def address(contribution: Contribution) -> str:
    return reverse("secretariat:contribution", args=[contribution.pk])


@pytest.fixture
def claimed(cast: SimpleNamespace, make_source: Callable[..., Any], make_draft: Make) -> Contribution:
    """Submitted by Otto for a source that nobody has confirmed."""
    source = make_source("Cable Users Union", group="civil-society", country="CH", acronym="CUU")
    draft = make_draft(by=cast.otto, sources=[{"id": source.pk}])
    actions.submit(draft, by=cast.otto)
    Mandate.objects.get_or_create(person=cast.otto, source=source, ended_at=None)
    return draft


# Written out: who gets the page of something submitted.
SEES_IT = {"ana": 404, "ben": 404, "otto": 404, "ines": 404, "dora": 200, "chris": 200, "nobody": 302}


@pytest.mark.parametrize("who", SEES_IT)
def test_the_page_is_for_the_desk_only(
    who: str, cast: SimpleNamespace, client: Client, sign_in: Callable[..., Client], make_contribution: Make
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(address(make_contribution(State.SUBMITTED))).status_code == SEES_IT[who]


def test_a_draft_is_nobodys_business(dora: Client, make_contribution: Make) -> None:
    assert dora.get(address(make_contribution(State.DRAFT))).status_code == 404


def test_a_revision_that_is_not_sent_yet_is_nobodys_business(
    cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    revision, _token = actions.revise(make_contribution(State.PUBLISHED), by=cast.ana)
    assert dora.get(address(revision)).status_code == 404


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_it_shows_what_was_sent_in_every_state(state: State, dora: Client, make_contribution: Make) -> None:
    page = dora.get(address(make_contribution(state))).content.decode()
    assert "Cables matter." in page
    assert "Ministry of Posts of Exampland" in page


def test_it_shows_what_was_sent_and_not_what_is_being_written(
    cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.RETURNED)
    working = Content.from_json(made.content)
    working.statement = "Not sent yet."
    actions.save(made, working.to_json(), by=cast.ana)
    page = dora.get(address(made)).content.decode()
    assert "Cables matter." in page
    assert "Not sent yet." not in page


# The forms in each state, written out.
FORMS = {
    "submitted": ["take_up", "publish", "return", "decline", "withdraw"],
    "under_review": ["publish", "return", "decline", "withdraw"],
    "returned": ["take_up", "withdraw"],
    "published": ["withdraw"],
    "declined": [],
    "withdrawn": [],
}


@pytest.mark.parametrize("state", FORMS)
def test_only_what_can_be_done_now_is_offered(state: str, dora: Client, chris: Client, make_contribution: Make) -> None:
    made = make_contribution(state)
    assert [offer.move for offer in dora.get(address(made)).context["offers"]] == FORMS[state]
    assert chris.get(address(made)).context["offers"] == []


def test_the_chair_finds_nothing_to_press(chris: Client, claimed: Contribution) -> None:
    page = chris.get(address(claimed)).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "<form" not in main


def test_the_symbol_it_would_get_is_told_before(dora: Client, make_contribution: Make) -> None:
    make_contribution(State.PUBLISHED)
    waiting = make_contribution(State.SUBMITTED)
    assert dora.get(address(waiting)).context["next_symbol"] == "WGX/1/2"


def test_the_symbol_a_revision_would_get_is_told_before(
    cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    revision, _token = actions.revise(make_contribution(State.PUBLISHED), by=cast.ana)
    actions.submit(revision, by=cast.ana)
    assert dora.get(address(revision)).context["next_symbol"] == "WGX/1/1/Rev.1"
    assert actions.publish(revision, by=cast.dora).text == "WGX/1/1/Rev.1"


def test_the_record_tells_who_did_what(cast: SimpleNamespace, dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.RETURNED)
    acts = [act.sentence for act in dora.get(address(made)).context["acts"]]
    assert acts == ["Ana Example began it", "Ana Example submitted it", "Dora Example returned it with a question"]


def test_an_act_of_somebody_who_was_erased_stays(cast: SimpleNamespace, dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    with transaction.atomic():
        enter("contribution.remark", subject=made, by="person:999999")
    assert dora.get(address(made)).context["acts"][-1].sentence == "Somebody whose name was erased wrote a remark"


def test_an_unconfirmed_source_asks_for_confirmation(dora: Client, claimed: Contribution) -> None:
    page = dora.get(address(claimed)).content.decode()
    assert "Not confirmed" in page
    assert "The author says that they speak for it; nobody has confirmed that yet." in page
    assert "Confirm this source" in page


def test_a_source_without_any_mandate_says_so(dora: Client, claimed: Contribution) -> None:
    Mandate.objects.filter(source__acronym="CUU").delete()
    assert "The author has no mandate for it." in dora.get(address(claimed)).content.decode()


def test_earlier_submissions_stay_readable_with_what_is_different(
    cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    changed = Content.from_json(made.content)
    changed.title, changed.statement = "On fibres", "Fibres matter."
    actions.save(made, changed.to_json(), by=cast.ana)
    actions.submit(made, by=cast.ana)
    page = dora.get(address(made)).content.decode()
    first = dora.get(reverse("secretariat:submission", args=[made.pk, 1]))
    second = dora.get(reverse("secretariat:submission", args=[made.pk, 2]))
    assert reverse("secretariat:submission", args=[made.pk, 1]) in page
    assert first.context["changes"] == ["title", "statement"]
    assert "Cables matter." in first.content.decode()
    assert second.context["changes"] == []
    assert "Fibres matter." in second.content.decode()


def test_a_submission_that_is_not_there_is_not_found(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    assert dora.get(reverse("secretariat:submission", args=[made.pk, 7])).status_code == 404


@pytest.mark.parametrize("state", FORMS)
def test_the_page_asks_the_database_at_most_eight_times(
    *,
    state: str,
    cast: SimpleNamespace,
    dora: Client,
    make_contribution: Make,
    make_question: Callable[..., GuidingQuestion],
    django_assert_max_num_queries: Any,
) -> None:
    question = make_question()
    made = make_contribution(state, answers={str(question.pk): "All of it."})
    for number in range(3):
        actions.remark(made, f"Remark {number}", by=cast.dora)
    with django_assert_max_num_queries(8):
        assert dora.get(address(made)).status_code == 200
