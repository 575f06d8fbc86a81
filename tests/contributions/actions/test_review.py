"""What the secretariat does, and the numbers it gives."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from notifications.models import Letter
from record.models import Entry
from tests.waiting import at_once


@pytest.mark.django_db
def test_publishing_gives_the_next_symbol_and_fills_what_lists_need(make_contribution, ministry, make_question):
    question = make_question()
    published = make_contribution(State.PUBLISHED, answers={str(question.pk): "Yes."})

    assert published.symbol.text == "WGX/1/1"
    assert published.source_ids == [ministry.pk]
    assert published.question_ids == [question.pk]
    assert published.group_ids == [ministry.group_id]


@pytest.mark.django_db
def test_decline_without_reason_changes_nothing(make_contribution, cast):
    submitted = make_contribution(State.SUBMITTED)
    letters, entries = Letter.objects.count(), Entry.objects.count()

    with pytest.raises(Incomplete):
        actions.decline(submitted, by=cast.dora, reason="  ")

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED
    assert (Letter.objects.count(), Entry.objects.count()) == (letters, entries)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "family"),
    [
        (State.SUBMITTED, "receipt"),
        (State.RETURNED, "returned"),
        (State.PUBLISHED, "published"),
        (State.DECLINED, "declined"),
        (State.WITHDRAWN, "withdrawn"),
    ],
)
def test_each_outcome_is_told_to_the_author_once(make_contribution, cast, state, family):
    make_contribution(state)

    assert Letter.objects.filter(family=f"contributions/{family}", person=cast.ana).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ana", "ben", "otto", "chris", "ines"])
def test_only_the_secretariat_of_the_process_reviews(make_contribution, cast, who):
    submitted = make_contribution(State.SUBMITTED)
    person = getattr(cast, who)

    for act in (
        lambda: actions.take_up(submitted, by=person),
        lambda: actions.publish(submitted, by=person),
        lambda: actions.decline(submitted, by=person, reason="No."),
        lambda: actions.return_to_author(submitted, by=person, reason="Why?"),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_a_withdrawn_publication_keeps_its_symbol_and_its_number_is_not_given_again(make_contribution, cast):
    published = make_contribution(State.PUBLISHED)
    actions.withdraw(published, by=cast.ana)

    after = make_contribution(State.PUBLISHED)

    published.refresh_from_db()
    assert (published.state, published.symbol.text) == (State.WITHDRAWN, "WGX/1/1")
    assert after.symbol.text == "WGX/1/2"


@pytest.mark.django_db
def test_revisions_stand_beside_what_they_revise(make_contribution, cast):
    published = make_contribution(State.PUBLISHED)
    make_contribution(State.PUBLISHED)
    symbols = []
    for _ in range(2):
        revision, _token = actions.revise(published, by=cast.ben)
        with pytest.raises(NotPossible):
            actions.revise(published, by=cast.ana)
        actions.submit(revision, by=cast.ben)
        symbols.append(actions.publish(revision, by=cast.dora).text)
        published = revision

    assert symbols == ["WGX/1/1/Rev.1", "WGX/1/1/Rev.2"]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_numbers_without_gap_or_duplicate(make_contribution, cast):
    waiting = [make_contribution(State.SUBMITTED) for _ in range(50)]

    def publish(contribution: Contribution) -> str:
        try:
            return actions.publish(contribution, by=cast.dora).text
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        symbols = list(pool.map(publish, waiting))

    assert sorted(symbols) == sorted(f"WGX/1/{number}" for number in range(1, 51))


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_one_contribution_the_second_is_told(make_contribution, cast):
    submitted = make_contribution(State.SUBMITTED)

    def act(verb: str) -> str:
        try:
            if verb == "publish":
                actions.publish(submitted, by=cast.dora)
            else:
                actions.decline(submitted, by=cast.dora, reason="Twice sent.")
        except NotPossible:
            return "told"
        return "done"

    outcome = at_once(partial(act, "publish"), partial(act, "decline"))

    assert sorted(outcome) == ["done", "told"]
