"""Files with revision marks, understood as changes of a text's clauses."""

import random
from dataclasses import replace
from time import perf_counter

import pytest

from tests.texts.engine.alignment.marked import ANA, base_of, marked, moved
from texts.engine.alignment import Certainty, Differing, Relabelled, Unchanged, Why, aligned
from texts.engine.applying import applied
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import after, before, flattened
from texts.engine.tracked import Mark, Run, accepted

ITEM, CONTAINER = ClauseKind.ITEM, ClauseKind.CONTAINER

HEAD = "considering"
ONE = "a)\tthat the Internet has evolved into a powerful vehicle for innovation;"
TWO = "b)\tthat international cooperation is essential for developing countries;"
THREE = "c)\tthat paragraph 69 of the Tunis Agenda calls for enhanced cooperation;"
BASE = base_of(marked(HEAD, ONE, TWO, THREE))


def changes(*lines):
    return [placed.change for placed in aligned(marked(*lines), BASE).changes]


def wording(line):
    return line.split("\t")[-1]


def gone(line):
    return f"[-{line}-]-¶"


def new(line):
    return f"[+{line}+]+¶"


def test_a_file_without_changes_changes_nothing():
    found = aligned(marked(HEAD, ONE, "", TWO, THREE), BASE)

    assert found.changes == found.unplaced == found.base_differs == found.missing_clauses == ()
    assert found.unchanged == (
        Unchanged("c0", (0,)),
        Unchanged("c1", (1,)),
        Unchanged("", (2,)),
        Unchanged("c2", (3,)),
        Unchanged("c3", (4,)),
    )


def test_changed_words_are_a_rewording_with_the_files_own_redline():
    found = aligned(marked(HEAD, ONE.replace("powerful ", "[-powerful -][+weak +]"), TWO, THREE), BASE)

    (placed,) = found.changes
    assert placed.change == Change(
        Op.MOD, clause="c1", wording="that the Internet has evolved into a weak vehicle for innovation;"
    )
    assert (before(placed.pieces), after(placed.pieces)) == (BASE[1].wording, placed.change.wording)
    assert "powerful weak" in flattened(placed.pieces)
    assert (placed.author, placed.date, placed.certainty) == ("Ana", ANA.date, Certainty.STATED)
    assert (placed.label, placed.label_before, placed.paragraphs) == ("a)", "a)", (1,))


def test_whole_paragraphs_come_and_go():
    assert changes(HEAD, ONE, gone(TWO), new("b)\tthat spam is a plague;"), THREE) == [
        Change(Op.SUP, clause="c2"),
        Change(Op.ADD, after="c2", wording="that spam is a plague;", clause_kind=ITEM, label="b)"),
    ]


def test_a_paragraph_typed_after_another_splits_its_mark_off():
    assert changes(HEAD, f"{ONE}+¶", "[+a) bis\tthat spam is a plague;+]", TWO, THREE) == [
        Change(Op.ADD, after="c1", wording="that spam is a plague;", clause_kind=ITEM, label="a) bis")
    ]


def test_a_paragraph_deleted_from_the_end_of_the_one_before():
    assert changes(HEAD, f"{ONE}-¶", f"[-{TWO}-]", THREE) == [Change(Op.SUP, clause="c2")]


def test_a_paragraph_rewritten_as_a_whole_is_still_the_same_one():
    assert changes(HEAD, f"[-{ONE}-][+a)\twhereas spam is a plague;+]", TWO, THREE) == [
        Change(Op.MOD, clause="c1", wording="whereas spam is a plague;")
    ]


def test_a_paragraph_taken_out_and_put_back_reworded_is_a_rewording_that_was_judged():
    found = aligned(marked(HEAD, gone(ONE), new(ONE.replace("powerful", "weak")), TWO, THREE), BASE)

    assert [(placed.change.op, placed.change.clause, placed.certainty) for placed in found.changes] == [
        (Op.MOD, "c1", Certainty.LIKELY)
    ]


def test_merged_paragraphs_are_a_rewording_and_a_suppression():
    found = aligned(marked(HEAD, f"{ONE}-¶", TWO.replace("b)\t", "[-b)\t-]"), THREE), BASE)

    assert [placed.change for placed in found.changes] == [
        Change(Op.MOD, clause="c1", wording=wording(ONE) + wording(TWO)),
        Change(Op.SUP, clause="c2"),
    ]
    assert [placed.paragraphs for placed in found.changes] == [(1,), (2,)]


def test_a_split_paragraph_is_a_rewording_and_a_new_one():
    half = "a)\tthat the Internet has evolved+¶", "[+b)\tthat it is+] into a powerful vehicle for innovation;"

    assert changes(HEAD, *half, TWO, THREE) == [
        Change(Op.ADD, after="c0", wording="that the Internet has evolved", clause_kind=ITEM, label="a)"),
        Change(Op.MOD, clause="c1", wording="that it is into a powerful vehicle for innovation;"),
    ]


def test_a_move_that_the_file_names():
    file = marked(HEAD, gone(ONE), TWO, THREE, new(ONE))
    file[1], file[4] = moved(file[1], "m"), moved(file[4], "m")

    (placed,) = aligned(file, BASE).changes

    assert placed.change == Change(Op.MOVE, clause="c1", after="c3")
    assert (placed.paragraphs, placed.certainty) == ((1, 4), Certainty.STATED)


def test_a_move_by_cutting_and_pasting_is_judged():
    reworded = ONE.replace("powerful", "great")

    (placed,) = aligned(marked(new(THREE), HEAD, ONE, TWO, gone(THREE)), BASE).changes
    (other,) = aligned(marked(HEAD, gone(ONE), TWO, THREE, new(reworded)), BASE).changes

    assert (placed.change, placed.certainty) == (Change(Op.MOVE, clause="c3"), Certainty.LIKELY)
    assert other.change == Change(Op.MOVE, clause="c1", after="c3", wording=wording(reworded))


def test_a_changed_label_is_no_change_of_words():
    found = aligned(marked(HEAD, ONE, "[-b-][+c+])\t" + wording(TWO), THREE), BASE)

    assert found.changes == ()
    assert found.relabelled == (Relabelled("c2", "b)", "c)", (2,), (ANA,)),)


def test_a_changed_label_beside_changed_words_stays_out_of_the_redline():
    found = aligned(
        marked(HEAD, ONE, "[-b)-][+c)+]\t" + wording(TWO).replace("essential", "[+very +]essential"), THREE), BASE
    )

    (placed,) = found.changes
    assert (placed.label_before, placed.label) == ("b)", "c)")
    assert before(placed.pieces) == BASE[2].wording


def test_clauses_are_never_known_by_their_letter():
    lines = HEAD, ONE.replace("a)", "c)"), TWO.replace("b)", "a)"), THREE.replace("c)", "a)")

    assert changes(*lines[:2], lines[2].replace("essential", "[-essential-][+vital+]"), lines[3]) == [
        Change(Op.MOD, clause="c2", wording=wording(TWO).replace("essential", "vital"))
    ]


def test_a_heading_that_changes_leaves_its_items_alone():
    assert changes("considering[+ further+]", ONE, TWO, THREE) == [
        Change(Op.MOD, clause="c0", wording="considering further")
    ]


def test_new_headings_and_their_items_know_what_they_are():
    assert changes(HEAD, ONE, TWO, THREE, new("noting"), new("a)\tthat spam is a plague;")) == [
        Change(Op.ADD, after="c3", wording="noting", clause_kind=CONTAINER),
        Change(Op.ADD, after="c3", wording="that spam is a plague;", clause_kind=ITEM, label="a)"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Note: sent on behalf of everyone.", Why.NOT_IN_BASE),
        ("Note: sent on behalf of [+nearly +]everyone.", Why.CHANGED_NOT_IN_BASE),
        (gone("Note: sent on behalf of everyone."), Why.CHANGED_NOT_IN_BASE),
        ("+¶", Why.EMPTY),
        ("[+ +]", Why.BLANKS),
    ],
)
def test_what_has_no_place_is_told(line, why):
    found = aligned(marked(HEAD, line, ONE, TWO, THREE), BASE)

    assert found.changes == ()
    assert [(each.why, each.paragraphs, each.clause) for each in found.unplaced] == [(why, (1,), "c0")]


def test_blanks_and_words_that_come_back_are_told_and_change_nothing():
    found = aligned(marked(HEAD, ONE.replace("has ", "has [+ +]"), TWO.replace("is", "[-is-][+is+]"), THREE), BASE)

    assert found.changes == ()
    assert [(each.why, each.clause) for each in found.unplaced] == [(Why.BLANKS, "c1"), (Why.BLANKS, "c2")]


def test_what_was_inserted_and_deleted_again_is_told():
    file = marked(HEAD, "+¶", ONE, TWO, THREE)
    file[1] = replace(file[1], runs=(Run("never mind", ANA, Mark("Ben")),))

    (left,) = aligned(file, BASE).unplaced

    assert (left.why, {mark.author for mark in left.marks}) == (Why.COME_AND_GONE, {"Ana", "Ben"})


def test_what_is_inserted_in_a_footnote_is_no_clause():
    file = marked(HEAD, ONE, TWO, THREE, "[+See document 5.+]")
    file[4] = replace(file[4], place="footnote", flow=1)

    assert [each.why for each in aligned(file, BASE).unplaced] == [Why.OUTSIDE]


def test_what_is_inserted_above_the_title_is_a_note():
    title = Clause("t", ClauseKind.TITLE, "OPINION 3")

    found = aligned(marked(new("Note: from us all"), "OPINION 3", HEAD, ONE, TWO, THREE), (title, *BASE))

    assert [each.why for each in found.unplaced] == [Why.ABOVE_TITLE]


def test_a_base_that_differs_is_shown_with_both_wordings():
    theirs = wording(TWO).replace("essential", "vital")

    found = aligned(marked(HEAD, ONE, "b)\t" + theirs.replace("vital", "[+most +]vital")), BASE)

    assert found.base_differs == (Differing("c2", wording(TWO), theirs, (2,)),)
    assert found.missing_clauses == ("c3",)
    assert [(each.change.wording, each.certainty) for each in found.changes] == [
        (theirs.replace("vital", "most vital"), Certainty.LIKELY)
    ]


def test_changes_to_other_words_than_ours_are_laid_over_ours_and_shown_so():
    theirs = wording(TWO).replace("essential", "vital")

    found = aligned(marked(HEAD, ONE, f"b)\t[+considering +]{theirs}", THREE), BASE)

    (change,) = found.changes
    assert change.change.wording == "considering " + wording(TWO)
    assert (before(change.pieces), after(change.pieces)) == (wording(TWO), change.change.wording)
    assert change.certainty is Certainty.LIKELY


def test_a_suppression_of_other_words_than_ours_shows_ours():
    theirs = wording(TWO).replace("essential", "vital")

    (change,) = aligned(marked(HEAD, ONE, gone(f"b)\t{theirs}"), THREE), BASE).changes

    assert before(change.pieces) == wording(TWO)


def test_what_our_text_says_already_is_told_and_not_proposed_again():
    reworded = "b)\t" + wording(TWO).replace("essential", "[-vital-][+essential+]")
    found = aligned(marked(HEAD, ONE, reworded, new(THREE)), BASE)

    assert found.changes == ()
    assert [(each.why, each.clause) for each in found.unplaced] == [
        (Why.OURS_ALREADY, "c2"),
        (Why.OURS_ALREADY, "c3"),
    ]
    assert found.missing_clauses == ()


def test_quotation_marks_and_blanks_make_no_base_differ():
    base = (Clause("q", ClauseKind.PARAGRAPH, "the “Tunis  Agenda” and what’s in it"),)

    assert aligned(marked('the "Tunis Agenda" and  what\'s in it'), base).base_differs == ()


def test_identities_go_before_words():
    file = marked(HEAD, ONE, TWO, THREE)
    file[1], file[2] = replace(file[1], identity="c2"), replace(file[2], identity="c1")

    assert {each.clause for each in aligned(file, BASE).base_differs} == {"c1", "c2"}


def test_of_two_with_one_identity_the_more_alike_has_it():
    file = marked(HEAD, ONE, TWO, THREE, new("d)\tthat spam is a plague;"))
    file[2], file[4] = replace(file[2], identity="c2"), replace(file[4], identity="c2")

    assert [each.change.op for each in aligned(file, BASE).changes] == [Op.ADD]


def test_a_text_whose_labels_were_corrected_by_hand():
    base = (
        Clause("d", ClauseKind.PARAGRAPH, "10. March is the day of the Forum"),
        Clause("s", ITEM, "everyone takes part in it", "§ 5"),
    )

    found = aligned(
        marked("10. March is the [+first +]day of the Forum", "§ 5 everyone takes [-part-][+place+] in it"), base
    )

    assert [each.change.wording for each in found.changes] == [
        "10. March is the first day of the Forum",
        "everyone takes place in it",
    ]
    assert found.base_differs == ()


def test_all_authors_are_named_the_one_who_did_most_first():
    file = marked(HEAD, ONE, TWO, THREE)
    file[1] = replace(file[1], runs=(*file[1].runs, Run(" indeed", Mark("Ben")), Run(" and for the growth of it", ANA)))

    (placed,) = aligned(file, BASE).changes

    assert [mark.author for mark in placed.marks] == ["Ana", "Ben"]


def test_three_hundred_paragraphs_take_well_under_a_second():
    rng = random.Random(7)
    words = [f"word{number}" for number in range(500)]
    lines = [f"{number}.\t" + " ".join(rng.choices(words, k=30)) for number in range(300)]
    base = base_of(marked(*lines))
    # A third reworded as a whole, a third gone and something else come, the rest with one word changed.
    for number in range(0, 300, 3):
        lines[number] = f"[-{lines[number]}-][+{' '.join(rng.choices(words, k=30))}+]"
        lines[number + 1] = gone(lines[number + 1])
        lines[number + 2] += "[+ indeed+]"
    lines += [new(" ".join(rng.choices(words, k=30))) for _ in range(100)]
    file = marked(*lines)

    begin = perf_counter()
    found = aligned(file, base)

    assert perf_counter() - begin < 0.8
    assert len(found.changes) == 400
    result = [clause.wording for clause in applied(base, [placed.change for placed in found.changes])]
    assert result == [each.text.split("\t")[-1] for each in accepted(file)]
