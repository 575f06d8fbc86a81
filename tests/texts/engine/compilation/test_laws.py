"""What holds for every compilation, whoever comes first."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.compilation import Proposal, as_text, compiled, lines, to_json
from texts.engine.outline import Clause, ClauseKind

WORDS = ("that", "the", "Internet", "is", "“free”", '"free"', "互联网", "الإنترنت", "  ", ";")
wordings = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
names = st.sampled_from(["Ana", "ana", "Ben", "Élise", "Zed", "أمل", "中国"])
identities = st.sampled_from(["", "0", "1", "2", "3", "gone"])
changes = st.builds(
    Change,
    op=st.sampled_from(Op),
    clause=identities,
    after=identities,
    wording=wordings,
    clause_kind=st.sampled_from(ClauseKind),
    label=st.sampled_from(["", "a)", "b)"]),
    kind=st.sampled_from(ChangeKind),
    reason=st.sampled_from(["", "because"]),
)
bases = st.lists(wordings, max_size=4).map(
    lambda found: tuple(
        Clause(str(place), ClauseKind.ITEM, wording, label=f"{place})") for place, wording in enumerate(found)
    )
)
proposals = st.lists(
    st.builds(
        Proposal,
        id=st.integers(0, 99).map(str),
        sources=st.lists(names, max_size=3).map(tuple),
        changes=st.lists(changes, max_size=6).map(tuple),
        missing=wordings,
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


def as_bytes(compilation):
    return json.dumps(to_json(compilation), ensure_ascii=False).encode()


@given(bases, proposals, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_order_of_arrival_gives_the_same_bytes(base, found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert as_bytes(compiled(base, shuffled)) == as_bytes(compiled(base, found))
    assert as_text(lines(compiled(base, shuffled))) == as_text(lines(compiled(base, found)))


@given(bases, proposals)
@settings(max_examples=60, deadline=None)
def test_no_change_is_lost_and_none_is_doubled(base, found):
    compilation = compiled(base, found)

    said = Counter((each.id, change.op) for each in found for change in set(each.changes))
    shown = Counter((each.proposal, each.op) for each in _backers(compilation))
    assert {key for key in said if key not in shown} == set()
    assert all(shown[key] <= sum(change.op == key[1] for each in found for change in each.changes) for key in shown)


@given(bases, proposals)
@settings(max_examples=60, deadline=None)
def test_the_base_stands_in_its_order_and_its_words(base, found):
    compilation = compiled(base, found)

    assert tuple(each.clause for each in compilation.clauses) == base
    assert [each.alternatives[0].wording for each in compilation.clauses] == [each.wording for each in base]


@given(bases, proposals)
@settings(max_examples=60, deadline=None)
def test_the_share_in_brackets_is_a_share(base, found):
    assert 0 <= compiled(base, found).share_in_brackets <= 1


def _backers(compilation):
    """Everybody behind anything; a move with words stands twice, as a move and as a wording: once here."""
    for each in compilation.clauses:
        for alternative in each.alternatives:
            yield from (backer for backer in alternative.backers if backer.op is not Op.MOVE)
        for group in (each.suppression, each.keeping, *each.moves, *each.added):
            yield from group.backers if group else ()
    for new in compilation.opening:
        yield from new.backers
    yield from (each.backer for each in compilation.unplaced)
