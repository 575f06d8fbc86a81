"""What is done at the desk, by whom, and what is said when it is not done."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from consultations.enums import Role
from consultations.models import Process, ProcessRole
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from notifications.models import Letter
from record.queries import about
from stakeholders.models import Mandate, Person, Source

Make = Callable[..., Contribution]
WORDS = {"reason": "Which cables do you mean?"}
# What each move needs, where it leads from "submitted", and the letter that tells of it.
MOVES = {
    "take_up": ({}, State.UNDER_REVIEW, None),
    "publish": ({}, State.PUBLISHED, "contributions/published"),
    "return": (WORDS, State.RETURNED, "contributions/returned"),
    "decline": (WORDS | {"code": "off_topic"}, State.DECLINED, "contributions/declined"),
    "withdraw": ({}, State.WITHDRAWN, "contributions/withdrawn"),
}


def door(move: str, contribution: Contribution, *more: object) -> str:
    return reverse(f"secretariat:{move}", args=[contribution.pk, *more])


@pytest.fixture
def colleague(process: Process, cast: SimpleNamespace) -> Person:
    """Dana works in the same secretariat as Dora."""
    dana = Person.objects.create_user("dana@example.org", name="Dana Example")
    ProcessRole.objects.create(process=process, person=dana, role=Role.HEAD)
    return dana


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_recorded_and_told(
    move: str, cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    data, state, family = MOVES[move]
    response = dora.post(door(move, made), data)
    made.refresh_from_db()
    assert response["Location"] == reverse("secretariat:contribution", args=[made.pk])
    assert made.state == state
    assert about(made).values_list("verb", flat=True).last() == f"contribution.{move}"
    assert family is None or Letter.objects.filter(family=family, person=cast.ana).count() == 1


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(
    ("who", "status"), [("ana", 404), ("ben", 404), ("otto", 404), ("ines", 404), ("nobody", 302), ("chris", 403)]
)
def test_others_cannot_make_it(
    *,
    who: str,
    status: int,
    move: str,
    cast: SimpleNamespace,
    client: Client,
    sign_in: Callable[..., Client],
    make_contribution: Make,
) -> None:
    made = make_contribution(State.SUBMITTED)
    sign_in(client, getattr(cast, who))
    assert client.post(door(move, made), MOVES[move][0]).status_code == status
    made.refresh_from_db()
    assert made.state == State.SUBMITTED


@pytest.mark.parametrize("move", [*MOVES, "remark"])
def test_a_move_is_never_made_by_following_a_link(move: str, dora: Client, make_contribution: Make) -> None:
    assert dora.get(door(move, make_contribution(State.SUBMITTED))).status_code == 405


@pytest.mark.parametrize("move", MOVES)
def test_a_form_without_its_token_is_refused(
    move: str, cast: SimpleNamespace, sign_in: Callable[..., Client], make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    strict = sign_in(Client(enforce_csrf_checks=True), cast.dora)
    assert strict.post(door(move, made), MOVES[move][0]).status_code == 403
    made.refresh_from_db()
    assert made.state == State.SUBMITTED


@pytest.mark.parametrize("move", ["return", "decline"])
@pytest.mark.parametrize("reason", ["", "   \n"])
def test_without_a_reason_nothing_changes_and_the_field_says_so(
    move: str, reason: str, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    response = dora.post(door(move, made), {"reason": reason})
    page = response.content.decode()
    made.refresh_from_db()
    assert (response.status_code, made.state) == (422, State.SUBMITTED)
    assert f'href="#{move}-reason"' in page
    assert "Say why: the source reads these words." in page


def test_a_reason_that_is_too_long_comes_back_as_it_was_typed(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    response = dora.post(door("return", made), {"reason": "why " * 2000})
    assert response.status_code == 422
    assert "why why why" in response.content.decode()


def test_publishing_says_the_symbol(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    page = dora.post(door("publish", made), follow=True).content.decode()
    assert "It is published as WGX/1/1." in page


def test_whoever_is_second_to_take_it_up_reads_who_was_first(
    colleague: Person, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    actions.take_up(made, by=colleague)
    response = dora.post(door("take_up", made))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dana Example took it up" in page
    assert "Here is the present state." in page
    assert "Under review" in page


def test_what_was_typed_for_a_move_that_came_too_late_is_not_lost(
    colleague: Person, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    actions.publish(made, by=colleague)
    response = dora.post(door("decline", made), {"reason": "A long and careful ground.", "code": "off_topic"})
    assert response.status_code == 409
    assert "A long and careful ground." in response.content.decode()


def test_nothing_is_published_before_its_source_is_confirmed(
    cast: SimpleNamespace, dora: Client, make_draft: Make, make_source: Callable[..., Source]
) -> None:
    union = make_source("Cable Users Union", group="civil-society")
    draft = make_draft(by=cast.otto, sources=[{"id": union.pk}])
    actions.submit(draft, by=cast.otto)
    named = draft.sources.get()
    refused = dora.post(door("publish", draft))
    confirmed = dora.post(door("confirm_source", draft, named.pk), follow=True)
    published = dora.post(door("publish", draft), follow=True)
    assert refused.status_code == 409
    assert "Confirm each source first" in refused.content.decode()
    assert "\u2068Cable Users Union\u2069 is confirmed." in confirmed.content.decode()
    assert "It is published as WGX/1/1." in published.content.decode()


def test_confirming_a_source_confirms_the_authors_mandate_too(
    cast: SimpleNamespace, dora: Client, make_draft: Make, make_source: Callable[..., Source]
) -> None:
    union = make_source("Cable Users Union", group="civil-society")
    draft = make_draft(by=cast.otto, sources=[{"id": union.pk}])
    actions.submit(draft, by=cast.otto)
    Mandate.objects.get_or_create(person=cast.otto, source=union, ended_at=None)
    dora.post(door("confirm_source", draft, draft.sources.get().pk))
    mandate = Mandate.objects.confirmed().get(person=cast.otto, source=union)
    assert list(about(mandate).values_list("verb", flat=True)) == ["mandate.claim", "mandate.confirm", "mandate.lead"]


def test_the_chair_cannot_confirm_a_source(chris: Client, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    made.sources.update(confirmed_at=None)
    assert chris.post(door("confirm_source", made, made.sources.get().pk)).status_code == 403
    assert made.sources.get().confirmed_at is None


def test_a_source_of_something_else_is_not_found(dora: Client, make_contribution: Make) -> None:
    one, other = make_contribution(State.SUBMITTED), make_contribution(State.SUBMITTED)
    assert dora.post(door("confirm_source", one, other.sources.get().pk)).status_code == 404


def test_a_remark_is_stored_and_shown(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.UNDER_REVIEW)
    page = dora.post(door("remark", made), {"text": "Checked with the ministry."}, follow=True).content.decode()
    assert "Checked with the ministry." in page


def test_an_empty_remark_is_refused_at_its_field(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.UNDER_REVIEW)
    response = dora.post(door("remark", made), {"text": " "})
    assert response.status_code == 422
    assert 'href="#remark-text"' in response.content.decode()
    assert not made.remarks.exists()


def test_the_chair_cannot_remark(chris: Client, make_contribution: Make) -> None:
    made = make_contribution(State.UNDER_REVIEW)
    assert chris.post(door("remark", made), {"text": "Hm."}).status_code == 403


@pytest.mark.parametrize("move", ["publish", "return", "decline"])
def test_nothing_is_decided_about_words_that_were_not_read(
    move: str, cast: SimpleNamespace, dora: Client, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    page = dora.get(reverse("secretariat:contribution", args=[made.pk])).content.decode()
    assert 'name="seen" value="1"' in page
    actions.save(made, made.content | {"statement": "Quite other words."}, by=cast.ana)
    actions.submit(made, by=cast.ana)

    response = dora.post(door(move, made), MOVES[move][0] | {"seen": "1"})

    made.refresh_from_db()
    assert (response.status_code, made.state) == (409, State.SUBMITTED)
    answer = response.content.decode()
    assert "sent it again" in answer
    assert 'name="seen" value="2"' in answer
    assert move == "publish" or WORDS["reason"] in answer
