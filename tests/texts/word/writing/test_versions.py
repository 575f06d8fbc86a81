"""A new version as tracked changes of the one before."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.outline import Clause, ClauseKind
from texts.engine.tracked import Mark, accepted, rejected
from texts.word.reading import read
from texts.word.writing import About, redlined

OLD = (
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that all take part;", "a)"),
    Clause("b", ClauseKind.ITEM, "that time is short;", "b)"),
    Clause("c", ClauseKind.ITEM, "that much is done;", "c)"),
)


def back(old, new):
    return read(io.BytesIO(redlined(old, new, About("x"), by="The Chair", at="2013-02-01"))).paragraphs


def paragraphs(outcomes):
    return [each.text for each in outcomes if each.text]


def said(outline):
    return [f"{each.label}\t{each.wording}" if each.label else each.wording for each in outline]


def test_words_labels_and_clauses_are_marked():
    new = (
        OLD[0],
        Clause("b", ClauseKind.ITEM, "that time is scarce;", "a)"),
        Clause("n", ClauseKind.ITEM, "that more is needed;", "b)"),
        OLD[3],
    )

    found = back(OLD, new)

    mark = Mark("The Chair", "2013-02-01T00:00:00Z")
    assert {run.inserted for each in found for run in each.runs if run.inserted} == {mark}
    assert [run.text for each in found for run in each.runs if run.inserted] == [
        "a)\t",
        "scarce",
        "b)\tthat more is needed;",
    ]
    assert [run.text for each in found for run in each.runs if run.deleted] == [
        "a)\tthat all take part;",
        "b)\t",
        "short",
    ]


def test_few_clauses_are_shown_as_moved():
    found = back(OLD, (OLD[0], OLD[3], OLD[1], OLD[2]))

    assert {run.text for each in found for run in each.runs if run.moved} == {"c)\tthat much is done;"}


def test_the_same_version_has_no_changes():
    assert not any(run.inserted or run.deleted for each in back(OLD, OLD) for run in each.runs)


clauses = st.lists(
    st.builds(
        Clause,
        id=st.integers(0, 7).map(str),
        kind=st.sampled_from(ClauseKind),
        wording=st.lists(st.sampled_from(["all", "the", "words", "互联网", "الإنترنت"]), min_size=1).map(" ".join),
        label=st.sampled_from(["", "a)", "b)"]),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
).map(tuple)


@given(clauses, clauses)
@settings(max_examples=60, deadline=None)
def test_accepting_all_gives_the_new_version_and_rejecting_all_the_old(old, new):
    found = back(old, new)

    assert paragraphs(rejected(found)) == said(old)
    assert paragraphs(accepted(found)) == said(new)
