"""Instants in words: zones by name, days before months, and no surprise at the turn of the clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from common import moments
from common.templatetags.moments import in_each

WINTER = datetime(2027, 1, 15, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "15 January 2027, 18:00 UTC"),
        ("fr", "15 janvier 2027, 18:00 UTC"),
    ],
)
def test_an_instant_is_written_in_the_readers_form(language, words):
    with translation.override(language):
        assert moments.written(WINTER) == words


@pytest.mark.parametrize(
    ("instant", "clock"),
    [
        (datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC), "01:59 Paris time"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "03:00 Paris time"),
        (datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC), "02:59 Paris time"),
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), "02:00 Paris time"),
    ],
)
def test_the_turn_of_the_clocks_is_told_rightly(instant, clock):
    assert moments.written_both(instant, zone_id="Europe/Paris")[1] == clock


def test_the_readers_zone_is_used_unless_another_is_named():
    with timezone.override("Asia/Kolkata"):
        assert moments.written_both(WINTER)[1] == "23:30 Kolkata time"
        assert moments.written_both(WINTER, zone_id="UTC")[1] == ""


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_has_one_name(name):
    assert moments.zone_name(name) == "UTC"


def test_two_days_are_the_least_that_is_told_in_days():
    assert moments.left(WINTER + timedelta(days=2), at=WINTER) == "2 days left"
    assert moments.left(WINTER + timedelta(days=2) - timedelta(seconds=1), at=WINTER) == "47 hours left"


@pytest.mark.parametrize("name", ["Etc/GMT+5", "Factory", "EST", "Asia/Kolkata"])
def test_the_readers_zone_keeps_its_name_where_clocks_never_change(name):
    with timezone.override(moments.zone(name)):
        assert moments.readers_zone() == name
        assert moments.written_both(WINTER)[0] == "15 January 2027, 18:00 UTC"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Africa/Nairobi", "Nairobi (UTC+3)"),
        ("Asia/Kathmandu", "Kathmandu (UTC+5:45)"),
        ("America/St_Johns", "St. John’s (UTC-3:30)"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_zone_is_told_by_a_place_and_what_its_clocks_are_ahead(name, told):
    assert moments.zone_by_the_clock(name, at=WINTER) == told


def test_zone_is_told_by_what_its_clocks_are_then():
    assert moments.zone_by_the_clock("Europe/Paris", at=WINTER) == "Paris (UTC+1)"
    assert moments.zone_by_the_clock("Europe/Paris", at=WINTER + timedelta(days=180)) == "Paris (UTC+2)"


@pytest.mark.parametrize(
    ("announced", "own", "said"),
    [
        ("UTC", "UTC", "3 October 2026, 15:29 UTC"),
        ("UTC", "Asia/Kathmandu", "3 October 2026, 15:29 UTC · 21:14 Kathmandu time"),
        ("Asia/Kathmandu", "Asia/Kathmandu", "3 October 2026, 21:14 Kathmandu time · 3 October 2026, 15:29 UTC"),
    ],
)
def test_letters_say_an_instant_once_in_each_zone(announced, own, said):
    instant = datetime(2026, 10, 3, 15, 29, tzinfo=UTC)

    with timezone.override(own):
        assert in_each(instant, announced) == said
