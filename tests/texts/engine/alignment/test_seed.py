"""The two sample documents, clause by clause, without any correction by hand."""

from pathlib import Path

import pytest

from texts.engine.alignment import Certainty, Unchanged, Why, aligned, compared
from texts.engine.applying import applied
from texts.engine.changes import Op
from texts.engine.outline import ClauseKind
from texts.engine.reading import Plain, as_outline, outline_of
from texts.engine.redline import flattened
from texts.engine.tracked import accepted
from texts.word.reading import read

SAMPLES = Path(__file__).parents[4] / "sample_data"
UNITED_STATES = ("United States", "2013-02-06T09:00:00Z")


def paragraphs_of(name):
    with (SAMPLES / name).open("rb") as file:
        return read(file).paragraphs


@pytest.fixture(scope="module")
def base():
    paragraphs = paragraphs_of("wtpf-ieg-2-11-opinion-3.docx")
    plain = [Plain(each.text, each.label, each.level, each.heading) for each in paragraphs]
    understood = outline_of(plain)
    assert [(each.source, [*each.doubts]) for each in understood if not each.sure] == [(26, ["orphan"])]
    return as_outline(understood, identify=lambda place: f"c{place}")


@pytest.fixture(scope="module")
def revisions():
    return paragraphs_of("wtpf-ieg-2-11-usa-revisions.docx")


@pytest.fixture(scope="module")
def found(revisions, base):
    return aligned(revisions, base)


def test_the_base_is_understood(base):
    containers = {clause.id: clause.wording for clause in base if clause.kind is ClauseKind.CONTAINER}
    assert [(clause.kind, containers.get(clause.parent, ""), clause.label) for clause in base] == [
        (ClauseKind.TITLE, "", ""),
        (ClauseKind.CHAPEAU, "", ""),
        (ClauseKind.CONTAINER, "", ""),
        *((ClauseKind.ITEM, "considering", f"{letter})") for letter in "abcde"),
        (ClauseKind.CONTAINER, "", ""),
        *((ClauseKind.ITEM, "recognizing", f"{letter})") for letter in "bbcdef"),
        (ClauseKind.CONTAINER, "", ""),
        *((ClauseKind.ITEM, "noting", f"{letter})") for letter in "abcd"),
        (ClauseKind.CONTAINER, "", ""),
        *((ClauseKind.ITEM, "is of the view", f"{letter})") for letter in "abcd"),
        (ClauseKind.CONTAINER, "", ""),
        (ClauseKind.PARAGRAPH, "invites", ""),
        (ClauseKind.ITEM, "invites", "b)"),
    ]


# What the United States propose: operation, clause (or the one before), its old label and first words, and what the
# new wording begins or ends with.
CHANGES = [
    (Op.MOD, "c0", "", "OPINION (3) ON OPERATIONALIZING", "OPINION (3) ON SUPPORTING OPERATIONALIZING"),
    (Op.MOD, "c5", "c)", "that, despite its essential", "that international cooperation among all relevant"),
    (Op.MOD, "c6", "d)", "that minimal progress can be expected", "that progress can be made in the fight"),
    (
        Op.MOD,
        "c7",
        "e)",
        "that international cooperation is also",
        "that international cooperation and support is also",
    ),
    (Op.ADD, "c8", "", "recognizing", "that paragraph 55 of the Tunis Agenda"),
    (Op.MOD, "c9", "b)", "that, per article 68 of", "that paragraph 68 of the Tunis Agenda recognizes,"),
    (Op.SUP, "c10", "b)", "that article 35 of the Tunis Agenda", ""),
    (Op.MOD, "c11", "c)", "that, per article 69", "that, per paragraph 69"),
    (
        Op.MOD,
        "c12",
        "d)",
        "that enhanced cooperation, defined by article 69",
        "that enhanced cooperation, defined by paragraph 69",
    ),
    (Op.MOD, "c13", "e)", "that, per article 71", "that, per paragraph 71"),
    (Op.SUP, "c14", "f)", "that, despite the fact", ""),
    (
        Op.MOD,
        "c16",
        "a)",
        "that there are many existing initiatives",
        "that there are that there are existing initiatives",
    ),
    (Op.SUP, "c17", "b)", "that the United Nations family", ""),
    (Op.SUP, "c18", "c)", "that these attempts by the UN family", ""),
    (Op.SUP, "c19", "d)", "that the UN family has a long history", ""),
    (Op.SUP, "c21", "a)", "to support the immediate", ""),
    (Op.SUP, "c22", "b)", "that the mechanisms and processes", ""),
    (Op.SUP, "c23", "c)", "that this intergovernmental organization", ""),
    (Op.SUP, "c24", "d)", "that relevant existing processes", ""),
    (Op.MOD, "c25", "", "invites", "invites Member States"),
    (Op.ADD, "c25", "", "invites", "to actively contribute to and participate in"),
    (Op.SUP, "c26", "", "the Secretary-General to collaborate", ""),
    (Op.SUP, "c27", "b)", "Member States and Sector Members to support", ""),
]


def test_every_touched_clause_has_its_change(found, base):
    clauses = {clause.id: clause for clause in base}
    assert len(found.changes) == len(CHANGES)
    for placed, (op, clause, label, old, new) in zip(found.changes, CHANGES, strict=True):
        change = placed.change
        assert (change.op, change.clause or change.after) == (op, clause)
        assert clauses[clause].label == label
        assert clauses[clause].wording.startswith(old)
        assert change.wording.startswith(new)
        assert bool(change.wording) == bool(new)
        assert (placed.author, placed.date) == UNITED_STATES
        assert placed.certainty is Certainty.STATED


def test_new_clauses_are_items_with_the_letters_that_were_typed(found):
    added = [placed.change for placed in found.changes if placed.change.op is Op.ADD]

    assert [(change.clause_kind, change.label) for change in added] == [
        (ClauseKind.ITEM, "a)"),
        (ClauseKind.ITEM, "a)"),
    ]
    assert found.relabelled == ()


def test_the_base_is_ours_to_the_letter(found):
    assert found.base_differs == ()
    assert found.missing_clauses == ()


def test_the_note_on_top_and_the_empty_paragraph_are_told_and_are_no_clauses(found):
    note, empty = found.unplaced

    assert (note.why, note.paragraphs, flattened(note.pieces)[:24]) == (
        Why.NOT_IN_BASE,
        (0,),
        "Note: The United States ",
    )
    assert (empty.why, empty.paragraphs, empty.clause) == (Why.EMPTY, (29,), "c25")


def test_what_was_not_touched_is_named_too(found):
    assert found.unchanged == (
        *(Unchanged(f"c{place - 1}", (place,)) for place in (2, 3, 4, 5, 9)),
        Unchanged("c15", (17,)),
        Unchanged("c20", (22,)),
    )


def words(text):
    return " ".join(text.split())


def test_the_redline_is_the_flattened_text_paragraph_by_paragraph(found, base):
    lines = {}
    clauses = {clause.id: clause for clause in base}
    for each in (*found.changes, *found.unplaced):
        label = each.label or getattr(each, "label_before", "")
        lines[each.paragraphs] = f"{label} {flattened(each.pieces)}"
    for each in found.unchanged:
        lines[each.paragraphs] = f"{clauses[each.clause].label} {clauses[each.clause].wording}"

    expected = (SAMPLES / "wtpf-ieg-usa-flattened.txt").read_text(encoding="utf-8").splitlines()

    told = [words(lines[place,]) for place in range(len(lines))]
    assert told.pop(29) == ""
    assert told == [words(line) for line in expected if line.strip()]


def test_the_changes_lead_to_what_the_file_says_when_all_is_accepted(found, revisions, base):
    result = applied(base, [placed.change for placed in found.changes])

    note, *clauses = [words(each.text) for each in accepted(revisions) if each.text.strip()]
    assert [f"{clause.label} {clause.wording}".strip() for clause in result] == clauses
    assert note.startswith("Note:")


def test_comparing_without_marks_finds_the_same_but_for_one_clause_that_it_takes_for_another(revisions, base):
    """The words of *noting* a) are more like those of b), which the file deletes: hence a comparison is a guess."""
    expected = [change[:2] for change in CHANGES]
    expected[expected.index((Op.MOD, "c16"))] = (Op.SUP, "c16")
    expected[expected.index((Op.SUP, "c17"))] = (Op.MOD, "c17")

    found = compared(revisions, base)

    assert [(placed.change.op, placed.change.clause or placed.change.after) for placed in found.changes] == expected
    assert [each.why for each in found.unplaced] == [Why.ABOVE_TITLE]
    assert {placed.certainty for placed in found.changes} == {Certainty.LIKELY}
