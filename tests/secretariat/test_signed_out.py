"""What is typed at the desk is not lost when the way in has to be found again."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from common.kept_forms import MOST
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
SignIn = Callable[..., Client]
NOT_YET = "Nothing was sent yet"
LOGIN = "/accounts/login/"
GATE = "/desk/second-factor/"
WORDS = "Which cables do you mean?"
FORMS = {
    "take_up": {},
    "publish": {"seen": "1"},
    "return": {"reason": WORDS, "seen": "1"},
    "decline": {"reason": WORDS, "seen": "1"},
    "withdraw": {"reason": WORDS},
    "remark": {"text": WORDS},
}


def door(move: str, contribution: Contribution, *more: object) -> str:
    return reverse(f"secretariat:{move}", args=[contribution.pk, *more])


def sent(client: Client, address: str, form: dict[str, str], *, to: str) -> str:
    """Send a form that is led ``to`` another page first; the address that this page leads back to."""
    response = client.post(address, form)
    place = urlsplit(response["Location"])
    assert (response.status_code, place.path) == (302, to)
    return parse_qs(place.query)["next"][0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lost", ["session", "second factor"])
def test_every_form_waits_on_its_page_and_nothing_is_done(
    *, form: str, lost: str, cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    if lost == "second factor":
        sign_in(client, cast.dora, second_factor=False)

    after = sent(client, door(form, made), FORMS[form], to=LOGIN if lost == "session" else GATE)
    page = sign_in(client, cast.dora).get(after).content.decode()

    assert after == door("contribution", made)
    assert NOT_YET in page
    assert ("second factor was asked" in page) == (lost == "second factor")
    assert page.count(f"{WORDS}</textarea>") == (0 if form in {"take_up", "publish"} else 1)
    made.refresh_from_db()
    assert (made.state, made.remarks.count()) == (State.SUBMITTED, 0)


def test_the_words_stand_in_the_form_of_their_own_move(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    after = sent(client, door("decline", made), {"reason": WORDS}, to=LOGIN)

    page = sign_in(client, cast.dora).get(after).content.decode()

    before, _open, form = page.partition('<details class="stack" open')
    assert WORDS not in before
    assert WORDS in form.partition("</details>")[0]
    assert 'id="decline-reason"' in form.partition("</details>")[0]


def test_the_code_from_the_app_brings_the_words_back(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.dora, secret)
    sign_in(client, cast.dora, second_factor=False)
    after = sent(client, door("return", made), FORMS["return"], to=GATE)
    now = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, now))

    landed = client.post(f"{reverse('mfa_reauthenticate')}?next={after}", {"code": code, "next": after})["Location"]

    assert landed == after
    assert f"{WORDS}</textarea>" in client.get(landed).content.decode()


def test_confirming_a_source_leads_back_to_the_page_and_confirms_nothing(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    made.sources.update(confirmed_at=None)

    after = sent(client, door("confirm_source", made, made.sources.get().pk), {}, to=LOGIN)
    page = sign_in(client, cast.dora).get(after).content.decode()

    assert after == door("contribution", made)
    assert NOT_YET in page
    assert made.sources.get().confirmed_at is None


def test_words_for_a_move_that_is_no_longer_possible_are_shown_to_copy(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    after = sent(client, door("decline", made), FORMS["decline"], to=LOGIN)
    actions.publish(made, by=cast.dora)

    page = sign_in(client, cast.dora).get(after).content.decode()

    assert "You had written:" in page
    assert WORDS in page


def test_words_are_shown_once(cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make) -> None:
    made = make_contribution(State.SUBMITTED)
    after = sent(client, door("remark", made), FORMS["remark"], to=LOGIN)
    sign_in(client, cast.dora).get(after)

    assert WORDS not in client.get(after).content.decode()


def test_whoever_has_no_desk_reads_nothing(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    after = sent(client, door("remark", make_contribution(State.SUBMITTED)), FORMS["remark"], to=LOGIN)

    answer = sign_in(client, cast.otto).get(after)

    assert answer.status_code == 404
    assert WORDS not in answer.content.decode()


def test_a_script_that_says_that_a_page_is_open_leaves_nothing_behind(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    """It says so every few minutes, all night long."""
    made = make_contribution(State.SUBMITTED)
    after = sent(client, door("remark", made), FORMS["remark"], to=LOGIN)

    for _ in range(MOST + 1):
        assert client.post(door("here", made), {}).status_code == 403

    assert client.get(LOGIN).content.decode().count("You have been signed out") == 1
    assert f"{WORDS}</textarea>" in sign_in(client, cast.dora).get(after).content.decode()
