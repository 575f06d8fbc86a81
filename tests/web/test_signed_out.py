"""A form that is sent while signed out waits for its sender to sign in; nothing is done by itself."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.kept_forms import KEY, LONGEST, MOST
from contributions.enums import State
from notifications.models import Letter
from stakeholders.models import Person

pytestmark = pytest.mark.django_db

NOT_YET = "Nothing was sent yet"
ROUND = "/processes/wgx/rounds/1/"
DETAILS = {"name": "Ana María", "language": "fr", "time_zone": "America/Lima"}
PASSWORD = "a long walk by the sea"


@pytest.fixture
def send(client):
    """Send a form while signed out; answer with the address that sign-in leads to afterwards."""

    def post(address: str, form: dict[str, object]) -> str:
        response = client.post(address, form)
        place, _mark, after = response["Location"].partition("?next=")
        assert (response.status_code, place) == (302, reverse("account_login"))
        return after

    return post


@pytest.fixture
def ana(cast) -> Person:
    """Ana, whose address is known to be hers, and who has a password."""
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, verified=True, primary=True)
    cast.ana.set_password(PASSWORD)
    cast.ana.save()
    return cast.ana


def mine(contribution, name="contribution_mine"):
    return reverse(f"web:{name}", args=[contribution.pk])


def test_an_answer_to_the_secretariat_waits(client, send, cast, sign_in, make_contribution):
    returned = make_contribution(State.RETURNED)

    after = send(mine(returned, "remark"), {"text": "The red ones."})
    page = sign_in(client, cast.ana).get(after).content.decode()

    assert after == mine(returned)
    assert "The red ones.</textarea>" in page
    assert NOT_YET in page
    assert "\u2068Ana Example\u2069" in page
    assert not returned.remarks.filter(is_from_secretariat=False).exists()


def test_the_reason_of_a_withdrawal_waits_and_nothing_is_withdrawn(client, send, cast, sign_in, make_contribution):
    sent = make_contribution(State.SUBMITTED)

    after = send(mine(sent, "withdraw"), {"reason": "We changed our mind."})
    page = sign_in(client, cast.ana).get(after).content.decode()

    assert after == mine(sent, "withdraw")
    assert "We changed our mind.</textarea>" in page
    assert NOT_YET in page
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_a_revision_is_not_begun_and_its_button_is_told(client, send, cast, sign_in, make_contribution):
    published = make_contribution(State.PUBLISHED)

    after = send(mine(published, "revise"), {})
    page = sign_in(client, cast.ana).get(after).content.decode()

    assert NOT_YET in page
    assert "Begin a revision" in page
    assert not published.revisions.exists()


def test_details_wait_and_are_not_changed(client, send, cast, sign_in):
    after = send(reverse("web:settings"), DETAILS)
    answer = sign_in(client, cast.ana).get(after)

    assert answer.status_code == 200
    assert 'value="Ana María"' in answer.content.decode()
    assert NOT_YET in answer.content.decode()
    assert Person.objects.get(pk=cast.ana.pk).name == "Ana Example"


def test_a_drafts_words_wait_and_its_files_have_to_be_chosen_again(client, send, cast, sign_in, make_draft):
    address = reverse("web:draft_what", args=[make_draft().pk])

    after = send(address, {"statement": "From a train.", "files": SimpleUploadedFile("annex.txt", b"Cables.")})
    page = sign_in(client, cast.ana).get(after).content.decode()

    assert "From a train.</textarea>" in page
    assert "choose them again" in page


def test_who_speaks_waits(client, send, cast, sign_in, make_draft):
    after = send(reverse("web:draft_who", args=[make_draft().pk]), {"source-0-name": "Union of Readers"})

    assert "Union of Readers" in sign_in(client, cast.ana).get(after).content.decode()


def test_nothing_is_submitted_by_itself(client, send, cast, sign_in, make_draft):
    draft = make_draft()

    after = send(reverse("web:draft_submit", args=[draft.pk]), {})
    page = sign_in(client, cast.ana).get(after).content.decode()

    assert after == reverse("web:draft_preview", args=[draft.pk])
    assert NOT_YET in page
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_what_saves_itself_is_not_kept(client, send, make_draft):
    send(reverse("web:draft_save", args=[make_draft().pk]), {"statement": "Half a sen"})

    assert KEY not in client.session


def test_the_page_of_sign_in_says_that_the_words_wait(client, send, make_contribution):
    after = send(mine(make_contribution(State.RETURNED), "remark"), {"text": "The red ones."})

    page = client.get(reverse("account_login"), {"next": after}).content.decode()

    assert "you find the form again as you filled it in" in page


def test_the_words_are_shown_once_and_on_their_own_page_only(client, send, cast, sign_in, make_contribution):
    one, other = make_contribution(State.RETURNED), make_contribution(State.RETURNED)
    send(mine(one, "remark"), {"text": "The red ones."})
    sign_in(client, cast.ana)

    shown = ["The red ones." in client.get(mine(each)).content.decode() for each in (other, one, one)]

    assert shown == [False, True, False]


def test_two_forms_from_two_windows_both_wait(client, send, cast, sign_in, make_contribution):
    one, other = make_contribution(State.RETURNED), make_contribution(State.RETURNED)
    send(mine(one, "remark"), {"text": "The red ones."})
    send(mine(other, "remark"), {"text": "The blue ones."})
    sign_in(client, cast.ana)

    assert "The red ones." in client.get(mine(one)).content.decode()
    assert "The blue ones." in client.get(mine(other)).content.decode()


def test_only_a_few_forms_wait(client, send):
    for number in range(MOST + 3):
        send(f"/contributions/{number}/answer/", {"text": "Words."})

    assert [entry["page"] for entry in client.session[KEY]] == [
        f"/contributions/{number}/" for number in reversed(range(3, MOST + 3))
    ]


def test_words_that_are_too_long_still_lead_to_sign_in_with_a_sentence(client, send, make_contribution):
    after = send(mine(make_contribution(State.RETURNED), "remark"), {"text": "x" * LONGEST})

    page = client.get(reverse("account_login"), {"next": after}).content.decode()

    assert "too long to be kept while you sign in" in page
    assert KEY not in client.session


def test_long_words_make_room_for_newer_ones(client, send):
    send("/contributions/1/answer/", {"text": "x" * (LONGEST // 2)})
    send("/contributions/2/answer/", {"text": "y" * (LONGEST // 2)})

    assert [entry["page"] for entry in client.session[KEY]] == ["/contributions/2/"]


def test_words_wait_for_a_day(client, send, cast, sign_in, make_contribution):
    returned = make_contribution(State.RETURNED)
    send(mine(returned, "remark"), {"text": "The red ones."})
    sign_in(client, cast.ana)

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert "The red ones." not in client.get(mine(returned)).content.decode()


def test_secrets_and_tokens_are_not_kept(client, send):
    form = {"text": "Words.", "csrfmiddlewaretoken": "t" * 64, "password": PASSWORD, "new_password1": "x"}

    send("/contributions/1/answer/", form)

    assert client.session[KEY][0]["fields"] == {"text": ["Words."]}


def test_somebody_else_who_may_not_write_it_does_not_read_it(client, send, cast, sign_in, make_contribution):
    returned = make_contribution(State.RETURNED)
    after = send(mine(returned, "remark"), {"text": "The red ones."})

    answer = sign_in(client, cast.otto).get(after)

    assert answer.status_code == 404
    assert "The red ones." not in answer.content.decode()


def test_somebody_elses_words_are_not_taken_for_ones_own(client, send, cast, sign_in, make_contribution):
    """Ben may answer as well: he reads under whose name it would be sent."""
    after = send(mine(make_contribution(State.RETURNED), "remark"), {"text": "The red ones."})

    page = sign_in(client, cast.ben).get(after).content.decode()

    assert "The red ones." in page
    assert "You are signed in as \u2068Ben Example\u2069." in page


def test_signing_out_forgets_what_waits(client, send, cast, sign_in, make_contribution):
    returned = make_contribution(State.RETURNED)
    send(mine(returned, "remark"), {"text": "The red ones."})
    sign_in(client, cast.otto).logout()

    assert "The red ones." not in sign_in(client, cast.ana).get(mine(returned)).content.decode()


def by_password(client: Client, person: Person, after: str) -> str:
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": after})[
        "Location"
    ]


def by_code(client: Client, person: Person, after: str) -> str:
    client.post(reverse("account_request_login_code"), {"email": person.email, "next": after})
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", Letter.objects.latest("created_at").text, re.MULTILINE)
    assert code is not None
    return client.post(reverse("account_confirm_login_code"), {"code": code.group(1), "next": after})["Location"]


def by_password_and_factor(client: Client, person: Person, after: str) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    assert by_password(client, person, after).startswith(reverse("mfa_authenticate"))
    now = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, now))
    return client.post(reverse("mfa_authenticate"), {"code": code})["Location"]


@pytest.mark.parametrize("way", [by_password, by_code, by_password_and_factor])
def test_the_words_survive_every_way_in(way, client, send, ana, make_contribution):
    """Signing in gives the session a new key and the forms a new token; the words stay."""
    returned = make_contribution(State.RETURNED)
    after = send(mine(returned, "remark"), {"text": "The red ones."})

    landed = way(client, ana, after)

    assert landed == mine(returned)
    assert "The red ones.</textarea>" in client.get(landed).content.decode()


def test_an_expired_session_breaks_no_forms_token(cast, sign_in, make_contribution):
    returned = make_contribution(State.RETURNED)
    strict = sign_in(Client(enforce_csrf_checks=True), cast.ana)
    strict.get(mine(returned))
    token = strict.cookies["csrftoken"].value
    strict.session.flush()

    response = strict.post(mine(returned, "remark"), {"text": "The red ones.", "csrfmiddlewaretoken": token})

    assert response["Location"] == f"{reverse('account_login')}?next={mine(returned)}"
    assert strict.session[KEY][0]["fields"] == {"text": ["The red ones."]}
