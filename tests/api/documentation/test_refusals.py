"""The examples of problems are what somebody is really answered who asks in these ways."""

import json

import pytest
from django.db import OperationalError
from django.test import Client

from common import keyset
from consultations.models import Process
from portals.enums import Scope
from tests.api.documentation.keeping import answered, stay_as_stored

SUBMISSIONS = "submissions/"
BODY = {
    "comment_period": 999,
    "person": {"name": "Nia New", "email": "nia@example.net", "language": "en"},
    "speaking": "myself",
    "content": {"language": "en", "title": "Cables for islands", "statement": "Islands need two cables each."},
}


@pytest.fixture
def token(world, portal, admit_portal, token_for):
    """The token of a portal that may do everything in the small world."""
    admit_portal(portal, Process.objects.get(slug="example-cables"))
    return token_for(portal)


@pytest.fixture
def submit(client):
    """Send a submission with this token, in this form, under this key."""

    def send(token, body=BODY, *, key="example", kind="application/json"):
        headers = {"authorization": f"Bearer {token}", "idempotency-key": key, "x-request-id": "example-1"}
        sent = json.dumps(body) if kind == "application/json" else body
        return client.post(f"/api/v1/{SUBMISSIONS}", sent, content_type=kind, headers=headers)

    return send


def keep(status, method, path, response, *, body=None):
    assert response.status_code == status, response.content
    stay_as_stored(f"problem.{status}", answered(method, path, response, body=body))


def test_without_a_token(ask, world):
    keep(401, "GET", "portal/", ask("portal/", x_request_id="example-1"))


def test_with_a_token_that_is_not_for_this(submit, world, portal, admit_portal, token_for):
    admit_portal(portal, Process.objects.get(slug="example-cables"), Scope.READ)

    keep(403, "POST", SUBMISSIONS, submit(token_for(portal)), body=BODY)


def test_in_a_form_that_there_is_not(ask, world):
    keep(406, "GET", "rounds/902/", ask("rounds/902/", accept="image/png", x_request_id="example-1"))


def test_under_a_key_that_was_used_for_something_else(submit, token):
    submit(token)
    other = BODY | {"speaking": "source"}

    keep(409, "POST", SUBMISSIONS, submit(token, other), body=other)


def test_more_than_is_taken(submit, token, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    keep(413, "POST", SUBMISSIONS, submit(token))


def test_in_a_form_that_is_not_taken(submit, token):
    keep(415, "POST", SUBMISSIONS, submit(token, "Islands need two cables.", kind="text/plain"))


def test_about_what_is_not_there(submit, token):
    keep(422, "POST", SUBMISSIONS, submit(token), body=BODY)


def test_too_often(ask, world, settings):
    settings.API_RATES = {"address": "1/min", "portal": "1/min"}
    ask("rounds/902/")

    keep(429, "GET", "rounds/999/", ask("rounds/999/", x_request_id="example-1"))


def test_by_a_method_that_there_is_not(client, world):
    refused = client.delete("/api/v1/rounds/902/", headers={"x-request-id": "example-1"})

    keep(405, "DELETE", "rounds/902/", refused)


@pytest.mark.parametrize(("status", "fault"), [(500, ZeroDivisionError), (503, OperationalError)])
def test_by_a_fault_of_ours_and_by_a_database_that_is_away(world, monkeypatch, status, fault):
    def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(keyset, "page", fail)

    asking = Client(raise_request_exception=False)
    keep(status, "GET", "rounds/", asking.get("/api/v1/rounds/", headers={"x-request-id": "example-1"}))
