"""Open comment periods: one request brings everything that a portal needs."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile

from consultations.enums import DocumentKind
from consultations.models import (
    CommentPeriod,
    Document,
    DocumentFile,
    GuidingQuestion,
    Process,
    ReceivingRules,
    Symbol,
)
from contributions.actions import cancel_period, extend_period, reopen_period
from contributions.models import Contribution
from tests.negotiating import make_text, opinion

__all__ = ["make_text", "opinion"]  # fixtures
NOON = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def full_period(noon, process, round_, make_period, groups):
    """A period with two questions, an audience, a document with a file; announced in Geneva."""
    period = make_period(
        title={"en": "Call for inputs", "fr": "Appel à contributions"},
        description={"en": "Please answer both."},
        opens_at=datetime(2027, 1, 1, 9, 0, tzinfo=UTC),
        closes_at=datetime(2027, 7, 1, 16, 0, tzinfo=UTC),
        time_zone="Europe/Zurich",
        languages=["en", "fr"],
    )
    period.audience.set([groups["governments"], groups["civil-society"]])
    GuidingQuestion.objects.create(period=period, number=2, text={"en": "How?"}, word_limit=500)
    GuidingQuestion.objects.create(period=period, number=1, text={"en": "What?", "fr": "Quoi ?"}, is_required=True)
    symbol = Symbol.objects.create(process=process, round=round_, text="WGX/1/1", number=1, alias="Contribution 29")
    document = Document.objects.create(
        round=round_, symbol=symbol, kind=DocumentKind.DRAFT, title={"en": "First draft"}, filed_at=NOON, public_at=NOON
    )
    DocumentFile.objects.create(
        document=document,
        name="draft.txt",
        media_type="text/plain",
        size=5,
        sha256="ab" * 32,
        language="en",
        file=ContentFile(b"draft", name="draft.txt"),
    )
    return period


def test_one_request_tells_all_that_a_portal_needs(told, full_period, round_):
    [found] = told("comment-periods/?state=open")["results"]

    document = found.pop("documents")[0]
    audience = found.pop("audience")
    questions = found.pop("questions")
    process = found.pop("process")
    round_found = found.pop("round")
    site = "https://plenum.example"
    page = f"{site}/processes/wgx/rounds/1/periods/{full_period.pk}/"
    assert found == {
        "id": full_period.pk,
        "state": "open",
        "title": {"en": "Call for inputs", "fr": "Appel à contributions"},
        "description": {"en": "Please answer both."},
        "purpose": "answers",
        "opens_at": "2027-01-01T10:00:00+01:00",
        "closes_at": "2027-07-01T18:00:00+02:00",
        "time_zone": "Europe/Zurich",
        "seconds_left": int((full_period.closes_at - NOON).total_seconds()),
        "notice_days": 25,
        "history": [
            {
                "act": "open",
                "decided_at": "2026-12-06T13:00:00+01:00",
                "opens_before": "2027-01-01T10:00:00+01:00",
                "closes_before": "2027-07-01T18:00:00+02:00",
                "opens_at": "2027-01-01T10:00:00+01:00",
                "closes_at": "2027-07-01T18:00:00+02:00",
                "reason": "",
                "language": "en",
                "decided_by": "secretariat",
            }
        ],
        "languages": ["en", "fr"],
        "for_everyone": False,
        "symbols": ["WGX/1/1"],
        "ways": [
            {"kind": "web", "url": page, "address": None, "languages": ["en", "fr"], "needs": ["address"]},
            {
                "kind": "api",
                "url": f"{site}/api/v1/submissions/",
                "address": None,
                "languages": ["en", "fr"],
                "needs": ["key", "confirmation"],
            },
        ],
        "accepts_late": False,
        "take_part_url": page,
        "contributions_url": f"{site}/processes/wgx/rounds/1/contributions/",
        "url": page,
        "api_url": f"{site}/api/v1/comment-periods/{full_period.pk}/",
    }
    assert [group["code"] for group in audience] == ["civil-society", "governments"]
    assert [(question["number"], question["text"], question["word_limit"]) for question in questions] == [
        (1, {"en": "What?", "fr": "Quoi ?"}, None),
        (2, {"en": "How?"}, 500),
    ]
    assert (document["symbol"], document["alias"], document["title"]) == (
        "WGX/1/1",
        "Contribution 29",
        {"en": "First draft"},
    )
    assert [(file["name"], file["size"], file["language"]) for file in document["files"]] == [("draft.txt", 5, "en")]
    assert (process["slug"], process["url"]) == ("wgx", f"{site}/processes/wgx/")
    assert (round_found["id"], round_found["number"], round_found["symbol"]) == (round_.pk, 1, "WGX/1")


def test_a_secretariat_that_takes_letters_is_told_with_its_address(told, make_period, process, noon):
    Process.objects.filter(pk=process.pk).update(contributions_address="desk@example.org")
    make_period()

    [found] = told("comment-periods/?state=open")["results"]

    [way] = [way for way in found["ways"] if way["kind"] == "email"]
    assert (way["url"], way["address"], way["needs"]) == (
        "mailto:desk@example.org",
        "desk@example.org",
        ["confirmation"],
    )


def test_there_is_no_way_into_what_is_over(told, make_period, round_, noon):
    ReceivingRules.objects.create(round=round_, accepts_late=True)
    make_period("upcoming")
    make_period("closed")

    found = {one["state"]: one for one in told("comment-periods/")["results"]}

    assert [way["kind"] for way in found["upcoming"]["ways"]] == ["web", "api"]
    assert (found["closed"]["ways"], found["closed"]["accepts_late"]) == ([], True)


def test_a_document_that_carries_a_text_leads_to_it(told, opinion, make_question):
    [symbol] = [one["symbol"] for one in told("contributions/")["results"]]
    Contribution.objects.all().update(symbol=None, published_at=None, number=None, state="submitted")
    paper = Document.objects.create(
        round=Symbol.objects.get().round,
        symbol=Symbol.objects.get(text=symbol),
        kind=DocumentKind.DRAFT,
        title={"en": "Opinion 3"},
        filed_at=NOON,
        public_at=NOON,
    )

    assert (
        told(f"documents/{paper.pk}/")["text_version"] == f"https://plenum.example/api/v1/text-versions/{opinion.pk}/"
    )


@pytest.mark.parametrize(("seconds_to_closing", "state"), [(-1, "open"), (0, "closed"), (1, "closed")])
def test_a_period_closes_at_its_instant(told, make_period, time_machine, seconds_to_closing, state):
    time_machine.move_to(NOON, tick=False)
    period = make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(days=1))
    told("comment-periods/?state=open")  # kept ready before the boundary

    time_machine.move_to(period.closes_at + timedelta(seconds=seconds_to_closing), tick=False)

    assert told(f"comment-periods/{period.pk}/")["state"] == state
    assert len(told("comment-periods/?state=open")["results"]) == (state == "open")


def test_seconds_left_run_while_the_answer_is_kept(ask, make_period, noon, time_machine, django_assert_num_queries):
    make_period(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(days=1))
    first = ask("comment-periods/?state=open")

    time_machine.move_to(NOON + timedelta(seconds=7), tick=False)
    with django_assert_num_queries(0):
        second = ask("comment-periods/?state=open")

    assert [answer.json()["results"][0]["seconds_left"] for answer in (first, second)] == [86400, 86393]
    assert first["ETag"] != second["ETag"]


def test_nothing_is_kept_beyond_the_next_opening(told, make_period, noon, time_machine):
    make_period(opens_at=NOON + timedelta(seconds=20), closes_at=NOON + timedelta(days=1))
    assert told("comment-periods/?state=open")["results"] == []

    time_machine.move_to(NOON + timedelta(seconds=20), tick=False)

    assert len(told("comment-periods/?state=open")["results"]) == 1


def test_a_change_is_told_at_once(told, make_period, noon, django_capture_on_commit_callbacks):
    from common import stamps

    period = make_period()
    told("comment-periods/?state=open")

    with django_capture_on_commit_callbacks(execute=True):
        CommentPeriod.objects.filter(pk=period.pk).update(title={"en": "Renamed"})
        stamps.bump("public")

    assert told("comment-periods/?state=open")["results"][0]["title"] == {"en": "Renamed"}


@pytest.mark.parametrize("at", ["2027-01-15T12:00:00Z", "2027-01-15T13:00:00+01:00", "2027-01-15T07:00:00.000-05:00"])
def test_another_instant_can_be_asked_for(told, make_period, at):
    period = make_period(opens_at=NOON, closes_at=NOON + timedelta(hours=1))

    found = told(f"comment-periods/?state=open&{urlencode({'at': at})}")["results"]

    assert [(one["id"], one["state"], one["seconds_left"]) for one in found] == [(period.pk, "open", 3600)]


@pytest.mark.parametrize(
    "at", ["2199-12-31T23:59:59-23:59", "1900-01-01T00:00:00%2B23:59", "2027-01-15T12:00:00%2B17:00"]
)
def test_an_offset_that_no_place_has_is_an_instant_all_the_same(told, at):
    assert told(f"comment-periods/?at={at}")["results"] == []


@pytest.mark.parametrize("at", ["2027-01-15T13:00:00+01:00", "2027-01-15t12:00:00z"])
def test_an_unescaped_plus_and_small_letters_are_understood(told, make_period, at):
    make_period(opens_at=NOON, closes_at=NOON + timedelta(hours=1))

    assert len(told(f"comment-periods/?state=open&at={at}")["results"]) == 1


@pytest.mark.parametrize("at", ["tomorrow", "2027-01-15", "2027-01-15T12:00:00", "9999-12-31T23:59:59Z"])
def test_an_instant_without_offset_or_sense_is_refused(ask, at):
    response = ask(f"comment-periods/?state=open&at={at}")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["at"]


def test_each_state_has_its_own_order(told, make_period, noon):
    late, soon = (make_period(closes_at=NOON + timedelta(days=days)) for days in (9, 3))
    far, near = (make_period("upcoming", opens_at=NOON + timedelta(days=days)) for days in (9, 3))
    older, newer = (
        make_period(opens_at=NOON - timedelta(days=40), closes_at=NOON - timedelta(days=days)) for days in (9, 3)
    )

    found = {
        state: [one["id"] for one in told(f"comment-periods/?state={state}")["results"]]
        for state in ("open", "upcoming", "closed")
    }

    assert found == {
        "open": [soon.pk, late.pk],
        "upcoming": [near.pk, far.pk],
        "closed": [newer.pk, older.pk],
    }


def test_filters_leave_what_was_asked_for(told, make_period, groups, noon):
    everyone = make_period(languages=["en"])
    governments = make_period(languages=["en", "ar"], purpose="replies")
    governments.audience.set([groups["governments"]])

    def ids(query):
        return {one["id"] for one in told(f"comment-periods/?state=open&{query}")["results"]}

    assert ids("group=governments") == {everyone.pk, governments.pk}
    assert ids("group=academia") == {everyone.pk}
    assert ids("group=goverments") == set()
    assert ids("language=ar") == {governments.pk}
    assert ids("purpose=replies") == {governments.pk}
    assert ids("process=wgx&round=1") == {everyone.pk, governments.pk}
    assert ids("process=other") == set()


def test_nobody_takes_part_in_a_closed_period(told, make_period):
    period = make_period("closed")

    found = told(f"comment-periods/{period.pk}/")

    assert (found["state"], found["take_part_url"], found["seconds_left"]) == ("closed", None, 0)


def test_an_extension_and_a_cancellation_are_told_with_their_history(
    told, make_period, cast, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(NOON, tick=False)
    period = make_period(at=NOON)
    before, later = period.closes_at, period.closes_at + timedelta(days=3)
    extend_period(period, closes_at=later, reason="Asked for.", by=cast.dora)
    [open_now] = told("comment-periods/?state=open")["results"]
    with django_capture_on_commit_callbacks(execute=True):
        cancel_period(period, reason="No quorum.", by=cast.dora)

    [found] = told("comment-periods/?state=cancelled")["results"]

    assert told("comment-periods/?state=open")["results"] == []
    assert (open_now["state"], datetime.fromisoformat(open_now["closes_at"])) == ("open", later)
    assert (found["state"], found["seconds_left"], found["take_part_url"]) == ("cancelled", 0, None)
    assert [(act["act"], act["reason"]) for act in found["history"]] == [
        ("open", ""),
        ("extend", "Asked for."),
        ("cancel", "No quorum."),
    ]
    assert [datetime.fromisoformat(found["history"][1][end]) for end in ("closes_before", "closes_at")] == [
        before,
        later,
    ]
    assert "Dora" not in str(found)


@pytest.fixture
def reopened(cast, make_period, time_machine):
    """Announced at NOON for a day; a day after its end reopened for two days; three days later everybody looks back."""
    time_machine.move_to(NOON, tick=False)
    period = make_period(at=NOON, opens_at=NOON + timedelta(hours=1), closes_at=NOON + timedelta(days=1))
    time_machine.move_to(NOON + timedelta(days=2), tick=False)
    reopen_period(period, closes_at=NOON + timedelta(days=4), reason="The network was away.", by=cast.dora)
    time_machine.move_to(NOON + timedelta(days=7), tick=False)
    return period


# By the hours since it was announced: where it stood, and which of its closings everybody knew.
@pytest.mark.parametrize(
    ("hours", "state", "days"),
    [(0, "upcoming", 1), (23, "open", 1), (36, "closed", 1), (49, "open", 4), (97, "closed", 4)],
)
def test_of_a_past_instant_one_is_told_what_everybody_knew_then(told, reopened, hours, state, days):
    asked = urlencode({"at": (NOON + timedelta(hours=hours)).isoformat()})

    [found] = told(f"comment-periods/?state={state}&{asked}")["results"]

    assert (found["id"], found["state"]) == (reopened.pk, state)
    assert datetime.fromisoformat(found["closes_at"]) == NOON + timedelta(days=days)
    assert len(found["history"]) == (1 if days == 1 else 2)
    assert told(f"comment-periods/{reopened.pk}/?{asked}") == found
    others = {"open", "upcoming", "closed", "cancelled"} - {state}
    assert [told(f"comment-periods/?state={other}&{asked}")["results"] for other in sorted(others)] == [[], [], []]


def test_what_was_not_announced_by_then_was_not_there(told, ask, reopened):
    announced = reopened.acts.order_by("pk").first().at
    asked = urlencode({"at": (announced - timedelta(seconds=1)).isoformat()})

    assert told(f"comment-periods/?{asked}")["results"] == []
    assert ask(f"comment-periods/{reopened.pk}/?{asked}").status_code == 404


def test_a_cancellation_is_not_known_before_it_is_decided(told, cast, make_period, time_machine):
    time_machine.move_to(NOON, tick=False)
    period = make_period(at=NOON)
    time_machine.move_to(NOON + timedelta(hours=5), tick=False)
    cancel_period(period, reason="No quorum.", by=cast.dora)

    states = [
        [
            state
            for state in ("open", "cancelled")
            if told(f"comment-periods/?state={state}&at=2027-01-15T{at}Z")["results"]
        ]
        for at in ("16:59:59", "17:00:00")
    ]

    assert states == [["open"], ["cancelled"]]


@pytest.mark.parametrize("at", ["yesterday", "2027-01-15", "%00", "0001-01-01T00:00:00Z"])
def test_an_instant_that_cannot_be_read_is_named_for_one_period_as_for_all(ask, period, at):
    for path in ("comment-periods/", f"comment-periods/{period.pk}/"):
        response = ask(f"{path}?at={at}")

        assert (response.status_code, list(response.json()["errors"])) == (400, ["at"])
