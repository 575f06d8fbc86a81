"""Documents that keep the number of another paper: Rev., Add. and Corr. of documents and of contributions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import override_settings

from common.refusals import Incomplete, NotAllowed
from consultations.actions import NewFile, add_file, file_document, prepare_document
from consultations.enums import Beside, DocumentKind
from consultations.models import Document, Round, Symbol
from contributions import actions
from contributions.enums import Modifier
from following.actions import follow
from notifications.models import Letter
from record.queries import about


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def prepare(round_: Round) -> Callable[..., Document]:
    """A document that waits to be published."""

    def make(title: str = "Corrected", *, of: Round = round_) -> Document:
        document = prepare_document(of, kind=DocumentKind.DRAFT, title={"en": title}, by=None)
        add_file(document, NewFile("a.txt", "text/plain", "en", title.encode()), by=None)
        return document

    return make


@pytest.fixture
def draft(round_: Round) -> Document:
    """WGX/1/1, published."""
    return file_document(round_, kind=DocumentKind.DRAFT, title={"en": "Draft"}, by=None)


def test_each_kind_is_counted_by_itself_and_takes_no_number(draft, prepare, cast, round_):
    wanted = [Beside.CORRECTS, Beside.REPLACES, Beside.CORRECTS, Beside.ADDS]
    made = [prepare(f"Paper {at}") for at in range(4)]
    for document, stands in zip(made, wanted, strict=True):
        actions.publish_beside(document, draft.symbol, stands, by=cast.omar)

    given = ["WGX/1/1/Corr.1", "WGX/1/1/Rev.1", "WGX/1/1/Corr.2", "WGX/1/1/Add.1"]
    assert [(str(each.symbol), each.modifies, each.stands_beside) for each in made] == [
        (text, draft, "WGX/1/1") for text in given
    ]
    round_.refresh_from_db()
    assert round_.last_number == 1


def test_revision_of_a_revision_keeps_the_number_and_names_it(draft, prepare, cast):
    first, second = prepare("First"), prepare("Second")
    actions.publish_beside(first, draft.symbol, Beside.REPLACES, by=cast.omar)
    actions.publish_beside(second, first.symbol, Beside.REPLACES, by=cast.omar)

    assert (second.symbol.text, second.modifies, second.stands_beside) == ("WGX/1/1/Rev.2", first, "WGX/1/1/Rev.1")


def test_contribution_and_document_count_their_corrections_together(make_contribution, prepare, cast):
    contribution, document = make_contribution(), prepare()
    actions.publish_beside(document, contribution.symbol, Beside.CORRECTS, by=cast.omar)
    correction, _token = actions.modify(contribution, Modifier.CORRECTS, by=cast.ana)
    actions.save(correction, correction.content | {"statement": "Line 3."}, by=cast.ana)
    actions.submit(correction, by=cast.ana)
    actions.publish(correction, by=cast.dora)

    assert (document.symbol.text, document.modifies, document.stands_beside) == ("WGX/1/1/Corr.1", None, "WGX/1/1")
    assert correction.symbol.text == "WGX/1/1/Corr.2"


def test_it_goes_along_when_the_paper_gets_another_number(make_contribution, prepare, cast):
    contribution, document, late = make_contribution(), prepare("Soon"), prepare("Late")
    former = contribution.symbol
    actions.publish_beside(document, former, Beside.ADDS, by=cast.omar)
    actions.renumber(former, by=cast.dora, reason="Counted twice.")

    actions.publish_beside(late, former, Beside.ADDS, by=cast.omar)

    document.refresh_from_db()
    assert [each.symbol.text for each in (document, late)] == ["WGX/1/2/Add.1", "WGX/1/2/Add.2"]


def test_only_its_source_replaces_a_contribution(make_contribution, prepare, cast):
    with pytest.raises(Incomplete, match="only its source can replace it"):
        actions.publish_beside(prepare(), make_contribution().symbol, Beside.REPLACES, by=cast.omar)


def test_its_source_and_the_followers_of_the_round_are_told_once(make_contribution, prepare, cast, round_):
    contribution, document = make_contribution(), prepare()
    for person in (cast.ben, cast.ines):
        follow(f"round:{round_.pk}", by=person)

    for _twice in range(2):
        actions.publish_beside(document, contribution.symbol, Beside.CORRECTS, by=cast.omar)

    actions.spread_news()
    letters = Letter.objects.filter(family__in=("contributions/modified", "contributions/followed_document"))
    assert {letter.address: letter.family.partition("/")[2] for letter in letters} == {
        "ana@example.org": "modified",
        "ben@example.org": "modified",
        "ines@example.org": "followed_document",
    }
    assert letters.count() == 3
    assert all("This corrects WGX/1/1. What it does not name" in letter.written()[0] for letter in letters)


def test_the_record_knows_what_it_stands_beside(draft, prepare, cast):
    document = prepare()
    actions.publish_beside(document, draft.symbol, Beside.ADDS, by=cast.omar)

    entry = about(document).get(verb="document.publish")
    assert (entry.facts["beside"], entry.facts["stands"]) == (draft.symbol.pk, "Add")


def test_what_is_elsewhere_or_withdrawn_is_refused_with_a_sentence(make_contribution, make_round, prepare, cast):
    document, contribution = prepare(), make_contribution()
    other = file_document(make_round(2), kind=DocumentKind.DRAFT, title="Draft", by=None)
    actions.withdraw(contribution, by=cast.ana, reason="We changed our mind.")

    for symbol, sentence in ((other.symbol, "is of another round"), (contribution.symbol, "was withdrawn")):
        with pytest.raises(Incomplete, match=sentence) as refused:
            actions.publish_beside(document, symbol, Beside.ADDS, by=cast.omar)
        assert set(refused.value.fields) == {"beside"}
    with pytest.raises(NotAllowed):
        actions.publish_beside(document, contribution.symbol, Beside.ADDS, by=cast.olga)

    document.refresh_from_db()
    assert (document.symbol, document.public_at) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_has_its_own_modifier_and_none_is_left_out(draft, prepare, cast):
    documents = [prepare(f"Paper {at}") for at in range(6)]

    def publish(document: Document) -> None:
        try:
            actions.publish_beside(document, draft.symbol, Beside.CORRECTS, by=cast.omar)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(publish, documents * 2))

    given = Symbol.objects.exclude(modifier="").order_by("modifier").values_list("modifier", flat=True)
    assert list(given) == [f"Corr.{number}" for number in range(1, 7)]
