"""Getting in: by code, with what we keep of a newcomer, and through letters instead of mails."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.core import mail
from django.test import Client

from notifications.enums import Priority
from notifications.models import Letter
from stakeholders.models import Person
from web.accounts import CHANGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(cast: SimpleNamespace) -> Person:
    """Ana, whose address is known to be hers."""
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, verified=True, primary=True)
    return cast.ana


def sign_up(client, *, name="Ada Example", email="ada@example.org", **more):
    return client.post("/accounts/signup/", {"name": name, "email": email, **more})


def code_in(letter: Letter) -> str:
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter.text, re.MULTILINE)
    assert found is not None
    return found.group(1)


def test_a_newcomer_gets_a_code_by_letter_and_is_in(client):
    sign_up(client, next="/help/")
    letter = Letter.objects.get()

    response = client.post("/accounts/confirm-email/", {"code": code_in(letter)})

    assert (letter.family, letter.address, letter.priority) == (
        "account/email_confirmation",
        "ada@example.org",
        Priority.FIRST,
    )
    assert response["Location"] == "/help/"
    assert mail.outbox == []


def test_a_newcomers_language_and_zone_are_those_of_the_page(client):
    client.cookies["tz"] = "Africa/Tunis"
    client.cookies["django_language"] = "fr"

    sign_up(client)

    person = Person.objects.get()
    assert (person.name, person.language, person.time_zone) == ("Ada Example", "fr", "Africa/Tunis")
    assert Letter.objects.get().language == "fr"


def test_a_wrong_code_lets_nobody_in(client):
    sign_up(client)

    response = client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_without_a_name_nobody_is_stored(client):
    response = sign_up(client, name="")

    assert 'href="#id_name"' in response.content.decode()
    assert Person.objects.count() == 0


def test_a_letter_to_a_strangers_address_repeats_no_words_of_whoever_typed_it(client):
    sign_up(client, name="You have won: visit evil.example")
    Client().post("/accounts/login/code/", {"email": "ada@example.org"})

    letters = Letter.objects.all()

    assert len(letters) == 2
    assert not any("evil.example" in part for letter in letters for part in (letter.text, letter.html))


def test_whoever_typed_a_strangers_address_has_no_key_to_their_account(client):
    sign_up(Client(), name="Ada Example", password1="plenty-of-other-words", password2="plenty-of-other-words")
    asked = client.post("/accounts/login/code/", {"email": "ada@example.org"})
    letter = Letter.objects.get(family="account/login_code")

    client.post(asked["Location"], {"code": code_in(letter)})

    assert "_auth_user_id" in client.session
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize("typed", ["\u3164", "\u200b \u2060"])
def test_a_name_in_which_nothing_can_be_seen_is_none(client, typed):
    response = sign_up(client, name=typed)

    assert 'href="#id_name"' in response.content.decode()
    assert Person.objects.count() == 0


def test_signs_that_turn_a_name_around_are_left_out(client):
    sign_up(client, name="\u202eAda\u200b Example")

    assert Person.objects.get().name == "Ada Example"


def test_signing_in_by_code_goes_where_one_wanted_to_go(client, ana):
    asked = client.post("/accounts/login/code/", {"email": ana.email, "next": "/help/"})
    letter = Letter.objects.get(family="account/login_code")
    assert 'name="next" value="/help/"' in client.get(asked["Location"]).content.decode()

    response = client.post(asked["Location"], {"code": code_in(letter), "next": "/help/"})

    assert response["Location"] == "/help/"
    assert letter.person == ana


def test_signing_in_never_leads_to_another_site(client, ana):
    client.post("/accounts/login/code/", {"email": ana.email, "next": "https://elsewhere.example/"})
    letter = Letter.objects.get(family="account/login_code")

    response = client.post(
        "/accounts/login/code/confirm/", {"code": code_in(letter), "next": "https://elsewhere.example/"}
    )

    assert response["Location"] == "/me/"


def test_nobody_learns_from_the_page_who_has_an_account(ana):
    answers = [
        client_answer(Client().post("/accounts/login/code/", {"email": address}))
        for address in (ana.email, "stranger@example.org")
    ]

    assert answers[0] == answers[1]
    assert set(Letter.objects.values_list("family", flat=True)) == {"account/login_code", "account/unknown_account"}


def test_too_many_attempts_meet_a_page_that_explains(client):
    answers = [sign_up(client, name="") for _attempt in range(21)]

    assert answers[-1].status_code == 429
    assert "Please wait a little" in answers[-1].content.decode()


def client_answer(response) -> tuple[int, str]:
    return response.status_code, response["Location"]


def test_signing_up_twice_tells_only_the_owner(client, ana):
    response = sign_up(client, email=ana.email)

    assert response.status_code == 302
    assert Letter.objects.get().family == "account/account_already_exists"
    assert Person.objects.filter(email=ana.email).count() == 1


@pytest.mark.parametrize("template", sorted(CHANGES))
def test_a_change_of_the_account_is_told_in_its_own_sentence(template, rf, cast):
    letter = told(rf, f"account/email/{template}", cast.ana)

    assert letter.family == "account/changed"
    assert letter.subject_line == str(CHANGES[template])


def test_a_mail_we_have_no_words_for_still_arrives(rf, cast):
    letter = told(rf, "account/email/password_reset_code", cast.ana, code="ABC-DEF")

    assert letter.family == "account/other"
    assert "ABC-DEF" in letter.text


def told(rf, template_prefix: str, person: Person, **context: object) -> Letter:
    """The letter that comes of one of allauth's mails."""
    request = rf.get("/")
    with allauth_context.request_context(request):
        get_adapter().send_mail(template_prefix, person.email, {"user": person, **context})
    return Letter.objects.latest("created_at")


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
    ],
)
def test_the_doors_are_our_pages(client, address):
    page = client.get(address).content.decode()

    assert '<main id="main"' in page
    assert 'class="button"' in page


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/email/",
        "/accounts/password/set/",
        "/accounts/logout/",
    ],
)
def test_the_account_is_our_pages(client, cast, sign_in, address):
    page = sign_in(client, cast.ana).get(address).content.decode()

    assert '<main id="main"' in page
    assert "Your account" in page
