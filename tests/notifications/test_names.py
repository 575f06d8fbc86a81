"""Where a letter comes back to that could not be delivered."""

from uuid import UUID, uuid4

import pytest
from django.core.validators import validate_email

from notifications.actions import deliver_due
from notifications.names import return_address, returned_letter

LETTER = UUID("019f0000-0000-7000-8000-00000000000a")


@pytest.fixture(autouse=True)
def _bounces(settings):
    settings.BOUNCES_TO = "bounces@plenum.example"


def test_each_letter_has_an_address_of_its_own_that_names_it():
    address = return_address(LETTER)

    assert address.startswith("bounces+019f000000007000800000000000000a-")
    assert address.endswith("@plenum.example")
    assert len(address.partition("@")[0]) <= 64  # RFC 5321, 4.5.3.1.1
    validate_email(address)
    assert returned_letter(address) == LETTER


@pytest.mark.parametrize("spelled", [str.upper, str.title, lambda address: f"Mail <{address}>"])
def test_it_is_read_however_mail_servers_spell_it(spelled):
    assert returned_letter(spelled(return_address(LETTER))) == LETTER


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bounces@plenum.example",
        f"bounces+{LETTER.hex}@plenum.example",
        f"bounces+{LETTER.hex}-0123456789@plenum.example",
        f"bounces+{'g' * 32}-0123456789@plenum.example",
        "bounces+\0@plenum.example",
    ],
)
def test_nobody_else_can_make_one(address):
    assert returned_letter(address) is None


def test_seal_of_one_letter_does_not_do_for_another():
    seal = return_address(LETTER).partition("-")[2]

    assert returned_letter(f"bounces+{uuid4().hex}-{seal}") is None


def test_letters_sent_before_the_secret_changed_come_back_too(settings):
    address = return_address(LETTER)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [settings.SECRET_KEY]

    assert returned_letter(address) == LETTER
    assert return_address(LETTER) != address


def test_without_the_setting_letters_come_back_to_the_sender(settings):
    settings.BOUNCES_TO = ""
    settings.DEFAULT_FROM_EMAIL = '"Plenum, the house" <no-reply@plenum.example>'

    assert return_address(LETTER) == "no-reply@plenum.example"


@pytest.mark.django_db
def test_the_envelope_bears_it_and_the_letter_the_sender(mail_server, make_letter):
    letter = make_letter("dora")

    deliver_due()

    assert mail_server.envelopes == [(return_address(letter.pk), "dora@example.org")]
    assert mail_server.letters[0]["From"] == "Plenum <no-reply@plenum.example>"
