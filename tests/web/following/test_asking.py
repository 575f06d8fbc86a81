"""Asking for letters with nothing but an address, by the impatient, the mistaken and the hostile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse

from following.actions import choose, follow, unfollow
from following.enums import Pace
from following.models import Follow, Reader
from following.stops import Stop
from notifications.enums import Trouble
from notifications.models import Letter, Undeliverable
from notifications.stops import signed

pytestmark = pytest.mark.django_db
ASKED = {"address": "guest@example.org", "language": "en", "pace": "1"}


@pytest.fixture
def page(round_):
    return f"/follow/?topic=round:{round_.pk}"


@pytest.fixture
def ask(client, page):
    """Ask, and open nothing."""
    return lambda where=page, **more: client.post(where, ASKED | more)


@pytest.fixture
def link(ask):
    """The path of the link in the letter that one gets for asking."""

    def find(**more):
        ask(**more)
        text = Letter.objects.latest("created_at").text
        return "/follow/confirm/" + text.partition("/follow/confirm/")[2].partition("\n")[0]

    return find


def text(response):
    return response.content.decode()


def test_button_pressed_twice_writes_one_letter(ask, time_machine):
    time_machine.move_to(datetime.now(UTC), tick=False)
    answers = [ask() for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Letter.objects.count() == 1

    time_machine.shift(timedelta(minutes=3))
    ask()
    assert Letter.objects.count() == 2


def test_nobody_learns_from_the_answer_whose_address_it_is(ask, cast, page, round_):
    follow(f"round:{round_.pk}", by=cast.otto)
    told = {text(ask(address=address)).replace(address, "…") for address in (cast.otto.email, "nobody@example.org")}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  guest@example.org ", "guest@example.org"),
        ("Guest@Example.ORG", "Guest@Example.ORG"),
        ("guest@bücher.example", "guest@bücher.example"),
        ("用户@例子.example", "用户@例子.example"),
        ("أحمد@example.org", "أحمد@example.org"),
    ],
)
def test_address_is_taken_as_people_write_it(client, link, written, meant):
    client.post(link(address=written))
    assert Reader.objects.get().address == meant


def test_address_in_capitals_is_the_same_reader(client, link):
    client.post(link(pace="0"))
    client.post(link(address="GUEST@example.org", pace="2"))
    assert (Reader.objects.count(), Follow.objects.get().pace) == (1, Pace.WEEKLY)


@pytest.mark.parametrize(
    "address", ["a@b@c.example\r\nBcc: x@y.example", "a\u2028b@example.org", "a\u00a0b@example.org", "a@", "@b.example"]
)
def test_what_would_end_a_header_is_no_address(ask, address):
    assert ask(address=address).status_code == 422
    assert not Letter.objects.exists()


def test_words_of_a_stranger_are_not_written_to_anybody(ask):
    ask("/follow/?topic=search:q%3Dwin+a+prize+at+http://evil.example")
    letter = Letter.objects.get()
    assert "evil" not in letter.text + letter.html + letter.subject_line
    assert letter.subject_line == "Do you want to follow a search in what is published here?"


def test_flood_from_one_network_is_refused_with_what_to_do(ask, settings, time_machine):
    time_machine.move_to(datetime.now(UTC).replace(minute=30))
    settings.VISITORS_FOLLOWS_PER_HOUR = 2
    answers = [ask(address=f"guest{number}@example.org") for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Try again in an hour" in text(answers[-1])
    assert 'value="guest2@example.org"' in text(answers[-1])
    assert Letter.objects.count() == 2


def test_whoever_called_letters_unwanted_gets_one_in_a_day_and_nobody_learns_it(ask):
    Undeliverable.objects.create(address="guest@example.org", trouble=Trouble.COMPLAINT, since=datetime.now(UTC))
    answers = [ask(pace=pace, language=language) for language in ("en", "fr", "ar") for pace in "012"]
    assert {answer.status_code for answer in answers} == {200}
    assert Letter.objects.count() == 1


def test_link_opened_again_says_that_it_is_done_and_asks_nothing(client, link):
    address = link()
    assert "Yes, follow this" in text(client.get(address))
    done = text(client.post(address, follow=True))
    again = text(Client().get(address))

    for said in (done, again):
        assert "You follow this" in said
        assert "Letters about it come once a day, together." in said
        assert "Yes, follow this" not in said
    assert reverse("web:follows_by_letter", args=[signed(str(Stop(Reader.objects.get().pk)))]) in again


def test_link_opened_by_another_who_is_signed_in_is_still_of_its_address(client, link, sign_in, cast):
    address = link()
    sign_in(client, cast.ben)
    client.post(address)
    assert Follow.objects.get().reader.address == "guest@example.org"


def test_link_of_somebody_with_an_account_leads_to_it_and_tells_nobody_else_more(client, link, cast):
    address = link(address=cast.otto.email)
    client.post(address)
    shown = text(client.get(address))
    assert f'href="{reverse("web:follows")}"' in shown
    assert "/letters/follows/" not in shown


def test_link_that_was_used_can_be_used_again_after_stopping(client, link):
    address = link()
    client.post(address)
    unfollow(Follow.objects.get().topic, reader=Reader.objects.get())
    assert "Yes, follow this" in text(client.get(address))


def test_link_is_too_old_after_three_days(client, link, time_machine):
    address = link()
    time_machine.move_to(datetime.now(UTC) + timedelta(days=3, minutes=1))
    assert client.get(address).status_code == client.post(address).status_code == 410
    assert not Reader.objects.exists()


def test_program_that_opens_every_link_changes_nothing(client, link, guest, link_of):
    address = link()
    follow_address, stop = (reverse(f"web:{name}", args=[link_of(guest)]) for name in ("follows_by_letter", "stop"))
    for place in (address, follow_address, stop):
        assert client.get(place).status_code == client.head(place).status_code == 200
        assert client.options(place).status_code == 405
    guest.refresh_from_db()
    assert (Follow.objects.count(), guest.about_drafts) == (0, True)


@pytest.mark.parametrize("token", ["{}x", "x{}", "{}:x"])
def test_forged_link_begins_nothing(client, link, token):
    address = link().removesuffix("/")
    forged = f"/follow/confirm/{token.format(address.rpartition('/')[2])}/"
    assert client.post(forged).status_code == 410
    assert not Reader.objects.exists()


def test_another_site_cannot_choose_for_a_reader(guest, link_of, page):
    strict = Client(enforce_csrf_checks=True)
    place = reverse("web:follows_by_letter", args=[link_of(guest)])
    assert strict.post(place, {"stop_all": "1"}).status_code == 403
    assert strict.post(page, ASKED).status_code == 403


def test_link_of_one_purpose_opens_no_other(client, guest, link_of, link):
    confirmation = link().removesuffix("/").rpartition("/")[2]
    for place in ("/letters/stop/{}/", "/letters/follows/{}/", "/feeds/private/{}/"):
        assert client.get(place.format(confirmation)).status_code == 404
    assert client.get(f"/follow/confirm/{link_of(guest)}/").status_code == 410


def test_sign_in_comes_back_to_what_one_wanted_to_follow(client, page, round_):
    shown = text(client.get(page))
    assert f"{house.LOGIN_URL if house.LOGIN_URL.startswith('/') else reverse(house.LOGIN_URL)}?next=/follow/" in shown


def test_former_feed_address_leads_nowhere(client, as_, cast):
    follow("process:1", by=cast.otto)
    choose(cast.otto.reader, by_feed=True)
    page = as_("otto")
    before = page.get(reverse("web:follows")).context["feed_url"].removeprefix(house.SITE_URL)
    assert Client().get(before).status_code == 200
    page.post(reverse("web:follows"), {"new_feed": "1"})
    after = page.get(reverse("web:follows")).context["feed_url"].removeprefix(house.SITE_URL)
    assert (Client().get(before).status_code, Client().get(after).status_code) == (404, 200)
