"""What came too late: held, offered to the next round once, carried only with its author's consent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.refusals import NotAllowed, NotPossible
from consultations.actions import set_receiving
from consultations.enums import Purpose
from contributions import actions
from contributions.content import Content, digest
from contributions.enums import Consent, Held, Lane, State
from contributions.models import Contribution, NextRoundOffer, Submission
from contributions.queries.next_round import periods_for
from contributions.queries.redactions import taken_out_before
from contributions.redacting import Mark
from notifications.models import Letter
from record.queries import about

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def late(cast, round_, make_draft):
    """A late contribution of Ana, held."""

    def make(**given):
        set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)
        draft = make_draft(**given)
        actions.submit(draft, by=cast.ana, at=draft.period.closes_at + HOUR)
        return draft

    return make


@pytest.fixture
def next_period(make_round, make_period):
    """An open period of the round that follows."""

    def make(number=2, when="open", **given):
        return make_period(when, round=make_round(number), **given)

    return make


def offers():
    return Letter.objects.filter(family="contributions/next_round")


def test_its_author_is_asked_once_when_the_next_round_is_there(late, next_period, cast):
    contribution = late()
    assert actions.offer_next_rounds() == 0

    period = next_period(when="upcoming")
    assert [actions.offer_next_rounds(), actions.offer_next_rounds()] == [1, 0]

    letter = offers().get()
    assert (letter.address, period.round.wording.text in letter.text) == (cast.ana.email, True)
    assert f"/contributions/{contribution.pk}/next-round/" in letter.text


@pytest.mark.parametrize("prepared", ["round", "period", "closed", "cancelled"])
def test_nobody_is_asked_about_what_is_not_public_or_over(late, make_round, make_period, prepared):
    late()
    round_ = make_round(2, **({"public_at": None} if prepared == "round" else {}))
    make_period(
        "closed" if prepared == "closed" else "open",
        round=round_,
        **({"public_at": None} if prepared == "period" else {}),
        **({"cancelled_at": timezone.now()} if prepared == "cancelled" else {}),
    )

    assert (actions.offer_next_rounds(), offers().count()) == (0, 0)


def test_carried_it_is_the_same_contribution_in_its_new_place(late, next_period, cast, make_question):
    question = make_question(text={"en": "What about cables?"})
    contribution = late(answers={str(question.pk): "They are cut."})
    first = contribution.submission
    period = next_period()
    actions.offer_next_rounds()

    actions.carry(contribution, period, by=cast.ana)

    second = contribution.submission
    assert (contribution.round, contribution.period, contribution.state) == (period.round, period, State.SUBMITTED)
    assert (contribution.lane, second.timing.carried_from.number) == (Lane.IN_TIME, 1)
    assert (second.content["round"], second.content["period"]) == (2, period.pk)
    assert second.content["statement"].endswith("What about cables?\n\nThey are cut.")
    assert second.content["answers"] == {}
    kept = Submission.objects.get(pk=first.pk)
    assert (kept.digest, digest(kept.content), kept.content["round"]) == (first.digest, first.digest, 1)
    assert NextRoundOffer.objects.get().answer == Held.CARRY
    entry = list(about(contribution))[-1]
    assert (entry.verb, entry.facts["period"]) == ("contribution.carry", period.pk)


def test_carried_it_keeps_what_was_written_and_not_sent(late, next_period, cast, make_question):
    question = make_question()
    contribution = late()
    unsent = {"title": "On ducts", "answers": {str(question.pk): "Not sent."}}
    actions.save(contribution, contribution.content | unsent, by=cast.ana)

    actions.carry(contribution, next_period(), by=cast.ana)

    contribution.refresh_from_db()
    assert (contribution.content["title"], contribution.submission.content["title"]) == ("On ducts", "On cables")
    assert contribution.content["statement"].endswith("Not sent.")
    assert "Not sent." not in contribution.submission.content["statement"]


def test_carried_it_shows_no_more_than_its_source_wants(late, next_period, cast):
    contribution = late()
    actions.change_consent(contribution, Consent.GROUP, by=cast.ana)

    actions.carry(contribution, next_period(), by=cast.ana)

    contribution.refresh_from_db()
    assert (contribution.consent, contribution.content["consent"]) == (Consent.GROUP, "group")
    assert contribution.submission.content["consent"] == "group"


def test_carried_it_is_looked_at_anew_by_whoever_publishes_it(late, next_period, cast):
    contribution = late(title="Mail ana@example.org", statement="Cables matter.")
    actions.redact(contribution, [Mark("title", 5, 15, "contact")], by=cast.dora)

    actions.carry(contribution, next_period(), by=cast.ana)

    contribution.refresh_from_db()
    sent = Content.from_json(contribution.submission.content)
    assert (contribution.public_form, contribution.title) == (None, "Mail ana@example.org")
    assert [(mark.part, mark.start, mark.length) for mark in taken_out_before(contribution, sent)] == [("title", 5, 15)]


def test_carried_it_is_published_under_a_symbol_of_its_new_round(late, next_period, cast, round_):
    contribution = late()
    period = next_period()
    actions.carry(contribution, period, by=cast.ana)

    symbol = actions.publish(contribution, by=cast.dora)

    assert (symbol.round, symbol.number) == (period.round, 1)
    round_.refresh_from_db()
    assert round_.last_number == 0


def test_left_it_stays_held_and_is_asked_about_the_round_after(late, next_period, cast):
    contribution = late()
    first = next_period(2)
    actions.offer_next_rounds()
    actions.leave_held(contribution, by=cast.ana)
    actions.leave_held(contribution, by=cast.ana)
    first.closes_at = timezone.now()
    first.save()
    next_period(3)

    assert actions.offer_next_rounds() == 1
    contribution.refresh_from_db()
    assert (contribution.state, contribution.lane) == (State.SUBMITTED, Lane.NEXT_ROUND)
    assert [entry.verb for entry in about(contribution)].count("contribution.leave_held") == 1


@pytest.mark.parametrize("who", ["dora", "omar", "chris", "olga", "otto", "ines"])
def test_nobody_carries_it_but_its_source(late, next_period, cast, who):
    contribution = late()
    period = next_period()

    with pytest.raises(NotAllowed):
        actions.carry(contribution, period, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        actions.leave_held(contribution, by=getattr(cast, who))


def test_it_goes_only_to_a_later_round_of_its_own_process(
    *, late, next_period, cast, make_process, make_round, make_period
):
    contribution = late()
    elsewhere = make_period(round=make_round(2, process=make_process("other")))
    closed = next_period(when="closed")
    cancelled = next_period(3, cancelled_at=timezone.now())

    assert periods_for(contribution, at=timezone.now()) == []
    for period in (elsewhere, closed, cancelled, contribution.period):
        with pytest.raises(NotPossible, match="later round"):
            actions.carry(contribution, period, by=cast.ana)


def test_what_would_be_too_late_there_too_stays_held(late, next_period, cast):
    contribution = late()
    period = next_period()
    period.round.meets_on = (timezone.now() + timedelta(days=2)).date()
    period.round.save()
    set_receiving(period.round, by=None, in_time_hours=1080, delayed_hours=288)

    with pytest.raises(NotPossible, match="too late for that round too"):
        actions.carry(contribution, period, by=cast.ana)

    contribution.refresh_from_db()
    assert (contribution.round.number, contribution.submissions.count()) == (1, 1)


def test_what_is_not_held_cannot_be_carried(make_contribution, next_period, cast):
    contribution = make_contribution(State.SUBMITTED)

    with pytest.raises(NotPossible, match="not held"):
        actions.carry(contribution, next_period(), by=cast.ana)


def test_a_group_that_is_not_asked_there_is_told_so(late, next_period, cast, groups):
    contribution = late()
    period = next_period(purpose=Purpose.REPLIES)
    period.audience.add(groups["academia"])

    with pytest.raises(NotAllowed, match="other stakeholder groups"):
        actions.carry(contribution, period, by=cast.ana)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_carry_it_once(late, next_period, cast):
    contribution = late()
    period = next_period()

    def press(_number):
        try:
            return bool(actions.carry(Contribution.objects.get(pk=contribution.pk), period, by=cast.ana))
        except NotPossible:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        made = list(both.map(press, range(2)))

    assert sorted(made) == [False, True]
    assert contribution.submissions.count() == 2
