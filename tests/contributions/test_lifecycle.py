"""Where a contribution may go: written out by hand, so that a change of ``STEPS`` is a decision and not a slip."""

import itertools

import pytest

from contributions.enums import Move, State
from contributions.lifecycle import STEPS, moves_from

MOVES = {
    "draft": {"submit"},
    "submitted": {"replace", "take_up", "return", "publish", "decline", "withdraw", "carry"},
    "under_review": {"return", "publish", "decline", "withdraw", "carry"},
    "returned": {"submit", "take_up", "withdraw", "carry"},
    "published": {"withdraw"},
    "declined": set(),
    "withdrawn": set(),
}
LEADS_TO = {
    "submit": "submitted",
    "replace": "submitted",
    "take_up": "under_review",
    "return": "returned",
    "publish": "published",
    "decline": "declined",
    "withdraw": "withdrawn",
    "carry": "submitted",
}
NEEDS_A_REASON = {"return", "decline"}


@pytest.mark.parametrize(("state", "move"), list(itertools.product(State, Move)))
def test_a_state_allows_these_moves_and_no_others(state: State, move: Move) -> None:
    assert (state in STEPS[move].sources) == (move in MOVES[state])


@pytest.mark.parametrize("move", Move)
def test_a_move_leads_to_one_state(move: Move) -> None:
    assert STEPS[move].to == LEADS_TO[move]


@pytest.mark.parametrize("move", Move)
def test_only_a_question_and_a_refusal_must_say_why(move: Move) -> None:
    assert STEPS[move].reason_needed == (move in NEEDS_A_REASON)


@pytest.mark.parametrize("state", State)
def test_moves_come_in_the_order_of_the_steps(state: State) -> None:
    assert [move.value for move in moves_from(state)] == [move for move in LEADS_TO if move in MOVES[state]]


def test_nothing_is_left_out() -> None:
    assert set(STEPS) == set(Move)
    assert set(MOVES) == set(State)
