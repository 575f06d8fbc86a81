"""Issuing Rev.1: a clean text and a redline under the next symbol, and an account of every change."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.enums import DocumentKind
from consultations.models import Document
from contributions import actions
from contributions.enums import Carriage, Choice, Outcome, State
from contributions.intake.word import DIGEST, SYMBOL
from contributions.models import Amendment, Disposition, NextVersion
from contributions.queries.compiling import proposed_to
from contributions.queries.disposing import FINAL, fates
from contributions.queries.drafting import fingerprint, work_on
from contributions.queries.proposers import changes_of, proposers
from following.actions import follow
from notifications.models import Letter
from record.models import Entry
from stakeholders.models import Mandate
from tests.deciding import CABLES, HERONS, LOOK, MUST, SHALL
from texts.engine.changes import Change, Op
from texts.engine.tracked import accepted, rejected
from texts.enums import Fate as ClauseFate
from texts.word.document import WordDocument
from texts.word.reading.whole import read

pytestmark = pytest.mark.django_db


def test_rev_1_is_filed_with_its_texts_and_carries_the_version(desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()

    version = desk.issue()

    document = Document.objects.get(symbol__carried_text__version=version)
    assert (version.name, version.symbol, version.number) == ("Rev.1", f"{desk.opinion.symbol}/Rev.1", 1)
    assert (document.kind, document.symbol.text) == (DocumentKind.DRAFT, version.symbol)
    assert version.outline[HERONS].wording == SHALL
    assert version.descents.get(before__id=version.outline[HERONS].id).fate == ClauseFate.REWORDED
    desk.draft.refresh_from_db()
    assert desk.draft.issued == version
    assert Entry.objects.filter(verb="next_version.issue", digest=version.digest).count() == 1


def test_the_letter_says_of_each_change_what_became_of_it_and_why(desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()

    desk.issue()

    letter = Letter.objects.filter(family="contributions/version_issued").first()
    assert "1 has its outcome, with the reason.\n- considering a): Taken\n  As decided.\n" in letter.text


def test_files_are_the_clean_text_and_a_redline_against_the_base(desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()

    version = desk.issue()

    clean, marked = (read_file(file) for file in Document.objects.get(symbol__text=version.symbol).files.order_by("pk"))
    assert words(clean) == words(marked) == [clause.wording for clause in version.outline]
    assert (clean.facts[SYMBOL], clean.facts[DIGEST]) == (version.symbol, version.digest)
    assert [each.text.split("\t")[-1] for each in rejected(marked.paragraphs) if each.text] == [
        clause.wording for clause in desk.opinion.outline
    ]


def read_file(file) -> WordDocument:
    return read(BytesIO(file.file.read()))


def words(document: WordDocument) -> list[str]:
    return [each.text.split("\t")[-1] for each in accepted(document.paragraphs) if each.text]


def test_disposition_says_where_and_stays(desk, cast):
    desk.propose(
        0,
        {"clause": HERONS, "wording": SHALL},
        {"op": "ADD", "after": CABLES, "wording": "that eels exist;", "label": "c)"},
    )
    desk.decide(HERONS, Choice.KEEP)
    desk.decide(work_on(desk.draft).open_places[1].key, Choice.TAKE, "eels")
    desk.dispose_all()

    version = desk.issue()

    said = {each.amendment.op: each for each in Disposition.objects.all()}
    assert (said["MOD"].outcome, said["MOD"].version) == (Outcome.NOT_TAKEN, version)
    assert said["MOD"].clause_id.hex == desk.opinion.outline[HERONS].id
    assert said["ADD"].clause_id.hex == version.outline[4].id
    with pytest.raises(NotPossible):
        actions.dispose(said["MOD"].amendment, Outcome.TAKEN, by=cast.dora)
    assert not Amendment.objects.on(version).exists()


def test_what_is_open_needs_a_reason_and_goes_on(desk):
    desk.reword(0, SHALL)

    with pytest.raises(Incomplete) as refusal:
        desk.issue()
    version = desk.issue(ground="The meeting ran out of time.")

    assert list(refusal.value.fields) == ["ground"]
    assert NextVersion.objects.get().ground == "The meeting ran out of time."
    carried = Amendment.objects.on(version).get()
    assert (carried.carriage, carried.wording) == (Carriage.CARRIED, SHALL)


def test_what_changed_since_it_was_looked_at_is_not_issued(desk, cast):
    desk.reword(0, SHALL)
    seen = fingerprint(work_on(desk.draft))
    desk.decide(HERONS, Choice.TAKE, "shall")

    with pytest.raises(NotPossible):
        actions.issue(desk.draft, seen=seen, ground="x", by=cast.dora)


def test_disposition_that_contradicts_the_text_holds_it_up(desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    desk.decide(HERONS, Choice.KEEP)

    with pytest.raises(NotPossible):
        desk.issue()


@pytest.mark.parametrize("who", ["ana", "otto", "olga"])
def test_nobody_else_issues(desk, cast, who):
    with pytest.raises(NotAllowed):
        actions.issue(desk.draft, seen="", ground="x", by=getattr(cast, who))


def test_colliding_change_goes_back_with_a_letter_to_all_who_speak(desk, cast):
    desk.reword(0, SHALL)
    mine = desk.reword(1, MUST)
    Mandate.objects.create(person=cast.otto, source=desk.sources[1], confirmed_at=mine.published_at)
    desk.decide(HERONS, Choice.TAKE, "shall")
    taken, left = fates(work_on(desk.draft))
    actions.dispose(taken.amendment, Outcome.TAKEN, by=cast.dora)
    actions.dispose(left.amendment, Outcome.LATER, reason="Let us talk.", by=cast.dora)

    version = desk.issue(ground="")

    returned = Amendment.objects.get(version=version)
    assert (returned.carriage, returned.wording) == (Carriage.RETURNED, left.amendment.wording)
    assert not Amendment.objects.in_force().on(version).exists()
    letters = Letter.objects.filter(family="contributions/changes_returned")
    assert {letter.person for letter in letters} == {cast.ana, cast.otto}
    assert f"/contributions/{mine.pk}/carried/" in letters[0].text
    assert Letter.objects.filter(family="contributions/version_issued").count() == 1


def test_followers_are_told_once_and_those_concerned_by_their_own_letter(desk, cast, make_round):
    mine = desk.reword(0, SHALL)
    later = make_round(2)
    for person, round_ in ((cast.ana, mine.round), (cast.otto, mine.round), (cast.otto, later), (cast.ines, later)):
        follow(f"round:{round_.pk}", by=person)

    version = desk.issue(ground="Enough.", round_=later)

    actions.spread_news()
    letters = Letter.objects.filter(family="contributions/followed_version")
    assert {letter.person for letter in letters} == {cast.otto, cast.ines}
    assert letters.count() == 2
    assert f"/documents/{version.symbol}/text/" in letters[0].written()[0]


def test_version_lettered_anew_has_no_gap_and_carries_what_is_pending(desk, cast):
    desk.propose(0, {"op": "SUP", "clause": HERONS, "reason": "Enough."})
    pending = desk.reword(1, "that cables are vital to all people;", CABLES)
    desk.decide(HERONS, Choice.SUPPRESS)
    actions.letter(desk.draft, anew=True, by=cast.dora)

    version = desk.issue(ground="The rest later.")

    assert [each.label for each in version.outline if each.label] == ["a)", "b)"]
    assert Amendment.objects.in_force().on(version).get().contribution == pending


def test_what_was_found_missing_is_not_forgotten_with_the_version_it_was_said_of(desk, client):
    desk.propose(0, missing="Nothing is said of reefs.")

    version = desk.issue(ground="Reefs come later.")

    (missing,) = proposed_to(version).compiled(version).missing
    assert (missing.wording, missing.of) == ("Nothing is said of reefs.", desk.opinion.symbol)
    shown = client.get(f"/processes/wgx/documents/{version.symbol}/text/compilation/").content.decode()
    assert "Nothing is said of reefs." in shown
    assert "an earlier version" in shown


def test_clauses_that_the_chair_merged_are_told_apart_from_suppressed_ones(desk, client):
    desk.reword(0, SHALL)
    desk.propose(1, {"op": "SUP", "clause": CABLES, "reason": "Say it in one."})
    both = "that herons may consider cables useful, and that cables are essential to all people;"
    desk.decide(HERONS, Choice.OWN, wording=both)
    desk.decide(CABLES, Choice.SUPPRESS)

    version = desk.issue(ground="In one clause.")

    herons, cables = (desk.opinion.outline[place].id for place in (HERONS, CABLES))
    merged = {(each.before_id.hex, each.after_id.hex) for each in version.descents.filter(fate=ClauseFate.MERGED)}
    assert merged == {(herons, herons), (cables, herons)}
    told = client.get(f"/processes/wgx/documents/{desk.opinion.symbol}/text/outcome/").content.decode()
    assert f"/documents/{version.symbol}/text/clauses/{herons}/" in told
    assert "Its words are now in:" in told


@pytest.fixture
def returned(desk):
    """A change of Ana's that collides with Rev.1."""
    desk.reword(0, SHALL)
    desk.reword(1, MUST)
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="Rivals go on.")
    return Amendment.objects.get(version=version, carriage=Carriage.RETURNED)


def change_for(amendment, wording):
    return Change(Op.MOD, amendment.clause_id.hex, wording=wording, reason="We still think so.")


def test_source_confirms_new_wording(returned, cast):
    actions.confirm_carried(returned, change_for(returned, "that herons shall always consider cables;"), by=cast.ana)

    assert (returned.carriage, returned.wording) == (Carriage.CONFIRMED, "that herons shall always consider cables;")
    assert list(Amendment.objects.in_force().on(returned.version)) == [returned]
    assert returned.carried_from.wording == MUST
    with pytest.raises(NotPossible):
        actions.give_up_carried(returned, by=cast.ana)


def test_source_gives_up(returned, cast):
    actions.give_up_carried(returned, by=cast.ana)

    assert returned.carriage == Carriage.DROPPED
    assert not Amendment.objects.in_force().on(returned.version).exists()


@pytest.mark.parametrize("who", ["otto", "dora", "ines"])
def test_nobody_else_answers(returned, cast, who):
    with pytest.raises(NotAllowed):
        actions.confirm_carried(returned, change_for(returned, "x"), by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        actions.give_up_carried(returned, by=getattr(cast, who))


def test_answer_that_says_what_the_text_says_is_refused(returned, cast):
    with pytest.raises(Incomplete) as refusal:
        actions.confirm_carried(returned, change_for(returned, SHALL), by=cast.ana)

    assert list(refusal.value.fields) == ["wording"]


def test_unanswered_change_is_tried_again_on_the_version_after(returned, cast):
    draft = actions.begin_next(returned.version, by=cast.dora)
    place = work_on(draft).version.outline[HERONS].id
    base = "that herons may consider cables useful;"
    actions.decide(draft, place, choice=Choice.OWN, wording=base, step=0, by=cast.dora)

    version = actions.issue(draft, seen=fingerprint(work_on(draft)), ground="Back to the base.", by=cast.dora)

    again = Amendment.objects.get(version=version)
    assert (again.carriage, again.wording) == (Carriage.CARRIED, MUST)
    with pytest.raises(NotPossible):
        actions.give_up_carried(returned, by=cast.ana)


def test_what_is_published_on_the_old_version_later_is_carried_too(desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="x")

    desk.propose(
        1,
        {"clause": HERONS, "wording": MUST},
        {"clause": CABLES, "wording": "that cables are essential to all;"},
    )

    late = Amendment.objects.on(version).filter(contribution__sources__source=desk.sources[1])
    assert [each.carriage for each in late] == [Carriage.RETURNED, Carriage.CARRIED]
    assert Letter.objects.filter(family="contributions/changes_returned").count() == 1


def test_withdrawn_contribution_has_nothing_pending(desk, cast):
    gone = desk.reword(0, SHALL)
    actions.withdraw(gone, by=cast.ana)

    version = desk.issue()

    assert gone.state == State.WITHDRAWN
    assert not Amendment.objects.filter(version=version).exists()


WORDS = ["that herons shall consider cables useful;", "that herons may consider cables essential;", "that eels exist;"]
CHANGES = st.one_of(
    st.builds(
        lambda clause, wording: {"op": "MOD", "clause": clause, "wording": wording},
        st.sampled_from([HERONS, CABLES, LOOK]),
        st.sampled_from(WORDS),
    ),
    st.builds(
        lambda op, clause: {"op": op, "clause": clause}, st.sampled_from(["SUP", "NOC"]), st.sampled_from([2, 3, 4, 5])
    ),
    st.builds(
        lambda after, wording: {"op": "ADD", "after": after, "wording": wording},
        st.sampled_from([0, HERONS, CABLES, LOOK]),
        st.sampled_from(WORDS),
    ),
    st.builds(lambda clause: {"op": "MOVE", "clause": clause, "after": 1}, st.sampled_from([CABLES, LOOK])),
)
DECISIONS = st.lists(st.sampled_from(["", "keep", "first", "suppress", "own", "move"]), min_size=8, max_size=8)
SAID = st.lists(st.sampled_from(["", "follows", "later"]), min_size=12, max_size=12)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(proposed=st.lists(st.lists(CHANGES, max_size=3), min_size=1, max_size=3), decisions=DECISIONS, said=SAID)
def test_law_every_change_ends_in_exactly_one_way(proposed, decisions, said, desk):
    with transaction.atomic():
        for source, changes in enumerate(proposed):
            if once := {change.get("clause", f"+{number}"): change for number, change in enumerate(changes)}:
                desk.propose(source, *once.values())
        for place, what in zip(work_on(desk.draft).open_places, decisions, strict=False):
            decide_somehow(desk, place.key, what)
        for each, what in zip(fates(work_on(desk.draft)), said, strict=False):
            outcome = {"": "", "follows": each.proposed, "later": Outcome.LATER}[what]
            actions.dispose(each.amendment, outcome, reason="Because.", by=desk.cast.dora)
        before = {each.pk: words_of(each) for each in Amendment.objects.on(desk.opinion)}

        version = desk.issue(ground="All the same.")

        assert {each.pk: words_of(each) for each in Amendment.objects.on(desk.opinion)} == before
        assert [len(ends_of(pk, version)) for pk in before] == [1] * len(before)
        transaction.set_rollback(True)


def words_of(amendment):
    return amendment.op, amendment.wording, amendment.reason


def ends_of(pk, version):
    """Everything that the issue of the version did to an amendment."""
    said = Disposition.objects.filter(amendment=pk, outcome__in=FINAL, version=version)
    arrived = Amendment.objects.filter(carried_from=pk, version=version)
    return [*said.values_list("outcome", flat=True), *arrived.values_list("carriage", flat=True)]


def decide_somehow(desk, key, what):
    """What the draw says, where it can be decided so."""
    place = work_on(desk.draft).place(key)
    options = (place.new,) if place.new else place.rewordings
    given = {
        "keep": {"choice": Choice.KEEP},
        "first": {"choice": Choice.TAKE, "taken": options[0].pks if options else ()},
        "suppress": {"choice": Choice.SUPPRESS},
        "own": {"choice": Choice.OWN, "wording": "that the chair thinks so;"},
        "move": {"choice": Choice.KEEP, "moved": place.moves[0].pks if place.moves else ()},
    }.get(what)
    if given:
        with suppress(Incomplete):
            actions.decide(desk.draft, key, **given, step=place.step, by=desk.cast.dora)


def test_returned_change_is_not_shown_as_proposed_to_the_new_version(returned):
    assert proposers(returned.version) == []
    assert changes_of(returned.contribution, returned.version) == ()
