"""What is typed at the desk is not lost when the way in has to be found again."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.kept_forms import MOST
from consultations.models import CommentPeriod
from contributions import actions
from contributions.enums import Channel, State
from contributions.models import Contribution
from stakeholders.models import Mandate, Source

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
    "decline": {"reason": WORDS, "code": "off_topic", "seen": "1"},
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


def test_the_ground_that_was_chosen_waits_too(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    made = make_contribution(State.SUBMITTED)
    after = sent(client, door("decline", made), FORMS["decline"], to=LOGIN)

    page = sign_in(client, cast.dora).get(after).content.decode()

    assert '<option value="off_topic" selected>' in page


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


@pytest.mark.parametrize(
    ("address", "form", "shown"),
    [
        ("/desk/enter/?period=1", {"why_then": WORDS, "name": "Union of Fishers"}, [WORDS, "Union of Fishers"]),
        ("/desk/processes/wgx/settings/symbols/", {"code": "WGZ", "symbol_grammar": "{number}"}, ["WGZ"]),
        ("/desk/processes/wgx/groups/", {"name_en": "Lighthouse keepers"}, ["Lighthouse keepers"]),
        ("/desk/processes/wgx/rounds/1/change/", {"title_en": "Third meeting"}, ["Third meeting"]),
        ("/desk/lanes/{round}/", {"in_time_hours": "1080"}, ["1080"]),
        ("/desk/practice/wgx/words/?use=return", {"text": WORDS, "name": "Cables"}, [WORDS]),
        ("/desk/sources/{source}/check/", {"act": "dispute", "reason": WORDS}, [WORDS]),
        ("/desk/sources/{source}/check/", {"act": "accreditation", "accreditation": WORDS}, [WORDS]),
        ("/desk/sources/{source}/check/", {"act": "correct", "acronym": "MPX"}, ["MPX"]),
        ("/desk/sources/{source}/mandates/1/", {"act": "end", "reason": WORDS}, [WORDS]),
    ],
)
def test_what_was_typed_on_other_pages_waits_there(
    *,
    address: str,
    form: dict[str, str],
    shown: list[str],
    cast: SimpleNamespace,
    client: Client,
    sign_in: SignIn,
    make_contribution: Make,
) -> None:
    made = make_contribution(State.SUBMITTED)
    there = address.format(round=made.round_id, source=made.sources.get().source_id)

    after = sent(client, there, form, to=LOGIN)
    page = sign_in(client, cast.dora).get(after).content.decode()

    assert NOT_YET in page
    assert [words for words in shown if words not in page] == []
    if form.get("act") in {"dispute", "correct"}:
        assert "<details open>" in page


def test_the_reason_for_publishing_unconfirmed_waits_and_is_not_lost_to_a_refusal(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, period: CommentPeriod
) -> None:
    arrival = actions.Arrival(Channel.PAPER, timezone.now(), email="fatma@example.org")
    source = {"name": "Union of Fishers", "group": "civil-society"}
    paper = actions.enter_elsewhere(period, arrival, source=source, by=cast.omar)
    words = {"title": "On nets", "language": "en", "statement": "Nets."}
    actions.save(paper, paper.content | words, by=cast.omar)
    actions.submit(paper, by=cast.omar)

    after = sent(client, door("publish_unconfirmed", paper), {"reason": WORDS}, to=LOGIN)
    assert f"{WORDS}</textarea>" in sign_in(client, cast.dora).get(after).content.decode()
    too_long = client.post(door("publish_unconfirmed", paper), {"reason": f"{WORDS} " * 300})

    assert too_long.status_code == 422
    assert too_long.content.decode().count(WORDS) == 300


def test_a_reason_that_cannot_be_taken_ends_no_mandate(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    source = make_contribution(State.SUBMITTED).sources.get().source
    given = Mandate.objects.get(person=cast.ben)
    form = {"act": "end", "reason": f"{WORDS} " * 100}

    at_the_desk = sign_in(client, cast.dora).post(f"/desk/sources/{source.pk}/mandates/{given.pk}/", form)
    of_its_lead = sign_in(Client(), cast.ana).post(f"/me/organisations/{source.slug}/mandates/{given.pk}/end/", form)

    for answer in (at_the_desk, of_its_lead):
        assert answer.status_code == 422
        assert answer.content.decode().count(WORDS) == 100
    given.refresh_from_db()
    assert given.ended_at is None


def test_a_button_that_means_nothing_checks_nothing(
    cast: SimpleNamespace, client: Client, sign_in: SignIn, make_contribution: Make
) -> None:
    source = make_contribution(State.SUBMITTED).sources.get().source
    Source.objects.filter(pk=source.pk).update(accreditation="ECOSOC, since 1998")

    sign_in(client, cast.dora).post(f"/desk/sources/{source.pk}/check/", {"act": ""})

    source.refresh_from_db()
    assert source.accreditation == "ECOSOC, since 1998"
