"""The examples of what portals do are what a portal is really answered."""

import json
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from consultations.actions import admit, ask_admission
from consultations.models import CommentPeriod, PeriodAct
from consultations.telling import period_decided
from contributions.models import Referral
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Key
from stakeholders.models import Person
from tests.api.documentation.keeping import answered, stay_as_stored
from webhooks.models import Attempt, Delivery, Endpoint, Event

BODY = {
    "comment_period": 903,
    "person": {"name": "Nia New", "email": "nia@example.net", "language": "en"},
    "speaking": "myself",
    "content": {"language": "en", "title": "Cables for islands", "statement": "Islands need two cables each."},
}
ALWAYS = "00000000-0000-4000-8000-000000000912"


@pytest.fixture
def headers(world, token_for):
    pia = Person.objects.create_user("pia@example.org", name="Pia Example")
    portal = register_portal(name="Nairobi IGF", about="Brings people.", url="https://igf.example", by=pia)
    process = CommentPeriod.objects.get(pk=903).round.process
    admission = ask_admission(portal, process=process, scopes=list(Scope), why="Our people asked us.", by=pia)
    admit(admission, scopes=list(Scope), by=None)
    token = token_for(portal)
    key = Key.objects.select_related("client").get()
    BODY["content"]["answers"] = {str(key_of): "Two each." for key_of in _questions()}
    return {"authorization": f"Bearer {token}"}, key.client_id


def _questions():
    return CommentPeriod.objects.get(pk=903).questions.values_list("pk", flat=True)


def always(kept, **names):
    """The same with what is random put into words that are always the same."""
    written = json.dumps(kept)
    for name, value in names.items():
        written = written.replace(name, value)
    return json.loads(written)


def test_submitting_and_following(headers):
    sent, client_id = headers
    answer = Client().post(
        "/api/v1/submissions/",
        json.dumps(BODY),
        content_type="application/json",
        headers=sent | {"idempotency-key": "0c6b5c2e-5f0e-4f0e-9b0a-0d6a5f4f7a11"},
    )
    assert answer.status_code == 201, answer.content
    given = str(Referral.objects.get().pk)
    kept = always(answered("POST", "submissions/", answer, body=BODY), **{given: ALWAYS})
    stay_as_stored("submissions_create", kept)

    Referral.objects.update(id=UUID(ALWAYS))
    for name, path in {
        "submissions_list": "submissions/",
        "submissions_retrieve": f"submissions/{ALWAYS}/",
        "portal_retrieve": "portal/",
    }.items():
        read = Client().get(f"/api/v1/{path}", headers=sent)
        assert read.status_code == 200
        stay_as_stored(name, always(answered("GET", path, read), **{client_id: "0123456789abcdef0123456789abcdef"}))


HOOK = {"url": "https://igf.example/hook", "kinds": ["comment_period.extended", "contribution.published"]}
SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
NUMBERED = Endpoint, Event, Delivery, Attempt


def test_looking_after_webhooks(headers, settings):
    sent, _client_id = headers
    numbers_begin_at(921)

    def ask(method, path, body=None):
        given = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(Client(), method)(f"/api/v1/webhooks/{path}", headers=sent, **given)
        assert answer.status_code < 300, answer.content
        return answer

    def keep(name, method, path="", body=None):
        kept = answered(method.upper(), f"webhooks/{path}", ask(method, path, body), body=body)
        changing = {Endpoint.objects.get().secret: SECRET} | {each.name: NAMED for each in Event.objects.all()}
        stay_as_stored(f"webhooks_{name}", always(kept, **changing))

    keep("create", "post", body=HOOK)
    keep("list", "get")
    keep("retrieve", "get", "921/")
    keep("challenge_create", "post", "921/challenge/")
    proven = CommentPeriod.objects.get(pk=903).opens_at
    Endpoint.objects.update(state="active", challenge="", proven_at=proven)
    Delivery.objects.update(state="delivered", finished_at=proven, tries=1)
    keep("partial_update", "patch", "921/", {"closing_days": [7, 1]})
    keep("pause_create", "post", "921/pause/")
    keep("resume_create", "post", "921/resume/")
    keep("secret_create", "post", "921/secret/")
    keep("test_create", "post", "921/test/")
    told = told_of_the_extension(timezone.now())
    keep("deliveries_list", "get", "921/deliveries/?failed=true")
    keep("deliveries_retrieve", "get", f"921/deliveries/{told}/")
    keep("deliveries_replay_create", "post", f"921/deliveries/{told}/replay/")
    Delivery.objects.filter(pk=told).update(state="given_up", finished_at=proven)
    days = {"since": "2027-01-10T00:00:00Z", "until": "2027-01-20T00:00:00Z", "only_failed": True}
    keep("replay_create", "post", "921/replay/", days)
    keep("destroy", "delete", "921/")


NAMED = "evt_00000000000040008000000000000921"


def numbers_begin_at(first):
    with connection.cursor() as cursor:
        for model in NUMBERED:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ALTER COLUMN id RESTART WITH {first}")


def told_of_the_extension(at):
    """One that was tried in vain and given up; return its id."""
    period_decided(PeriodAct.objects.select_related("period__round__process").get(pk=907))
    delivery = Delivery.objects.get(event__kind="comment_period.extended")
    Delivery.objects.filter(pk=delivery.pk).update(state="given_up", finished_at=at, first_tried_at=at, tries=9)
    Attempt.objects.create(delivery=delivery, at=at, ms=212, status=500, fault="status", answer="Internal error")
    return delivery.pk
