"""What holds for any file whatever: nothing is dropped, and what was understood leads to what the file says."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts.engine.alignment.marked import ANA, base_of
from texts.engine.alignment import aligned, compared
from texts.engine.applying import applied
from texts.engine.outline import ClauseKind
from texts.engine.redline import after, before
from texts.engine.tracked import Mark, Paragraph, Run, accepted
from texts.engine.wording import same

BEN = Mark("Ben")

words = st.sampled_from(
    [
        "",
        " ",
        "considering",
        "noting",
        "a)\t",
        "b) ",
        "(i) ",
        "that the Internet is open",
        " and that all take part;",
        "the Tunis Agenda of 2005 calls for cooperation",
        "spam ",
        "is a plague",
        "invites Member States",
        ";",
    ]
)
run = st.builds(
    Run, words, st.sampled_from([None, None, ANA]), st.sampled_from([None, None, BEN]), st.sampled_from(["", "", "m1"])
)
paragraph = st.builds(
    Paragraph,
    st.lists(run, max_size=4).map(tuple),
    inserted=st.sampled_from([None, None, None, ANA]),
    deleted=st.sampled_from([None, None, None, BEN]),
    flow=st.sampled_from([0, 0, 0, 1]),
)
files = st.lists(paragraph, max_size=9)


def untitled(paragraphs):
    """The text of a file without a title: what is inserted above one is left unplaced."""
    return tuple(
        replace(clause, kind=ClauseKind.PARAGRAPH) if clause.kind is ClauseKind.TITLE else clause
        for clause in base_of(paragraphs)
    )


def wordings(outline):
    return [same(clause.wording) for clause in outline]


def proposed(file):
    return wordings(base_of([Paragraph((Run(each.text),)) for each in accepted(file)]))


def belonging(understanding):
    parts = (*understanding.changes, *understanding.relabelled, *understanding.unchanged, *understanding.unplaced)
    return sorted(part for each in parts for part in each.paragraphs)


@given(files, files)
@settings(deadline=None, max_examples=150)
def test_each_tracked_paragraph_is_somewhere_exactly_once(file, other):
    base = base_of(other)

    assert belonging(aligned(file, base)) == list(range(len(file)))
    assert belonging(compared(file, base)) == list(range(len(file)))


@given(files)
@settings(deadline=None, max_examples=150)
def test_the_changes_applied_to_the_base_give_the_accepted_text(file):
    base = untitled(file)

    found = aligned(file, base)

    assert found.base_differs == found.missing_clauses == ()
    assert wordings(applied(base, [placed.change for placed in found.changes])) == proposed(file)


@given(files)
@settings(deadline=None, max_examples=150)
def test_the_redline_leads_from_our_wording_to_the_proposed_one(file):
    base = {clause.id: clause for clause in base_of(file)}

    for placed in aligned(file, tuple(base.values())).changes:
        old = base[placed.change.clause].wording if placed.change.clause else ""
        assert same(before(placed.pieces)) == same(old)
        if placed.change.wording:
            assert same(after(placed.pieces)) == same(placed.change.wording)


@given(files, files)
@settings(deadline=None, max_examples=150)
def test_comparing_leads_to_what_the_file_says(file, other):
    base = untitled(other)

    found = compared(file, base)

    assert wordings(applied(base, [placed.change for placed in found.changes])) == proposed(file)
