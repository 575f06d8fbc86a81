"""Proposing changes to a text: what goes into a draft, what does not, and what publication makes of it."""
# ruff: noqa: F811  # fixtures are asked for by name

from dataclasses import replace

import pytest

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.models import CarriedText
from contributions import actions, changes
from contributions.content import Content
from contributions.enums import State
from contributions.models import Amendment
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.outline import ClauseKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def clauses(opinion):
    """The identities of its clauses: title, considering, a), b), invites, c)."""
    return [clause.id for clause in opinion.outline]


@pytest.fixture
def draft(period, opinion, cast):
    return actions.begin_amending(period, opinion, by=cast.ana)[0]


@pytest.fixture
def reworded(clauses):
    return Change(Op.MOD, clauses[2], wording="that herons find cables useful;", reason="They do.")


def stored(draft):
    draft.refresh_from_db()
    return changes.read_all(Content.from_json(draft.content).changes)


def test_a_draft_begun_on_a_text_names_the_version_and_its_language(draft, opinion):
    content = Content.from_json(draft.content)

    assert content.amends == {"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest}
    assert content.language == "en"


def test_changes_stand_in_the_order_of_the_text_however_they_came(draft, cast, clauses, reworded):
    added = [Change(Op.ADD, after=clauses[2], wording=text, clause_kind=ClauseKind.ITEM) for text in ("One;", "Two;")]
    stays = Change(Op.NOC, clauses[0], reason="A good title.")
    for change in (Change(Op.SUP, clauses[5], reason="Herons look after themselves."), *added, reworded, stays):
        actions.propose(draft, change, by=cast.ana)

    assert stored(draft) == [
        stays,
        reworded,
        *added,
        Change(Op.SUP, clauses[5], reason="Herons look after themselves."),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Change(Op.MOD, wording="Other words.", reason="Why not."), "clause"),
        (Change(Op.ADD, after="0" * 32, wording="Other words."), "after"),
        (Change(Op.ADD, wording="  "), "wording"),
    ],
)
def test_what_no_clause_or_words_are_given_for_is_not_taken(draft, cast, change, field):
    with pytest.raises(Incomplete) as refused:
        actions.propose(draft, change, by=cast.ana)

    assert list(refused.value.fields) == [field]
    assert stored(draft) == []


@pytest.mark.parametrize("op", [Op.MOD, Op.SUP, Op.NOC])
def test_a_position_needs_its_reason(draft, cast, clauses, op):
    with pytest.raises(Incomplete) as refused:
        actions.propose(draft, Change(op, clauses[2], wording="Other words.", reason=" "), by=cast.ana)

    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("unseen", ["\u200b", "\u2003\u3000", "\u200f\ufeff"])
def test_signs_that_nobody_sees_are_neither_a_reason_nor_a_wording(draft, cast, clauses, unseen):
    for change, field in (
        (Change(Op.NOC, clauses[2], reason=unseen), "reason"),
        (Change(Op.ADD, after=clauses[2], wording=unseen), "wording"),
        (Change(Op.MOD, clauses[2], wording=unseen, reason="So."), "wording"),
    ):
        with pytest.raises(Incomplete) as refused:
            actions.propose(draft, change, by=cast.ana)
        assert field in refused.value.fields


def test_a_clause_cannot_stand_after_itself(draft, cast, clauses):
    with pytest.raises(Incomplete) as refused:
        actions.propose(draft, Change(Op.MOVE, clauses[2], clauses[2]), by=cast.ana)

    assert "after" in refused.value.fields


def test_what_no_database_takes_is_left_out_of_every_field(draft, cast, clauses):
    change = Change(Op.ADD, after=clauses[2], wording="one\0 more", label="c)\0", reason="So\0 \ud800.")

    actions.propose(draft, change, by=cast.ana)
    actions.say_missing(draft, "eels\0", by=cast.ana)

    (kept,) = draft.content["changes"]
    assert (kept["wording"], kept["label"], kept["reason"]) == ("one more", "c)", "So .")
    assert draft.content["missing"] == "eels"


def test_the_same_words_with_other_blanks_are_no_change(draft, cast, clauses, opinion):
    same = f"  {opinion.outline[2].wording.replace(' ', '  ')}\n"

    with pytest.raises(Incomplete) as refused:
        actions.propose(draft, Change(Op.MOD, clauses[2], wording=same, reason="Tidier."), by=cast.ana)

    assert list(refused.value.fields) == ["wording"]


def test_a_clause_never_has_two_wordings(draft, cast, clauses, reworded):
    key = actions.propose(draft, reworded, by=cast.ana)
    rival = Change(Op.SUP, clauses[2], reason="It says nothing.")

    with pytest.raises(NotPossible, match="Nothing was overwritten"):
        actions.propose(draft, rival, by=cast.ana)
    assert stored(draft) == [reworded]

    actions.propose(draft, rival, by=cast.ana, instead_of=key)
    assert stored(draft) == [rival]


def test_a_change_that_another_window_has_mended_is_not_overwritten(draft, cast, reworded):
    seen = actions.propose(draft, reworded, by=cast.ana)
    mended = replace(reworded, kind=ChangeKind.EDITORIAL)
    actions.propose(draft, mended, by=cast.ana, instead_of=seen)

    with pytest.raises(NotPossible):
        actions.propose(draft, replace(reworded, reason="They really do."), by=cast.ana, instead_of=seen)
    assert stored(draft) == [mended]


def test_mending_one_of_several_new_clauses_keeps_their_order(draft, cast, clauses):
    first, second = (Change(Op.ADD, after=clauses[2], wording=text) for text in ("One;", "Two;"))
    key = actions.propose(draft, first, by=cast.ana)
    actions.propose(draft, second, by=cast.ana)

    mended = replace(first, wording="One only;")
    actions.propose(draft, mended, by=cast.ana, instead_of=key)

    assert stored(draft) == [mended, second]


def test_taking_a_change_out_twice_does_no_harm(draft, cast, reworded):
    key = actions.propose(draft, reworded, by=cast.ana)

    actions.take_back(draft, key, by=cast.ana)
    actions.take_back(draft, key, by=cast.ana)

    assert stored(draft) == []


def test_what_is_missing_is_said_and_not_overwritten_from_an_old_window(draft, cast):
    actions.say_missing(draft, "Nothing about\r\nherring. ", by=cast.ana, was="")

    with pytest.raises(NotPossible):
        actions.say_missing(draft, "Nothing about eels.", by=cast.ana, was="")
    assert Content.from_json(draft.content).missing == "Nothing about\nherring."


def test_a_draft_with_changes_is_not_turned_to_another_text(draft, cast, make_text, reworded):
    other = make_text(first=50)
    actions.propose(draft, reworded, by=cast.ana)

    with pytest.raises(NotPossible):
        actions.amend(draft, other, by=cast.ana)


def test_a_text_of_another_process_is_not_taken(draft, cast, make_text, make_process):
    other = make_text(first=50)
    symbol = CarriedText.objects.get(version=other).symbol
    symbol.process = make_process("wgy")
    symbol.save()

    with pytest.raises(NotPossible):
        actions.amend(draft, other, by=cast.ana)


def test_an_outsider_changes_nothing(draft, cast, reworded):
    for act in (
        lambda: actions.propose(draft, reworded, by=cast.otto),
        lambda: actions.take_back(draft, "0", by=cast.otto),
        lambda: actions.say_missing(draft, "Herring.", by=cast.otto),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert stored(draft) == []


def test_saving_the_words_leaves_the_changes_alone(draft, cast, reworded):
    actions.propose(draft, reworded, by=cast.ana)

    actions.save(draft, draft.content | {"title": "On herons"}, by=cast.ana)

    assert stored(draft) == [reworded]


def submitted(draft, cast, ministry):
    words = {"title": "On herons", "language": "en", "sources": [{"id": ministry.pk}]}
    actions.save(draft, draft.content | words, by=cast.ana, speaking="source")
    return actions.submit(draft, by=cast.ana)


def test_publication_makes_an_amendment_of_each_change(draft, cast, ministry, reworded, opinion):
    new = Change(
        Op.ADD, after=opinion.outline[3].id, wording="that eels exist;", clause_kind=ClauseKind.ITEM, label="b bis)"
    )
    for change in (reworded, new):
        actions.propose(draft, change, by=cast.ana)
    submitted(draft, cast, ministry)
    assert not Amendment.objects.exists()

    actions.publish(draft, by=cast.dora)

    made = Amendment.objects.in_force().on(opinion)
    assert [each.as_change() for each in made] == [reworded, new]
    assert {each.contribution_id for each in made} == {draft.pk}


def test_a_revision_has_the_changes_and_replaces_the_amendments(draft, cast, ministry, reworded, opinion):
    actions.propose(draft, reworded, by=cast.ana)
    submitted(draft, cast, ministry)
    actions.publish(draft, by=cast.dora)

    revision, _token = actions.revise(draft, by=cast.ana)
    assert stored(revision) == [reworded]
    mended = replace(reworded, wording="that herons like cables;")
    actions.propose(revision, mended, by=cast.ana, instead_of=changes.key(reworded))
    actions.submit(revision, by=cast.ana)
    actions.publish(revision, by=cast.dora)

    assert [each.as_change() for each in Amendment.objects.in_force().on(opinion)] == [mended]


def test_nothing_is_submitted_whose_changes_do_not_fit_the_text(make_draft, cast, opinion):
    entry = {"op": "MOD", "clause": opinion.outline[2].id, "wording": "Other words.", "reason": ""}
    amends = {"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest}
    draft = make_draft(amends=amends, changes=[entry, {"op": "EXPLODE"}])

    with pytest.raises(Incomplete) as refused:
        actions.submit(draft, by=cast.ana)

    assert set(refused.value.fields) == {f"change-{changes.key(changes.read(entry))}", "changes"}
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_changes_to_an_unknown_text_are_not_submitted(make_draft, cast):
    draft = make_draft(amends={"version": 0, "digest": ""}, missing="Herring.")

    with pytest.raises(Incomplete) as refused:
        actions.submit(draft, by=cast.ana)

    assert set(refused.value.fields) == {"amends"}


def test_changes_alone_are_enough_to_say_something(draft, cast, ministry, reworded):
    with pytest.raises(Incomplete) as refused:
        submitted(draft, cast, ministry)
    assert set(refused.value.fields) == {"changes"}

    actions.propose(draft, reworded, by=cast.ana)

    assert submitted(draft, cast, ministry).content["changes"] == [changes.written(reworded)]
