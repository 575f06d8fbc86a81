"""Who may do what with a contribution: written out by hand, for everybody we know and every state."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from consultations.enums import Role
from consultations.models import Process, ProcessRole
from contributions.enums import Channel, Move, State
from contributions.models import Contribution

AUTHOR, COLLEAGUE = "ana", "ben"
STAFF = ("dora", "omar")
# They read at the desk, and do nothing there.
READERS = ("chris", "olga")
OTHERS = ("otto", "ines", "pia", "nobody")

# Ana began it for her ministry; Ben has a confirmed mandate for the same ministry.
MAY = {
    "submit": {AUTHOR, COLLEAGUE},
    "replace": {AUTHOR, COLLEAGUE},
    "edit": {AUTHOR, COLLEAGUE},
    "answer_for": {AUTHOR, COLLEAGUE},
    "revise": {AUTHOR, COLLEAGUE},
    "carry": {AUTHOR, COLLEAGUE},
    "take_up": {*STAFF},
    "return": {*STAFF},
    "publish": {*STAFF},
    "decline": {*STAFF},
    "review": {*STAFF},
    "withdraw": {AUTHOR, COLLEAGUE, *STAFF},
}
# A draft is its author's own until it is sent, also towards colleagues.
MAY_WITH_A_DRAFT = {
    "submit": {AUTHOR},
    "replace": {AUTHOR},
    "edit": {AUTHOR},
    "answer_for": {AUTHOR},
    "carry": {AUTHOR},
    "revise": {AUTHOR},
    "review": set(),
    "withdraw": {AUTHOR},
}
SEES = {
    "draft": {AUTHOR},
    "submitted": {AUTHOR, COLLEAGUE, *STAFF, *READERS},
    "under_review": {AUTHOR, COLLEAGUE, *STAFF, *READERS},
    "returned": {AUTHOR, COLLEAGUE, *STAFF, *READERS},
    "declined": {AUTHOR, COLLEAGUE, *STAFF, *READERS},
    "published": {AUTHOR, COLLEAGUE, *STAFF, *READERS, *OTHERS},
    # Withdrawn before it was published: it never was anybody else's.
    "withdrawn": {AUTHOR, COLLEAGUE, *STAFF, *READERS},
}


def allowed(cast: SimpleNamespace, verb: str, contribution: Contribution) -> set[str]:
    return {name for name, person in vars(cast).items() if person.has_perm(f"contributions.{verb}", contribution)}


# Omar has written down what came on paper from the ministry for which Ana and Ben speak.
MAY_WITH_PAPER = {
    State.SUBMITTED: {"edit": {AUTHOR, COLLEAGUE, *STAFF}, "answer_for": {AUTHOR, COLLEAGUE, *STAFF}},
    State.PUBLISHED: {"edit": {AUTHOR, COLLEAGUE}, "answer_for": {AUTHOR, COLLEAGUE, *STAFF}},
}


@pytest.mark.parametrize("state", MAY_WITH_PAPER)
def test_whoever_wrote_it_down_does_not_speak_for_it(
    state: State, cast: SimpleNamespace, make_contribution: Callable[..., Contribution]
) -> None:
    paper = make_contribution(state)
    paper.channel, paper.author = Channel.PAPER, cast.omar

    assert allowed(cast, "revise", paper) == {AUTHOR, COLLEAGUE}
    assert allowed(cast, "carry", paper) == {AUTHOR, COLLEAGUE, *STAFF}
    assert {verb: allowed(cast, verb, paper) for verb in ("edit", "answer_for")} == MAY_WITH_PAPER[state]


@pytest.mark.parametrize("verb", MAY)
def test_who_may_do_what_with_something_that_was_sent(
    verb: str, cast: SimpleNamespace, make_contribution: Callable[..., Contribution]
) -> None:
    assert allowed(cast, verb, make_contribution(State.SUBMITTED)) == MAY[verb]


@pytest.mark.parametrize("verb", MAY_WITH_A_DRAFT)
def test_who_may_do_what_with_a_draft(
    verb: str, cast: SimpleNamespace, make_contribution: Callable[..., Contribution]
) -> None:
    assert allowed(cast, verb, make_contribution(State.DRAFT)) == MAY_WITH_A_DRAFT[verb]


@pytest.mark.parametrize("state", State)
def test_who_sees_it(state: State, cast: SimpleNamespace, make_contribution: Callable[..., Contribution]) -> None:
    assert allowed(cast, "view", make_contribution(state)) == SEES[state]


def test_every_move_has_its_rule() -> None:
    assert {move.value for move in Move} <= set(MAY)


@pytest.mark.parametrize("verb", [*MAY, "view"])
def test_the_secretariat_of_another_process_may_nothing(
    verb: str,
    cast: SimpleNamespace,
    make_process: Callable[..., Process],
    make_contribution: Callable[..., Contribution],
) -> None:
    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    ProcessRole.objects.create(process=make_process("third"), person=cast.otto, role=Role.CHAIR)
    assert not cast.otto.has_perm(f"contributions.{verb}", make_contribution(State.SUBMITTED))
