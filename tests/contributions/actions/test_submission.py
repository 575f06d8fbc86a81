"""Submitting: the moment, the person, the completeness; and that it is fixed."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import actions
from contributions.content import Content, canonical
from contributions.enums import Speaking, State
from contributions.models import Contribution
from notifications.models import Letter
from record.queries import verify
from stakeholders.models import Source

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("after_closing", "accepted"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_a_draft_begun_in_time_is_taken_until_the_closing_instant_and_not_from_it_on(
    *, make_draft, cast, period, after_closing, accepted, settings
):
    settings.GRACE_SECONDS = 0
    draft = make_draft()

    if accepted:
        actions.submit(draft, by=cast.ana, at=period.closes_at + after_closing)
    else:
        with pytest.raises(NotPossible, match="closed"):
            actions.submit(draft, by=cast.ana, at=period.closes_at + after_closing)

    draft.refresh_from_db()
    assert draft.state == (State.SUBMITTED if accepted else State.DRAFT)
    assert Content.from_json(draft.content).title == "On cables"


def test_the_digest_is_that_of_the_exact_bytes_of_the_receipt(make_draft, cast):
    submission = actions.submit(make_draft(), by=cast.ana)

    submission.refresh_from_db()
    assert hashlib.sha256(canonical(submission.content)).hexdigest() == submission.digest


def test_a_receipt_is_stored_with_the_submission(make_draft, cast):
    actions.submit(make_draft(), by=cast.ana)

    letter = Letter.objects.get(family="contributions/receipt")
    assert letter.address == cast.ana.email
    assert "Cables matter." in letter.text


def test_a_second_click_sends_nothing_twice(make_draft, cast):
    draft = make_draft()
    first = actions.submit(draft, by=cast.ana)

    again = actions.submit(draft, by=cast.ana)

    assert again == first
    assert draft.submissions.count() == 1
    assert Letter.objects.filter(family="contributions/receipt").count() == 1


def test_sixty_sources_with_long_names_and_the_longest_words_still_get_their_receipt(make_draft, cast):
    named = [{"name": f"{number} {'海' * 290}", "group": "civil-society"} for number in range(60)]
    draft = make_draft(speaking=Speaking.JOINTLY, sources=named, title="海" * 400, statement="𠀀" * 9000)

    submission = actions.submit(draft, by=cast.ana)

    letter = Letter.objects.get(family="contributions/receipt")
    assert submission.digest in letter.text
    assert len(submission.content["sources"]) == 60


@pytest.mark.django_db(transaction=True)
def test_clicks_that_wait_for_each_other_see_what_the_first_one_sent(make_draft, cast):
    draft = make_draft()

    def send(_click: int) -> None:
        try:
            actions.submit(Contribution.objects.get(pk=draft.pk), by=cast.ana)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(6)))

    assert draft.submissions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_name_one_new_body_at_once_enter_it_once(make_draft, cast):
    known = Source.objects.count()
    names = ["New Cable Union", "Newer Cable Union"]
    drafts = [
        make_draft(
            speaking=Speaking.JOINTLY,
            sources=[{"name": name, "group": "civil-society"} for name in (names if place % 2 else names[::-1])],
            title=f"Joint {place}",
        )
        for place in range(8)
    ]

    def send(draft: Contribution) -> None:
        try:
            actions.submit(draft, by=cast.ana)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, drafts))

    assert Source.objects.count() == known + 2
    assert verify().broken == ""


def test_sending_again_replaces_what_is_in_force_and_keeps_the_earlier_one(make_draft, cast):
    draft = make_draft()
    first = actions.submit(draft, by=cast.ana)
    actions.save(draft, {**draft.content, "statement": "Better words."}, by=cast.ana)
    draft.refresh_from_db()
    assert draft.submission == first, "what was sent stays in force until it is sent again"

    second = actions.submit(draft, by=cast.ana)

    assert [s.content["statement"] for s in draft.submissions.order_by("number")] == [
        "Cables matter.\n\nVery much.",
        "Better words.",
    ]
    assert draft.submission == second


def test_what_is_missing_is_told_field_by_field_and_nothing_changes(make_draft, cast, make_question):
    question = make_question(is_required=True, word_limit=3)
    draft = make_draft(title="", language="", answers={str(question.pk): "one two three four"})

    with pytest.raises(Incomplete) as refused:
        actions.submit(draft, by=cast.ana)

    assert set(refused.value.fields) == {"title", "language", f"answer-{question.pk}"}
    assert Contribution.objects.get().state == State.DRAFT


def test_an_unaffiliated_individual_is_a_source_like_any_other(make_draft, cast):
    draft = make_draft(by=cast.ines, speaking=Speaking.MYSELF)

    submission = actions.submit(draft, by=cast.ines)

    assert [source["name"] for source in submission.content["sources"]] == ["Ines Example"]
    assert draft.sources.get().confirmed_at is not None


def test_a_new_organisation_is_registered_and_waits_for_confirmation(make_draft, cast):
    named = [{"name": "Cable Society", "acronym": "CS", "country": "KE", "group": "civil-society"}]
    draft = make_draft(by=cast.otto, sources=named)

    actions.submit(draft, by=cast.otto)

    waiting = draft.sources.get()
    assert (waiting.source.name, waiting.confirmed_at) == ("Cable Society", None)
    with pytest.raises(NotPossible, match="Confirm"):
        actions.publish(draft, by=cast.dora)
    actions.confirm_source(waiting, by=cast.dora)
    assert actions.publish(draft, by=cast.dora).text == "WGX/1/1"


def test_a_returned_contribution_can_be_sent_again_after_closing(make_contribution, cast, period):
    returned = make_contribution(State.RETURNED)

    actions.submit(returned, by=cast.ana, at=period.closes_at + timedelta(days=3))

    assert returned.state == State.SUBMITTED


def test_a_colleague_with_a_mandate_may_send_it_again_and_an_outsider_may_not(make_contribution, cast):
    submitted = make_contribution(State.SUBMITTED)

    actions.submit(submitted, by=cast.ben)
    with pytest.raises(NotAllowed):
        actions.submit(submitted, by=cast.otto)


def test_a_period_for_some_groups_refuses_the_others_and_keeps_the_draft(make_draft, cast, period, groups):
    period.audience.set([groups["academia"]])
    draft = make_draft()

    with pytest.raises(NotAllowed, match="other stakeholder groups"):
        actions.submit(draft, by=cast.ana)


def test_a_saving_from_an_older_window_overwrites_nothing(make_draft, cast):
    draft = make_draft()
    seen = draft.content_version
    actions.save(draft, {**draft.content, "title": "From the phone"}, by=cast.ana, version=seen)

    with pytest.raises(NotPossible, match="another window"):
        actions.save(draft, {**draft.content, "title": "From the desk"}, by=cast.ana, version=seen)

    assert Contribution.objects.get().content["title"] == "From the phone"


def test_whoever_holds_the_address_writes_until_somebody_claims_it(period, cast):
    draft, _token = actions.begin(period, by=None)
    actions.save(draft, Content(title="Mine").to_json(), by=None)

    actions.claim(draft, by=cast.otto)

    with pytest.raises(NotAllowed):
        actions.save(draft, Content(title="Stolen").to_json(), by=None)
    with pytest.raises(NotAllowed):
        actions.claim(draft, by=cast.ana)


def test_nothing_can_be_begun_outside_the_period(make_period, cast):
    with pytest.raises(NotPossible):
        actions.begin(make_period("closed"), by=cast.ana)
    with pytest.raises(NotPossible):
        actions.begin(make_period("upcoming"), by=cast.ana, at=timezone.now())
