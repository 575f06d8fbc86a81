"""What the feeds of a process and a round tell, and what they never tell."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from consultations import actions as dates
from consultations.enums import Act, DocumentKind
from consultations.models import Document, Symbol
from contributions import actions
from contributions.content import Content
from contributions.enums import Consent, State
from contributions.models import Contribution
from contributions.queries.redactions import everywhere

PROCESS, ROUND = "/feeds/processes/wgx/", "/feeds/processes/wgx/rounds/1/"
BEGIN = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def announced(clock, cast, make_period):
    """A period that opens in five days and closes in twenty-five; announced by Dora."""
    period = make_period("upcoming", at=BEGIN, public_at=None)
    dates.open_period(period, by=cast.dora)
    return period


def test_the_whole_course_of_a_period_is_told_the_last_first(clock, cast, announced, feed):
    clock.move_to(announced.opens_at + timedelta(days=1))
    closes = announced.closes_at + timedelta(days=7)
    dates.decide(announced, Act.EXTEND, by=cast.dora, closes_at=closes, reason="Asked for by many.")
    clock.move_to(closes)

    read = feed(ROUND)

    assert read.titles == [
        "Closed: Call for contributions (WGX)",
        "Extended: Call for contributions (WGX)",
        "Opened: Call for contributions (WGX)",
        "Announced: Call for contributions (WGX)",
    ]
    assert [entry.tags[0].term for entry in read.parsed.entries] == ["closed", "extended", "opened", "announced"]
    assert "Asked for by many." in read.parsed.entries[1].summary
    assert "Closes: 5 February 2027, 12:00 UTC" in read.parsed.entries[1].summary
    assert "Before, it was to close: 29 January 2027, 12:00 UTC" in read.parsed.entries[1].summary
    assert read.parsed.feed.updated == "2027-02-05T12:00:00Z"


def test_opening_and_closing_are_told_to_the_second_and_not_before(clock, announced, feed):
    seen = {}
    for name, instant in (("opens", announced.opens_at), ("closes", announced.closes_at)):
        for second in (-1, 0):
            clock.move_to(instant + timedelta(seconds=second))
            seen[name, second] = feed(ROUND).titles[0].partition(":")[0]

    assert seen == {
        ("opens", -1): "Announced",
        ("opens", 0): "Opened",
        ("closes", -1): "Opened",
        ("closes", 0): "Closed",
    }


def test_what_is_cancelled_while_open_is_told_as_that_and_does_not_close(clock, cast, announced, feed):
    clock.move_to(announced.opens_at + timedelta(days=1))
    dates.decide(announced, Act.CANCEL, by=cast.dora, reason="No meeting.")
    clock.move_to(announced.closes_at + timedelta(days=1))

    assert [title.partition(":")[0] for title in feed(PROCESS).titles] == ["Cancelled", "Opened", "Announced"]


def test_names_of_entries_are_the_same_in_every_language_and_feed_and_outlive_a_new_symbol(
    cast, make_contribution, feed
):
    contribution = make_contribution()
    before = {entry.id for entry in feed(PROCESS).parsed.entries}
    dates_feed = {entry.id for entry in feed(f"{ROUND}?lang=ar").parsed.entries}
    actions.renumber(contribution.symbol, by=cast.dora, reason="Numbered twice.")

    assert before == dates_feed == {entry.id for entry in feed(ROUND).parsed.entries}
    assert f"tag:plenum.example,2026:contribution/{contribution.pk}" in before


def test_the_house_may_move_and_keep_its_names(settings, make_contribution, feed):
    make_contribution()
    before = [entry.id for entry in feed(PROCESS).parsed.entries]
    settings.SITE_URL, settings.TAG_AUTHORITY = "https://elsewhere.example", "plenum.example,2026"

    assert [entry.id for entry in feed(f"{PROCESS}?lang=en").parsed.entries] == before


def test_a_contribution_is_told_with_its_source_excerpt_and_groups(make_contribution, feed):
    contribution = make_contribution()

    entry = feed(ROUND).parsed.entries[0]

    assert entry.title == "New: \u2068WGX/1/1\u2069, \u2068On cables\u2069"
    assert entry.link == "https://plenum.example/processes/wgx/documents/WGX/1/1/"
    assert "Cables matter." in entry.summary
    assert [author.name for author in entry.authors] == ["Ministry of Posts of Exampland"]
    assert [(tag.term, tag.label) for tag in entry.tags] == [("contribution", None), ("governments", "Governments")]
    assert datetime.fromisoformat(entry.published) == contribution.published_at
    assert {link.type: link.href for link in entry.links} == {
        "text/html": "https://plenum.example/processes/wgx/documents/WGX/1/1/",
        "application/json": f"https://plenum.example/api/v1/contributions/{contribution.pk}/",
    }


def test_a_withdrawn_contribution_says_so_and_no_more(cast, make_contribution, feed):
    contribution = make_contribution()
    told = feed(ROUND).parsed.entries[0]
    actions.withdraw(contribution, by=cast.ana)

    read = feed(ROUND)
    entry = read.parsed.entries[0]

    assert entry.id == told.id
    assert (entry.title, entry.tags[0].term, len(entry.tags)) == ("Withdrawn: \u2068WGX/1/1\u2069", "withdrawn", 1)
    assert entry.published == told.published
    assert entry.updated > told.updated
    for word in ("ables", "Ministry", "governments"):
        assert word not in read.response.content.decode().replace("contribut", "")


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        (Consent.GROUP, ("Governments (not named at its own wish)", True)),
        (Consent.AGGREGATE, ("Working Group WGX", False)),
    ],
)
def test_nobody_is_named_who_does_not_want_it(cast, make_contribution, feed, consent, told):
    contribution = make_contribution()
    before = feed(ROUND).parsed.entries[0].updated
    actions.change_consent(contribution, consent, by=cast.ana)

    read = feed(ROUND)
    entry = read.parsed.entries[0]

    text = read.response.content.decode()
    name = [author["name"] for author in entry.get("authors", [read.parsed.feed.author_detail])]
    assert (name[0], "Cables matter." in text) == told
    assert "Ministry" not in text
    assert entry.updated > before


def test_words_that_are_removed_are_gone_and_the_entry_is_told_again(cast, make_contribution, feed):
    contribution = make_contribution(statement="Ask Zebedee Quillfeather.")
    told = feed(ROUND).parsed.entries[0]
    content = Content.from_json(contribution.submission.content)
    actions.redact(contribution, everywhere("Zebedee Quillfeather", content, "third-person"), by=cast.dora)

    entry = feed(ROUND).parsed.entries[0]

    assert "Zebedee" in told.summary
    assert "Zebedee" not in entry.summary
    assert "characters removed" in entry.summary
    assert (entry.id, entry.published) == (told.id, told.published)
    assert entry.updated > told.updated


def test_an_older_contribution_that_changes_is_told_again(cast, make_contribution, feed):
    first, second = make_contribution(title="First"), make_contribution(title="Second")
    assert [title[-6:] for title in feed(ROUND).titles[:2]] == ["Second", " First"]

    actions.change_consent(first, Consent.GROUP, by=cast.ana)

    assert [title[-6:] for title in feed(ROUND).titles[:2]] == [" First", "Second"]
    second.refresh_from_db()
    assert second.shown_at == second.published_at


def test_a_revision_is_called_so(cast, make_contribution, feed, ministry):
    contribution = make_contribution()
    draft, _token = actions.revise(contribution, by=cast.ana)
    actions.submit(draft, by=cast.ana)
    actions.publish(draft, by=cast.dora)

    entry = feed(ROUND).parsed.entries[0]

    assert entry.title == "New revision: \u2068WGX/1/1/Rev.1\u2069, \u2068On cables\u2069"
    assert entry.tags[0].term == "revision"


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED])
def test_what_is_not_published_is_in_no_feed(make_contribution, feed, state):
    make_contribution(state)

    assert [entry.tags[0].term for entry in feed(PROCESS).parsed.entries] == ["opened", "announced"]


def test_what_is_withdrawn_before_it_was_public_is_in_no_feed(cast, make_contribution, feed):
    contribution = make_contribution(State.SUBMITTED)
    actions.withdraw(contribution, by=cast.ana)

    assert "contribution/" not in feed(PROCESS).response.content.decode()


def test_documents_are_told_when_they_are_public(cast, round_, feed):
    symbol = Symbol.objects.create(process=round_.process, round=round_, text="WGX/1/5", number=5)
    given = {"round": round_, "kind": DocumentKind.DRAFT, "filed_at": timezone.now()}
    Document.objects.create(**given, symbol=symbol, title={"en": "Draft"}, public_at=timezone.now())
    Document.objects.create(**given, title={"en": "Secret"}, public_at=None)
    Document.objects.create(**given, title={"en": "Plain"}, public_at=timezone.now())

    assert feed(ROUND).titles == ["New: Plain", "New: WGX/1/5, Draft"]


def test_what_is_not_public_has_no_feed(client, process, make_round, make_process):
    make_round(7, public_at=None)
    make_process("hidden", public_at=None)

    for address in ("/feeds/processes/wgx/rounds/7/", "/feeds/processes/hidden/", "/feeds/processes/none/"):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_round_or_a_period_that_is_not_public_is_not_told_of(make_round, make_period, feed, process):
    make_period(round=make_round(7, public_at=None))
    make_period(round=make_round(8), public_at=None)

    assert feed(PROCESS).parsed.entries == []


def test_every_page_is_read_once_and_nothing_is_left_out(announced, make_contribution, make_round, make_period, feed):
    """Also where several things happen in one instant."""
    for number in (11, 12):
        period = make_period(round=make_round(number))
        for title in ("One", "Two"):
            make_contribution(period=period, title=title)
    Contribution.objects.update(shown_at=BEGIN)
    Document.objects.bulk_create(
        Document(round=announced.round, kind=DocumentKind.DRAFT, title={"en": f"{n}"}, filed_at=BEGIN, public_at=BEGIN)
        for n in range(120)
    )
    whole = [f"New: {n}" for n in reversed(range(120))]

    address, pages = PROCESS, []
    while address:
        read = feed(address)
        pages.append(read.titles)
        assert read.link("first") == f"{PROCESS}?lang=en"
        address = read.link("next")

    assert [len(page) for page in pages[:-1]] == [50, 50]
    told = [title for page in pages for title in page]
    assert [title for title in told if title in whole] == whole
    assert sorted(title for title in told if "WGX/1" in title) == [
        f"New: WGX/{number}/{each}, {title}" for number in (11, 12) for each, title in ((1, "One"), (2, "Two"))
    ]
    assert len(told) == len(whole) + 4 + 7


def test_contributions_of_many_rounds_come_in_one_order(make_contribution, make_round, make_period, feed):
    for number in (11, 12, 13):
        period = make_period(round=make_round(number))
        make_contribution(period=period, title=f"Of {number}")

    told = [title for title in feed(PROCESS).titles if "Of 1" in title]

    assert told == ["New: WGX/13/1, Of 13", "New: WGX/12/1, Of 12", "New: WGX/11/1, Of 11"]


def test_rows_without_an_instant_are_not_told(make_contribution, feed):
    Contribution.objects.filter(pk=make_contribution().pk).update(shown_at=None)

    assert [entry.tags[0].term for entry in feed(PROCESS).parsed.entries] == ["opened", "announced"]
