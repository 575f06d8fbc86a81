"""Words that were removed from a contribution come back by no way: confirmed, carried, taken, sent or revised again."""

import pytest

from common.refusals import NotPossible
from consultations.actions import begin_text, issue_text
from contributions import actions
from contributions.content import Content
from contributions.enums import Carriage, Choice, Lane, Modifier, State
from contributions.models import Amendment, Contribution
from contributions.queries.compiling import proposed_to
from contributions.queries.drafting import fingerprint, work_on
from contributions.queries.published import published_form
from contributions.queries.redactions import everywhere
from contributions.queries.still_said import Where, still_said
from notifications.models import Letter
from record.models import Entry
from tests.deciding import CABLES, HERONS, LOOK, MUST, SHALL
from texts.engine.changes import Change, Op
from texts.engine.compilation import to_json

pytestmark = pytest.mark.django_db

NAME = "Zebedee Quillfeather"
NAMING = f"that herons of {NAME} consider cables useful;"
SAID = "[20 characters removed: personal data of somebody else]"


def redact(contribution, by, words=NAME):
    contribution.refresh_from_db()
    content = Content.from_json(contribution.submission.content)
    made = actions.redact(contribution, everywhere(words, content, "third-person"), by=by)
    contribution.refresh_from_db()
    return made


@pytest.fixture
def returned(desk):
    """A change that names somebody and collides with what was issued: its amendment on the new version."""
    desk.reword(0, SHALL)
    desk.reword(1, NAMING)
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="Rivals go on.")
    return Amendment.objects.select_related("version", "contribution").get(version=version, carriage=Carriage.RETURNED)


def answer(amendment, by, wording, reason="We mean it."):
    change = Change(Op.MOD, amendment.clause_id.hex, wording=wording, reason=reason)
    actions.confirm_carried(amendment, change, by=by)
    return Amendment.objects.get(pk=amendment.pk)


def everybody_reads(version):
    return str(to_json(proposed_to(version).compiled(version)))


def test_what_is_confirmed_after_a_removal_loses_the_same_words(returned, cast):
    redact(returned.contribution, cast.dora)

    confirmed = answer(returned, cast.ana, f"that herons shall listen to {NAME};", reason=f"So says {NAME}.")

    assert confirmed.wording == f"that herons shall listen to {SAID};"
    assert confirmed.reason == f"So says {SAID}."
    assert confirmed.sealed["wording"] == f"that herons shall listen to {NAME};"
    assert "Quillfeather" not in everybody_reads(confirmed.version)
    assert "shall listen" in everybody_reads(confirmed.version)


def test_also_where_only_some_of_them_are_said_again(returned, cast):
    redact(returned.contribution, cast.dora, words=f"of {NAME}")

    confirmed = answer(returned, cast.ana, "that Quillfeather’s herons shall consider cables useful;")

    assert "Quillfeather" not in confirmed.wording
    assert "herons shall consider cables useful;" in confirmed.wording


def test_what_was_confirmed_stays_when_something_else_is_removed_or_put_back(returned, cast):
    made = redact(returned.contribution, cast.dora)
    confirmed = answer(returned, cast.ana, "that herons shall ponder;")
    for each in made:
        actions.lift(each, by=cast.dora)

    confirmed.refresh_from_db()

    assert (confirmed.wording, confirmed.sealed) == ("that herons shall ponder;", None)


def test_what_was_confirmed_before_a_removal_loses_it_too(returned, cast):
    confirmed = answer(returned, cast.ana, f"that herons shall listen to {NAME};")

    redact(returned.contribution, cast.dora)

    confirmed.refresh_from_db()
    assert confirmed.wording == f"that herons shall listen to {SAID};"


def test_what_was_removed_from_the_statement_is_not_said_by_a_confirmed_change(desk, cast):
    desk.reword(0, SHALL)
    other = desk._propose(
        desk.opinion, desk.sources[1], {"clause": HERONS, "wording": MUST}, statement=f"{NAME} asked."
    )
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="Rivals go on.")
    waiting = Amendment.objects.get(version=version, carriage=Carriage.RETURNED)
    redact(other, cast.dora)

    confirmed = answer(waiting, cast.ana, f"that herons shall listen to {NAME};")

    assert "Quillfeather" not in confirmed.wording


def test_words_that_were_carried_into_others_lose_what_is_left_of_a_removed_passage(desk, cast):
    """The next version changes a word inside the passage that is removed afterwards."""
    desk.reword(0, "that cables are essential to every person;", clause=CABLES)
    named = desk.propose(1, {"clause": LOOK, "wording": f"to look after herons, as {NAME} said."})
    desk.decide(CABLES, Choice.TAKE, "every")
    version = desk.issue(ground="Others go on.")
    carried = Amendment.objects.get(version=version, contribution=named)
    Amendment.objects.filter(pk=carried.pk).update(
        wording="to look after herons, as Zebedee the great Quillfeather said."
    )

    redact(named, cast.dora, words=f"as {NAME} said")

    carried.refresh_from_db()
    assert carried.carriage == Carriage.CARRIED
    assert "Quillfeather" not in carried.wording
    assert "Zebedee" not in carried.wording
    assert carried.wording.startswith("to look after herons, ")


def test_a_draft_that_took_the_words_does_not_say_them_any_more(desk, cast):
    named = desk.reword(1, NAMING)
    desk.decide(HERONS, Choice.TAKE, "Quillfeather")
    seen = fingerprint(work_on(desk.draft))

    redact(named, cast.dora)

    work = work_on(desk.draft)
    (place,) = work.open_places
    assert (place.decision, place.lost is not None) == (None, True)
    assert "Quillfeather" not in "".join(clause.wording for clause in work.outline)
    assert [SAID in option.wording for option in place.rewordings] == [True]
    with pytest.raises(NotPossible):
        actions.issue(desk.draft, seen=seen, ground="x", by=cast.chris)


def test_what_the_chair_has_copied_is_pointed_out_and_left(desk, cast):
    named = desk.reword(1, NAMING)
    desk.decide(HERONS, Choice.OWN, wording=f"that herons, with {NAME}, consider cables;")
    clause = actions.add_clause(
        desk.draft, after="", kind="item", wording="thanking Mr Quillfeather and all;", by=cast.chris
    )  # fmt: skip
    other = actions.add_clause(desk.draft, after="", kind="item", wording="that herons consider;", by=cast.chris)
    seen = fingerprint(work_on(desk.draft))

    redact(named, cast.dora)

    work = work_on(desk.draft)
    places, own = work.with_removed
    assert [place.clause.id for place in places] == [desk.opinion.outline[HERONS].id]
    assert own == [clause]
    assert other not in own
    assert NAME in work.place(desk.opinion.outline[HERONS].id).decision.wording
    with pytest.raises(NotPossible):
        actions.issue(desk.draft, seen=seen, ground="x", by=cast.chris)


def test_the_desk_is_told_where_the_words_still_stand_and_nothing_issued_changes(desk, cast):
    named = desk.reword(1, NAMING)
    desk.decide(HERONS, Choice.TAKE, "Quillfeather")
    desk.dispose_all()
    version = desk.issue()
    draft = actions.begin_next(version, by=cast.dora)
    actions.add_clause(draft, after="", kind="item", wording=f"As {NAME} says;", by=cast.dora)

    redact(named, cast.dora)

    named.refresh_from_db()
    found = [(each.where, each.version, each.is_public) for each in still_said(named)]
    assert found == [(Where.ISSUED, version.pk, True), (Where.OWN, version.pk, False)]
    assert version.outline[HERONS].wording == NAMING
    letters = Letter.objects.filter(family="contributions/still_said")
    assert {letter.person for letter in letters} == {cast.dora, cast.omar, cast.chris}
    for letter in letters:
        assert f"/desk/contributions/{named.pk}/removed/" in letter.text
        assert "2 places" in letter.text
        assert "Quillfeather" not in letter.subject_line + letter.text + letter.html


def test_what_texts_said_before_is_not_taken_for_it(desk, cast):
    """Words of the base stand in a removed passage, and in every version."""
    named = desk.propose(1, {"clause": LOOK, "wording": f"to look after {NAME}, essential to all people."})
    redact(named, cast.dora, words=f"after {NAME}, essential to all people")
    assert still_said(named) == []


def test_a_text_that_is_being_brought_in_is_looked_at_too(cast, make_contribution):
    named = make_contribution(statement=f"{NAME} says so.")
    incoming = begin_text(
        named.symbol, f"considering\n\na) that {NAME} exists;", language="en", title="X", by=cast.dora
    )
    redact(named, cast.dora)
    assert [(each.where, each.pk, each.symbol) for each in still_said(named)] == [
        (Where.INCOMING, incoming.pk, named.symbol.text)
    ]


def test_the_text_that_it_carries_itself_is_looked_at_too(cast, make_contribution):
    named = make_contribution(statement=f"{NAME} says so.")
    begun = begin_text(named.symbol, f"considering\n\na) that {NAME} exists;", language="en", title="X", by=cast.dora)
    issue_text(begun, step=begun.reading.step, by=cast.dora)
    redact(named, cast.dora)
    assert [(each.where, each.is_public) for each in still_said(named)] == [(Where.ISSUED, True)]


def test_nobody_is_told_where_the_words_stand_nowhere(desk, cast):
    named = desk.reword(1, NAMING)
    redact(named, cast.dora)
    assert still_said(named) == []
    assert not Letter.objects.filter(family="contributions/still_said").exists()


def test_a_text_of_another_process_is_not_looked_at(desk, cast, make_process, make_round):
    """Passages are looked for where the contribution belongs."""
    named = desk.reword(1, NAMING)
    desk.decide(HERONS, Choice.OWN, wording=f"that herons, with {NAME}, consider cables;")
    redact(named, cast.dora)
    assert len(still_said(named)) == 1
    Contribution.objects.filter(pk=named.pk).update(round=make_round(process=make_process("other")))
    assert still_said(Contribution.objects.get(pk=named.pk)) == []


@pytest.fixture
def published(make_contribution):
    return make_contribution(State.PUBLISHED, statement=f"Cables matter. {NAME} says so.")


def again(contribution, cast, begin):
    draft, _token = begin(contribution)
    actions.save(draft, draft.content | {"statement": f"Once more: {NAME} says so."}, by=cast.ana)
    actions.submit(draft, by=cast.ana)
    draft.refresh_from_db()
    return draft


BESIDE = {
    "revision": lambda cast: lambda contribution: actions.revise(contribution, by=cast.ana),
    "addition": lambda cast: lambda contribution: actions.modify(contribution, Modifier.ADDS, by=cast.ana),
}


@pytest.mark.parametrize("kind", BESIDE)
def test_what_stands_beside_does_not_bring_the_words_back_unnoticed(kind, published, cast):
    redact(published, cast.dora)
    beside = again(published, cast, BESIDE[kind](cast))

    with pytest.raises(NotPossible, match="removed before"):
        actions.publish(beside, by=cast.dora)
    actions.publish(beside, by=cast.dora, again=True)

    assert NAME in published_form(beside).statement
    assert Entry.objects.filter(verb="contribution.publish").order_by("-number")[0].facts["again"] is True


def test_it_is_published_as_ever_once_the_words_are_removed_there_too(published, cast):
    redact(published, cast.dora)
    beside = again(published, cast, BESIDE["revision"](cast))
    redact(beside, cast.dora)

    actions.publish(beside, by=cast.dora)

    assert "Quillfeather" not in published_form(beside).statement


def test_another_sending_does_not_bring_them_back_unnoticed(make_contribution, cast):
    made = make_contribution(State.SUBMITTED, statement=f"{NAME} says so.")
    redact(made, cast.dora)
    actions.save(made, made.content | {"title": "Anew"}, by=cast.ana)
    actions.submit(made, by=cast.ana)

    with pytest.raises(NotPossible, match="removed before"):
        actions.publish(made, by=cast.dora)


def test_in_bulk_it_is_left_for_a_look_of_its_own(published, cast):
    redact(published, cast.dora)
    beside = again(published, cast, BESIDE["revision"](cast))

    batch = actions.plan_batch("publish", [beside.pk], by=cast.dora)

    assert "removed before" in batch.items.get().trouble


def test_what_is_carried_to_the_next_round_does_not_bring_them_back_unnoticed(
    make_contribution, make_round, make_period, make_question, cast
):
    question = make_question()
    made = make_contribution(
        State.SUBMITTED, statement=f"{NAME} says so.", answers={str(question.pk): f"Yes, says {NAME}."}
    )
    redact(made, cast.dora)
    Contribution.objects.filter(pk=made.pk).update(lane=Lane.NEXT_ROUND)
    later = make_period(round=make_round(2))
    actions.carry(made, later, by=cast.ana)

    with pytest.raises(NotPossible, match="removed before"):
        actions.publish(made, by=cast.dora)
    redact(made, cast.dora)
    actions.publish(made, by=cast.dora)

    assert "Yes, says [20 characters removed" in published_form(Contribution.objects.get(pk=made.pk)).statement
