"""Who answers for a contribution: given, taken, given back; each is told, nobody by chance."""

import pytest

from common.refusals import NotAllowed, NotPossible
from contributions import actions
from contributions.enums import State
from notifications.models import Letter
from record.queries import about

pytestmark = pytest.mark.django_db


def told(family):
    return sorted(
        Letter.objects.filter(family=f"contributions/{family}").values_list("person__email", flat=True), key=str
    )


@pytest.fixture
def made(make_contribution):
    return make_contribution(State.SUBMITTED)


def test_whoever_is_given_one_has_a_letter_and_its_state_stays(cast, made):
    actions.assign(made, by=cast.dora, to=cast.omar)

    made.refresh_from_db()
    assert (made.assignee, made.state) == (cast.omar, State.SUBMITTED)
    assert (told("assigned"), told("taken_over")) == (["omar@example.org"], [])


def test_whoever_gives_one_to_themselves_needs_no_letter(cast, made):
    actions.assign(made, by=cast.dora, to=cast.dora)

    assert told("assigned") == []


def test_whoever_it_is_taken_from_is_told_by_whom(cast, made):
    actions.assign(made, by=cast.omar, to=cast.omar)
    actions.take_up(made, by=cast.dora)

    assert told("taken_over") == ["omar@example.org"]
    assert "Dora Example" in Letter.objects.get(family="contributions/taken_over").text


def test_one_is_given_back_to_nobody(cast, made):
    actions.assign(made, by=cast.dora, to=cast.omar)
    actions.assign(made, by=cast.dora, to=None)

    made.refresh_from_db()
    assert made.assignee is None
    assert "nobody answers for it now" in Letter.objects.get(family="contributions/taken_over").text


def test_giving_it_once_more_changes_nothing(cast, made):
    actions.assign(made, by=cast.dora, to=cast.omar)
    actions.assign(made, by=cast.dora, to=cast.omar)

    assert about(made).filter(verb="contribution.assign").count() == 1
    assert told("assigned") == ["omar@example.org"]


def test_the_same_is_given_to_and_fro_and_each_time_told(cast, made):
    for to in (cast.omar, None, cast.omar):
        actions.assign(made, by=cast.dora, to=to)

    assert told("assigned") == ["omar@example.org"] * 2


def test_nobody_gives_away_what_a_colleague_has_taken_meanwhile(cast, made):
    actions.take_up(made, by=cast.omar)

    with pytest.raises(NotPossible, match="Somebody else"):
        actions.assign(made, by=cast.dora, to=cast.dora, held_by=None)

    made.refresh_from_db()
    assert made.assignee == cast.omar


@pytest.mark.parametrize("who", ["chris", "olga", "ana", "otto"])
def test_only_the_secretariat_gives_and_is_given(who, cast, made):
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        actions.assign(made, by=person, to=person)
    with pytest.raises(NotAllowed):
        actions.assign(made, by=cast.dora, to=person)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.DECLINED, State.WITHDRAWN])
def test_nobody_has_to_answer_for_what_is_decided(state, cast, make_contribution):
    with pytest.raises(NotPossible):
        actions.assign(make_contribution(state), by=cast.dora, to=cast.omar)
