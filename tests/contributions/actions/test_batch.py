"""Many by one decision: what is shown is what happens, and nothing is half done."""

import pytest
from django.db import connection
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.models import ProcessRole, Round, Symbol
from contributions import actions
from contributions.actions import batch as bulk
from contributions.enums import BatchKind, BatchState, ItemOutcome, State
from contributions.models import Contribution
from following.actions import follow
from notifications.models import Letter
from record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(make_contribution, cast):
    return [make_contribution(State.SUBMITTED, title=f"Paper {number}") for number in range(1, 4)]


def plan(several, by, kind=BatchKind.PUBLISH, to=None):
    return actions.plan_batch(kind, [each.pk for each in several], by=by, to=to)


def shown(batch):
    return [(item.contribution.title, item.symbol, item.trouble) for item in batch.items.order_by("place")]


def outcomes(batch):
    return [(item.outcome, item.given) for item in batch.items.order_by("place")]


def everything():
    """What a trial must leave as it is."""
    return (
        list(Contribution.objects.order_by("pk").values_list("pk", "state", "assignee", "symbol", "answered_at")),
        list(Round.objects.values_list("pk", "last_number")),
        [model.objects.count() for model in (Symbol, Letter, Entry)],
    )


def test_trial_shows_order_symbols_letters_and_refusals_and_changes_nothing(cast, several, round_):
    follow(f"round:{round_.pk}", by=cast.ines)
    several[1].sources.update(confirmed_at=None)
    before = everything()

    batch = plan(reversed(several), cast.dora)

    assert everything() == before
    assert batch.state == BatchState.READY
    assert [row[:2] for row in shown(batch)] == [("Paper 1", "WGX/1/1"), ("Paper 2", ""), ("Paper 3", "WGX/1/2")]
    assert "Confirm each source first" in batch.items.get(place=2).trouble
    assert [item.letters for item in batch.items.order_by("place")] == [3, 0, 3]


def test_confirming_does_what_was_shown(cast, several):
    several[1].sources.update(confirmed_at=None)
    batch = plan(several, cast.dora)
    expected = shown(batch)

    actions.confirm_batch(batch, by=cast.dora)

    assert batch.state == BatchState.DONE
    assert outcomes(batch) == [("done", "WGX/1/1"), ("refused", ""), ("done", "WGX/1/2")]
    assert shown(batch) == expected
    assert "Confirm each source first" in batch.items.get(place=2).said
    assert [each.state for each in Contribution.objects.order_by("pk")] == ["published", "submitted", "published"]
    assert Entry.objects.filter(verb="batch.publish").count() == 1


def test_what_changed_since_it_was_shown_is_left_and_the_rest_is_done(cast, several):
    batch = plan(several, cast.dora)
    actions.remark(several[0], "Wait, please.", by=cast.ana)
    actions.withdraw(several[2], by=cast.ana)

    actions.confirm_batch(batch, by=cast.dora)

    assert [outcome for outcome, _given in outcomes(batch)] == ["refused", "done", "refused"]
    assert "Something was said about it" in batch.items.get(place=1).said
    assert batch.items.get(place=2).symbol == "WGX/1/2"
    assert batch.items.get(place=2).given == "WGX/1/1"


def test_other_words_than_were_shown_are_not_published(cast, several):
    batch = plan(several, cast.dora)
    actions.save(several[0], several[0].content | {"statement": "Other words."}, by=cast.ana)
    actions.submit(several[0], by=cast.ana)

    actions.confirm_batch(batch, by=cast.dora)

    assert [outcome for outcome, _given in outcomes(batch)] == ["refused", "done", "done"]


def test_revision_in_it_takes_no_number(cast, make_contribution):
    original = make_contribution(State.PUBLISHED)
    revision, _token = actions.revise(original, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    other = make_contribution(State.SUBMITTED, title="New")

    batch = plan([revision, other], cast.dora)

    assert {row[1] for row in shown(batch)} == {"WGX/1/1/Rev.1", "WGX/1/2"}


def test_twice_confirmed_is_once_done(cast, several):
    batch = plan(several, cast.dora)
    actions.confirm_batch(batch, by=cast.dora)

    with pytest.raises(NotPossible):
        actions.confirm_batch(batch, by=cast.dora)

    assert Symbol.objects.count() == 3


def test_only_whoever_began_it_confirms_it(cast, several):
    batch = plan(several, cast.dora)
    with pytest.raises(NotAllowed):
        actions.confirm_batch(batch, by=cast.omar)


def test_whoever_lost_their_role_meanwhile_does_nothing(cast, several):
    batch = plan(several, cast.omar)
    ProcessRole.objects.filter(person=cast.omar).delete()
    actions.confirm_batch(batch, by=cast.omar)

    assert {outcome for outcome, _given in outcomes(batch)} == {"refused"}
    assert not Symbol.objects.exists()


@pytest.mark.parametrize("who", ["ana", "otto"])
def test_what_is_at_nobodys_own_desk_is_not_even_tried(who, cast, several):
    with pytest.raises(Incomplete):
        plan(several, getattr(cast, who))


@pytest.mark.parametrize("who", ["chris", "olga"])
def test_readers_of_the_desk_are_shown_that_they_may_not(who, cast, several):
    batch = plan(several, getattr(cast, who))
    assert all("You may not" in trouble for _title, _symbol, trouble in shown(batch))


def test_more_than_possible_is_refused(cast, several, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    with pytest.raises(NotPossible, match="At most 2"):
        plan(several, cast.dora)


def test_several_are_given_away_with_one_letter_for_each_colleague(cast, several):
    actions.assign(several[0], by=cast.dora, to=cast.omar)
    dana = type(cast.dora).objects.create_user("dana@example.org", name="Dana Example")
    ProcessRole.objects.create(process=several[0].round.process, person=dana, role="officer")
    Letter.objects.all().delete()
    batch = plan(several, cast.dora, BatchKind.ASSIGN, to=dana)

    assert not Letter.objects.exists()
    actions.confirm_batch(batch, by=cast.dora)

    assert {each.assignee for each in Contribution.objects.all()} == {dana}
    told = Letter.objects.order_by("person__email").values_list("family", "person__email")
    assert list(told) == [
        ("contributions/assigned_several", "dana@example.org"),
        ("contributions/taken_over_several", "omar@example.org"),
    ]
    assert "3 contributions" in Letter.objects.get(person=dana).text
    assert "1 contribution " in Letter.objects.get(person=cast.omar).text


def test_several_are_given_only_to_somebody_who_works_there(cast, several):
    batch = plan(several, cast.dora, BatchKind.ASSIGN, to=cast.otto)
    assert all("must work in the secretariat" in trouble for _title, _symbol, trouble in shown(batch))


def test_worker_that_died_leaves_the_rest_to_the_next_one(cast, several, monkeypatch):
    batch = plan(several, cast.dora)
    real, calls = bulk.do, []

    def dies(item, of):
        calls.append(item.place)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(item, of)

    monkeypatch.setattr(bulk, "do", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.confirm_batch(batch, by=cast.dora)
    assert [outcome for outcome, _given in outcomes(batch)] == ["done", "", ""]

    batch.refresh_from_db()
    type(batch).objects.filter(pk=batch.pk).update(touched_at=timezone.now() - bulk.LEFT * 2)
    assert bulk.go_on(batch.pk)

    assert outcomes(batch) == [("done", "WGX/1/1"), ("done", "WGX/1/2"), ("done", "WGX/1/3")]


def test_fault_of_ours_is_told_and_stops_nothing(cast, several, monkeypatch):
    batch = plan(several, cast.dora)
    real = bulk.do

    def breaks(item, of):
        if item.place == 2:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        return real(item, of)

    monkeypatch.setattr(bulk, "do", breaks)
    actions.confirm_batch(batch, by=cast.dora)

    assert [outcome for outcome, _given in outcomes(batch)] == ["done", "failed", "done"]
    assert batch.items.get(place=2).outcome == ItemOutcome.FAILED


def test_fault_of_ours_in_a_trial_is_told_and_stops_nothing(*, cast, several, process, make_round, round_):
    Symbol.objects.create(process=process, round=make_round(2), text="WGX/1/1", number=9)

    batch = plan(several, cast.dora)

    assert batch.state == BatchState.READY
    assert all("went wrong on our side" in trouble for _title, _symbol, trouble in shown(batch))
    round_.refresh_from_db()
    assert round_.last_number == 0


def test_larger_ones_go_to_a_worker_in_turns(cast, several, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    handed = []
    monkeypatch.setattr(bulk, "hand_over", handed.append)
    with django_capture_on_commit_callbacks(execute=True):
        batch = plan(several, cast.dora)
    assert (handed, batch.state) == ([batch.pk], BatchState.CHECKING)

    turns = 1
    while not bulk.go_on(batch.pk, turn=-1):
        turns += 1
    assert turns == 4
    batch.refresh_from_db()
    assert [row[1] for row in shown(batch)] == ["WGX/1/1", "WGX/1/2", "WGX/1/3"]


def test_nobody_waits_for_long_and_a_worker_does_the_rest(
    cast, several, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(bulk, "PATIENCE", -1)
    handed = []
    monkeypatch.setattr(bulk, "hand_over", handed.append)

    with django_capture_on_commit_callbacks(execute=True):
        batch = plan(several, cast.dora)

    assert (handed, batch.state) == ([batch.pk], BatchState.CHECKING)
    assert [item.checked_at is not None for item in batch.items.order_by("place")] == [True, False, False]


def test_what_is_left_lying_is_swept_up_once_it_is_old(cast, several, monkeypatch):
    batch = plan(several, cast.dora)
    handed = []
    monkeypatch.setattr(bulk, "hand_over", handed.append)
    type(batch).objects.filter(pk=batch.pk).update(state=BatchState.RUNNING)
    assert (bulk.sweep_batches(), handed) == (0, [])

    type(batch).objects.filter(pk=batch.pk).update(touched_at=timezone.now() - bulk.LEFT * 2)
    assert (bulk.sweep_batches(), handed) == (1, [batch.pk])
