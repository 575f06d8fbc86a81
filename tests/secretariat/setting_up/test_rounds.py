"""A round is prepared, filled, copied and opened by pages; what is missing is said, and a person decides."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.localized import versions
from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CommentPeriod, Document, GuidingQuestion, Process, Round
from contributions.models import Contribution
from stakeholders.models import StakeholderGroup

HOME = "/desk/processes/wgx/"
ROUND = f"{HOME}rounds/1/"
Make = Callable[..., Any]


def words_of(page: Any) -> str:
    return " ".join(page.text_content().split())


def pdf(name: str = "agenda.txt", words: bytes = b"1. Opening\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words, content_type="text/plain")


@pytest.fixture
def prepared(process: Process, cast: SimpleNamespace) -> Document:
    round_ = Round.objects.get(process=process, number=1)
    document = actions.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": "Draft agenda"}, by=cast.dora)
    actions.add_file(document, actions.NewFile("a.txt", "text/plain", "en", b"1. Opening\n"), by=cast.dora)
    return document


def test_round_is_prepared_and_nobody_outside_sees_it(dora: Client, cast: SimpleNamespace) -> None:
    given = {"title_en": "Third meeting", "number": "3", "meets_on": "2027-03-01", "place": "Geneva"}

    answer = dora.post(f"{HOME}new-round/", given)

    assert answer["Location"] == f"{HOME}rounds/3/"
    made = Round.objects.get(number=3)
    assert (versions(made.title), made.meets_on, made.public_at) == ({"en": "Third meeting"}, date(2027, 3, 1), None)
    assert Client().get("/processes/wgx/rounds/3/").status_code == 404
    assert dora.post(f"{HOME}new-round/", given).status_code == 422
    assert dora.post(f"{HOME}new-round/", given | {"number": "99999999999999"}).status_code == 422


def test_page_of_a_round_says_what_is_missing(
    dora: Client, page: Make, make_round: Make, make_period: Make, make_question: Make
) -> None:
    Process.objects.update(languages=["en", "fr"])
    bare = make_round(2, public_at=None)
    assert "There is no comment period yet." in words_of(page(dora, f"{HOME}rounds/2/"))

    period = make_period(round=bare, public_at=None, languages=["en", "fr"])
    assert "has no question" in words_of(page(dora, f"{HOME}rounds/2/"))

    question = make_question(1, period=period)
    shown = page(dora, f"{HOME}rounds/2/")
    assert "Question 1 is missing in: French." in words_of(shown)
    assert shown.xpath(f"//main//a[@href='{HOME}rounds/2/questions/{question.pk}/']")
    assert "is not public yet" in words_of(shown)


def test_round_is_opened_with_gaps_because_a_person_decides(dora: Client, make_round: Make) -> None:
    make_round(2, public_at=None)
    dora.post(f"{HOME}rounds/2/open/")
    assert Client().get("/processes/wgx/rounds/2/").status_code == 200


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_only_the_head_sets_up_a_round(who: str, browsers: Make, page: Make, period: CommentPeriod) -> None:
    client = browsers(who)
    shown = page(client, ROUND)
    assert not shown.xpath("//main//form[contains(@action, '/open/')]")
    for part in ("change/", "copy/", f"periods/{period.pk}/new-question/"):
        assert client.get(f"{ROUND}{part}").status_code == 403
    assert client.post(f"{ROUND}open/").status_code == 403


def test_second_of_two_is_told_on_the_page_of_a_round(dora: Client, round_: Round) -> None:
    given = {"number": "1", "title_en": "One", "seen": "0"}
    assert dora.post(f"{ROUND}change/", given).status_code == 302
    answer = dora.post(f"{ROUND}change/", given | {"title_en": "Two", "place": "Bonn"})
    assert answer.status_code == 409
    assert "One" in answer.content.decode()
    round_.refresh_from_db()
    assert versions(round_.title) == {"en": "One"}


def test_copy_has_periods_and_questions_later_and_nothing_public(
    dora: Client, round_: Round, make_period: Make, make_question: Make
) -> None:
    Round.objects.filter(pk=round_.pk).update(meets_on=date(2027, 1, 20), description='{"en": "About cables"}')
    opens = datetime(2027, 2, 1, 8, tzinfo=UTC)
    period = make_period(opens_at=opens, closes_at=opens + timedelta(days=20), time_zone="Europe/Zurich")
    period.audience.set(StakeholderGroup.objects.filter(code="academia"))
    make_question(1, period=period, is_required=True, word_limit=300)
    actions.set_receiving(round_, in_time_hours=1080, delayed_hours=288, accepts_late=True, by=None)

    given = {"title_en": "Next", "number": "2", "meets_on": "2027-06-20"}
    assert dora.post(f"{ROUND}copy/", given)["Location"] == f"{HOME}rounds/2/"

    copy = Round.objects.get(number=2)
    later = copy.periods.get(time_zone="Europe/Zurich")
    assert versions(copy.description) == {"en": "About cables"}
    assert (copy.public_at, later.public_at, later.announced_at, copy.last_number) == (None, None, None, 0)
    # Nine in the morning by the clock of Zurich, in winter as in summer.
    assert later.opens_at == datetime(2027, 7, 2, 7, tzinfo=UTC)
    assert [group.code for group in later.audience.all()] == ["academia"]
    rules = copy.receiving
    assert (rules.in_time_hours, rules.delayed_hours, rules.accepts_late) == (1080, 288, True)
    asked = later.questions.get()
    assert (asked.number, asked.is_required, asked.word_limit) == (1, True, 300)
    assert dora.post(f"{ROUND}copy/", given).status_code == 422


@pytest.mark.parametrize(
    ("given", "field"), [({}, "days"), ({"days": "-1"}, "days"), ({"days": "99999"}, "days"), ({"days": "x"}, "days")]
)
def test_copy_asks_for_days_that_it_cannot_know(given: dict[str, str], field: str, dora: Client, round_: Round) -> None:
    answer = dora.post(f"{ROUND}copy/", {"title_en": "Next", "number": "2"} | given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_questions_are_asked_moved_and_removed(dora: Client, period: CommentPeriod) -> None:
    new = f"{ROUND}periods/{period.pk}/new-question/"
    for text in ("First?", "Second?", "Second?"):
        assert dora.post(new, {"text_en": text, "word_limit": "200"}).status_code == 302
    first, second = period.questions.order_by("number")

    dora.post(f"{ROUND}questions/{second.pk}/move/", {"up": "1"})
    assert [each.wording.text for each in period.questions.order_by("number")] == ["Second?", "First?"]
    dora.post(f"{ROUND}questions/{second.pk}/remove/")
    assert [(each.number, each.pk) for each in period.questions.all()] == [(1, first.pk)]
    assert dora.post(f"{ROUND}questions/{second.pk}/remove/").status_code == 404


def test_answered_question_stays_but_for_more_languages(
    dora: Client, make_question: Make, make_contribution: Make, process: Process
) -> None:
    Process.objects.filter(pk=process.pk).update(languages=["en", "fr"])
    question = make_question(1)
    make_contribution("submitted", answers={str(question.pk): "Because."})
    address = f"{ROUND}questions/{question.pk}/"
    text = versions(question.text)["en"]

    assert dora.post(address, {"text_en": "Another?", "seen": "0"}).status_code == 409
    # A page that was opened before the answer came cannot make it required afterwards.
    dora.post(address, {"text_en": text, "is_required": "on", "seen": "0"})
    question.refresh_from_db()
    assert not question.is_required
    dora.post(f"{address}remove/")
    assert dora.post(address, {"text_en": text, "text_fr": "Et en français ?", "seen": "0"}).status_code == 302

    question.refresh_from_db()
    assert versions(question.text) == {"en": text, "fr": "Et en français ?"}


def test_question_with_an_answer_in_a_draft_is_mended_but_not_removed(
    dora: Client, make_question: Make, make_draft: Make
) -> None:
    question = make_question(1)
    make_draft(answers={str(question.pk): "I think"})
    address = f"{ROUND}questions/{question.pk}/"

    assert dora.post(address, {"text_en": "Better asked?", "seen": "0"}).status_code == 302
    dora.post(f"{address}remove/")

    assert GuidingQuestion.objects.filter(pk=question.pk).exists()
    assert Contribution.objects.get().content["answers"] == {str(question.pk): "I think"}


def test_document_is_prepared_with_two_languages_and_published_with_its_symbol(dora, round_, page):
    made = dora.post(f"{ROUND}new-document/", {"title_en": "Draft agenda", "kind": "agenda"})
    address = made["Location"]
    document = Document.objects.get()
    assert dora.post(f"{address}publish/", {"is_numbered": "on"}).status_code == 422
    assert dora.post(f"{address}file/", {"file": pdf(), "language": "en"}).status_code == 302
    french = pdf("ordre.txt", b"1. Ouverture\n")
    assert dora.post(f"{address}file/", {"file": french, "language": "fr"}).status_code == 302
    assert Client().get(f"/files/documents/{document.files.first().pk}/a").status_code == 404

    assert dora.post(f"{address}publish/", {"is_numbered": "on", "alias": "Agenda 1"}).status_code == 302
    assert dora.post(f"{address}publish/", {"is_numbered": "on"}).status_code == 302

    document.refresh_from_db()
    assert (document.symbol.text, document.symbol.alias) == ("WGX/1/1", "Agenda 1")
    public = Client().get("/processes/wgx/documents/WGX/1/1/").content.decode()
    assert "ordre.txt" in public
    assert dora.post(f"{address}files/", {"remove": document.files.first().pk}).status_code == 409
    assert dora.post(f"{address}discard/").status_code == 409
    arabic = pdf("agenda-ar.txt", "جدول الأعمال".encode())
    assert dora.post(f"{address}file/", {"file": arabic, "language": "ar"}).status_code == 302
    assert document.files.count() == 3
    page(dora, address)


def test_published_document_keeps_its_title_and_takes_further_ones(
    dora: Client, process: Process, round_: Round, prepared: Document, cast: SimpleNamespace
) -> None:
    Process.objects.filter(pk=process.pk).update(languages=["en", "fr"])
    actions.publish_document(prepared, by=cast.dora)
    prepared.refresh_from_db()
    address = f"{ROUND}documents/{prepared.pk}/change/"
    same = {"kind": "agenda", "seen": str(prepared.edits)}

    assert dora.post(address, same | {"title_en": "Agenda"}).status_code == 409
    french = {"title_en": "Draft agenda", "title_fr": "Projet d’ordre du jour"}
    assert dora.post(address, same | french).status_code == 302

    prepared.refresh_from_db()
    assert versions(prepared.title) == {"en": "Draft agenda", "fr": "Projet d’ordre du jour"}


@pytest.mark.parametrize(("who", "status"), [("chris", 302), ("omar", 302), ("olga", 403), ("otto", 404)])
def test_secretariat_and_chair_file_documents(who: str, status: int, browsers: Make, round_: Round) -> None:
    answer = browsers(who).post(f"{ROUND}new-document/", {"title_en": "Chair's draft", "kind": "draft"})
    assert answer.status_code == status
    assert Document.objects.count() == (status == 302)


def test_unsuitable_files_are_refused_with_a_sentence(dora: Client, round_: Round, prepared: Document) -> None:
    address = f"{ROUND}documents/{prepared.pk}/file/"
    for file in (pdf("run.exe", b"MZ\x00\x00"), pdf("empty.txt", b"")):
        assert dora.post(address, {"file": file, "language": "en"}).status_code == 422
    assert dora.post(address, {"file": pdf(), "language": "tlh"}).status_code == 422
    assert dora.post(address, {"language": "en"}).status_code == 422
    assert prepared.files.count() == 1


def test_other_processes_are_out_of_reach(
    dora: Client, make_process: Make, make_round: Make, make_period: Make, make_question: Make
) -> None:
    other = make_process("other")
    round_ = make_round(1, process=other)
    period = make_period(round=round_)
    question = make_question(1, period=period)
    document = actions.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": "Secret"}, by=None)
    foreign, own = "/desk/processes/other/", ROUND
    for address in (
        foreign,
        f"{foreign}staff/",
        f"{foreign}settings/names/",
        f"{foreign}rounds/1/",
        f"{foreign}rounds/1/documents/{document.pk}/",
        f"{own}documents/{document.pk}/",
        f"{own}questions/{question.pk}/",
        f"{own}periods/{period.pk}/new-question/",
    ):
        assert dora.get(address).status_code == 404, address
    assert dora.post(f"{foreign}open/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_little(
    rows: int, dora: Client, make_period: Make, make_question: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        period = make_period()
        question = make_question(1, period=period)
        document = actions.prepare_document(
            period.round, kind=DocumentKind.AGENDA, title={"en": f"Paper {number}"}, by=None
        )
        actions.add_file(document, actions.NewFile("a.txt", "text/plain", "en", b"1\n"), by=None)
    addresses = ("", "change/", "copy/", f"questions/{question.pk}/", f"documents/{document.pk}/", "new-document/")
    for address in addresses:
        with django_assert_max_num_queries(8):
            assert dora.get(ROUND + address).status_code == 200
