"""A rehearsal shows a round, its letters and its API as of an instant, changes nothing, and is for its desk only."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from consultations.models import CommentPeriod, Document, DocumentFile, GuidingQuestion, Process, Round, Symbol
from contributions import actions
from following.actions import follow
from notifications.models import Letter
from record.models import Entry
from rehearsal.guard import rehearsed
from stakeholders.models import StakeholderGroup
from tests.negotiating import make_text, opinion, propose
from texts.models import TextVersion

__all__ = ["make_text", "opinion", "propose"]

Make = Callable[..., CommentPeriod]
NOW = datetime(2027, 4, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PAGES = ("round", "letters", "api")


@pytest.fixture(autouse=True)
def _now(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(cast: SimpleNamespace, sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    return lambda who: sign_in(Client(), getattr(cast, who))


def page(name: str, round_: Round, at: datetime | None = None) -> str:
    asked = f"?on={at:%Y-%m-%d}&time={at:%H:%M}&zone=UTC" if at else ""
    return reverse(f"rehearsal:{name}", args=[round_.pk]) + asked


def answers(client: Client, round_: Round, at: datetime) -> list[dict[str, Any]]:
    """What the API would say, read from the page."""
    text = client.get(page("api", round_, at)).content.decode()
    told: list[dict[str, Any]] = json.loads(
        unescape(text.partition("<code")[2].partition(">")[2].partition("</code>")[0])
    )
    return told


@pytest.mark.parametrize("who", ["dora", "omar", "chris", "olga"])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_at_the_desk_can_rehearse_a_round_that_is_not_public(
    name: str, who: str, desk: Callable[[str], Client], make_round: Callable[..., Round], make_period: Make
) -> None:
    round_ = make_round(4, public_at=None)
    make_period("upcoming", round=round_, public_at=None, announced_at=None)
    answer = desk(who).get(page(name, round_))
    assert answer.status_code == 200
    assert "Rehearsal: as of" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ana", 404), ("nobody", 302)])
def test_nobody_else_can(name: str, who: str, status: int, desk: Callable[[str], Client], round_: Round) -> None:
    assert desk(who).get(page(name, round_)).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_a_round_of_another_process_is_not_found(
    name: str,
    desk: Callable[[str], Client],
    make_process: Callable[..., Process],
    make_round: Callable[..., Round],
) -> None:
    assert desk("dora").get(page(name, make_round(process=make_process("other")))).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nothing_changes_and_nothing_is_sent(
    name: str, cast: SimpleNamespace, desk: Callable[[str], Client], round_: Round, make_period: Make
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    period = make_period("upcoming", announced_at=None)
    client, before = desk("dora"), (Letter.objects.count(), Entry.objects.count())
    client.get(page(name, round_, NOW + 60 * DAY))
    again = CommentPeriod.objects.get(pk=period.pk)
    assert (Letter.objects.count(), Entry.objects.count()) == before
    assert (again.announced_at, again.step, again.public_at) == (None, period.step, period.public_at)


def test_the_database_itself_refuses_a_change_during_a_rehearsal(
    cast: SimpleNamespace, period: CommentPeriod, settings: Any
) -> None:
    settings.SECRETARIAT_NEEDS_SECOND_FACTOR = False

    @rehearsed
    def careless(_request: Any) -> Any:
        CommentPeriod.objects.filter(pk=period.pk).update(step=99)

    request = RequestFactory().get("/")
    request.user = cast.dora
    with pytest.raises(DatabaseError, match="read-only transaction"):
        careless(request)
    CommentPeriod.objects.filter(pk=period.pk).update(step=1)  # and afterwards everything goes on


def test_each_period_stands_as_it_will_or_did(
    desk: Callable[[str], Client], cast: SimpleNamespace, round_: Round, make_period: Make
) -> None:
    period = make_period()  # open from the 4th to the 24th
    closed_at = period.closes_at
    client = desk("dora")

    states = {days: answers(client, round_, NOW + days * DAY)[0]["state"] for days in (-11, -1, 9, 10, 30)}
    assert states == {-11: "upcoming", -1: "open", 9: "open", 10: "closed", 30: "closed"}
    assert answers(client, round_, NOW - 50 * DAY) == []  # nobody had heard of it

    actions.extend_period(period, closes_at=closed_at + 5 * DAY, reason="Asked for.", by=cast.dora)
    [yesterday], [then] = (answers(client, round_, at) for at in (NOW - DAY, closed_at + DAY))
    assert datetime.fromisoformat(yesterday["closes_at"]) == closed_at
    assert [len(yesterday["history"]), len(then["history"])] == [1, 2]
    assert (then["state"], then["seconds_left"]) == ("open", 4 * 86400)


def test_what_is_prepared_is_shown_as_if_it_had_been_announced(
    desk: Callable[[str], Client], round_: Round, make_period: Make
) -> None:
    period = make_period("upcoming", public_at=None)
    client, at = desk("dora"), NOW + 6 * DAY
    assert answers(client, round_, at)[0]["state"] == "open"
    shown = client.get(page("round", round_, at)).content.decode()
    assert "Call for contributions" in shown
    assert "19 days left" in shown
    assert Client().get(reverse("web:period", args=["wgx", 1, period.pk])).status_code == 404


def test_letters_are_shown_as_they_would_be_written_and_to_how_many(
    desk: Callable[[str], Client], cast: SimpleNamespace, round_: Round, make_period: Make
) -> None:
    for person in (cast.ines, cast.otto):
        follow(f"round:{round_.pk}", by=person)
    make_period("upcoming", announced_at=None, title={"en": "First call"})
    make_period("upcoming", announced_at=None, public_at=None, title={"en": "Second call"})
    client = desk("dora")

    soon = client.get(page("letters", round_, NOW + DAY)).content.decode()
    later = client.get(page("letters", round_, NOW + 6 * DAY)).content.decode()
    at_last = client.get(page("letters", round_, NOW + 90 * DAY)).content.decode()

    assert "Announced: Second call (WGX)" in soon
    assert "Open until" not in soon
    assert re.search(r"Open until [^:]+:\d\d UTC: First call \(WGX\)", later)
    assert "To 2 people who follow the round" in later
    assert "It closes. Whoever has a draft in it that was not sent has a letter of their own." in at_last
    assert "Only to those who have begun something in it, and to followers who asked" in at_last
    actions.announce_openings(at=NOW + 6 * DAY)
    actions.spread_news()
    sent = Letter.objects.filter(family="contributions/period_opened").first()
    assert sent is not None
    assert sent.subject_line in later


def test_it_begins_with_the_next_turn_of_the_round(
    desk: Callable[[str], Client], round_: Round, make_period: Make
) -> None:
    make_period("upcoming")
    shown = desk("dora").get(page("round", round_)).content.decode()
    assert "Rehearsal: as of 19 April 2027, 12:01 UTC" in shown.replace('<time datetime="2027-04-19T12:01:00Z">', "")


@pytest.mark.parametrize(
    "asked", ["?on=", "?on=2027-13-01&time=12:00&zone=UTC", "?on=2027-01-01&time=12:00&zone=Mars%00"]
)
@pytest.mark.parametrize("name", PAGES)
def test_an_instant_that_is_none_is_told(name: str, asked: str, desk: Callable[[str], Client], round_: Round) -> None:
    assert desk("dora").get(page(name, round_) + asked).status_code == 400


@pytest.fixture
def everything(
    round_: Round, make_period: Make, groups: dict[str, StakeholderGroup], opinion: TextVersion
) -> Callable[[int], None]:
    """So many periods with two groups, two questions that concern clauses, and so many documents with two files."""

    def make(rows: int) -> None:
        for number in range(rows):
            period = make_period("upcoming", announced_at=None)
            period.audience.set([groups["academia"], groups["governments"]])
            for place, each in enumerate(opinion.clauses.all()[2:4], 1):
                question = GuidingQuestion.objects.create(
                    period=period, number=place, text={"en": f"Question {place}?"}
                )
                question.clauses.add(each.clause)
            symbol = Symbol.objects.create(
                process=round_.process, round=round_, number=100 + number, text=f"WGX/1/{100 + number}"
            )
            document = Document.objects.create(
                round=round_, symbol=symbol, kind="draft", title={"en": f"Paper {number}"}, filed_at=NOW, public_at=NOW
            )
            for language in ("en", "fr"):
                DocumentFile.objects.create(
                    document=document, name=f"{language}.txt", media_type="text/plain", size=1, sha256="ab" * 32,
                    language=language,
                )  # fmt: skip

    return make


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("round", 8), ("letters", 6), ("api", 6)])
@pytest.mark.parametrize("at", [None, NOW + 6 * DAY, NOW - DAY])
def test_it_costs_the_same_for_several_periods(
    *, name: str, most: int, rows: int, at: datetime | None, desk: Callable[[str], Client], round_: Round,
    everything: Callable[[int], None], django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    everything(rows)
    client = desk("dora")
    client.get("/desk/")
    with django_assert_max_num_queries(most + 4):  # a savepoint, back to it, its end, the word to the database
        client.get(page(name, round_, at))  # the round's page has what everybody's has, and the desk's own


def test_nothing_is_missing_of_what_stands_beside_a_period_or_a_document(
    desk: Callable[[str], Client], round_: Round, everything: Callable[[int], None]
) -> None:
    everything(2)
    client = desk("dora")

    told = [each for each in answers(client, round_, NOW) if each["state"] == "upcoming"]
    public = Client().get("/api/v1/comment-periods/?state=upcoming").json()["results"]
    shown = client.get(page("round", round_, NOW)).content.decode()

    def steady(periods: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(({**each, "seconds_left": 0} for each in periods), key=lambda each: each["id"])

    assert steady(told) == steady(public)
    assert len(told[0]["documents"][0]["files"]) == 2
    assert "It concerns:" in shown
    assert "that herons may consider cables useful" in shown
