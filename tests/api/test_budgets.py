"""How many questions an answer asks the database: the same for one row and for three, and at most eight."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.enums import DocumentKind
from consultations.models import Document, Symbol
from contributions.enums import State

LISTS = [
    "admissions/",
    "comment-periods/",
    "comment-periods/?state=open",
    "processes/",
    "rounds/",
    "documents/",
    "documents/?process=wgx&round=10",
    "guiding-questions/",
    "contributions/",
    "contributions/?content=true&process=wgx&round=1",
    "stakeholder-groups/",
    "sources/",
]


@pytest.fixture
def one_more(make_round, make_period, make_contribution, make_source, groups):
    """Add one of everything."""
    made = []

    def add():
        number = len(made) + 10
        round_ = make_round(number)
        period = make_period(round=round_)
        period.audience.set(groups.values())
        period.questions.create(number=1, text={"en": "What?"})
        for at in (1, 2):
            symbol = Symbol.objects.create(process=round_.process, round=round_, text=f"WGX/{number}/{at}", number=at)
            Document.objects.create(
                round=round_,
                symbol=symbol,
                kind=DocumentKind.DRAFT,
                title={"en": "Draft"},
                filed_at=period.opens_at,
                public_at=period.opens_at,
            )
        source = make_source(f"Source {number}")
        made.append(make_contribution(State.PUBLISHED, sources=[{"id": source.pk}]))

    return add


def _questions(ask, path):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert ask(path).status_code == 200
    return len(asked)


def test_lists_ask_the_same_for_one_and_for_three(ask, one_more):
    one_more()
    of_one = {path: _questions(ask, path) for path in LISTS}
    one_more()
    one_more()
    of_three = {path: _questions(ask, path) for path in LISTS}

    assert of_one == of_three
    assert max(of_three.values()) <= 8


def test_what_is_kept_asks_nothing(ask, one_more, django_assert_num_queries):
    one_more()
    for path in LISTS:
        ask(path)

    with django_assert_num_queries(0):
        for path in LISTS:
            assert ask(path).status_code == 200
