"""Where a contribution may go next. No database, no clock, no request."""

from dataclasses import dataclass

from contributions.enums import Move, State


@dataclass(frozen=True)
class Step:
    """One move: from which states, to which, and whether it must say why."""

    sources: frozenset[State]
    to: State
    reason_needed: bool = False


def _from(*states: State, to: State, reason_needed: bool = False) -> Step:
    return Step(frozenset(states), to, reason_needed)


STEPS: dict[Move, Step] = {
    Move.SUBMIT: _from(State.DRAFT, State.RETURNED, to=State.SUBMITTED),
    Move.REPLACE: _from(State.SUBMITTED, to=State.SUBMITTED),
    Move.TAKE_UP: _from(State.SUBMITTED, State.RETURNED, to=State.UNDER_REVIEW),
    Move.RETURN: _from(State.SUBMITTED, State.UNDER_REVIEW, to=State.RETURNED, reason_needed=True),
    Move.PUBLISH: _from(State.SUBMITTED, State.UNDER_REVIEW, to=State.PUBLISHED),
    Move.DECLINE: _from(State.SUBMITTED, State.UNDER_REVIEW, to=State.DECLINED, reason_needed=True),
    Move.WITHDRAW: _from(State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.PUBLISHED, to=State.WITHDRAWN),
    # Of what is held because it came too late: see actions.next_round.
    Move.CARRY: _from(State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, to=State.SUBMITTED),
}


def moves_from(state: State) -> list[Move]:
    """The moves that ``state`` allows, in the order of ``STEPS``."""
    return [move for move, step in STEPS.items() if state in step.sources]
