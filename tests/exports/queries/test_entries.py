"""Who says what in which section, and in which order."""

import pytest

from contributions import actions
from contributions.enums import Consent
from contributions.models import Contribution
from exports.enums import Order
from exports.queries.counts import counts, only_counted
from exports.queries.entries import entry, ordered, walked
from exports.queries.sections import RECOMMENDATIONS, STATEMENTS, said_in, sections_of
from tests.exports.conftest import SOURCES

pytestmark = pytest.mark.django_db


def names(round_, section, order) -> list[str]:
    return [entry(each, section).sources[0].name for each in walked(said_in(round_, section), order)]


def test_sections_are_the_questions_then_statements_and_recommendations(round_, question, make_question) -> None:
    make_question(2)

    found = sections_of(round_)

    assert [section.title("en").text for section in found] == [
        "1. What about cables?",
        "2. What about point 2?",
        "Statements",
        "Recommendations",
    ]


def test_order_is_by_symbol_or_by_the_readers_alphabet(round_, six) -> None:
    section = sections_of(round_)[0]

    assert names(round_, section, Order.SYMBOL) == [SOURCES[code] for code in six]
    assert names(round_, section, Order.SOURCE) == sorted(SOURCES.values())


def test_whoever_is_not_named_stands_last_so_that_the_order_tells_nothing(round_, six) -> None:
    Contribution.objects.filter(pk=six["fr"].pk).update(consent=Consent.GROUP)
    section = sections_of(round_)[0]

    found = list(ordered(said_in(round_, section), Order.SOURCE).values_list("pk", flat=True))

    assert found[-1] == six["fr"].pk


def test_what_is_only_counted_is_not_compiled(round_, six) -> None:
    Contribution.objects.filter(pk=six["fr"].pk).update(consent=Consent.AGGREGATE)
    sections = sections_of(round_)

    assert six["fr"] not in said_in(round_, sections[0])
    assert counts(round_, sections)[sections[0].key] == 5
    assert only_counted(round_) == 1


def test_replaced_withdrawn_and_unpublished_ones_are_left_out(round_, six, cast, make_contribution) -> None:
    actions.withdraw(six["en"], by=cast.dora)
    make_contribution("submitted")
    sections = {section.key: section for section in sections_of(round_)}

    assert counts(round_, list(sections.values()))[STATEMENTS] == 5
    assert six["en"] not in said_in(round_, sections[STATEMENTS])


def test_each_section_has_who_says_something_there(round_, six, make_contribution) -> None:
    silent = make_contribution(statement="", recommendations=["Be kind."])
    sections = sections_of(round_)

    assert [section.key for section in sections if silent in said_in(round_, section)] == [RECOMMENDATIONS]
    assert list(counts(round_, sections).values()) == [6, 6, 7]


@pytest.mark.parametrize("order", Order.values)
def test_walking_asks_as_often_for_six_as_for_one(round_, six, order, django_assert_num_queries) -> None:
    section = sections_of(round_)[0]

    with django_assert_num_queries(4):
        assert len([entry(each, section) for each in walked(said_in(round_, section), order)]) == 6
