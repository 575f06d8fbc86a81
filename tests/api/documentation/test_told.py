"""What receivers of webhooks are sent is what the description says, its examples are real, and its addresses answer."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from api.documentation import description
from consultations import telling as periods
from consultations.course import Moment
from consultations.enums import Act, AdmissionState
from consultations.models import Admission, CarriedText, CommentPeriod, PeriodAct
from contributions import telling as contributions
from contributions.models import Contribution
from portals.enums import Scope
from portals.models import Portal
from stakeholders.models import Person
from tests.api.documentation.keeping import stay_as_stored
from webhooks.actions import Wanted, register, send_test
from webhooks.actions.turn import envelope
from webhooks.enums import EndpointState, Kind
from webhooks.models import Endpoint, Event

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def endpoint(world):
    owner, period = Person.objects.create_user("pia@example.org", name="Pia"), CommentPeriod.objects.get(pk=903)
    portal = Portal.objects.create(slug="igf", name="IGF", about="A portal.", url="https://igf.example", owner=owner)
    Admission.objects.create(
        portal=portal, process=period.round.process, why="To show.", asked=[Scope.WEBHOOKS], scopes=[Scope.WEBHOOKS],
        asked_at=LONG_AGO, state=AdmissionState.ADMITTED,
    )  # fmt: skip
    made = register(
        portal, url="https://igf.example/hook", wanted=Wanted([kind.value for kind in Kind.wanted()]), by=owner
    )
    Endpoint.objects.filter(pk=made.pk).update(state=EndpointState.ACTIVE, proven_at=LONG_AGO)
    return made


@pytest.fixture
def told(endpoint):
    """What is sent of each kind, from the small world of the examples."""
    send_test(endpoint, by=endpoint.portal.owner)
    period = CommentPeriod.objects.get(pk=903)
    for act in (each for each in Act if each in periods.DECIDED):
        periods.period_decided(_decided(period, act))
    for what, days in (("opened", None), ("closing", 7), ("closed", None)):
        periods.moment_passed(period, Moment(what, period.opens_at, days))
    contribution = Contribution.objects.get(pk=907)
    contributions.published(contribution)
    contributions.withdrawn(contribution)
    contribution.revises = Contribution.objects.get(pk=907)
    contributions.published(contribution)
    carried = CarriedText.objects.get()
    periods.text_issued(carried.version, carried.symbol)
    return {event.kind: json.loads(envelope(event)) for event in Event.objects.order_by("pk")}


def _decided(period, act):
    decided = PeriodAct.objects.filter(period=period, act=act).first()
    dates = {"opens_before": period.opens_at, "closes_before": period.closes_at - timedelta(days=7)}
    now = {"opens_at": period.opens_at, "closes_at": period.closes_at}
    made = PeriodAct(
        period=period, act=act, at=timezone.now(), reason="To have more time.", language="en", **dates, **now
    )
    if decided is None:
        made.save()
    return decided or made


def test_every_kind_is_sent_as_described(told):
    written = description.read()
    for kind in Kind:
        schema = written["webhooks"][kind]["post"]["requestBody"]["content"]["application/json"]["schema"]
        data = schema["allOf"][1]["properties"]["data"]
        jsonschema.validate(told[kind], {**schema, "components": written["components"]})
        assert set(told[kind]["data"]) <= set(data["properties"])


def test_the_examples_are_what_is_sent(told):
    for number, kind in enumerate(Kind, 921):
        sent = told[kind]
        always = {"id": f"evt_00000000000040008000000000000{number}", "sequence": number}
        words = {"challenge": "Zf3q6w0c1"} if kind == Kind.CHALLENGE else {}
        numbers = {"endpoint": 921} if kind == Kind.TEST else {}
        stay_as_stored(f"told.{kind.value}", {"body": sent | always | {"data": sent["data"] | words | numbers}})


def test_what_is_told_can_be_fetched_where_it_says(told):
    for sent in told.values():
        for name in {"url", "page"} & set(sent["data"]):
            answer = Client().get(sent["data"][name].removeprefix("https://plenum.example"))
            assert answer.status_code == 200, sent
            assert (name == "page") == ("html" in answer.headers["Content-Type"])
