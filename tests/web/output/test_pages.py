"""Reading a round question by question, and as an index."""

import pytest
from django.core.cache import cache

from contributions import actions
from contributions.enums import Consent
from contributions.models import Contribution
from tests.exports.conftest import LANGUAGES, SOURCES

pytestmark = pytest.mark.django_db

ROUND = "/processes/wgx/rounds/1"
PAGES = ["by-question/", "by-question/statements/", "by-question/recommendations/", "index/", "take-away/"]


@pytest.fixture
def many(request, question, make_contribution, make_source) -> int:
    """So many contributions that answer a question; its id."""
    for each in range(request.param):
        source = make_source(f"Source {each}", country="KE")
        make_contribution(sources=[{"id": source.pk}], answers={str(question.pk): "Yes."}, recommendations=["Do."])
    return question.pk


def names(client, address: str) -> list[str]:
    cache.clear()
    page = client.get(address).content.decode()
    return sorted(SOURCES.values(), key=page.index)


@pytest.mark.parametrize("end", PAGES)
def test_page_is_for_everybody(end, six, client) -> None:
    assert client.get(f"{ROUND}/{end}").status_code == 200


@pytest.mark.parametrize("end", PAGES)
def test_round_that_is_not_public_has_no_such_page(end, six, round_, client) -> None:
    type(round_).objects.update(public_at=None)

    assert client.get(f"{ROUND}/{end}").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_all_answers_stand_in_their_own_language_and_direction(language, six, question, client) -> None:
    page = client.get(f"{ROUND}/by-question/{question.pk}/", headers={"Accept-Language": language}).content.decode()

    for code, (_title, words) in LANGUAGES.items():
        way = "rtl" if code == "ar" else "ltr"
        assert f'<div class="prose" lang="{code}" dir="{way}"><p>{words}</p>' in page.replace("\n", "")


def test_order_is_stated_and_can_be_chosen(six, question, client) -> None:
    address = f"{ROUND}/by-question/{question.pk}/"

    assert "In the order of symbols." in client.get(address).content.decode()
    assert names(client, address) == list(SOURCES.values())
    assert "alphabetical order" in client.get(f"{address}?order=source").content.decode()
    assert names(client, f"{address}?order=source") == sorted(SOURCES.values())
    assert client.get(f"{address}?order=popularity").status_code == 200


@pytest.mark.parametrize("order", ["symbol", "source"])
def test_pages_follow_each_other_without_loss(order, question, client, make_contribution, make_source) -> None:
    for number in range(25):
        source = make_source(f"Source {number % 7}{number}")
        make_contribution(sources=[{"id": source.pk}], answers={str(question.pk): f"Answer number {number}."})
    address, found = f"{ROUND}/by-question/{question.pk}/?order={order}", []
    for _turn in range(3):
        page = client.get(address)
        found += [entry.entry.symbol for entry in page.context["entries"]]
        address = page.context["listing"].next

    assert address == ""
    assert len(found) == len(set(found)) == 25


def test_wrong_page_is_told_and_shows_the_first(six, question, client) -> None:
    page = client.get(f"{ROUND}/by-question/{question.pk}/?cursor=nonsense")

    assert page.status_code == 400
    assert "Cables matter." in page.content.decode()


@pytest.mark.parametrize("key", ["0", "999999999", "nothing", "statements-"])
def test_section_that_there_is_not_is_not_found(key, six, client) -> None:
    assert client.get(f"{ROUND}/by-question/{key}/").status_code == 404


def test_question_of_another_round_is_not_found(question, make_round, client) -> None:
    make_round(2)

    assert client.get(f"/processes/wgx/rounds/2/by-question/{question.pk}/").status_code == 404


def test_long_answer_is_cut_and_leads_to_the_whole(question, client, make_contribution) -> None:
    made = make_contribution(answers={str(question.pk): "cable " * 2000})
    page = client.get(f"{ROUND}/by-question/{question.pk}/").content.decode()

    assert page.count("cable ") < 1000
    assert f'Read the whole in <span class="symbol" dir="ltr" translate="no">{made.symbol.text}</span>' in page


def test_whoever_is_only_counted_is_counted(six, question, client) -> None:
    Contribution.objects.filter(pk=six["en"].pk).update(consent=Consent.AGGREGATE)

    assert "1 more contribution is only counted" in client.get(f"{ROUND}/by-question/").content.decode()
    assert "Cables matter" not in client.get(f"{ROUND}/by-question/{question.pk}/").content.decode()
    assert "Counted only" in client.get(f"{ROUND}/index/").content.decode()


def test_index_says_what_became_of_each_symbol(six, cast, client) -> None:
    actions.withdraw(six["en"], by=cast.dora)
    page = client.get(f"{ROUND}/index/").content.decode()

    assert "On cables" not in page
    assert "Withdrawn" in page
    assert "WGX/1/2" in page
    assert "6 contributions" in page


@pytest.mark.parametrize(
    "end", [*PAGES, "by-question/{question}/", "by-question/{question}/?order=source", "index/?order=source"]
)
@pytest.mark.parametrize("many", [1, 3], indirect=True)
def test_page_asks_little(end, many, client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(8):
        assert client.get(f"{ROUND}/{end.format(question=many)}").status_code == 200


def test_round_leads_to_all_of_them(round_, client) -> None:
    page = client.get(f"{ROUND}/").content.decode()

    assert all(f'href="{ROUND}/{end}"' in page for end in ("by-question/", "index/", "take-away/"))
