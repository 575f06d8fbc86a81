"""What other sites are told of periods and texts, and when."""

# ruff: noqa: F401, F811  # fixtures of webhooks'

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from common.refusals import NotPossible
from consultations import actions
from consultations.course import Moment, Step, passed
from consultations.enums import Act
from contributions.actions import cancel_period, extend_period, reopen_period, reschedule_period, shorten_period
from tests.webhooks.conftest import (
    admit,
    admitted,
    endpoint,
    loopback_is_called,
    make_endpoint,
    make_portal,
    portal,
    receiver,
)
from webhooks import actions as webhooks
from webhooks.actions import take_turn
from webhooks.models import Delivery, Event

DAY = timedelta(days=1)
T = datetime(2027, 3, 1, 12, tzinfo=UTC)


def told():
    events = Event.objects.exclude(kind__startswith="endpoint.").order_by("pk")
    return [event.kind for event in events if event.deliveries.exists()]


def what(moments):
    return [(moment.what, moment.days) for moment in moments]


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (T - timedelta(seconds=1), []),
        (T, [("opened", None)]),
        (T + 3 * DAY - timedelta(seconds=1), [("opened", None)]),
        (T + 3 * DAY, [("opened", None), ("closing", 7)]),
        (T + 9 * DAY, [("opened", None), ("closing", 7), ("closing", 1)]),
        (T + 10 * DAY, [("opened", None), ("closed", None)]),
    ],
)
def test_which_moments_have_come(at, found):
    assert what(passed(Step(T - DAY, T, T + 10 * DAY), at=at, closing_days=[1, 7])) == found


def test_dates_that_were_decided_later_close_in_fewer_days():
    """Shortened on the sixth day, it closes in two: nobody is told that it closes in seven."""
    step = Step(T + 6 * DAY, T, T + 8 * DAY)
    assert what(passed(step, at=T + 7 * DAY, closing_days=[7, 1])) == [("opened", None), ("closing", 1)]


def test_a_short_period_does_not_close_in_days_before_it_opened():
    assert what(passed(Step(T - 20 * DAY, T, T + 3 * DAY), at=T + DAY, closing_days=[7])) == [("opened", None)]


def test_of_what_is_cancelled_the_clock_does_nothing():
    assert passed(Step(T, T, T + DAY, is_cancelled=True), at=T + 2 * DAY) == []


def test_the_moments_stand_in_their_order():
    moments = passed(Step(T, T, T + 10 * DAY), at=T + 9 * DAY, closing_days=[1, 7])
    assert moments == [
        Moment("opened", T),
        Moment("closing", T + 3 * DAY, 7),
        Moment("closing", T + 9 * DAY, 1),
    ]


@pytest.mark.django_db
def test_every_act_is_told_with_its_dates_and_without_words(cast, endpoint, make_period):
    period = make_period(public_at=None, opens_at=timezone.now() + DAY, closes_at=timezone.now() + 20 * DAY)
    by = cast.dora
    now = timezone.now()
    actions.open_period(period, by=by)
    reschedule_period(period, opens_at=now + 2 * DAY, closes_at=now + 20 * DAY, reason="A holiday.", by=by)
    extend_period(period, closes_at=now + 30 * DAY, reason="Much to read.", by=by)
    shorten_period(period, closes_at=now + 25 * DAY, reason="The hall.", by=by)
    cancel_period(period, reason="No quorum.", by=by)
    reopen_period(period, closes_at=now + 30 * DAY, reason="A quorum.", by=by)

    assert told() == [
        f"comment_period.{act}" for act in ("announced", "moved", "extended", "shortened", "cancelled", "reopened")
    ]
    extended = Event.objects.get(kind="comment_period.extended")
    assert extended.payload == {
        "url": f"https://plenum.example/api/v1/comment-periods/{period.pk}/",
        "page": f"https://plenum.example/processes/wgx/rounds/1/periods/{period.pk}/",
        "comment_period": period.pk,
        "process": "wgx",
        "round": 1,
        "opens_at": (now + 2 * DAY).isoformat(),
        "closes_at": (now + 30 * DAY).isoformat(),
        "time_zone": "UTC",
        "opens_before": (now + 2 * DAY).isoformat(),
        "closes_before": (now + 20 * DAY).isoformat(),
        "has_reason": True,
    }
    assert "Much to read" not in str(extended.payload)
    assert extended.happened_at == period.acts.get(act=Act.EXTEND).at


@pytest.mark.django_db
def test_what_the_clock_does_is_told_once_however_often_and_late(endpoint, make_period):
    opens = timezone.now() + DAY
    make_period(opens_at=opens, closes_at=opens + 10 * DAY)

    with time_machine.travel(opens - timedelta(seconds=1), tick=False):
        assert actions.tell_the_clock() == 0
    with time_machine.travel(opens + timedelta(seconds=1), tick=False):
        assert (actions.tell_the_clock(), actions.tell_the_clock()) == (1, 0)
    with time_machine.travel(opens + 9 * DAY + timedelta(hours=5), tick=False):
        assert (actions.tell_the_clock(), actions.tell_the_clock()) == (2, 0)
    with time_machine.travel(opens + 15 * DAY, tick=False):
        assert (actions.tell_the_clock(), actions.tell_the_clock()) == (1, 0)

    assert told() == ["comment_period.opened", *["comment_period.closing"] * 2, "comment_period.closed"]
    closing = Event.objects.filter(kind="comment_period.closing").order_by("pk")
    assert [(event.payload["days"], event.happened_at) for event in closing] == [
        (7, opens + 3 * DAY),
        (1, opens + 9 * DAY),
    ]
    assert Event.objects.get(kind="comment_period.closed").happened_at == opens + 10 * DAY


@pytest.mark.django_db
def test_of_a_period_that_was_extended_in_between_the_former_closing_is_not_told(cast, endpoint, make_period):
    opens = timezone.now() + DAY
    period = make_period(opens_at=opens, closes_at=opens + 10 * DAY)
    with time_machine.travel(opens + 2 * DAY, tick=False):
        extend_period(period, closes_at=opens + 40 * DAY, reason="Much to read.", by=cast.dora)
    with time_machine.travel(opens + 20 * DAY, tick=False):
        actions.tell_the_clock()
        assert told() == ["comment_period.extended", "comment_period.opened"]
    with time_machine.travel(opens + 41 * DAY, tick=False):
        actions.tell_the_clock()

    closed = Event.objects.get(kind="comment_period.closed")
    assert closed.payload["closes_at"] == (opens + 40 * DAY).isoformat()


@pytest.mark.django_db
def test_what_closes_and_opens_again_is_told_again(cast, endpoint, make_period):
    opens = timezone.now() + DAY
    period = make_period(opens_at=opens, closes_at=opens + DAY)
    with time_machine.travel(opens + 2 * DAY, tick=False):
        actions.tell_the_clock()
        reopen_period(period, closes_at=opens + 2.5 * DAY, reason="A storm.", by=cast.dora)
        actions.tell_the_clock()
    with time_machine.travel(opens + 4 * DAY, tick=False):
        actions.tell_the_clock()
    assert told() == [f"comment_period.{kind}" for kind in ("opened", "closed", "reopened", "opened", "closed")]


@pytest.mark.django_db
def test_of_what_nobody_can_see_nothing_is_told(endpoint, make_period, make_round):
    soon = {"opens_at": timezone.now() + DAY, "closes_at": timezone.now() + 2 * DAY}
    make_period(public_at=None, **soon)
    make_period(round=make_round(2, public_at=None), **soon)
    make_period(cancelled_at=timezone.now(), **soon)
    with time_machine.travel(timezone.now() + 3 * DAY, tick=False):
        assert actions.tell_the_clock() == 0


@pytest.mark.django_db
def test_what_is_long_ago_is_not_told(endpoint, make_period):
    make_period(opens_at=timezone.now() - 400 * DAY, closes_at=timezone.now() - 300 * DAY)
    assert actions.tell_the_clock() == 0


@pytest.mark.django_db
def test_looking_at_the_clock_costs_the_same_for_one_period_and_for_many(
    endpoint, make_period, django_assert_num_queries
):
    for _ in range(5):
        make_period()
    actions.tell_the_clock()
    with django_assert_num_queries(3):
        assert actions.tell_the_clock() == 0


@pytest.mark.django_db
def test_a_process_that_does_not_let_the_portal_be_told_tells_it_nothing(
    cast, portal, receiver, make_endpoint, make_period
):
    make_endpoint()
    extend_period(make_period(), closes_at=timezone.now() + 50 * DAY, reason="Much to read.", by=cast.dora)
    assert not Delivery.objects.exclude(event__kind="endpoint.challenge").exists()


@pytest.mark.django_db
def test_an_admission_that_ended_tells_nothing_more(cast, admitted, endpoint, make_period):
    actions.end_admission(admitted, reason="The portal is closed.", by=cast.dora)
    extend_period(make_period(), closes_at=timezone.now() + 50 * DAY, reason="Much to read.", by=cast.dora)
    assert told() == []


@pytest.mark.django_db
@pytest.mark.parametrize("left", [[], ["periods:read"]])
def test_what_waits_when_an_admission_ends_is_called_off_and_not_sent_anew(cast, admitted, endpoint, period, left):
    """What had arrived stays in the log as it is."""
    extend_period(period, closes_at=timezone.now() + 50 * DAY, reason="Much to read.", by=cast.dora)
    take_turn(endpoint.pk)
    extend_period(period, closes_at=timezone.now() + 60 * DAY, reason="More to read.", by=cast.dora)

    if left:
        admitted.asked = [*admitted.asked, *left]
        admitted.save()
        actions.admit(admitted, scopes=left, by=cast.dora)
    else:
        actions.end_admission(admitted, reason="The portal is closed.", by=cast.dora)
    take_turn(endpoint.pk)

    log = Delivery.objects.filter(event__process="wgx").order_by("event")
    assert [one.state for one in log] == ["delivered", "called_off"]
    owner = endpoint.portal.owner
    with pytest.raises(NotPossible, match="no longer lets this portal be told"):
        webhooks.replay(log[1], by=owner)
    day = timezone.now() - DAY
    assert webhooks.replay_range(endpoint, since=day, until=day + 2 * DAY, only_failed=True, by=owner) == 0
