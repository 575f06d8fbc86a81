"""A program asks for a token with its key, by the two addresses of the identity provider that are open."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.models import Admission, Process
from portals.actions import issue_key, revoke_key, rotate_key
from portals.enums import Scope
from portals.models import Key, Portal
from portals.queries import caller_of

TOKEN, REVOKE = "/identity/o/api/token", "/identity/o/api/revoke"
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
def pair(portal: Portal, process: Process, admit_portal: Callable[..., Admission]) -> tuple[Key, str]:
    admit_portal(portal, process)
    portal.refresh_from_db()
    return issue_key(portal, by=None)


def basic(key: Key | str, secret: str) -> dict[str, Any]:
    named = key if isinstance(key, str) else key.client_id
    return {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"{named}:{secret}".encode()).decode()}


def test_key_in_the_header_gives_a_token_for_all_that_is_granted(client: Client, pair: tuple[Key, str]) -> None:
    answer = client.post(TOKEN, GRANT, **basic(*pair))

    assert answer.status_code == 200
    said = answer.json()
    assert (said["token_type"], said["expires_in"]) == ("Bearer", 3600)
    assert set(said["scope"].split()) == {scope.value for scope in Scope}
    assert answer["Cache-Control"] == "no-store"
    caller = caller_of(said["access_token"], at=timezone.now())
    assert caller is not None
    assert caller.key == pair[0]
    assert "set-cookie" not in answer.headers


def test_key_in_the_form_gives_a_token_for_what_is_asked(client: Client, pair: tuple[Key, str]) -> None:
    key, secret = pair
    form = GRANT | {"client_id": key.client_id, "client_secret": secret, "scope": "webhooks"}

    assert client.post(TOKEN, form).json()["scope"] == "webhooks"


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, 400, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "dora@example.org", "password": "x"}, 400, "unsupported_grant_type"),
        ({"grant_type": "urn:ietf:params:oauth:grant-type:device_code"}, 400, "unsupported_grant_type"),
        (GRANT | {"scope": "everything"}, 400, "invalid_scope"),
        (GRANT | {"scope": "\x00"}, 400, "invalid_scope"),
        (GRANT | {"resource": "no address"}, 400, "invalid_target"),
    ],
)
def test_what_is_wrong_is_an_oauth_error(
    form: dict[str, str], status: int, error: str, client: Client, pair: tuple[Key, str]
) -> None:
    answer = client.post(TOKEN, form, **basic(*pair))

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        basic("\x00" * 32, "x"),
        basic("0" * 32, "x"),
        {"HTTP_AUTHORIZATION": "Basic ÿÿÿ"},
        {"HTTP_AUTHORIZATION": "Basic /////w=="},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_AUTHORIZATION": "x" * 5000},
    ],
)
@pytest.mark.parametrize("address", [TOKEN, REVOKE])
def test_nobody_we_know_is_told_so(address: str, headers: dict[str, Any], client: Client, db: None) -> None:
    answer = client.post(address, GRANT, **headers)

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_wrong_secret_gives_nothing(client: Client, pair: tuple[Key, str]) -> None:
    answer = client.post(TOKEN, GRANT, **basic(pair[0], "guessed"))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_revoked_and_replaced_keys_give_nothing(client: Client, pair: tuple[Key, str]) -> None:
    key, secret = pair
    new, new_secret = rotate_key(key, by=None)
    assert client.post(TOKEN, GRANT, **basic(key, secret)).status_code == 200

    Key.objects.filter(pk=key.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert client.post(TOKEN, GRANT, **basic(key, secret)).status_code == 401

    assert client.post(TOKEN, GRANT, **basic(new, new_secret)).status_code == 200
    revoke_key(new, by=None)
    assert client.post(TOKEN, GRANT, **basic(new, new_secret)).status_code == 401


def test_parameters_in_the_address_are_refused(client: Client, pair: tuple[Key, str]) -> None:
    answer = client.post(TOKEN + "?grant_type=client_credentials&x=%00é", GRANT, **basic(*pair))

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("address", [TOKEN, REVOKE])
def test_only_post_is_answered(address: str, client: Client, db: None) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer["Allow"], answer.json()["error"]) == (405, "POST", "invalid_request")


def test_token_that_is_given_back_opens_nothing(client: Client, pair: tuple[Key, str]) -> None:
    token = client.post(TOKEN, GRANT, **basic(*pair)).json()["access_token"]

    assert client.post(REVOKE, {"token": token}, **basic(*pair)).status_code == 200
    assert caller_of(token, at=timezone.now()) is None


def test_nobody_gives_back_the_token_of_another(client: Client, pair: tuple[Key, str], cast: Any) -> None:
    from portals.actions import register_portal

    token = client.post(TOKEN, GRANT, **basic(*pair)).json()["access_token"]
    other = register_portal(name="Other", about="Other.", url="https://other.example", by=cast.otto)

    answer = client.post(REVOKE, {"token": token}, **basic(*issue_key(other, by=None)))

    assert answer.status_code == 200
    assert caller_of(token, at=timezone.now()) is not None


def test_one_address_asks_so_often_and_no_more(client: Client, pair: tuple[Key, str], time_machine: Any) -> None:
    # Not across the end of a minute, where it is counted from the beginning.
    time_machine.move_to(timezone.now().replace(second=0), tick=False)
    answers = [client.post(TOKEN, GRANT, **basic("0" * 32, "x")) for _each in range(31)]

    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["error"] == "temporarily_unavailable"


@pytest.mark.parametrize(
    "address",
    [
        "/identity/o/authorize",
        "/identity/o/device",
        "/identity/o/logout",
        "/identity/o/api/userinfo",
        "/identity/o/api/device/code",
        "/identity/o/api/clients",
        "/.well-known/openid-configuration",
        "/.well-known/jwks.json",
    ],
)
def test_the_rest_of_the_provider_stays_shut(address: str, client: Client, db: None) -> None:
    assert client.get(address).status_code == 404


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    form=st.dictionaries(
        st.sampled_from(["grant_type", "scope", "client_id", "client_secret", "token", "token_type_hint", "resource"]),
        st.one_of(st.text(max_size=40), st.sampled_from(["client_credentials", "webhooks", "access_token"])),
    ),
    header=st.one_of(st.just("key"), st.binary(max_size=40)),
    address=st.sampled_from([TOKEN, REVOKE]),
)
def test_whatever_is_sent_is_no_fault_of_ours(
    form: dict[str, str], header: str | bytes, address: str, client: Client, pair: tuple[Key, str]
) -> None:
    from django.core.cache import cache

    cache.clear()
    sent = basic(*pair)
    if isinstance(header, bytes):
        sent = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(header).decode()}

    answer = client.post(address, {name: value.encode("utf-8", "ignore") for name, value in form.items()}, **sent)

    assert answer.status_code < 500
