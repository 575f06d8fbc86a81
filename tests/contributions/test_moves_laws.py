"""No sequence of moves loses a version, a letter or an entry of the record; what is refused leaves no trace."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common.refusals import Refusal
from consultations.actions import set_receiving
from contributions import actions
from contributions.content import digest
from contributions.enums import State
from contributions.lifecycle import STEPS
from contributions.models import Contribution
from notifications.models import Letter
from record.queries import about, verify

pytestmark = pytest.mark.django_db

# Those who may, more often than those who may not: else hardly anything would happen.
AT_THE_DESK = st.sampled_from(["dora", "omar", "dora", "omar", "olga", "ana"])
FOR_THE_SOURCE = st.sampled_from(["ana", "ana", "ana", "ben", "omar", "otto"])
ANYBODY = st.sampled_from(["ana", "ben", "dora", "omar", "chris", "olga", "otto"])


class Desk(RuleBasedStateMachine):
    """One contribution that everybody pulls at. ``world`` has the cast and a maker of drafts."""

    world = None

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.made = self.world.make_draft()
        self.words = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def kept(self):
        """All that must never be lost, in the order in which it came."""
        return {
            "submissions": list(self.made.submissions.order_by("pk").values_list("pk", "number", "digest")),
            "letters": list(Letter.objects.order_by("created_at", "pk").values_list("pk", "key", "text")),
            "entries": list(about(self.made).values_list("number", "verb", "hash")),
            "remarks": list(self.made.remarks.order_by("pk").values_list("pk", "text")),
        }

    def attempt(self, verb, act, *letters):
        """Do it: it is refused and nothing has changed, or it adds an entry and these letters, and loses none."""
        before, was = self.kept(), self.made.state
        try:
            with transaction.atomic():
                act()
        except Refusal:
            self.made.refresh_from_db()
            assert (self.kept(), self.made.state) == (before, was)
            return
        self.made.refresh_from_db()
        after = self.kept()
        for name, things in before.items():
            assert after[name][: len(things)] == things if name != "letters" else set(things) <= set(after[name])
        if after == before:
            return  # the same once more
        assert [entry[1] for entry in after["entries"][len(before["entries"]) :]] == [f"contribution.{verb}"]
        new = {key.partition(":")[0] for _pk, key, _text in set(after["letters"]) - set(before["letters"])}
        assert {f"contribution-{letter}" for letter in letters} <= new

    @initialize(is_late=st.booleans())
    def begin(self, is_late):
        self.send("ana", False, is_late)

    @rule(who=FOR_THE_SOURCE, is_changed=st.booleans(), is_late=st.booleans())
    def send(self, who, is_changed, is_late):
        """Submit, replace, or send again after a question; in time, or so late that it is held."""
        person = getattr(self.world.cast, who)
        if is_changed:
            self.words += 1
            content = self.made.content | {"statement": f"Cables matter, {self.words} times."}
            with suppress(Refusal), transaction.atomic():
                actions.save(self.made, content, by=self.world.cast.ana)
        verb = "replace" if self.made.state == State.SUBMITTED else "submit"
        at = self.world.late if is_late else self.world.at
        self.attempt(verb, lambda: actions.submit(self.made, by=person, at=at), "receipt")

    @rule(who=AT_THE_DESK)
    def take_up(self, who):
        self.attempt("take_up", lambda: actions.take_up(self.made, by=getattr(self.world.cast, who)))

    @rule(who=AT_THE_DESK)
    def return_it(self, who):
        person = getattr(self.world.cast, who)
        self.attempt("return", lambda: actions.return_to_author(self.made, by=person, reason="Which?"), "returned")

    @rule(who=AT_THE_DESK)
    def publish(self, who):
        self.attempt("publish", lambda: actions.publish(self.made, by=getattr(self.world.cast, who)), "published")

    @rule(who=AT_THE_DESK, code=st.sampled_from(["off_topic", "other", "no_such_ground"]))
    def decline(self, who, code):
        person = getattr(self.world.cast, who)
        self.attempt("decline", lambda: actions.decline(self.made, by=person, reason="No.", code=code), "declined")

    @rule(who=FOR_THE_SOURCE)
    def withdraw(self, who):
        self.attempt("withdraw", lambda: actions.withdraw(self.made, by=getattr(self.world.cast, who)), "withdrawn")

    @rule(who=ANYBODY)
    def remark(self, who):
        person = getattr(self.world.cast, who)
        letters = ["remarked"] if who in ("dora", "omar") else ["answered"] if self.made.assignee_id else []
        self.attempt("remark", lambda: actions.remark(self.made, "Well?", by=person), *letters)

    @rule(who=AT_THE_DESK)
    def settle(self, who):
        self.attempt("settle", lambda: actions.settle(self.made, by=getattr(self.world.cast, who)))

    @rule(who=AT_THE_DESK, to=st.sampled_from(["dora", "omar", "otto", None]))
    def assign(self, who, to):
        by, given = getattr(self.world.cast, who), getattr(self.world.cast, to) if to else None
        self.attempt("assign", lambda: actions.assign(self.made, by=by, to=given))

    @rule()
    def offer_the_next_round(self):
        self.attempt("offer_next_round", lambda: actions.offer_next_rounds(at=self.world.late), "next-round")

    @rule(who=FOR_THE_SOURCE)
    def carry(self, who):
        """To the round that follows, which is there and open."""
        person, period, at = getattr(self.world.cast, who), self.world.next_period, self.world.late
        self.attempt("carry", lambda: actions.carry(self.made, period, by=person, at=at), "receipt")

    @rule(who=FOR_THE_SOURCE)
    def leave_held(self, who):
        self.attempt("leave_held", lambda: actions.leave_held(self.made, by=getattr(self.world.cast, who)))

    @invariant()
    def every_version_is_as_it_was_sent(self):
        for submission in self.made.submissions.all():
            assert digest(submission.content) == submission.digest

    @invariant()
    def state_is_one_that_some_move_leads_to(self):
        assert self.made.state in {State.DRAFT, *(step.to for step in STEPS.values())}
        assert (self.made.symbol_id is None) == (self.made.published_at is None)

    @invariant()
    def record_holds(self):
        assert verify().broken == ""

    @invariant()
    def what_waits_is_listed_as_waiting(self):
        waits = self.made.state in (State.SUBMITTED, State.UNDER_REVIEW) or (
            self.made.state == State.RETURNED and self.made.answered_at is not None
        )
        assert Contribution.objects.awaiting_review().filter(pk=self.made.pk).exists() == waits


@pytest.fixture
def next_period(round_, period, make_round, make_period):
    """Where what comes too late can go."""
    set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)
    return make_period("open", round=make_round(2), closes_at=period.closes_at + timedelta(days=30))


def test_no_sequence_of_moves_loses_anything(cast, period, next_period, make_draft):
    Desk.world = type("World", (), {"cast": cast, "make_draft": staticmethod(make_draft), "next_period": next_period})
    Desk.world.at = period.opens_at + (period.closes_at - period.opens_at) / 2
    Desk.world.late = period.closes_at + timedelta(hours=1)

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )
