"""Without an account much can be left here from one address, but not without end."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributions.content import Content
from contributions.models import Contribution

A_HALL = 600


@pytest.fixture(autouse=True)
def _nobody_counted_yet_in_this_hour(time_machine):
    time_machine.move_to(datetime.now(UTC).replace(minute=30))


@pytest.fixture
def begin(client, period):
    """Press the button on the page of the period, from an address."""
    place = reverse("web:begin", args=[period.round.process.slug, period.round.number, period.pk])
    return lambda address="192.0.2.7": client.post(place, REMOTE_ADDR=address)


def paper(name="annex.txt", size=1000):
    return SimpleUploadedFile(name, b"x" * size)


def test_a_hall_full_of_delegates_is_let_in(settings):
    assert settings.VISITORS_DRAFTS_PER_HOUR >= A_HALL
    assert settings.VISITORS_BYTES_PER_HOUR >= A_HALL * 3_000_000


def test_a_flood_of_drafts_is_refused_with_what_to_do(begin, settings):
    settings.VISITORS_DRAFTS_PER_HOUR = 2

    answers = [begin() for _time in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Sign in first and then begin" in answers[-1].content.decode()
    assert Contribution.objects.count() == 2


def test_another_address_is_not_concerned(begin, settings):
    settings.VISITORS_DRAFTS_PER_HOUR = 1

    assert [begin(f"192.0.2.{place}").status_code for place in range(3)] == [302, 302, 302]


def test_a_network_of_the_newer_addresses_counts_as_one(begin, settings):
    settings.VISITORS_DRAFTS_PER_HOUR = 1

    places = ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1"]

    assert [begin(place).status_code for place in places] == [302, 429, 302]


def test_whoever_is_signed_in_is_not_counted(begin, settings, as_):
    settings.VISITORS_DRAFTS_PER_HOUR = 1
    begin()
    as_("otto")

    assert [begin().status_code for _time in range(3)] == [302, 302, 302]


def test_the_hour_ends(begin, settings, time_machine):
    settings.VISITORS_DRAFTS_PER_HOUR = 1
    begin()
    assert begin().status_code == 429

    time_machine.shift(3600)

    assert begin().status_code == 302


def test_without_the_cache_everybody_is_let_in(begin, settings):
    settings.VISITORS_DRAFTS_PER_HOUR = 0
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}

    assert begin().status_code == 302


def test_a_flood_of_files_is_refused_and_the_words_are_stored(send, draft, token, settings):
    settings.VISITORS_BYTES_PER_HOUR = 1500
    send("draft_what", token, files=paper(), move="attach")

    refused = send("draft_what", token, statement="Kept.", files=paper("more.txt"), move="attach")

    draft.refresh_from_db()
    stored = Content.from_json(draft.content)
    assert refused.status_code == 422
    assert "Sign in and attach the file again" in str(refused.context["form"].errors["files"])
    assert (stored.statement, [file["name"] for file in stored.files]) == ("Kept.", ["annex.txt"])


def test_whoever_signs_in_goes_on_attaching(send, draft, token, settings, as_):
    settings.VISITORS_BYTES_PER_HOUR = 10
    assert send("draft_what", token, files=paper(), move="attach").status_code == 422
    as_("otto")

    assert send("draft_what", token, files=paper(), move="attach").status_code == 302


def test_forms_that_wait_for_signing_in_are_counted_too(client, db, settings):
    settings.VISITORS_BYTES_PER_HOUR = 1500
    sessions = []
    for _time in range(3):
        client.cookies.clear()
        client.post("/drafts/1/write/", {"statement": "x" * 1000})
        sessions.append("kept-forms" in client.session)

    assert sessions == [True, False, False]
