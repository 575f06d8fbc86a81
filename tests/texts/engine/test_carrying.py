"""A pending change is carried whole, is in the new version already, or goes back: it is never lost or altered."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.texts.engine.wordings import wordings
from texts.engine.carrying import Carried, Clash, Verdict, carry
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.edits import edits
from texts.engine.outline import Clause, ClauseKind
from texts.engine.tokens import cut

CARRIED, ADOPTED, COLLIDES = Verdict.CARRIED, Verdict.ADOPTED, Verdict.COLLIDES

BASE = Clause("c1", ClauseKind.ITEM, "governments may consider measures, on an equal footing;", "a)", "c")


def mod(gone: str, come: str) -> Change:
    assert BASE.wording.count(gone) == 1
    return Change(Op.MOD, "c1", wording=BASE.wording.replace(gone, come), kind=ChangeKind.TECHNICAL, reason="why")


def now(gone: str, come: str) -> Clause:
    """The clause as adopted: reworded like this."""
    return replace(BASE, wording=mod(gone, come).wording)


SUP, NOC = Change(Op.SUP, "c1", reason="why"), Change(Op.NOC, "c1", reason="why")
ADD = Change(Op.ADD, after="c1", wording="that youth matter;")
MOVE = Change(Op.MOVE, "c1", "c7")
RELETTERED = replace(BASE, label="b) bis", parent="d")


@pytest.mark.parametrize(
    ("change", "adopted", "expected"),
    [
        (mod("may", "shall"), now("footing", "basis"), "governments shall consider measures, on an equal basis;"),
        (mod("may", "shall"), now("governments", "states"), "states shall consider measures, on an equal footing;"),
        (mod(", on an equal footing", ""), now("may", "shall"), "governments shall consider measures;"),
        (
            mod("measures", "measures and means"),
            now("may", "shall"),
            "governments shall consider measures and means, on an equal footing;",
        ),
        (mod("may", "shall"), RELETTERED, "governments shall consider measures, on an equal footing;"),
    ],
)
def test_a_rewording_whose_words_were_left_alone_is_laid_over_the_adopted_wording(
    change: Change, adopted: Clause, expected: str
) -> None:
    found = carry(change, BASE, adopted)

    assert found == Carried(CARRIED, change, replace(change, wording=expected), BASE.wording, adopted.wording)


def test_a_change_follows_its_clause_into_another() -> None:
    merged = Clause("c2", ClauseKind.ITEM, "In Geneva, " + BASE.wording)

    found = carry(mod("may", "shall"), BASE, merged)

    assert found.change == replace(
        mod("may", "shall"), clause="c2", wording="In Geneva, " + mod("may", "shall").wording
    )


@pytest.mark.parametrize(
    ("change", "adopted"),
    [
        (mod("may", "shall"), now("may", "shall")),
        (mod("may", "shall"), replace(BASE, wording="states shall consider measures, on a par;")),
        (mod("may", "shall"), replace(BASE, wording="governments  shall consider measures, on an equal footing; ")),
        (SUP, None),
        (replace(MOVE, wording=""), BASE),
    ],
)
def test_what_is_in_the_adopted_version_asks_for_nothing_more(change: Change, adopted: Clause | None) -> None:
    found = carry(change, BASE, adopted, after="c7", moved_after="c7")

    assert (found.verdict, found.change, found.original) == (ADOPTED, None, change)


def test_only_what_is_left_of_a_change_is_carried() -> None:
    both = replace(mod("may", "shall"), wording="governments shall consider measures, on an equal basis;")

    found = carry(both, BASE, now("may", "shall"))

    assert found.change == both
    assert [edit.words for edit in edits(found.adopted, both.wording)] == [("basis",)]


@pytest.mark.parametrize(
    ("change", "adopted", "clash"),
    [
        (mod("may", "shall"), now("may", "should"), Clash.WORDS),
        (mod("may", "shall"), now("may consider", "take"), Clash.WORDS),
        (mod("equal", "equal and fair"), now(", on an equal footing", ""), Clash.WORDS),
        (mod(", on an equal footing", ""), now("equal", "fair"), Clash.WORDS),
        (mod("measures", "measures and means"), now("measures", "measures or means"), Clash.WORDS),
        (mod("may", "may not"), now("may", "shall"), Clash.WORDS),
        (mod("may", "shall"), None, Clash.GONE),
        (SUP, now("may", "shall"), Clash.REWORDED),
        (NOC, now("may", "shall"), Clash.REWORDED),
        (NOC, None, Clash.GONE),
        (replace(MOVE, wording=mod("may", "shall").wording), now("may", "should"), Clash.WORDS),
    ],
)
def test_a_change_whose_words_were_touched_goes_back_as_it_was(
    change: Change, adopted: Clause | None, clash: Clash
) -> None:
    wording = adopted.wording if adopted else ""

    assert carry(change, BASE, adopted, after="c7") == Carried(COLLIDES, change, None, BASE.wording, wording, clash)


@pytest.mark.parametrize("change", [SUP, NOC])
def test_suppressing_and_keeping_stand_while_the_words_do(change: Change) -> None:
    assert carry(change, BASE, RELETTERED).change == change


@pytest.mark.parametrize(
    ("after", "added", "expected"),
    [
        ("c1", (), (CARRIED, ADD, None)),
        ("c0", (), (CARRIED, replace(ADD, after="c0"), None)),
        ("", (), (CARRIED, replace(ADD, after=""), None)),
        (None, (), (COLLIDES, None, Clash.GONE)),
        ("c1", ("that women matter;",), (COLLIDES, None, Clash.PLACE)),
        ("c1", ("that women matter;", "that  youth matter; "), (ADOPTED, None, None)),
    ],
)
def test_an_addition_needs_its_place_for_itself(
    after: str | None, added: tuple[str, ...], expected: tuple[Verdict, Change | None, Clash | None]
) -> None:
    found = carry(ADD, None, None, after=after, added=added)

    assert (found.verdict, found.change, found.clash) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"after": "c7"}, (CARRIED, MOVE, None)),
        ({"after": "c6"}, (CARRIED, replace(MOVE, after="c6"), None)),
        ({"after": None}, (COLLIDES, None, Clash.GONE)),
        ({"after": "c7", "added": ["new;"]}, (COLLIDES, None, Clash.PLACE)),
        ({"after": "c7", "moved_after": "c9"}, (COLLIDES, None, Clash.MOVED)),
        ({"after": "c7", "moved_after": "c7"}, (ADOPTED, None, None)),
    ],
)
def test_a_move_needs_its_place_and_a_clause_that_stayed(
    facts: dict, expected: tuple[Verdict, Change | None, Clash | None]
) -> None:
    found = carry(MOVE, BASE, now("may", "shall"), **facts)

    assert (found.verdict, found.change, found.clash) == expected


def test_new_words_of_a_move_that_was_granted_are_still_asked_for() -> None:
    change = replace(mod("may", "shall"), op=Op.MOVE, after="c7")

    found = carry(change, BASE, BASE, after="c7", moved_after="c7")

    assert (found.verdict, found.change) == (CARRIED, replace(change, op=Op.MOD, after=""))


def test_a_move_whose_words_were_adopted_is_still_asked_for() -> None:
    change = replace(mod("may", "shall"), op=Op.MOVE, after="c7")

    found = carry(change, BASE, now("may", "shall"), after="c7")

    assert (found.verdict, found.change) == (CARRIED, replace(change, wording=""))


def clause(wording: str) -> Clause:
    return Clause("c", ClauseKind.ITEM, wording)


def rewording(wording: str) -> Change:
    return Change(Op.MOD, "c", wording=wording)


@given(wordings, wordings, wordings)
def test_no_change_is_ever_lost(base: str, adopted: str, proposed: str) -> None:
    found = carry(rewording(proposed), clause(base), clause(adopted))

    assert found.original == rewording(proposed)
    assert (found.change is not None) == (found.verdict is CARRIED)
    assert (found.clash is not None) == (found.verdict is COLLIDES)


@given(wordings, wordings)
def test_where_nothing_was_adopted_all_is_carried_as_it_is(base: str, proposed: str) -> None:
    assert carry(rewording(proposed), clause(base), clause(base)).change == rewording(proposed)


@given(wordings, wordings)
def test_what_was_adopted_to_the_letter_is_adopted(base: str, proposed: str) -> None:
    if base != proposed:
        assert carry(rewording(proposed), clause(base), clause(proposed)).verdict is ADOPTED


@given(wordings, wordings, wordings)
def test_it_does_not_matter_which_of_two_was_adopted_first(base: str, one: str, other: str) -> None:
    first = carry(rewording(other), clause(base), clause(one))
    second = carry(rewording(one), clause(base), clause(other))

    if first.verdict is second.verdict is CARRIED:
        assert first.change == second.change
    assert (first.verdict is COLLIDES) == (second.verdict is COLLIDES) or base in {one, other}


@given(wordings, wordings, wordings)
def test_a_carried_change_brings_and_takes_what_it_did(base: str, adopted: str, proposed: str) -> None:
    found = carry(rewording(proposed), clause(base), clause(adopted))
    if found.change is None:
        return

    own = set(edits(base, proposed)) - set(edits(base, adopted))
    grown = sum(len("".join(edit.words)) for edit in own) - sum(
        len("".join(cut(base)[edit.start : edit.end])) for edit in own
    )
    assert len(found.change.wording) == len(adopted) + grown
