"""Delivering what waits: signed, in order, again and again, and given up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from notifications.models import Letter
from record.models import Entry
from tests.webhooks.receiver import Reply
from webhooks import actions
from webhooks.actions import take_turn
from webhooks.enums import Because, DeliveryState, EndpointState, Fault, Kind
from webhooks.lifecycle import CLAIM_TIMEOUT, GIVEN_UP_AFTER
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.queries.due import due_endpoints

pytestmark = pytest.mark.django_db


def states(endpoint):
    return list(
        endpoint.deliveries.exclude(event__kind=Kind.CHALLENGE).order_by("event").values_list("state", flat=True)
    )


def test_what_waits_arrives_signed_as_receivers_libraries_check_it(endpoint, tell_it, receiver):
    event = tell_it(at=timezone.now())

    take_turn(endpoint.pk)

    arrived = receiver.arrivals[-1]
    told = arrived.verified_by(endpoint.secret)
    assert told == {
        "id": event.name,
        "type": "comment_period.extended",
        "timestamp": event.happened_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "sequence": event.pk,
        "data": {"number": 1},
    }
    assert arrived.headers["webhook-id"] == event.name
    assert states(endpoint) == [DeliveryState.DELIVERED]


def test_a_secret_of_somebody_else_does_not_fit(endpoint, tell_it, receiver):
    tell_it()
    take_turn(endpoint.pk)
    with pytest.raises(Exception, match="No matching signature"):
        receiver.arrivals[-1].verified_by("whsec_" + "A" * 43 + "=")


def test_the_former_secret_signs_for_a_day(endpoint, tell_it, receiver):
    old, owner = endpoint.secret, endpoint.portal.owner
    new = actions.rotate_secret(endpoint, by=owner)
    tell_it()
    take_turn(endpoint.pk)
    assert receiver.arrivals[-1].verified_by(old) == receiver.arrivals[-1].verified_by(new)

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tell_it()
        take_turn(endpoint.pk)
        receiver.arrivals[-1].verified_by(new)
        with pytest.raises(Exception, match="No matching signature"):
            receiver.arrivals[-1].verified_by(old)


def test_each_try_is_in_the_log(endpoint, tell_it, receiver):
    receiver.reply = Reply(500, "out of order")
    event = tell_it()

    take_turn(endpoint.pk)

    (attempt,) = Attempt.objects.filter(delivery__event=event)
    assert (attempt.status, attempt.fault, attempt.answer) == (500, Fault.STATUS, "out of order")
    delivery = Delivery.objects.get(event=event)
    assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, 1)


def test_order_is_kept_about_one_subject_and_others_are_not_held_up(endpoint, tell_it, receiver):
    for subject in ("comment_period:1", "comment_period:1", "comment_period:2"):
        tell_it(subject=subject)
    receiver.reply = lambda arrival: Reply(500 if arrival.told["data"]["number"] == 1 else 204)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        take_turn(endpoint.pk)
        clock.shift(timedelta(seconds=8.1))  # it has rested; the first is not due yet, and holds up the second
        take_turn(endpoint.pk)
        clock.shift(timedelta(minutes=1))
        receiver.reply = Reply(204)
        take_turn(endpoint.pk)

    numbers = [told["data"]["number"] for told in receiver.told]
    assert [number for number in numbers if number != 3] in ([1, 1, 2], [1, 1, 1, 2])
    assert 3 in numbers
    assert states(endpoint) == [DeliveryState.DELIVERED] * 3


def test_a_later_event_waits_until_the_earlier_is_given_up(endpoint, tell_it, receiver):
    first, second = tell_it(), tell_it()
    Delivery.objects.filter(event=first).update(next_try_at=timezone.now() + timedelta(hours=5))

    take_turn(endpoint.pk)
    assert receiver.told == []

    Delivery.objects.filter(event=first).update(state=DeliveryState.GIVEN_UP, finished_at=timezone.now())
    take_turn(endpoint.pk)
    assert [told["id"] for told in receiver.told] == [second.name]


def test_pauses_grow_for_three_days_and_then_it_is_disabled_with_a_letter(endpoint, tell_it, receiver):
    receiver.reply = Reply(500)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        began = timezone.now()
        first = tell_it()
        tell_it(subject="comment_period:2")
        pauses, last = [], began
        while Endpoint.objects.get().state == EndpointState.ACTIVE:
            if take_turn(endpoint.pk):
                pauses.append(timezone.now() - last)
                last = timezone.now()
            clock.shift(timedelta(seconds=5) if timezone.now() - began < timedelta(minutes=5) else timedelta(minutes=5))
            assert timezone.now() - began < timedelta(days=4)

        lasted = last - began

    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_because) == (EndpointState.DISABLED, Because.FAILING)
    assert GIVEN_UP_AFTER <= lasted < GIVEN_UP_AFTER + timedelta(minutes=10)
    assert pauses[1] < pauses[3] < pauses[5] < pauses[7] < timedelta(hours=5)
    assert 15 < len(pauses) < 40
    assert states(endpoint) == [DeliveryState.GIVEN_UP] * 2
    assert first.name in {told["id"] for told in receiver.told}
    (letter,) = Letter.objects.filter(family="webhooks/disabled")
    assert letter.address == endpoint.portal.email
    assert endpoint.url in letter.text
    assert Entry.objects.filter(verb="endpoint.disable").count() == 1


def test_days_on_which_our_own_house_stood_still_do_not_count(endpoint, tell_it, receiver):
    """Or on which its clock was wrong: a receiver has not failed for three days that was called twice."""
    receiver.reply = Reply(500)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        tell_it()
        take_turn(endpoint.pk)
        clock.shift(timedelta(days=5))
        take_turn(endpoint.pk)
        endpoint.refresh_from_db()
        assert (endpoint.state, states(endpoint)) == (EndpointState.ACTIVE, [DeliveryState.WAITING])
        assert take_turn(endpoint.pk) == 0  # it rests all the same

        for _ in range(6):
            clock.shift(timedelta(hours=5))
            take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    assert (endpoint.state, states(endpoint)) == (EndpointState.DISABLED, [DeliveryState.GIVEN_UP])
    assert len(receiver.told) == 8


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(hours=8)])
@pytest.mark.parametrize("died", [False, True])
def test_a_clock_that_was_ahead_holds_up_nothing(endpoint, tell_it, receiver, started, jump, died):  # noqa: PLR0917
    now = timezone.now()
    with time_machine.travel(now + jump, tick=False):
        receiver.reply = Reply(500)
        tell_it()
        take_turn(endpoint.pk)
        ahead = timezone.now()
        Endpoint.objects.update(handed_over_at=ahead, **({"claim": uuid4(), "claimed_at": ahead} if died else {}))

    receiver.reply = Reply(204)
    with time_machine.travel(now + timedelta(seconds=1), tick=False):
        assert list(due_endpoints(at=timezone.now())) == [endpoint]
        started.clear()
        assert actions.hand_over_due() == len(started) == 1
        assert take_turn(endpoint.pk) == 1
    assert states(endpoint) == [DeliveryState.DELIVERED]


def test_what_failed_under_a_clock_that_was_ahead_has_failed_since_now(endpoint, tell_it, receiver):
    now, receiver.reply = timezone.now(), Reply(500)
    tell_it()
    Delivery.objects.update(first_tried_at=now + timedelta(days=400))
    Endpoint.objects.update(failing_since=now + timedelta(days=400))

    take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    assert endpoint.failing_since < timezone.now()
    assert endpoint.deliveries.latest("event").first_tried_at < timezone.now()


@pytest.mark.parametrize("began", [datetime(2026, 3, 28, 0, 30, tzinfo=UTC), datetime(2026, 10, 24, 0, 30, tzinfo=UTC)])
def test_three_days_are_72_hours_also_when_the_clocks_turn(endpoint, tell_it, receiver, settings, began):
    receiver.reply = Reply(500)
    with time_machine.travel(began, tick=False) as clock, timezone.override("Europe/Zurich"):
        Endpoint.objects.update(proven_at=began)
        tell_it()
        for _ in range(9):
            take_turn(endpoint.pk)
            clock.shift(timedelta(hours=5))
        clock.move_to(began + timedelta(hours=72, seconds=-1))
        Endpoint.objects.update(rests_until=None)
        Delivery.objects.waiting().update(next_try_at=timezone.now())
        take_turn(endpoint.pk)
        assert states(endpoint) == [DeliveryState.WAITING]
        clock.shift(timedelta(seconds=1))
        assert take_turn(endpoint.pk) == 1
    assert states(endpoint) == [DeliveryState.GIVEN_UP]


def test_one_that_is_slow_to_answer_leaves_the_workers_to_others(endpoint, tell_it, receiver, monkeypatch):
    monkeypatch.setattr("webhooks.lifecycle.SLOW_ANSWER", timedelta(seconds=0.2))
    receiver.reply = Reply(204, wait=0.3)
    for number in range(2):
        tell_it(subject=f"contribution:{number}")

    assert take_turn(endpoint.pk) == 1
    assert take_turn(endpoint.pk) == 0
    rest = Endpoint.objects.get().rests_until - timezone.now()
    assert timedelta(seconds=2) < rest < timedelta(seconds=9)

    receiver.reply = Reply(204)
    with time_machine.travel(timezone.now() + rest, tick=False):
        assert take_turn(endpoint.pk) == 1
    assert Endpoint.objects.get().rests_until is None


def test_what_is_disabled_is_called_no_more(endpoint, tell_it, receiver):
    receiver.reply = Reply(410)
    tell_it()
    take_turn(endpoint.pk)
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_because) == (EndpointState.DISABLED, Because.GONE)

    tell_it()
    take_turn(endpoint.pk)

    assert len(receiver.told) == 1
    assert "410" in Letter.objects.get(family="webhooks/disabled").text


def test_one_that_it_alone_does_not_take_is_given_up_and_told_once_a_day(endpoint, tell_it, receiver):
    receiver.reply = lambda arrival: Reply(500 if arrival.told["data"]["number"] == 1 else 204)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        tell_it()
        for number in range(80):
            if number % 4 == 0:
                tell_it(subject=f"contribution:{number}")
            while take_turn(endpoint.pk):
                clock.shift(timedelta(seconds=15))
            clock.shift(timedelta(hours=1))

    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE
    assert states(endpoint) == [DeliveryState.GIVEN_UP] + [DeliveryState.DELIVERED] * 20
    assert Letter.objects.filter(family="webhooks/given_up").count() == 1


def test_one_that_is_back_gets_what_has_waited_at_once(endpoint, tell_it, receiver):
    receiver.reply = Reply(503)
    for number in range(5):
        tell_it(subject=f"contribution:{number}")
    take_turn(endpoint.pk)
    assert len(receiver.told) == 1

    receiver.reply = Reply(204)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        take_turn(endpoint.pk)

    assert states(endpoint) == [DeliveryState.DELIVERED] * 5
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures, endpoint.rests_until) == (None, 0, None)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", range(120, 121)),
        ("99999999", range(21600, 21601)),
        ("9" * 90, range(21600, 21601)),
        ("Fri, 31 Dec 1999 23:59:59 GMT", range(8, 13)),
        ("Mon, 99 Foo 2026", range(8, 13)),
        ("Fri, 01 Jan 2027 00:00:00 +99999999999999999999", range(8, 13)),
        ("Fri, 01 Jan 99999999999999999999 00:00:00 GMT", range(8, 13)),
        ("soon", range(8, 13)),
        ("-5", range(8, 13)),
        ("0", range(8, 13)),
    ],
)
def test_it_is_left_alone_as_long_as_it_asks_within_bounds(endpoint, tell_it, receiver, said, seconds):
    receiver.reply = Reply(429, headers={"Retry-After": said})
    with time_machine.travel(timezone.now(), tick=False):
        tell_it()
        take_turn(endpoint.pk)
        endpoint.refresh_from_db()
        assert int((endpoint.rests_until - timezone.now()).total_seconds()) in seconds


def test_a_date_in_retry_after_is_understood(endpoint, tell_it, receiver):
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
        receiver.reply = Reply(503, headers={"Retry-After": "Fri, 01 Jan 2027 01:00:00 GMT"})
        tell_it()
        take_turn(endpoint.pk)
        endpoint.refresh_from_db()
        assert endpoint.rests_until == datetime(2027, 1, 1, 1, tzinfo=UTC)


def test_a_turn_of_a_dead_worker_is_taken_again(endpoint, tell_it, receiver):
    tell_it()
    Endpoint.objects.update(claim=uuid4(), claimed_at=timezone.now())

    assert take_turn(endpoint.pk) == 0
    with time_machine.travel(timezone.now() + CLAIM_TIMEOUT, tick=False):
        assert take_turn(endpoint.pk) == 1

    assert len(receiver.told) == 1


def test_a_worker_taken_for_dead_does_not_undo_its_successor(endpoint, tell_it, meanwhile):
    successor = uuid4()
    meanwhile(lambda: Endpoint.objects.update(claim=successor, claimed_at=timezone.now()), Reply(410))
    tell_it()

    take_turn(endpoint.pk)

    found = Endpoint.objects.get()
    assert (found.claim, found.state, found.failures) == (successor, EndpointState.ACTIVE, 0)
    assert states(endpoint) == [DeliveryState.WAITING]


def test_a_challenge_of_another_address_is_never_sent_to_the_former_one(endpoint, tell_it, receiver, meanwhile):
    """Whoever moves while they are called must not prove with their old program that a stranger wants to be told."""
    owner, elsewhere = endpoint.portal.owner, "http://127.0.0.1:9/stranger"
    meanwhile(lambda: actions.change(endpoint, url=elsewhere, by=owner))
    tell_it()
    receiver.arrivals.clear()

    take_turn(endpoint.pk)

    found = Endpoint.objects.get()
    assert (found.url, found.state) == (elsewhere, EndpointState.UNPROVEN)
    assert [told["type"] for told in receiver.told] == ["comment_period.extended"]
    assert states(endpoint) == [DeliveryState.DELIVERED]
    challenge = endpoint.deliveries.latest("event")
    assert (challenge.state, challenge.tries) == (DeliveryState.WAITING, 0)


@pytest.mark.parametrize("reply", [Reply(204), Reply(500), Reply(410)])
def test_a_challenge_answered_by_the_former_address_proves_nothing(make_endpoint, receiver, meanwhile, admitted, reply):
    endpoint = make_endpoint(proven=False)
    elsewhere, word = "http://127.0.0.1:9/stranger", endpoint.challenge
    meanwhile(lambda: Endpoint.objects.update(url=elsewhere), reply)
    receiver.proves_itself = reply.status == 204

    take_turn(endpoint.pk)

    found = Endpoint.objects.get()
    assert (found.state, found.challenge, found.failures) == (EndpointState.UNPROVEN, word, 0)
    assert endpoint.deliveries.get().state == DeliveryState.WAITING


def test_what_was_removed_is_called_no_more_in_the_turn_that_is_under_way(endpoint, tell_it, receiver, meanwhile):
    meanwhile(lambda: actions.remove(endpoint, by=endpoint.portal.owner))
    for number in range(3):
        tell_it(subject=f"contribution:{number}")

    take_turn(endpoint.pk)

    assert len(receiver.told) == 1


def test_another_secret_signs_from_the_next_delivery_on(endpoint, tell_it, receiver, meanwhile):
    meanwhile(lambda: actions.rotate_secret(endpoint, by=endpoint.portal.owner))
    for number in range(2):
        tell_it(subject=f"contribution:{number}")

    take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    receiver.arrivals[-1].verified_by(endpoint.secret)


def test_a_fault_of_ours_does_not_call_again_at_once(endpoint, tell_it, started):
    tell_it()
    Endpoint.objects.update(secret="whsec_a")
    started.clear()

    with pytest.raises(ValueError, match="base64"):
        take_turn(endpoint.pk)

    found = Endpoint.objects.get()
    assert (started, found.claim, found.handed_over_at) == ([], None, None)


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_once_send_one_copy_of_each(endpoint, tell_it, receiver):
    for number in range(5):
        tell_it(subject=f"contribution:{number}")

    def work(_: int) -> int:
        try:
            return take_turn(endpoint.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as workers:
        list(workers.map(work, range(10)))

    assert sorted(told["data"]["number"] for told in receiver.told) == [1, 2, 3, 4, 5]


def test_an_endpoint_that_is_removed_meanwhile_is_no_error(endpoint, tell_it, receiver):
    tell_it()

    def removed(_arrival):
        return Reply(204)

    receiver.reply = removed
    actions.remove(endpoint, by=endpoint.portal.owner)
    assert take_turn(endpoint.pk) == 0
    assert receiver.told == []


def test_unknown_endpoint_is_no_error(db):
    assert take_turn(123456) == 0


def test_what_is_paused_waits_and_goes_on(endpoint, tell_it, receiver):
    owner = endpoint.portal.owner
    actions.pause(endpoint, by=owner)
    tell_it()
    take_turn(endpoint.pk)
    assert receiver.told == []

    actions.resume(endpoint, by=owner)
    take_turn(endpoint.pk)
    assert receiver.kinds == ["comment_period.extended"]
