"""Following from a page: signed in at once, without an account by a letter; and stopping with one click."""

from itertools import product
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.test import Client

from consultations.models import Round
from contributions import actions
from following.enums import Pace
from following.models import Follow, Reader
from following.stops import Stop
from notifications.models import Letter
from notifications.stops import signed

pytestmark = pytest.mark.django_db

GUEST = "guest@example.org"


@pytest.fixture
def topic(round_: Round) -> str:
    return f"round:{round_.pk}"


@pytest.fixture
def page(topic: str) -> str:
    return f"/follow/?topic={topic}"


@pytest.fixture
def as_otto(client: Client, sign_in, cast: SimpleNamespace) -> Client:
    return sign_in(client, cast.otto)


def link_in(letter: Letter) -> str:
    return "/follow/confirm/" + letter.text.partition("/follow/confirm/")[2].partition("\n")[0]


def ask(client: Client, page: str, **more: str) -> str:
    """The path of the link in the letter that a guest gets."""
    answer = client.post(page, {"address": GUEST, "language": "fr", "pace": "0", **more})
    assert answer.status_code == 200
    letter = Letter.objects.filter(family="contributions/asked_to_follow").latest("created_at")
    return link_in(letter)


def test_person_follows_changes_and_stops(client, sign_in, cast: SimpleNamespace, page: str, topic: str) -> None:
    sign_in(client, cast.otto)
    assert client.post(page, {"pace": "1", "reminders": "on"}).status_code == 302
    followed = Follow.objects.get()
    assert (followed.reader.person, followed.topic, followed.pace, followed.reminders) == (
        cast.otto, topic, Pace.DAILY, True,
    )  # fmt: skip
    client.post(page, {"pace": "2"})
    followed.refresh_from_db()
    assert (followed.pace, followed.reminders) == (Pace.WEEKLY, False)
    client.post(page, {"stop": "1"})
    assert not Follow.objects.exists()


def test_guest_follows_by_a_letter_and_nothing_is_kept_before(client, page: str, topic: str) -> None:
    link = ask(client, page, reminders="on")
    assert not Reader.objects.exists()
    assert "Yes, follow this" in client.get(link).content.decode()
    assert not Reader.objects.exists()

    for _twice in range(2):
        assert client.post(link).status_code == 302
    followed = Follow.objects.get()
    assert (followed.reader.address, followed.reader.language, followed.reminders) == (GUEST, "fr", True)
    assert followed.topic == topic


def test_whose_address_is_an_accounts_has_it_there(client, cast: SimpleNamespace, page: str) -> None:
    client.post(page, {"address": "OTTO@example.org", "language": "en", "pace": "0"})
    letter = Letter.objects.latest("created_at")
    client.post(link_in(letter))
    assert Follow.objects.get().reader.person == cast.otto


def test_strangers_cannot_fill_a_mailbox(client, page: str) -> None:
    for language, pace in product(("en", "fr", "ar"), "12"):
        client.post(page, {"address": GUEST.upper(), "language": language, "pace": pace})
    assert Letter.objects.count() == 6
    answer = client.post(page, {"address": GUEST, "language": "fr", "pace": "0"})
    assert answer.status_code == 429
    assert "several such letters today" in answer.content.decode()
    assert f'value="{GUEST}"' in answer.content.decode()


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "x" * 300 + "@example.org"])
def test_wrong_address_is_said_and_kept(client, page: str, address: str) -> None:
    answer = client.post(page, {"address": address, "language": "fr", "pace": "1"})
    assert answer.status_code == 422
    assert 'href="#id_address"' in answer.content.decode()
    assert not Letter.objects.exists()


NOTHING = [
    "",
    "round:",
    "round:99999",
    "round:x",
    "round:1\0",
    "person:1",
    "clause:x",
    "search:",
    "search:q=",
    "x" * 999,
]


@pytest.mark.parametrize("topic_", NOTHING)
def test_what_cannot_be_followed_is_not_there(client, topic_: str) -> None:
    assert client.get("/follow/", {"topic": topic_}).status_code == 404


def test_what_is_not_public_cannot_be_followed(client, round_: Round, page: str) -> None:
    Round.objects.filter(pk=round_.pk).update(public_at=None)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("link", ["/follow/confirm/nonsense/", "/follow/confirm/a:b:c/"])
def test_link_that_is_none_says_what_to_do(client, link: str) -> None:
    answer = client.get(link)
    assert answer.status_code == 410
    assert "ask for a new letter" in answer.content.decode()
    assert client.post(link).status_code == 410


def test_mail_program_stops_letters_with_one_click(client, page: str, make_contribution) -> None:
    client.post(ask(client, page))
    make_contribution()
    actions.spread_news()
    letter = Letter.objects.get(family="contributions/followed_published")
    address = f"/letters/stop/{letter.stop_token}/"

    strict = Client(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    assert Follow.objects.exists()
    answer = strict.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Follow.objects.exists()
    assert strict.post(address).status_code == 200


@pytest.mark.parametrize("address", ["/letters/stop/{}/", "/letters/follows/{}/"])
@pytest.mark.parametrize("token", ["1-n1", "1-n1~nonsense", "x", "1-d~"])
def test_forged_links_lead_nowhere(client, cast: SimpleNamespace, address: str, token: str) -> None:
    assert client.get(address.format(token)).status_code == 404
    assert client.post(address.format(token)).status_code == 404


def test_all_is_chosen_without_signing_in(client, page: str, topic: str) -> None:
    client.post(ask(client, page))
    reader = Reader.objects.get()
    address = f"/letters/follows/{signed(str(Stop(reader.pk, pace=Pace.DAILY)))}/"

    chosen = {"choose": "1", "language": "ar", "time_zone": "Asia/Kathmandu", "digest_at": "06:30", "by_mail": "on"}
    assert client.post(address, chosen | {"quiet_from": "22:00", "quiet_until": "07:00"}).status_code == 302
    client.post(address, {"topic": topic, "pace": "2"})
    reader.refresh_from_db()
    assert (reader.language, reader.time_zone, str(reader.quiet_from)) == ("ar", "Asia/Kathmandu", "22:00:00")
    assert reader.follows.get().pace == Pace.WEEKLY
    wrong = client.post(address, chosen | {"quiet_from": "22:00"})
    assert wrong.status_code == 422
    assert "both ends" in wrong.content.decode()
    client.post(address, {"stop_all": "1"})
    assert not Follow.objects.exists()


@pytest.mark.parametrize("follows", [1, 3])
def test_page_of_follows_has_its_budget(client, as_otto, make_round, django_assert_max_num_queries, follows):
    for number in range(follows):
        client.post(f"/follow/?topic=round:{make_round(number + 10).pk}", {"pace": "0"})
    client.get("/me/follows/")
    with django_assert_max_num_queries(8):
        assert client.get("/me/follows/").content.decode().count('name="topic"') == follows


def test_guest_who_gets_an_account_receives_everything_once(
    client, page: str, cast: SimpleNamespace, make_contribution
) -> None:
    client.post(ask(client, page))
    cast.otto.email = GUEST
    cast.otto.save()
    address = EmailAddress.objects.create(user=cast.otto, email=GUEST, verified=True, primary=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    make_contribution()
    actions.spread_news()

    letter = Letter.objects.get(family="contributions/followed_published")
    assert (letter.person, letter.address) == (cast.otto, GUEST)
    assert client.post(f"/letters/stop/{letter.stop_token}/").status_code == 200
    assert not Follow.objects.exists()
