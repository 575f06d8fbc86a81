"""Proposals as tracked changes: read back they are the same, accepted or rejected they are proposal or base."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.applying import applied
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal
from texts.engine.outline import Clause, ClauseKind
from texts.engine.tracked import Mark, accepted, rejected
from texts.word.identities import same
from texts.word.reading import read
from texts.word.writing import About, Remarks, with_proposals

ABOUT = About("Draft opinion")
BASE = (
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that article 55 says so, and article 68 too;", "a)", "k"),
    Clause("b", ClauseKind.ITEM, "that the Internet is essential;", "b)", "k"),
    Clause("c", ClauseKind.ITEM, "that all should take part.", "b)", "k"),
)


def mod(clause, wording, **fields):
    return Change(Op.MOD, clause, wording=wording, **fields)


def proposal(source, *changes, **fields):
    return Proposal(source.lower(), (source,), changes, **fields)


def back(*proposals, base=BASE):
    """The file with these proposals, read."""
    return read(io.BytesIO(with_proposals(base, proposals, ABOUT)))


def paragraphs(outcomes):
    return [each.text for each in outcomes if each.text]


def said(outline):
    """What an outline's paragraphs say, labels typed before the words."""
    return [f"{each.label}\t{each.wording}" if each.label else each.wording for each in outline if each.wording]


def by(mark_of, document):
    """The words that these have inserted or deleted, with their marks."""
    return [
        (mark.author, run.text)
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if (mark := getattr(run, mark_of))
    ]


def test_each_change_stands_under_its_source_and_date():
    document = back(proposal("Ana", mod("b", "that the Internet is vital;"), at="2013-02-01T13:00:00+01:00"))

    assert by("deleted", document) == [("Ana", "essential")]
    assert by("inserted", document) == [("Ana", "vital")]
    (run,) = (run for each in document.paragraphs for run in each.runs if run.inserted)
    assert run.inserted == Mark("Ana", "2013-02-01T12:00:00Z")


def test_clauses_keep_their_identity():
    document = back(proposal("Ana", mod("b", "other words;"), Change(Op.SUP, "c")))

    found = [each.identity for each in document.paragraphs if each.identity]
    assert all(same(clause.id, identity) for clause, identity in zip(BASE, found, strict=True))


def test_edits_that_keep_clear_of_each_other_share_a_paragraph():
    document = back(
        proposal("Ana", mod("a", "that paragraph 55 says so, and article 68 too;")),
        proposal("Ben", mod("a", "that article 55 says so, and article 68 as well;")),
    )

    assert by("inserted", document) == [("Ana", "paragraph"), ("Ben", "as well")]
    assert paragraphs(rejected(document.paragraphs)) == said(BASE)


def test_the_same_edit_of_two_stands_under_both_names():
    document = back(
        proposal("Ben", mod("a", "that paragraph 55 says so, and article 68 as well;")),
        proposal("Ana", mod("a", "that paragraph 55 says so, and article 68 too;")),
    )

    assert by("inserted", document) == [("Ana; Ben", "paragraph"), ("Ben", "as well")]


def test_rivals_for_the_same_words_follow_in_paragraphs_of_their_own():
    document = back(
        proposal("Ben", mod("b", "that the Internet is vital;")),
        proposal("Ana", mod("b", "that the Internet is useful;", reason="modest")),
    )

    assert by("inserted", document) == [
        ("Ana", "useful"),
        ("Ben", "b) ter\tthat the Internet is vital;"),
    ]
    assert paragraphs(rejected(document.paragraphs)) == said(BASE)
    assert [(each.author, each.text) for each in document.comments] == [
        ("Ana", "modest"),
        ("Plenum", Remarks().rival),
    ]


def test_a_clause_that_one_suppresses_and_another_rewords_says_both():
    document = back(proposal("Ana", mod("b", "other words;")), proposal("Ben", Change(Op.SUP, "b")))

    assert by("deleted", document) == [("Ben", "b)\tthat the Internet is essential;")]
    assert by("inserted", document) == [("Ana", "b) bis\tother words;")]


def test_positions_and_what_is_missing_are_comments():
    document = back(
        proposal("Ana", Change(Op.NOC, "b", reason="agreed"), missing="Accessibility."),
        proposal("Ben", mod("gone", "words")),
    )

    assert [(each.author, each.text) for each in document.comments] == [
        ("Ana", "Keep as it is. agreed"),
        ("Ana", "What is missing: Accessibility."),
        ("Ben", "MOD: this version has no place for it. words"),
    ]


def test_a_move_is_a_move_with_its_new_words():
    document = back(proposal("Ana", Change(Op.MOVE, "b", wording="that the Internet is vital;")))

    names = {run.moved for each in document.paragraphs for run in each.runs if run.moved}
    assert len(names) == 1
    assert paragraphs(accepted(document.paragraphs)) == [
        "b)\tthat the Internet is vital;",
        *(each for each in said(BASE) if "essential" not in each),
    ]


identities = st.sampled_from(["0", "1", "2", "3"])
places = st.sampled_from(["", "0", "1", "2", "3"])
WORDS = ("that", "the", "Internet", "互联网", "الإنترنت", "free", "a)", "55")
wordings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
changes = st.lists(
    st.one_of(
        st.builds(Change, op=st.just(Op.MOD), clause=identities, wording=wordings, reason=st.sampled_from(["", "so"])),
        st.builds(Change, op=st.sampled_from([Op.SUP, Op.NOC]), clause=identities),
        st.builds(Change, op=st.just(Op.MOVE), clause=identities, after=places, wording=st.just("") | wordings),
    ),
    max_size=4,
    unique_by=lambda each: each.clause,
).flatmap(
    lambda found: st.lists(
        st.builds(
            Change,
            op=st.just(Op.ADD),
            after=places,
            wording=wordings,
            label=st.sampled_from(["", "c)"]),
            clause_kind=st.sampled_from([ClauseKind.ITEM, ClauseKind.PARAGRAPH]),
        ),
        max_size=3,
    ).flatmap(lambda added: st.permutations([*found, *added]))
)
bases = st.lists(wordings, min_size=4, max_size=4).map(
    lambda found: tuple(
        Clause(str(place), ClauseKind.ITEM, wording, label=f"{place})" if place % 2 else "")
        for place, wording in enumerate(found)
    )
)


@given(bases, changes)
@settings(max_examples=60, deadline=None)
def test_accepting_all_gives_the_proposal_and_rejecting_all_the_base(base, found):
    document = back(proposal("Ana", *found), base=base)

    assert paragraphs(rejected(document.paragraphs)) == said(base)
    assert paragraphs(accepted(document.paragraphs)) == said(applied(base, found))


def test_what_moves_stands_behind_the_first_of_two_clauses_that_say_the_same():
    base = tuple(Clause(str(place), ClauseKind.ITEM, "that") for place in range(4))
    same = Change(op=Op.ADD, after="1", wording="the Internet", clause_kind=ClauseKind.ITEM)
    found = [same, Change(op=Op.MOVE, clause="3", after="1"), same]

    document = back(proposal("Ana", *found), base=base)

    assert paragraphs(accepted(document.paragraphs)) == said(applied(base, found))


@given(bases, st.lists(changes, max_size=3))
@settings(max_examples=60, deadline=None)
def test_rejecting_all_gives_the_base_whoever_disagrees(base, found):
    document = back(*(proposal(f"S{number}", *each) for number, each in enumerate(found)), base=base)

    assert paragraphs(rejected(document.paragraphs)) == said(base)


@given(bases, st.lists(changes, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_any_order_of_arrival_gives_the_same_bytes(base, found, chance):
    proposals = [proposal(f"S{number}", *each) for number, each in enumerate(found)]
    shuffled = list(proposals)
    chance.shuffle(shuffled)

    assert with_proposals(base, shuffled, ABOUT) == with_proposals(base, proposals, ABOUT)
