"""Pages on which somebody throws away what was only prepared: they say what goes, and why something has to stay."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CommentPeriod, Document, Process, Round

HOME = "/desk/processes/wgx/"
ROUND = f"{HOME}rounds/2/"
Make = Callable[..., Any]


def words_of(page: Any) -> str:
    return " ".join(page.text_content().split())


@pytest.fixture
def places(make_round: Make, make_period: Make, make_question: Make) -> dict[str, str]:
    """The addresses at which a prepared round, its period and its document are thrown away."""
    round_ = make_round(2, public_at=None)
    period = make_period(round=round_, public_at=None)
    make_question(1, period=period)
    document = actions.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": "Draft agenda"}, by=None)
    actions.add_file(document, actions.NewFile("a.txt", "text/plain", "en", b"1. Opening\n"), by=None)
    return {
        "round": f"{ROUND}discard/",
        "period": f"/desk/periods/{period.pk}/discard/",
        "document": f"{ROUND}documents/{document.pk}/discard/",
    }


def confirm(client: Client, address: str) -> Any:
    """Look at the page and press its button."""
    seen = client.get(address).context["going"].seen
    return client.post(address, {"seen": seen})


def test_page_says_what_exactly_goes(dora: Client, page: Make, places: dict[str, str]) -> None:
    assert page(dora, ROUND).xpath(f"//main//a[@href='{places['round']}']")
    shown = page(dora, places["round"])
    told = words_of(shown.xpath("//main")[0])
    for part in (
        "Meeting 2",
        "Call for contributions",
        "with 1 question",
        "Draft agenda",
        "with 1 file",
        "never public",
    ):
        assert part in told
    assert Round.objects.filter(number=2).exists()


def test_round_is_thrown_away_and_its_pages_say_so(dora: Client, places: dict[str, str]) -> None:
    answer = confirm(dora, places["round"])
    assert answer["Location"] == HOME
    assert not Round.objects.filter(number=2).exists()
    for address in (ROUND, f"{ROUND}change/", *places.values()):
        gone = dora.get(address)
        assert gone.status_code == 410, address
        assert "thrown this away" in gone.content.decode()
    # The second of two, and a form that was open elsewhere.
    assert dora.post(places["round"], {"seen": "x"}).status_code == 410
    assert dora.post(f"{ROUND}change/", {"number": "2", "title_en": "Mine", "seen": "0"}).status_code == 410
    assert dora.post(f"{ROUND}new-document/", {"title_en": "Mine", "kind": "draft"}).status_code == 410


@pytest.mark.parametrize(("what", "model"), [("period", CommentPeriod), ("document", Document)])
def test_part_of_a_round_is_thrown_away(what: str, model: Any, dora: Client, places: dict[str, str]) -> None:
    assert confirm(dora, places[what])["Location"] == ROUND
    assert not model.objects.filter(round__number=2).exists()
    assert dora.post(places[what]).status_code == 410


def test_nothing_goes_that_was_not_seen(dora: Client, places: dict[str, str]) -> None:
    for given in ({}, {"seen": "\x00"}, {"seen": "1" * 5000}):
        answer = dora.post(places["round"], given)
        assert answer.status_code == 409
        assert "look once more" in answer.content.decode()
    assert Round.objects.filter(number=2).exists()


def test_what_was_public_has_no_button(dora: Client, page: Make, round_: Round, period: CommentPeriod) -> None:
    for address in (f"{HOME}discard/", f"{HOME}rounds/1/discard/", f"/desk/periods/{period.pk}/discard/"):
        shown = page(dora, address)
        assert not shown.xpath("//main//button[@data-kind='danger']")
        assert "what was public once stays" in words_of(shown)
        assert dora.post(address).status_code == 409
    assert not page(dora, f"{HOME}rounds/1/").xpath("//main//a[contains(@href, '/discard/')]")


@pytest.mark.parametrize(("who", "status"), [("omar", 403), ("chris", 403), ("olga", 403), ("otto", 404), ("ana", 404)])
def test_only_the_head_throws_rounds_and_periods_away(
    who: str, status: int, browsers: Make, places: dict[str, str]
) -> None:
    client = browsers(who)
    for what in ("round", "period"):
        assert client.get(places[what]).status_code == status
        assert client.post(places[what]).status_code == status
    assert Round.objects.filter(number=2).exists()


def test_officer_throws_away_the_document_that_officers_prepare(browsers: Make, places: dict[str, str]) -> None:
    assert confirm(browsers("omar"), places["document"]).status_code == 302
    assert not Document.objects.exists()


def test_others_round_is_out_of_reach_and_nobody_hears_that_it_was_there(
    dora: Client, make_process: Make, make_round: Make, make_period: Make
) -> None:
    other = make_process("other")
    round_ = make_round(2, process=other, public_at=None)
    period = make_period(round=round_, public_at=None)
    addresses = ("/desk/processes/other/rounds/2/discard/", f"/desk/periods/{period.pk}/discard/")
    for address in addresses:
        assert dora.post(address).status_code == 404
    from contributions.actions import throw_away
    from contributions.queries.hanging import what_goes

    throw_away(round_, seen=what_goes(round_).seen, by=None)
    for address in addresses:
        assert dora.get(address).status_code == 404


def test_address_of_what_never_was_is_none(dora: Client) -> None:
    for number in ("9" * 18, "9" * 400):
        for address in (f"/desk/periods/{number}/discard/", f"{HOME}rounds/{number}/", f"{HOME}rounds/7/discard/"):
            assert dora.get(address).status_code == 404


def test_last_process_is_thrown_away_and_a_double_click_is_told(
    browsers: Make, cast: SimpleNamespace, groups: Any
) -> None:
    client = browsers("otto")
    process = Process.objects.create(slug="new", code="NEW", name="New")
    actions.give_role(process, cast.otto, "head", by=None)  # type: ignore[arg-type]
    address = "/desk/processes/new/discard/"

    assert confirm(client, address)["Location"] == "/me/"

    assert not Process.objects.filter(slug="new").exists()
    assert client.post(address).status_code == 410
    assert browsers("ana").get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_little(
    rows: int, dora: Client, places: dict[str, str], make_period: Make, django_assert_max_num_queries: Any
) -> None:
    round_ = Round.objects.get(number=2)
    for number in range(rows):
        make_period(round=round_, public_at=None).questions.create(number=1, text={"en": "What?"})
        actions.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": f"Paper {number}"}, by=None)
        actions.create_round(round_.process, number=10 + number, title="Later", by=None)
    for address in (*places.values(), f"{HOME}discard/"):
        with django_assert_max_num_queries(8):
            assert dora.get(address).status_code == 200
