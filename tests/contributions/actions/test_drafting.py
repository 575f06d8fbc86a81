"""Working out the next version: what can be chosen at a place, and what can be said of each change."""

import pytest

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.enums import Role
from contributions import actions
from contributions.enums import Choice, Outcome
from contributions.models import Amendment, ClauseDecision, Disposition
from contributions.queries.disposing import fates
from contributions.queries.drafting import work_on
from record.models import Entry
from tests.deciding import CABLES, HERONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivals(opinion, propose, sources):
    """On a): shall/may and useful/useful to all; on b): suppress; one new clause that two want; and a keeper."""
    one, two, three = sources
    propose(opinion, one, {"clause": HERONS, "wording": "that herons shall consider cables useful;"})
    propose(
        opinion,
        two,
        {"clause": HERONS, "wording": "that herons may consider cables essential;"},
        {"op": "SUP", "clause": CABLES},
        {"op": "ADD", "after": CABLES, "wording": "that eels exist;", "label": "c)"},
    )
    propose(
        opinion,
        three,
        {"clause": HERONS, "wording": "that herons must consider cables useful;"},
        {"op": "NOC", "clause": CABLES},
        {"op": "ADD", "after": CABLES, "wording": "that  eels exist;"},
        {"op": "MOVE", "clause": 5, "after": 1},
    )
    return opinion


@pytest.fixture
def draft(rivals, cast):
    return actions.begin_next(rivals, by=cast.dora)


def place_of(draft, number):
    return work_on(draft).version.outline[number].id


def ids(draft, place, *words):
    """Amendments at the place whose wording has one of these words."""
    found = work_on(draft).place(place).amendments
    return [each.pk for each in found if any(word in each.wording for word in words)]


def test_beginning_twice_goes_on_with_the_same(draft, rivals, cast):
    assert actions.begin_next(rivals, by=cast.dora) == draft


@pytest.mark.parametrize("who", ["ana", "otto", "olga", "ines"])
def test_only_the_secretariat_and_the_chair_work_on_it(rivals, cast, who, draft):
    with pytest.raises(NotAllowed):
        actions.begin_next(rivals, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        actions.decide(draft, place_of(draft, HERONS), choice=Choice.KEEP, step=0, by=getattr(cast, who))


def test_places_are_what_is_contested_and_what_is_new(draft):
    work = work_on(draft)

    assert [(place.number, bool(place.new)) for place in work.open_places] == [
        (3, False),
        (4, False),
        (0, True),
        (6, False),
    ]
    assert [len(place.amendments) for place in work.open_places] == [3, 2, 2, 1]
    assert (work.decided, len(work.undecided)) == (0, 4)


def test_taking_one_alternative_takes_its_words(draft, cast):
    place = place_of(draft, HERONS)

    actions.decide(draft, place, choice=Choice.TAKE, taken=ids(draft, place, "shall"), step=0, by=cast.dora)

    work = work_on(draft)
    assert work.outline[HERONS].wording == "that herons shall consider cables useful;"
    assert work.decided == 1
    assert Entry.objects.filter(verb="next_version.decide").count() == 1


def test_several_that_do_not_overlap_are_taken_together(draft, cast):
    place = place_of(draft, HERONS)
    both = ids(draft, place, "shall", "essential")

    actions.decide(draft, place, choice=Choice.TAKE_SEVERAL, taken=both, step=0, by=cast.dora)

    assert work_on(draft).outline[HERONS].wording == "that herons shall consider cables essential;"


def test_several_that_overlap_are_refused_with_a_sentence(draft, cast):
    place = place_of(draft, HERONS)

    with pytest.raises(Incomplete) as refusal:
        actions.decide(
            draft, place, choice=Choice.TAKE_SEVERAL, taken=ids(draft, place, "shall", "must"), step=0, by=cast.dora
        )

    assert "overlap" in str(refusal.value.fields["several"])
    assert not ClauseDecision.objects.exists()


@pytest.mark.parametrize(
    ("choice", "wording", "field"),
    [
        (Choice.OWN, "", "wording"),
        (Choice.OWN, "that herons may  consider cables useful;", "wording"),
        (Choice.TAKE, "", "choice"),
        (Choice.TAKE_SEVERAL, "", "several"),
    ],
)
def test_choice_that_says_nothing_is_refused(draft, cast, choice, wording, field):
    with pytest.raises(Incomplete) as refusal:
        actions.decide(draft, place_of(draft, HERONS), choice=choice, wording=wording, step=0, by=cast.dora)

    assert list(refusal.value.fields) == [field]


def test_chair_writes_and_suppresses(draft, cast):
    actions.decide(
        draft, place_of(draft, HERONS), choice=Choice.OWN, wording="that herons  abstain;", step=0, by=cast.dora
    )
    actions.decide(draft, place_of(draft, CABLES), choice=Choice.SUPPRESS, step=0, by=cast.dora)

    assert [clause.wording for clause in work_on(draft).outline[2:4]] == [
        "that herons abstain;",
        "invites Member States",
    ]


def test_new_clause_is_taken_or_left_out(draft, cast):
    new = work_on(draft).open_places[2].key
    eels = ids(draft, new, "eels")

    actions.decide(draft, new, choice=Choice.TAKE, taken=eels, step=0, by=cast.dora)
    work = work_on(draft)
    assert (work.outline[4].label, work.outline[4].wording, work.outline[4].id) == ("c)", "that eels exist;", "+1")
    assert work.new_names == {new: "+1"}

    actions.decide(draft, new, choice=Choice.KEEP, step=1, by=cast.dora)
    assert len(work_on(draft).outline) == 6


def test_clause_moves_and_keeps_its_words(draft, cast):
    place = place_of(draft, 5)
    move = [each.pk for each in work_on(draft).place(place).amendments]

    actions.decide(draft, place, choice=Choice.KEEP, moved=move, step=0, by=cast.dora)

    assert [clause.id for clause in work_on(draft).outline].index(place) == 2


def test_two_windows_cannot_overwrite_each_other(draft, cast):
    place = place_of(draft, HERONS)
    actions.decide(draft, place, choice=Choice.KEEP, step=0, by=cast.dora)

    actions.decide(draft, place, choice=Choice.KEEP, step=0, by=cast.dora)  # the same again
    with pytest.raises(NotPossible):
        actions.decide(draft, place, choice=Choice.OWN, wording="that herons abstain;", step=0, by=cast.dora)

    assert ClauseDecision.objects.get().choice == Choice.KEEP


def test_decision_can_be_taken_back(draft, cast):
    place = place_of(draft, HERONS)
    actions.decide(draft, place, choice=Choice.KEEP, step=0, by=cast.dora)

    actions.undecide(draft, place, step=1, by=cast.dora)

    assert work_on(draft).decided == 0


def test_decision_that_rests_on_what_was_withdrawn_is_open_again(draft, cast):
    place = place_of(draft, HERONS)
    taken = ids(draft, place, "shall")
    actions.decide(draft, place, choice=Choice.TAKE, taken=taken, step=0, by=cast.dora)

    actions.withdraw(Amendment.objects.get(pk=taken[0]).contribution, by=cast.ana)

    found = work_on(draft).place(place)
    assert (found.decision, found.lost.choice, found.step) == (None, Choice.TAKE, 1)
    assert work_on(draft).outline[HERONS].wording == "that herons may consider cables useful;"


def test_outcomes_follow_from_decisions_but_are_not_recorded(draft, cast):
    place = place_of(draft, HERONS)
    actions.decide(draft, place, choice=Choice.TAKE, taken=ids(draft, place, "shall"), step=0, by=cast.dora)

    proposed = {each.amendment.wording.split()[2]: each.proposed for each in fates(work_on(draft))[:3]}

    assert proposed == {"shall": Outcome.TAKEN, "may": Outcome.NOT_TAKEN, "must": Outcome.NOT_TAKEN}
    assert not Disposition.objects.exists()


def test_officer_says_what_became_of_a_change(draft, cast):
    place = place_of(draft, HERONS)
    actions.decide(draft, place, choice=Choice.KEEP, step=0, by=cast.dora)
    amendment = Amendment.objects.filter(wording__contains="shall").get()

    actions.dispose(amendment, Outcome.NOT_TAKEN, reason="No agreement.", by=cast.dora)
    actions.dispose(amendment, Outcome.LATER, reason="For the next round.", by=cast.dora)

    found = Disposition.objects.get()
    assert (found.outcome, found.reason, found.by, found.version) == (
        Outcome.LATER,
        "For the next round.",
        cast.dora,
        None,
    )
    actions.dispose(amendment, "", by=cast.dora)
    assert not Disposition.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "reason", "field"),
    [
        (Outcome.NOT_TAKEN, " ", "reason"),
        (Outcome.LATER, "", "reason"),
        (Outcome.TAKEN, "", "outcome"),
    ],
)
def test_disposition_without_reason_or_against_the_text_is_refused(draft, cast, outcome, reason, field):
    amendment = Amendment.objects.filter(wording__contains="shall").get()

    with pytest.raises(Incomplete) as refusal:
        actions.dispose(amendment, outcome, reason=reason, by=cast.dora)

    assert list(refusal.value.fields) == [field]


def test_what_is_in_the_text_was_taken(draft, cast):
    place = place_of(draft, HERONS)
    actions.decide(draft, place, choice=Choice.TAKE, taken=ids(draft, place, "shall"), step=0, by=cast.dora)
    amendment = Amendment.objects.filter(wording__contains="shall").get()

    with pytest.raises(Incomplete):
        actions.dispose(amendment, Outcome.NOT_TAKEN, reason="No.", by=cast.dora)
    actions.dispose(amendment, Outcome.TAKEN, by=cast.dora)

    actions.decide(draft, place, choice=Choice.KEEP, step=1, by=cast.dora)
    assert [each.contradicts for each in fates(work_on(draft)) if each.said] == [True]


def test_secretariat_of_another_process_may_not(draft, cast, make_process):
    from consultations.actions import give_role

    give_role(make_process("other"), cast.otto, Role.HEAD, by=None)

    with pytest.raises(NotAllowed):
        actions.dispose(Amendment.objects.first(), Outcome.LATER, reason="x", by=cast.otto)
