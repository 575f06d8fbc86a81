"""Preparing a comment period by pages, and the calendar by which its dates are looked at."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultations.models import CommentPeriod, Process, Round
from consultations.queries import calendar_of

Make = Callable[..., CommentPeriod]
GIVEN = {
    "title_en": "Call for contributions",
    "description_en": "What breaks cables?",
    "purpose": "answers",
    "opens_on": "2027-05-03",
    "opens_time": "09:00",
    "closes_on": "2027-05-28",
    "closes_time": "18:00",
    "zone": "Europe/Zurich",
    "languages_taken": ["en"],
}


@pytest.fixture(autouse=True)
def _now(time_machine: Any) -> None:
    time_machine.move_to(datetime(2027, 4, 14, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def new(round_: Round) -> str:
    return reverse("secretariat:new_period", args=["wgx", round_.number])


def change(period: CommentPeriod) -> str:
    return reverse("secretariat:change_period", args=[period.pk])


def test_a_period_is_prepared_and_nobody_outside_sees_it(dora: Client, new: str) -> None:
    answer = dora.post(new, GIVEN)
    made = CommentPeriod.objects.get()
    assert answer["Location"] == reverse("secretariat:period", args=[made.pk])
    assert (made.opens_at, made.closes_at) == (
        datetime(2027, 5, 3, 7, tzinfo=UTC),
        datetime(2027, 5, 28, 16, tzinfo=UTC),
    )
    assert (made.time_zone, made.public_at, made.title.localize("en")) == ("Europe/Zurich", None, GIVEN["title_en"])
    assert Client().get(reverse("web:period", args=["wgx", 1, made.pk])).status_code == 404


def test_a_certain_audience_is_asked(dora: Client, new: str, groups: dict[str, Any]) -> None:
    asked = [str(groups[code].pk) for code in ("academia", "individuals")]
    dora.post(new, GIVEN | {"audience": asked})
    assert {group.code for group in CommentPeriod.objects.get().audience.all()} == {"academia", "individuals"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title_en": " "}, "id_title_en"),
        ({"opens_on": "2027-03-28", "opens_time": "02:30"}, "id_opens_time"),
        ({"closes_on": "2027-05-03", "closes_time": "09:00"}, "id_closes_on"),
        ({"closes_on": ""}, "id_closes_on"),
        ({"zone": "Mars/Base"}, "id_zone"),
        ({"purpose": "fun"}, "id_purpose"),
        ({"audience": ["99999999"]}, "id_audience_0"),
        ({"languages_taken": []}, "id_languages_taken_0"),
        ({"title_en": "a\x00b"}, "id_title_en"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(more: dict[str, Any], field: str, dora: Client, new: str) -> None:
    answer = dora.post(new, GIVEN | more)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not CommentPeriod.objects.exists()


def test_what_there_is_to_think_of_stands_on_its_page(dora: Client, new: str, process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(minimum_notice_days=30, calendars=["CH"])
    page = dora.post(new, GIVEN, follow=True).content.decode()
    assert "Everybody has 25 days to contribute; this process gives at least 30." in page
    assert "It runs over 1 holiday: 6 May 2027 (Ascension Day)." in page


def test_a_prepared_period_is_changed(dora: Client, make_period: Make) -> None:
    period = make_period("upcoming", public_at=None)
    dora.post(change(period), GIVEN | {"seen": "0", "closes_on": "2027-06-30"})
    period.refresh_from_db()
    assert (period.closes_at, period.step) == (datetime(2027, 6, 30, 16, tzinfo=UTC), 1)


def test_of_a_public_one_only_the_words_are(dora: Client, period: CommentPeriod) -> None:
    page = dora.get(change(period)).content.decode()
    assert 'name="closes_on"' not in page
    before = period.closes_at
    answer = dora.post(change(period), GIVEN | {"seen": "0", "title_en": "Second call"})
    period.refresh_from_db()
    assert answer.status_code == 302
    assert (period.title.localize("en"), period.closes_at) == ("Second call", before)


def test_two_who_change_it_meet(dora: Client, make_period: Make) -> None:
    period = make_period("upcoming", public_at=None)
    dora.post(change(period), GIVEN | {"seen": "0"})
    answer = dora.post(change(period), GIVEN | {"seen": "0", "title_en": "Mine"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "Call for contributions" in page
    period.refresh_from_db()
    assert period.title.localize("en") == "Call for contributions"


@pytest.mark.parametrize(("who", "status"), [("omar", 403), ("chris", 403), ("olga", 403), ("otto", 404)])
def test_only_the_head_prepares(
    *, who: str, status: int, cast: SimpleNamespace, sign_in: Callable[..., Client], new: str, make_period: Make
) -> None:
    period = make_period("upcoming", public_at=None)
    client = sign_in(Client(), getattr(cast, who))
    assert client.post(new, GIVEN).status_code == status
    assert client.post(change(period), GIVEN | {"seen": "0"}).status_code == status
    assert CommentPeriod.objects.get().step == 0


class TestCalendar:
    """A section of the process's settings."""

    @pytest.fixture
    def section(self, process: Process) -> str:
        return reverse("secretariat:settings", args=["wgx", "calendar"])

    def test_countries_are_named_and_own_days_added(self, section: str, dora: Client, process: Process) -> None:
        given = {
            "minimum_notice_days": "30",
            "countries": "switzerland, KE",
            "days": "2027-10-24 United Nations Day\n\n",
        }
        assert dora.post(section, given | {"seen": "0"}).status_code == 302
        process.refresh_from_db()
        assert (process.minimum_notice_days, process.calendars) == (30, ["CH", "KE"])
        assert process.own_holidays == {"2027-10-24": "United Nations Day"}
        page = dora.get(reverse("secretariat:process", args=["wgx"])).content.decode()
        for said in ("30 days", "Switzerland · Kenya", "24 October 2027: United Nations Day"):
            assert said in page

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"countries": "Atlantis"}, "id_countries"),
            ({"days": "24.10.2027 Day"}, "id_days"),
            ({"days": "2027-13-01 Day"}, "id_days"),
            ({"days": "2027-10-24 " + "x" * 101}, "id_days"),
            ({"minimum_notice_days": "-1"}, "id_minimum_notice_days"),
            ({"minimum_notice_days": "367"}, "id_minimum_notice_days"),
        ],
    )
    def test_what_is_no_calendar_is_refused(
        self, more: dict[str, str], field: str, section: str, dora: Client, process: Process
    ) -> None:
        given = {"minimum_notice_days": "0", "countries": "", "days": "", "seen": "0"}
        answer = dora.post(section, given | more)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.content.decode()
        process.refresh_from_db()
        assert (process.minimum_notice_days, process.calendars, process.own_holidays) == (0, [], {})

    def test_weekends_are_those_of_all_the_countries_that_were_chosen(self, process: Process) -> None:
        process.calendars = ["SA", "CH"]
        process.own_holidays = {"2027-10-24": "United Nations Day"}
        calendar = calendar_of(process, [2027])
        assert calendar.weekend == {4, 5, 6}
        assert {"New Year's Day", "United Nations Day"} <= set(calendar.holidays.values())
