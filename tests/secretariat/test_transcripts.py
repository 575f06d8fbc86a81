"""Entering what came from elsewhere at the desk, and its source's own page, through the real addresses."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contributions import actions
from contributions.enums import State
from contributions.models import Contribution, Transcript
from notifications.models import Letter

ENTER = "/desk/enter/"


@pytest.fixture
def at_the_desk(client, sign_in, cast):
    return lambda who: sign_in(client, getattr(cast, who))


@pytest.fixture
def filled_in(period):
    now = timezone.now()
    return {
        "period": str(period.pk),
        "channel": "paper",
        "received_on": now.date().isoformat(),
        "received_time": now.strftime("%H:%M"),
        "name": "Union of Fishers",
        "group": "civil-society",
        "country": "KE",
        "contact": "Fatma Fisher",
        "email": "fatma@example.org",
    }


@pytest.fixture
def entered(at_the_desk, filled_in, cast):
    """Written down by Omar through the pages, and stored."""
    desk = at_the_desk("omar")
    begun = desk.post(ENTER, filled_in)
    contribution = Contribution.objects.get()
    assert begun["Location"] == reverse("web:draft_what", args=[contribution.pk])
    words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
    actions.save(contribution, contribution.content | words, by=cast.omar)
    stored = desk.post(reverse("web:draft_submit", args=[contribution.pk]), {"for_action": "1"})
    assert stored["Location"] == reverse("secretariat:contribution", args=[contribution.pk])
    contribution.refresh_from_db()
    return contribution


def token():
    letter = Letter.objects.filter(family="contributions/transcript").order_by("created_at").last()
    return re.search(r"/transcripts/([^/\s]+)/", letter.text)[1]


def act(contribution, name):
    return reverse(f"secretariat:{name}", args=[contribution.pk])


def test_the_form_says_what_is_missing(at_the_desk, filled_in):
    answer = at_the_desk("omar").post(ENTER, filled_in | {"email": "", "channel": "", "name": ""})

    assert answer.status_code == 422
    assert "Say how it came" in answer.content.decode()
    assert Contribution.objects.count() == 0


def test_the_instant_is_read_in_the_zone_of_whoever_enters(at_the_desk, filled_in, cast):
    cast.omar.time_zone = "Africa/Nairobi"
    cast.omar.save()
    desk = at_the_desk("omar")
    shown = desk.get(ENTER).context["form"]

    now = {"received_on": shown["received_on"].value(), "received_time": shown["received_time"].value()}
    when = {"received_on": str(now["received_on"]), "received_time": f"{now['received_time']:%H:%M}"}
    desk.post(ENTER, filled_in | when)

    assert abs(Transcript.objects.get().received_at - timezone.now()) < timedelta(minutes=2)


@pytest.mark.parametrize(("who", "status"), [("omar", 200), ("dora", 200), ("chris", 404), ("olga", 404), ("ana", 404)])
def test_who_enters(at_the_desk, period, who, status):
    assert at_the_desk(who).get(ENTER).status_code == status


def test_the_desk_s_page_shows_it_as_not_confirmed_and_a_colleague_can_mend_it(entered, at_the_desk):
    page = at_the_desk("dora").get(act(entered, "contribution")).content.decode()

    assert "Transcript not confirmed" in page
    assert at_the_desk("dora").get(reverse("web:draft_what", args=[entered.pk])).status_code == 200
    assert at_the_desk("olga").get(reverse("web:draft_what", args=[entered.pk])).status_code == 404


def test_its_source_confirms_without_an_account(entered, client):
    client.logout()
    place = reverse("web:transcript", args=[token()])
    page = client.get(place)
    assert "Cables cut our nets." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"

    assert client.post(f"{place}confirm/")["Location"] == place

    assert "Thank you" in client.get(place).content.decode()
    assert Transcript.objects.get().is_confirmed


def test_its_source_says_what_is_wrong_and_the_desk_reads_it(entered, client, at_the_desk):
    client.logout()
    place = reverse("web:transcript", args=[token()])
    assert client.post(f"{place}complain/", {"text": " \x00"}).status_code == 422

    client.post(f"{place}complain/", {"text": "Boats, not nets."})

    assert "Boats, not nets." in client.get(place).content.decode()
    assert "Boats, not nets." in at_the_desk("omar").get(act(entered, "contribution")).content.decode()


@pytest.mark.parametrize("wrong", ["x", "A" * 32, "A" * 900, "%00"])
def test_a_wrong_address_is_no_page(entered, client, wrong):
    client.logout()

    assert client.get(f"/transcripts/{wrong}/").status_code == 404
    assert client.post(f"/transcripts/{wrong}/confirm/").status_code == 404


def test_an_old_address_says_that_it_has_expired(entered, client, settings):
    settings.TRANSCRIPT_DAYS = 0

    assert client.get(reverse("web:transcript", args=[token()])).status_code == 410


def test_a_sheet_is_made_once_and_voids_the_letter(entered, at_the_desk, client):
    before = token()

    page = at_the_desk("omar").post(act(entered, "transcript_sheet")).content.decode()

    fresh = re.search(r"/transcripts/([^/<\s]+)/", page)[1]
    assert client.get(reverse("web:transcript", args=[fresh])).status_code == 200
    assert client.get(reverse("web:transcript", args=[before])).status_code == 404


@pytest.mark.parametrize("name", ["transcript_ask", "transcript_sheet", "publish_unconfirmed"])
def test_who_only_reads_at_the_desk_asks_nobody(entered, at_the_desk, name):
    assert at_the_desk("olga").post(act(entered, name), {"reason": "Because."}).status_code == 403


def test_published_unconfirmed_it_is_marked_with_the_reason(entered, at_the_desk, client, cast):
    actions.confirm_source(entered.sources.get(), by=cast.omar)
    desk = at_the_desk("dora")
    assert desk.post(act(entered, "publish_unconfirmed"), {"reason": ""}).status_code == 422

    desk.post(act(entered, "publish_unconfirmed"), {"reason": "The post is on strike."})
    desk.post(act(entered, "publish"))

    client.logout()
    page = client.get("/processes/wgx/documents/WGX/1/1/").content.decode()
    assert "On paper" in page
    assert "Transcript not confirmed" in page
    assert "The post is on strike." in page


def test_the_original_is_for_the_desk_and_the_source_only(at_the_desk, filled_in, client, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile  # one test only

    desk = at_the_desk("omar")
    desk.post(ENTER, filled_in | {"original": SimpleUploadedFile("letter.txt", b"Cables cut our nets.")})
    contribution = Contribution.objects.get()
    words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
    actions.save(contribution, contribution.content | words, by=cast.omar)
    actions.submit(contribution, by=cast.omar)
    file = contribution.transcript.originals.get()
    at_desk = reverse("secretariat:transcript_original", args=[contribution.pk, file.pk])

    assert at_the_desk("olga").get(at_desk).status_code == 200
    assert at_the_desk("otto").get(at_desk).status_code == 404
    client.logout()
    assert client.get(reverse("web:public_original", args=[file.pk])).status_code == 404
    assert client.get(reverse("web:transcript_original", args=[token(), file.pk])).status_code == 200
    assert contribution.state == State.SUBMITTED


def test_budgets(entered, at_the_desk, client, django_assert_max_num_queries):
    place = reverse("web:transcript", args=[token()])
    client.logout()
    with django_assert_max_num_queries(8):
        client.get(place)
