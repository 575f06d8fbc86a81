"""What other sites are told of contributions: where they are, and nobody's words."""

# ruff: noqa: F401, F811  # fixtures of webhooks'

import json

import pytest

from contributions import actions
from contributions.enums import Consent, State
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
from webhooks.actions import take_turn
from webhooks.models import Event

pytestmark = pytest.mark.django_db


def told():
    return list(Event.objects.exclude(kind__startswith="endpoint.").order_by("pk"))


def test_a_publication_is_told_with_its_place(endpoint, make_contribution):
    contribution = make_contribution(State.PUBLISHED)

    (event,) = told()
    assert event.kind == "contribution.published"
    assert event.happened_at == contribution.published_at
    assert event.payload == {
        "contribution": contribution.pk,
        "symbol": "WGX/1/1",
        "url": f"https://plenum.example/api/v1/contributions/{contribution.pk}/",
        "page": "https://plenum.example/processes/wgx/documents/WGX/1/1/",
        "comment_period": contribution.period_id,
        "process": "wgx",
        "round": 1,
    }


def test_a_revision_is_told_with_what_it_replaces_and_in_its_order(cast, endpoint, make_contribution, receiver):
    first = make_contribution(State.PUBLISHED)
    revision, _ = actions.revise(first, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    actions.publish(revision, by=cast.dora)
    actions.withdraw(revision, by=cast.ana)

    take_turn(endpoint.pk)

    assert receiver.kinds == ["contribution.published", "contribution.revised", "contribution.withdrawn"]
    assert len({event.subject for event in told()}) == 1
    revised = receiver.told[1]["data"]
    assert (revised["symbol"], revised["revises"]["symbol"]) == ("WGX/1/1/Rev.1", "WGX/1/1")


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED])
def test_nothing_is_told_before_publication(endpoint, make_contribution, state):
    make_contribution(state)
    assert told() == []


def test_what_was_withdrawn_before_anybody_saw_it_is_not_told(endpoint, make_contribution):
    make_contribution(State.WITHDRAWN)
    assert told() == []


@pytest.mark.parametrize("consent", Consent)
def test_no_word_and_no_name_is_told(cast, endpoint, make_contribution, consent):
    contribution = make_contribution(State.PUBLISHED, title="Of herons", statement="Herons matter.", consent=consent)
    actions.withdraw(contribution, by=cast.ana, reason="We were wrong.")

    payloads = json.dumps([event.payload for event in told()])

    assert len(told()) == 2
    for word in ("herons", "matter", "Ministry", "Exampland", "wrong", "Ana", "governments", '"en"'):
        assert word.lower() not in payloads.lower()


def test_a_publication_that_is_undone_is_not_told(endpoint, cast, make_contribution):
    from django.db import transaction

    contribution = make_contribution(State.SUBMITTED)
    with transaction.atomic():
        actions.publish(contribution, by=cast.dora)
        transaction.set_rollback(True)
    assert told() == []
