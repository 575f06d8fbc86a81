"""An address is well again: because its owner uses what was sent there, or says so."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from contributions.actions import ask_to_follow
from contributions.queries.topics import followable
from following.actions import reader_at
from following.stops import Stop
from notifications.models import Letter, Undeliverable
from notifications.stops import signed

pytestmark = pytest.mark.django_db
SAID = {
    "bounce": ("came back", "This address works again"),
    "complaint": ("as unwanted", "Send me these letters again"),
}


@pytest.fixture
def closed(cast):
    """Letters to Ana came back, or were unwanted."""

    def close(trouble="bounce"):
        EmailAddress.objects.update_or_create(
            user=cast.ana, email=cast.ana.email, defaults={"verified": True, "primary": True}
        )
        Undeliverable.objects.create(address=cast.ana.email.lower(), trouble=trouble, since=timezone.now())

    return close


def is_closed(person):
    return Undeliverable.objects.filter(address=person.email.lower()).exists()


def sign_in_by_code(client, person):
    client.post(reverse("account_request_login_code"), {"email": person.email})
    text, _html = Letter.objects.filter(address=person.email).latest("created_at").written()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)[1]
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def test_sign_in_by_a_code_shows_that_letters_arrive(client, cast, closed):
    closed()

    assert sign_in_by_code(client, cast.ana).status_code == 302

    assert not is_closed(cast.ana)


def test_sign_in_by_a_code_does_not_want_what_was_unwanted(client, cast, closed):
    closed("complaint")

    assert sign_in_by_code(client, cast.ana).status_code == 302

    assert is_closed(cast.ana)


def choose_a_new_password(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    text, _html = Letter.objects.filter(address=person.email).latest("created_at").written()
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", text)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    chosen = "an even longer password 7"
    return client.post(form, {"password1": chosen, "password2": chosen})


def test_a_new_password_by_letter_shows_that_letters_arrive(client, cast, closed):
    closed()

    assert choose_a_new_password(client, cast.ana).status_code == 302

    assert not is_closed(cast.ana)


def test_a_new_password_shows_nothing_where_the_letter_may_have_gone_to_another_address(client, cast, closed):
    closed()
    EmailAddress.objects.create(user=cast.ana, email="ana@elsewhere.example", verified=True)

    assert choose_a_new_password(client, cast.ana).status_code == 302

    assert is_closed(cast.ana)


def test_sign_in_by_password_shows_nothing(client, cast, closed):
    closed()
    cast.ana.set_password("a long enough password")
    cast.ana.save()

    given = {"login": cast.ana.email, "password": "a long enough password"}
    assert client.post(reverse("account_login"), given).status_code == 302

    assert is_closed(cast.ana)


@pytest.mark.parametrize("page", ["web:me", "web:settings"])
@pytest.mark.parametrize("trouble", SAID)
def test_owner_sees_it_and_can_say_that_it_works(client, cast, closed, page, trouble):
    client.force_login(cast.ana, backend="django.contrib.auth.backends.ModelBackend")
    said, button = SAID[trouble]
    assert said not in client.get(reverse(page)).content.decode()
    closed(trouble)

    shown = client.get(reverse(page)).content.decode()
    assert said in shown
    assert button in shown

    answer = client.post(reverse("web:letters_arrive"), follow=True).content.decode()
    assert f"Letters about what you follow go to {cast.ana.email} again." in answer
    assert not is_closed(cast.ana)


def test_only_for_ones_own_address(client, cast, closed, sign_in):
    closed()

    assert client.post(reverse("web:letters_arrive")).status_code == 302
    sign_in(client, cast.otto).post(reverse("web:letters_arrive"), {"address": cast.ana.email})

    assert is_closed(cast.ana)


@pytest.mark.parametrize("trouble", SAID)
def test_guest_says_it_from_a_link_in_an_older_letter(client, trouble):
    said, button = SAID[trouble]
    reader = reader_at("guest@example.org", language="en", time_zone="UTC")
    page = reverse("web:follows_by_letter", args=[signed(str(Stop(reader.pk)))])
    assert said not in client.get(page).content.decode()
    Undeliverable.objects.create(address="guest@example.org", trouble=trouble, since=timezone.now())

    shown = client.get(page).content.decode()
    assert said in shown
    assert button in shown
    assert reverse("account_email") not in shown

    answer = client.post(page, {"arrives": "1"}, follow=True).content.decode()
    assert "Letters about what you follow go to guest@example.org again." in answer
    assert not Undeliverable.objects.exists()


def test_link_that_confirms_a_follow_shows_that_letters_arrive(client, round_):
    Undeliverable.objects.create(address="guest@example.org", trouble="bounce", since=timezone.now())
    ask_to_follow(
        followable(f"round:{round_.pk}"),
        address="guest@example.org",
        language="en",
        time_zone="UTC",
        pace=0,
        reminders=False,
    )
    text = Letter.objects.get(family="contributions/asked_to_follow").text
    link = "/follow/confirm/" + text.partition("/follow/confirm/")[2].partition("\n")[0]

    client.get(link)
    assert Undeliverable.objects.exists()
    assert client.post(link).status_code == 302
    assert not Undeliverable.objects.exists()
