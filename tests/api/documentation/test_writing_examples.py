"""The examples of what portals do are what a portal is really answered."""

import json
from uuid import UUID

import pytest
from django.test import Client

from consultations.actions import admit, ask_admission
from consultations.models import CommentPeriod
from contributions.models import Referral
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Key
from stakeholders.models import Person
from tests.api.documentation.keeping import answered, stay_as_stored

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
