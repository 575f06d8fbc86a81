"""Who comes in to the desk, and what the others are told."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from consultations.actions import appoint
from consultations.enums import Role
from consultations.models import Process
from notifications.models import Letter

DESK = "/desk/"
GATE = "/desk/second-factor/"
SignIn = Callable[..., Client]

# Written out: with a second factor, and without.
ANSWERS = {
    "ana": (404, 404),
    "ben": (404, 404),
    "otto": (404, 404),
    "ines": (404, 404),
    "pia": (404, 404),
    "dora": (200, "gate"),
    "chris": (200, "gate"),
    "nobody": ("sign in", "sign in"),
}


def answer(client: Client, path: str = DESK) -> int | str:
    response = client.get(path)
    if response.status_code != 302:
        return response.status_code
    place = urlsplit(response["Location"])
    assert parse_qs(place.query)["next"] == [path]
    return {"/accounts/login/": "sign in", GATE: "gate"}[place.path]


@pytest.mark.parametrize("who", ANSWERS)
@pytest.mark.parametrize("proven", [True, False], ids=["with second factor", "without"])
def test_the_desk_opens_to_its_people_only(
    who: str, proven: bool, cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    sign_in(client, getattr(cast, who), second_factor=proven)
    assert answer(client) == ANSWERS[who][0 if proven else 1]


@pytest.mark.parametrize("who", ["ana", "otto", "ines"])
def test_the_gate_is_no_page_for_people_without_a_desk(
    who: str, cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    sign_in(client, getattr(cast, who), second_factor=False)
    assert client.get(GATE).status_code == 404


def test_no_second_factor_is_asked_for_where_the_setting_is_off(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, settings: SimpleNamespace
) -> None:
    settings.SECRETARIAT_NEEDS_SECOND_FACTOR = False
    sign_in(client, cast.dora, second_factor=False)
    assert answer(client) == 200


def test_somebody_elses_second_factor_does_not_count(cast: SimpleNamespace, client: Client, sign_in: SignIn) -> None:
    sign_in(client, cast.chris)
    kept = {name: value for name, value in client.session.items() if name.startswith("account_")}
    client.logout()
    sign_in(client, cast.dora, second_factor=False)
    session = client.session
    session.update(kept)
    session.save()
    assert answer(client) == "gate"


def test_the_gate_offers_to_set_one_up_to_whoever_has_none(
    cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    sign_in(client, cast.dora, second_factor=False)
    page = client.get(GATE, {"next": "/desk/?state=returned"}).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page
    assert 'href="/desk/?state=returned"' in page


def test_the_gate_asks_for_the_code_of_whoever_has_an_app_and_leads_back(
    cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    totp.TOTP.activate(cast.dora, totp.generate_totp_secret())
    sign_in(client, cast.dora, second_factor=False)
    page = client.get(GATE, {"next": "/desk/?state=returned"}).content.decode()
    assert f"{reverse('mfa_reauthenticate')}?next=%2Fdesk%2F%3Fstate%3Dreturned" in page
    assert reverse("mfa_activate_totp") not in page


def test_the_code_from_the_app_opens_the_desk(cast: SimpleNamespace, client: Client, sign_in: SignIn) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.dora, secret)
    sign_in(client, cast.dora, second_factor=False)
    now = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, now))
    response = client.post(f"{reverse('mfa_reauthenticate')}?next=/desk/", {"code": code, "next": "/desk/"})
    assert response["Location"] == "/desk/"
    assert answer(client) == 200


@pytest.mark.parametrize("foreign", ["https://evil.example/desk/", "//evil.example/", "javascript:alert(1)"])
def test_the_gate_leads_nowhere_else(foreign: str, cast: SimpleNamespace, client: Client, sign_in: SignIn) -> None:
    sign_in(client, cast.dora)
    assert client.get(GATE, {"next": foreign})["Location"] == DESK


def test_after_a_form_the_way_back_is_the_page_it_stands_on(
    cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    sign_in(client, cast.dora, second_factor=False)
    response = client.post("/desk/contributions/1/publish/")
    assert response["Location"] == f"{GATE}?next=%2Fdesk%2Fcontributions%2F1%2F"


def test_no_page_of_the_desk_is_kept_in_a_cache(cast: SimpleNamespace, client: Client, sign_in: SignIn) -> None:
    sign_in(client, cast.dora)
    assert "no-store" in client.get(DESK)["Cache-Control"]


@pytest.mark.parametrize(("who", "shown"), [("dora", True), ("chris", True), ("ana", False)])
def test_whoever_has_a_desk_finds_it_in_the_head_of_every_page(
    who: str, shown: bool, cast: SimpleNamespace, client: Client, sign_in: SignIn
) -> None:
    page = sign_in(client, getattr(cast, who)).get("/").content.decode()

    assert (f'href="{DESK}"' in page) is shown


@pytest.mark.django_db(transaction=True)  # what follows the commit belongs to the same request
def test_appointed_person_is_led_from_the_letter_to_the_desk(
    cast: SimpleNamespace, client: Client, process: Process
) -> None:
    """From an address that was never seen here: code by letter, app, recovery codes, desk."""
    appoint(process, email="nia@example.org", role=Role.OFFICER, by=cast.dora)
    address = "/desk/processes/wgx/"
    assert address in Letter.objects.get(address="nia@example.org").text

    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    client.post(f"/accounts/login/code/?next={address}", {"email": "nia@example.org", "next": address})
    newest = Letter.objects.filter(address="nia@example.org").latest("created_at")
    code = re.search(r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", newest.text)
    assert code
    came_in = client.post("/accounts/login/code/confirm/", {"code": code.group(1), "next": address})
    assert came_in["Location"] == address
    assert client.get(address)["Location"].startswith(GATE)
    assert "Set up an authenticator app" in client.get(GATE).content.decode()

    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    value = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    made = client.post(reverse("mfa_activate_totp"), {"code": value})
    codes = client.get(made["Location"]).content.decode()

    assert made["Location"] == reverse("mfa_view_recovery_codes")
    assert codes.count("<code>") == 10
    assert 'href="/desk/"' in codes
    assert answer(client, address) == 200
