"""What a compilation holds, clause by clause."""

import pytest

from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.collision import Relation
from texts.engine.compilation import Backer, Position, Proposal, Voice, compiled, to_json
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import PieceKind

BASE = (
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that the Internet is essential;", "a)", "k"),
    Clause("b", ClauseKind.ITEM, "that progress is slow;", "b)", "k"),
    Clause("b2", ClauseKind.ITEM, "that all should take part;", "b)", "k"),
)


def mod(clause, wording, **fields):
    return Change(Op.MOD, clause, wording=wording, **fields)


def add(after, wording, **fields):
    return Change(Op.ADD, after=after, wording=wording, **fields)


def proposal(source, *changes, **fields):
    """One source's contribution, named after it."""
    return Proposal(source.lower(), (source,), changes, **fields)


def clause(found, identity):
    return next(each for each in found.clauses if each.clause.id == identity)


def test_an_untouched_base_is_compiled_to_itself():
    found = compiled(BASE, [])

    assert [each.clause for each in found.clauses] == list(BASE)
    assert [each.number for each in found.clauses] == [1, 2, 3, 4]
    assert not any(each.is_contested for each in found.clauses)
    assert found.share_in_brackets == 0


def test_rival_wordings_stand_below_the_base_by_name_of_their_source():
    found = compiled(BASE, [proposal("Zed", mod("a", "one;")), proposal("ana", mod("a", "two;"))])

    assert [(each.label, each.wording, each.sources) for each in clause(found, "a").alternatives] == [
        ("a)", "that the Internet is essential;", ()),
        ("a) bis", "two;", ("ana",)),
        ("a) ter", "one;", ("Zed",)),
    ]


def test_the_order_of_names_is_the_readers():
    backwards = compiled(
        BASE,
        [proposal("Ana", mod("a", "one;")), proposal("Zed", mod("a", "two;"))],
        order=lambda name: -ord(name[0]),
    )

    assert [each.sources for each in clause(backwards, "a").alternatives] == [(), ("Zed",), ("Ana",)]


def test_an_alternative_knows_its_redline():
    found = compiled(BASE, [proposal("Ana", mod("b", "that progress is fast;"))])

    kinds = [(each.kind, each.text.strip()) for each in clause(found, "b").alternatives[1].pieces]
    assert (PieceKind.DEL, "slow") in kinds
    assert (PieceKind.INS, "fast") in kinds


def test_identical_wordings_are_folded_with_all_who_want_them_and_their_reasons():
    found = compiled(
        BASE,
        [
            proposal("Zed", mod("a", "that  the “Internet” is\u00a0vital;", reason="clearer"), symbol="X/1/2"),
            proposal("Ana", mod("a", 'that the "Internet" is vital;', kind=ChangeKind.EDITORIAL)),
        ],
    )

    (_, folded) = clause(found, "a").alternatives
    assert folded.wording == 'that the "Internet" is vital;'
    assert folded.sources == ("Ana", "Zed")
    assert folded.backers == (
        Backer("ana", ("Ana",), "", Op.MOD, ChangeKind.EDITORIAL),
        Backer(
            "zed",
            ("Zed",),
            "X/1/2",
            Op.MOD,
            ChangeKind.SUBSTANTIVE,
            "clearer",
            as_written="that  the “Internet” is\u00a0vital;",
        ),
    )


def test_words_that_differ_in_case_are_rivals():
    found = compiled(BASE, [proposal("Ana", mod("a", "Vital;")), proposal("Ben", mod("a", "vital;"))])

    assert len(clause(found, "a").alternatives) == 3


def test_who_proposes_the_words_of_the_base_stands_behind_them_and_contests_nothing():
    found = compiled(BASE, [proposal("Ana", mod("a", "that the Internet  is essential;"))])

    (only,) = clause(found, "a").alternatives
    assert only.sources == ("Ana",)
    assert not clause(found, "a").is_contested


def test_joint_sources_are_each_named_once_in_neutral_order():
    joint = Proposal("j", ("Zed", "Ben"), (mod("a", "vital;"),))

    found = compiled(BASE, [proposal("Ben", mod("a", "vital;")), joint])

    assert clause(found, "a").alternatives[1].sources == ("Ben", "Zed")
    assert [each.sources for each in clause(found, "a").alternatives[1].backers] == [("Ben",), ("Ben", "Zed")]


def test_suppression_and_keep_as_it_is_are_stated_positions():
    found = compiled(
        BASE,
        [
            proposal("Zed", Change(Op.SUP, "b", reason="said elsewhere")),
            proposal("Ana", Change(Op.NOC, "b", reason="agreed in 2012")),
        ],
    )

    assert clause(found, "b").suppression == Position(
        Op.SUP, (Backer("zed", ("Zed",), "", Op.SUP, ChangeKind.SUBSTANTIVE, "said elsewhere"),), ("Zed",)
    )
    assert clause(found, "b").keeping == Position(
        Op.NOC, (Backer("ana", ("Ana",), "", Op.NOC, ChangeKind.SUBSTANTIVE, "agreed in 2012"),), ("Ana",)
    )
    assert clause(found, "b").is_contested


def test_who_only_keeps_a_clause_does_not_contest_it():
    found = compiled(BASE, [proposal("Ana", Change(Op.NOC, "b", reason="agreed"))])

    assert not clause(found, "b").is_contested
    assert found.words_in_brackets == 0


def test_a_move_states_its_place_and_its_words_are_an_alternative():
    found = compiled(BASE, [proposal("Ana", Change(Op.MOVE, "a", after="b2", wording="that all take part;"))])

    (move,) = clause(found, "a").moves
    assert (move.after, move.wording, move.sources) == ("b2", "that all take part;", ("Ana",))
    assert clause(found, "a").alternatives[1].wording == "that all take part;"


def test_moves_to_the_same_place_are_folded():
    found = compiled(
        BASE,
        [
            proposal("Ana", Change(Op.MOVE, "a")),
            proposal("Ben", Change(Op.MOVE, "a")),
            proposal("Eva", Change(Op.MOVE, "a", after="b")),
        ],
    )

    assert [(each.after, each.sources) for each in clause(found, "a").moves] == [("", ("Ana", "Ben")), ("b", ("Eva",))]


def test_clauses_with_one_letter_are_told_apart_by_identity():
    found = compiled(BASE, [proposal("Ana", mod("b2", "that everybody takes part;"))])

    assert not clause(found, "b").is_contested
    assert clause(found, "b2").alternatives[1].label == "b) bis"


def test_what_concerns_no_clause_of_the_base_is_shown_apart():
    lost = mod("gone", "words;")
    astray = add("gone", "more words;")
    nowhere = Change(Op.MOVE, "a", after="gone")

    found = compiled(BASE, [proposal("Ana", lost, astray, nowhere)])

    assert [each.change for each in found.unplaced] == [lost, astray, nowhere]
    assert {each.backer.proposal for each in found.unplaced} == {"ana"}


def test_what_is_missing_has_its_own_section_with_all_who_miss_it():
    found = compiled(
        BASE,
        [
            proposal("Zed", missing="Nothing on  accessibility."),
            proposal("Ana", missing="Nothing on accessibility.", symbol="X/1/1"),
            proposal("Ben", missing=" "),
        ],
    )

    (missing,) = found.missing
    assert missing.wording == "Nothing on accessibility."
    assert missing.voices == (Voice("ana", ("Ana",), "X/1/1"), Voice("zed", ("Zed",), ""))
    assert missing.sources == ("Ana", "Zed")


def test_editorial_changes_can_be_left_out_and_are_counted():
    small = mod("a", "that the internet is essential;", kind=ChangeKind.EDITORIAL)

    found = compiled(BASE, [proposal("Ana", small), proposal("Ben", mod("b", "no;"))], editorial=False)

    assert found.hidden == 1
    assert not clause(found, "a").is_contested
    assert clause(found, "b").is_contested


def test_each_clause_counts_once_in_the_share():
    base = (Clause("a", ClauseKind.ITEM, "one two three"), Clause("b", ClauseKind.ITEM, "four five, six."))

    found = compiled(
        base,
        [proposal("Ana", mod("a", "x y z"), add("b", "seven eight")), proposal("Ben", mod("a", "much longer words"))],
    )

    assert (found.words_in_brackets, found.words) == (5, 8)
    assert found.share_in_brackets == 5 / 8


def test_a_text_without_words_has_no_share_in_brackets():
    assert compiled((), []).share_in_brackets == 0


def test_two_proposals_with_one_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        compiled(BASE, [Proposal("x", ("Ana",), ()), Proposal("x", ("Ben",), ())])


def test_two_clauses_with_one_identity_are_refused():
    with pytest.raises(ValueError, match="same identity"):
        compiled((BASE[0], BASE[0]), [])


def test_every_pair_of_rivals_has_its_relation():
    found = compiled(
        BASE,
        [
            proposal("Ana", mod("a", "that the Internet is vital;")),
            proposal("Ben", mod("a", "that our Internet is essential;")),
            proposal("Eva", mod("a", "that the Internet is useful;"), Change(Op.NOC, "a", reason="agreed")),
        ],
    )

    assert [(each.one, each.other, each.relation) for each in clause(found, "a").collisions] == [
        ("a) bis", "a) ter", Relation.INDEPENDENT),
        ("a) bis", "a) quater", Relation.OVERLAPPING),
        ("a) bis", "NOC", Relation.OVERLAPPING),
        ("a) ter", "a) quater", Relation.INDEPENDENT),
        ("a) ter", "NOC", Relation.OVERLAPPING),
        ("a) quater", "NOC", Relation.OVERLAPPING),
    ]


def test_json_may_leave_collisions_out():
    found = compiled(BASE, [proposal("Ana", mod("a", "one;")), proposal("Ben", mod("a", "two;"))])

    assert "collisions" in to_json(found)["clauses"][1]
    assert "collisions" not in to_json(found, collisions=False)["clauses"][1]
