"""What was promised until when: one row and the list of what is late agree, at every hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.actions import set_service_times
from contributions import actions
from contributions.enums import Lane, State
from contributions.models import Contribution
from contributions.queries.desk_list import LATE, Desk, Filters
from contributions.queries.desk_places import places
from contributions.queries.promised import Promised, promise_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def times(process):
    return set_service_times(process, by=None, take_up=24, answer=48, publish=72)


@pytest.mark.parametrize(
    ("state", "is_answered", "what", "hours"),
    [
        (State.SUBMITTED, False, Promised.TAKE_UP, 24),
        (State.UNDER_REVIEW, False, Promised.PUBLISH, 72),
        (State.UNDER_REVIEW, True, Promised.ANSWER, 48),
        (State.RETURNED, True, Promised.ANSWER, 48),
        (State.RETURNED, False, None, None),
        (State.PUBLISHED, False, None, None),
        (State.DECLINED, True, None, None),
    ],
)
def test_promise_that_ends_first_is_told(state, is_answered, what, hours, times, make_contribution):  # noqa: PLR0917
    made = make_contribution(state)
    at = made.submitted_at
    made.answered_at = at if is_answered else None
    promise = promise_of(made, times, at=at)
    assert (promise and promise.what, promise and promise.until - at) == (what, hours and timedelta(hours=hours))


def test_nothing_is_promised_where_no_times_are_set(make_contribution):
    assert promise_of(make_contribution(State.SUBMITTED), None, at=timezone.now()) is None


def test_row_and_list_agree_on_what_is_late(times, process, cast, make_contribution):
    made = [make_contribution(state, title=state) for state in State if state != State.DRAFT]
    made += [make_contribution(State.SUBMITTED, title="held")]
    Contribution.objects.filter(pk=made[-1].pk).update(lane=Lane.NEXT_ROUND)
    actions.remark(next(each for each in made if each.state == State.RETURNED), "These.", by=cast.ana)
    around = places([process.pk], me=cast.dora)
    start = made[0].submitted_at
    late_at_last = set()
    for hours in (0, 23, 25, 47, 49, 71, 73, 24 * 40):
        at = start + timedelta(hours=hours)
        listed = set(Desk(around, cast.dora, at).listed(Filters(state=LATE)))
        told = {each: promise_of(each, times, at=at) for each in Contribution.objects.all()}
        assert {each for each, promise in told.items() if promise and promise.is_late} == listed
        late_at_last = listed
    assert {each.title for each in late_at_last} == {"submitted", "under_review", "returned"}
