"""Calendars of deadlines: read by another program, strict by RFC 5545, and following every act on the dates."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from api.calendars.events import calendar
from consultations import actions
from consultations.enums import Act
from consultations.models import CommentPeriod

BEGIN = datetime(2027, 1, 4, 12, tzinfo=UTC)
ALL, OF_PROCESS = "/calendars/deadlines.ics", "/calendars/processes/wgx.ics"
# RFC 5545, 3.6.1: once each; and those that RFC 5546, 3.2.1 wants of what is published.
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS", "URL", "CREATED", "LAST-MODIFIED")


def strictly(body: bytes) -> Any:
    """The calendar as a library reads it, after what RFC 5545 says of lines, properties and values."""
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is folded in the middle
    assert not re.search(rb"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]", body.replace(b"\r\n", b""))
    read: Any = Calendar.from_ical(body)
    assert all(component.errors == [] for component in read.walk())
    assert (read["version"], read["method"], read["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert read["prodid"]
    for event in read.walk("VEVENT"):
        assert all(not isinstance(event[name], list) for name in ONCE)
        assert event["organizer"].startswith("mailto:")
        assert all(event[name].dt.tzinfo is not None for name in ("DTSTART", "DTSTAMP", "CREATED", "LAST-MODIFIED"))
        assert (event["class"], event["transp"]) == ("PUBLIC", "TRANSPARENT")
    uids = [str(event["uid"]) for event in read.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    return read


@pytest.fixture
def told(client):
    """The events of a calendar by their names, as (instant, step, status, title)."""

    def get(address, **headers):
        from django.core.cache import cache

        cache.clear()  # a test commits nothing
        response = client.get(address, headers=headers)
        assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8; method=PUBLISH")
        return {
            str(event["uid"]): (event["dtstart"].dt, event["sequence"], str(event["status"]), str(event["summary"]))
            for event in strictly(response.content).walk("VEVENT")
        }

    return get


@pytest.fixture
def announced(cast, make_period):
    with time_machine.travel(BEGIN, tick=False) as clock:
        period = make_period("upcoming", at=BEGIN, public_at=None, time_zone="Asia/Kathmandu")
        actions.open_period(period, by=cast.dora)
        period.clock = clock
        yield period


def _names(period):
    return [f"period/{period.pk}/{what}@plenum.example" for what in ("opening", "closing")]


def test_a_calendar_that_is_subscribed_to_follows_an_extension(cast, announced, told):
    opening, closing = _names(announced)
    before = told(ALL)
    closes = announced.closes_at + timedelta(days=7)
    actions.decide(announced, Act.EXTEND, by=cast.dora, closes_at=closes, reason="Asked for by many.")

    after = told(ALL)

    assert before == {
        opening: (announced.opens_at, 1, "CONFIRMED", "Opens: Call for contributions (WGX)"),
        closing: (closes - timedelta(days=7), 1, "CONFIRMED", "Closes: Call for contributions (WGX)"),
    }
    assert after[closing] == (closes, 2, "CONFIRMED", "Closes: Call for contributions (WGX)")
    assert after == told(OF_PROCESS) == told(f"/calendars/periods/{announced.pk}.ics")


def test_what_is_cancelled_stays_and_says_so_and_may_be_opened_again(cast, announced, told):
    opening, closing = _names(announced)
    announced.clock.move_to(announced.opens_at + timedelta(hours=1))
    actions.decide(announced, Act.CANCEL, by=cast.dora, reason="No meeting.")
    cancelled = told(ALL)
    announced.clock.shift(timedelta(hours=1))
    again = announced.closes_at + timedelta(days=3)
    actions.decide(announced, Act.REOPEN, by=cast.dora, closes_at=again, reason="There is a meeting.")

    assert [cancelled[name][1:] for name in (opening, closing)] == [
        (2, "CANCELLED", "Cancelled: Call for contributions (WGX)")
    ] * 2
    assert told(ALL)[closing] == (again, 3, "CONFIRMED", "Closes: Call for contributions (WGX)")


def test_instants_are_universal_and_the_announced_zone_is_in_words_with_reasons(client, cast, announced):
    reason = "Asked for by many; see \\n, “here”."
    actions.decide(
        announced, Act.EXTEND, by=cast.dora, closes_at=announced.closes_at + timedelta(days=1), reason=reason
    )

    body = client.get(f"/calendars/periods/{announced.pk}.ics").content
    event = strictly(body).walk("VEVENT")[1]

    assert b"DTSTART:20270130T120000Z\r\n" in body
    assert b"TZID" not in body
    assert "Closes: 30 January 2027, 17:45 Kathmandu time · 30 January 2027, 12:00 UTC" in event["description"]
    assert f"Extended: {reason}" in event["description"]
    assert str(event["url"]) == f"https://plenum.example/processes/wgx/rounds/1/periods/{announced.pk}/"
    assert [str(category) for category in event["categories"].cats] == ["WGX", "Answers to guiding questions"]
    assert event["last-modified"].dt == event["dtstamp"].dt == BEGIN


def test_only_who_saves_one_period_is_warned(client, announced):
    saved = client.get(f"/calendars/periods/{announced.pk}.ics")

    assert [alarm["trigger"].dt for alarm in strictly(saved.content).walk("VALARM")] == [timedelta(days=-1)]
    assert saved["Content-Disposition"] == f'attachment; filename="period-{announced.pk}.ics"'
    assert strictly(client.get(ALL).content).walk("VALARM") == []


def test_a_calendar_says_its_name_and_how_often_to_come_back(client, announced):
    read = strictly(client.get(f"{OF_PROCESS}?lang=fr").content)

    assert read["name"] == read["x-wr-calname"] == "WGX · Working Group WGX"
    assert read["name"].params["LANGUAGE"] == "fr"
    assert (read["refresh-interval"].dt, read["x-published-ttl"]) == (timedelta(hours=1), "PT1H")
    assert read["refresh-interval"].params["VALUE"] == "DURATION"
    assert str(read["source"]) == "https://plenum.example/calendars/processes/wgx.ics?lang=fr"


def test_nothing_but_what_is_public_is_in_a_calendar(client, make_period, make_round, told):
    hidden = [make_period(public_at=None), make_period(round=make_round(7, public_at=None))]

    assert told(ALL) == told(OF_PROCESS) == {}
    for period in hidden:
        assert client.get(f"/calendars/periods/{period.pk}.ics").status_code == 404
    for address in ("/calendars/processes/none.ics", f"/calendars/periods/{2**70}.ics"):
        assert client.get(address).status_code == 404


def test_what_closed_long_ago_is_in_the_calendar_of_its_process_only(make_period, told):
    old = make_period("closed", at=datetime.now(UTC) - timedelta(days=400))

    assert told(ALL) == {}
    assert list(told(OF_PROCESS)) == _names(old)


def test_what_has_not_changed_is_not_sent_again_even_when_time_goes_on(client, announced):
    first = client.get(ALL)
    announced.clock.shift(timedelta(hours=5))

    assert client.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(f"{ALL}?process=wgx").status_code == 400


def test_it_asks_the_same_for_one_and_for_three(client, make_period, django_assert_max_num_queries):
    for _ in range(3):
        make_period()

    with django_assert_max_num_queries(3):
        client.get(OF_PROCESS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(words=st.text(max_size=300))
@example(words='\\;,:"\n\r\n\t\x00\x0b\x85\u2028 ;CN=x: العربية 漢字 👩‍👩‍👧' * 9)
def test_any_words_come_back_as_they_were(period, words):
    period.title = {"en": words}
    period.round.process.name = {"en": words}
    found = CommentPeriod(pk=period.pk, round=period.round, title=period.title)
    for name in ("opens_at", "closes_at", "time_zone", "purpose", "public_at"):
        setattr(found, name, getattr(period, name))

    body = calendar(words, [found], address="https://plenum.example/c.ics")
    strictly(body)

    said = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "", re.sub("\r\n?", "\n", words))
    unfolded = body.replace(b"\r\n ", b"").decode().split("\r\n")
    values = {line.partition(":")[0]: line.partition(":")[2] for line in unfolded}
    assert _unescaped(values["NAME;LANGUAGE=en"]) == said
    assert _unescaped(values["SUMMARY;LANGUAGE=en"]) == f"Closes: {said} (WGX)"


def _unescaped(value: str) -> str:
    """A text as RFC 5545 (3.3.11) says it is to be read; libraries differ about a backslash before an N."""
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", value)
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)
