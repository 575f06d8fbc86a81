"""The page where a reader chooses how they are told: signed in, or from a link in a letter."""

import pytest
from django.conf import settings
from django.urls import reverse

from following.actions import choose, follow, follow_here, reader_of
from following.enums import Pace
from following.models import Follow, Reader
from following.queries import feed_token
from notifications.models import Undeliverable

pytestmark = pytest.mark.django_db
FOLLOWS = reverse("web:follows")
CHOSEN = {"choose": "1", "by_mail": "on", "in_house": "on", "digest_at": "07:00", "about_drafts": "on"}


def text(response):
    return response.content.decode()


def test_reminders_are_chosen_where_there_are_dates(as_, cast, process, ministry, make_contribution):
    make_contribution()
    for topic in (f"process:{process.pk}", f"source:{ministry.pk}"):
        follow(topic, by=cast.otto)
    page = as_("otto")

    assert text(page.get(FOLLOWS)).count('name="reminders"') == 1
    page.post(FOLLOWS, {"topic": f"process:{process.pk}", "pace": "2", "reminders": "on"})
    followed = Follow.objects.get(topic=f"process:{process.pk}")
    assert (followed.pace, followed.reminders) == (Pace.WEEKLY, True)
    page.post(FOLLOWS, {"topic": f"process:{process.pk}", "pace": "2"})
    assert not Follow.objects.filter(reminders=True).exists()


def test_it_says_when_the_next_digests_go(as_, cast, process, round_):
    follow(f"process:{process.pk}", by=cast.otto, pace=Pace.DAILY)
    page = as_("otto")

    assert "The next daily letter goes on" in text(page.get(FOLLOWS))
    assert "The next weekly letter goes on" not in text(page.get(FOLLOWS))
    choose(cast.otto.reader, by_mail=False)
    assert "The next daily letter goes on" not in text(page.get(FOLLOWS))


def test_private_feed_has_an_address_once_it_is_wanted_and_another_at_a_wish(as_, cast, client):
    page = as_("otto")
    assert "/feeds/private/" not in text(page.get(FOLLOWS))

    page.post(FOLLOWS, CHOSEN | {"by_feed": "on"})
    former = reverse("feeds:private", args=[feed_token(cast.otto.reader)])
    assert settings.SITE_URL + former in text(page.get(FOLLOWS))
    page.post(FOLLOWS, {"new_feed": "1"})

    assert former not in text(page.get(FOLLOWS))
    assert client.get(former).status_code == 404


def test_guest_has_a_feed_as_well(client, guest, link_of):
    address = reverse("web:follows_by_letter", args=[link_of(guest)])
    chosen = {"choose": "1", "language": "fr", "time_zone": "UTC", "digest_at": "07:00", "by_feed": "on"}
    client.post(address, chosen)

    guest.refresh_from_db()
    assert (guest.by_feed, guest.by_mail) == (True, False)
    assert client.get(reverse("feeds:private", args=[feed_token(guest)])).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"digest_at": "25:00"}, {"digest_at": ""}, {"quiet_from": "\0"}, {"quiet_until": "x"}]
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(as_, cast, wrong):
    answer = as_("otto").post(FOLLOWS, CHOSEN | {"by_feed": "on"} | wrong)

    (field,) = wrong
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert answer.context["form"]["by_feed"].value() is True
    assert not reader_of(cast.otto).by_feed


@pytest.mark.parametrize(
    "sent", [{"topic": "process:1\0", "pace": "1"}, {"topic": "x" * 5000, "stop": "1"}, {"pace": "9"}, {}], ids=str
)
def test_stale_or_broken_forms_change_nothing(as_, cast, process, sent):
    follow(f"process:{process.pk}", by=cast.otto)
    assert as_("otto").post(FOLLOWS, sent).status_code == 302
    assert Follow.objects.get().pace == Pace.AT_ONCE


def test_wrong_pace_changes_nothing(as_, cast, process):
    follow(f"process:{process.pk}", by=cast.otto)
    as_("otto").post(FOLLOWS, {"topic": f"process:{process.pk}", "pace": "7"})
    assert Follow.objects.get().pace == Pace.AT_ONCE


def test_nobody_sees_or_changes_what_others_follow(as_, cast, process):
    follow(f"process:{process.pk}", by=cast.otto)
    outsider = as_("ben")

    assert process.code not in text(outsider.get(FOLLOWS)).partition("<main")[2]
    for sent in ({"topic": f"process:{process.pk}", "stop": "1"}, {"stop_all": "1"}):
        outsider.post(FOLLOWS, sent)
    assert Follow.objects.get().reader.person == cast.otto


def test_nobody_signs_in_first_and_comes_back(client):
    answer = client.get(FOLLOWS)
    assert answer.url == f"{reverse('account_login')}?next={FOLLOWS}"
    assert not Reader.objects.exists()


def test_what_is_followed_and_not_public_any_more_can_be_stopped(as_, cast, process):
    follow("process:99999", by=cast.otto)
    page = as_("otto")
    assert "Something that is not public any more" in text(page.get(FOLLOWS))
    page.post(FOLLOWS, {"topic": "process:99999", "stop": "1"})
    assert not Follow.objects.exists()


def test_address_that_nothing_arrives_at_is_told(client, guest, link_of, process):
    follow_here(f"process:{process.pk}", reader=guest)
    Undeliverable.objects.create(address=guest.address, trouble="bounce", since=guest.since)
    assert "Our letters do not reach you" in text(client.get(reverse("web:follows_by_letter", args=[link_of(guest)])))


def test_own_details_lead_to_the_choice_of_letters(as_):
    assert f'href="{FOLLOWS}"' in text(as_("otto").get(reverse("web:settings"))).partition("<main")[2]
