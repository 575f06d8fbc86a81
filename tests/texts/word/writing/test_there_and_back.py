"""What we write with proposals in it is understood again as the same proposals."""

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.alignment import aligned
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal
from texts.engine.folding import folded
from texts.engine.outline import Clause, ClauseKind
from texts.word.reading import read
from texts.word.writing import About, with_proposals

BASE = (
    Clause("0190b5a4-0000-7000-8000-000000000001", ClauseKind.CONTAINER, "considering"),
    Clause("0190b5a4-0000-7000-8000-000000000002", ClauseKind.ITEM, "that article 55 says so, and article 68;", "a)"),
    Clause("0190b5a4-0000-7000-8000-000000000003", ClauseKind.ITEM, "أن الإنترنت (Internet) أساسية؛", "b)"),
    Clause("0190b5a4-0000-7000-8000-000000000004", ClauseKind.ITEM, "考虑到“互联网”；", "b)"),
    Clause("0190b5a4-0000-7000-8000-000000000005", ClauseKind.SUB_ITEM, "that all should take part.", "i)"),
)
WORDS = ("that", "article", "55", "المادة", "互联网", "all", "takes", "part;", "vital")
# A number at the beginning may be understood as a label.
wordings = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(lambda found: " ".join(["that", *found]))
touched = st.sampled_from(BASE).flatmap(
    lambda clause: st.one_of(
        wordings.filter(lambda wording: folded(wording) != folded(clause.wording)).map(
            lambda wording: Change(Op.MOD, clause.id, wording=wording)
        ),
        st.just(Change(Op.SUP, clause.id)),
    )
)
# What is like a clause that is suppressed beside it would be understood as its new wording: other words, then.
others = st.lists(st.sampled_from(["young", "people", "多样性", "التنوع", "count"]), min_size=2, max_size=7)
added = st.builds(
    Change,
    op=st.just(Op.ADD),
    after=st.sampled_from([each.id for each in BASE]),
    wording=others.map(lambda found: " ".join(["noting", *found])),
)
changes = st.tuples(
    st.lists(touched, max_size=4, unique_by=lambda each: each.clause),
    st.lists(added, max_size=2, unique_by=lambda each: each.after),
).map(lambda found: [*found[0], *found[1]])


@given(changes)
@settings(max_examples=80, deadline=None)
def test_reading_back_what_we_wrote_gives_the_same_changes(wanted):
    file = with_proposals(BASE, [Proposal("1", ("Ana",), tuple(wanted))], About("x"))

    found = aligned(read(io.BytesIO(file)).paragraphs, BASE)

    assert _asked(each.change for each in found.changes) == _asked(wanted)
    assert (found.unplaced, found.base_differs, found.missing_clauses) == ((), (), ())


def _asked(changes):
    """What changes ask for, whatever their order; of which kind a clause without a label is, a file cannot say."""
    return {replace(each, clause_kind=ClauseKind.PARAGRAPH) for each in changes}
