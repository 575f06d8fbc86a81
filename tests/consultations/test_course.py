"""Laws of the course of a period: the past stays as it was, whatever is decided later."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from consultations.course import Span, Step, open_spans, state_at

START = datetime(2027, 1, 1, tzinfo=UTC)
HOURS = some.integers(0, 400)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def day(number: int) -> datetime:
    return datetime(2027, 1, number, tzinfo=UTC)


def course(drawn: list[tuple[int, int, int, bool]]) -> list[Step]:
    """Steps, each decided after the one before; dates in any relation to that."""
    return [
        Step(hour(at), hour(opens), hour(opens + length), is_cancelled)
        for at, opens, length, is_cancelled in sorted(drawn)
    ]


COURSES = some.lists(some.tuples(HOURS, HOURS, some.integers(1, 200), some.booleans()), max_size=6).map(course)
# A busy machine makes examples slowly, which says nothing about these laws.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@PATIENT
@given(COURSES, COURSES, HOURS)
def test_what_is_decided_later_changes_nothing_about_before(steps, later, at):
    instant = hour(at)
    after = [step for step in later if step.at > instant and (not steps or step.at >= steps[-1].at)]
    assert state_at([*steps, *after], at=instant) == state_at(steps, at=instant)


@PATIENT
@given(COURSES, HOURS)
def test_it_is_open_in_its_open_spans_and_at_no_other_time(steps, at):
    # Steps of one instant replace each other; the last of them holds.
    instant = hour(at)
    inside = [span for span in open_spans(steps) if span.start <= instant < span.end]
    assert (state_at(steps, at=instant) == "open") is (len(inside) == 1)


@PATIENT
@given(COURSES)
def test_open_spans_are_in_order_and_do_not_touch(steps):
    spans = open_spans(steps)
    assert all(span.start < span.end for span in spans)
    assert all(one.end < other.start for one, other in pairwise(spans))


def test_a_period_reopened_on_the_20th_was_closed_on_the_16th():
    steps = [Step(day(1), day(5), day(15)), Step(day(20), day(20), day(25))]
    asked = {4: "upcoming", 5: "open", 14: "open", 15: "closed", 16: "closed", 20: "open", 24: "open", 25: "closed"}
    assert {number: state_at(steps, at=day(number)) for number in asked} == asked
    assert open_spans(steps) == [Span(day(5), day(15)), Span(day(20), day(25))]


def test_a_period_extended_in_time_was_open_without_a_break():
    steps = [Step(day(1), day(5), day(15)), Step(day(14), day(5), day(25))]
    assert open_spans(steps) == [Span(day(5), day(25))]


def test_nothing_was_open_before_it_was_announced():
    steps = [Step(day(10), day(5), day(15))]
    assert state_at(steps, at=day(7)) == "unannounced"
    assert open_spans(steps) == [Span(day(10), day(15))]


def test_a_cancelled_period_is_not_open_from_that_instant():
    steps = [Step(day(1), day(5), day(15)), Step(day(8), day(5), day(15), is_cancelled=True)]
    assert [state_at(steps, at=day(8) - timedelta(seconds=1)), state_at(steps, at=day(8))] == ["open", "cancelled"]
    assert state_at(steps, at=day(20)) == "cancelled"
