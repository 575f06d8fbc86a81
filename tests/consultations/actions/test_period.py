"""Announcing comment periods and what they ask."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from common.refusals import Incomplete
from consultations.actions import add_question, create_period, create_process, create_round
from consultations.enums import Purpose
from consultations.models import CommentPeriod, GuidingQuestion, Round
from record.queries import about

OPENS = datetime(2027, 1, 4, 9, tzinfo=UTC)
CLOSES = datetime(2027, 2, 1, 18, tzinfo=UTC)


def call(round_: Round, by: Any = None, **given: Any) -> CommentPeriod:
    fields: dict[str, Any] = {
        "purpose": Purpose.ANSWERS,
        "title": {"en": "Call"},
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    return create_period(round_, by=by, **(fields | given))


def test_period_takes_zone_and_languages_from_its_process(cast: SimpleNamespace) -> None:
    process = create_process(
        slug="wgz", code="WGZ", name="Group", languages=["en", "fr"], time_zone="Europe/Zurich", by=None
    )
    round_ = create_round(process, number=1, title={"en": "First meeting", "fr": "Première réunion"}, by=None)
    period = call(round_)
    assert (period.time_zone, period.languages) == ("Europe/Zurich", ["en", "fr"])
    assert [about(thing).get().verb for thing in (process, round_, period)] == [
        "process.create",
        "round.create",
        "period.create",
    ]


def test_period_of_certain_groups_names_them(cast: SimpleNamespace, round_: Round) -> None:
    asked = round_.process.groups.filter(code__in=["academia", "individuals"])
    period = call(round_, by=cast.dora, audience=asked)
    assert {group.code for group in period.audience.all()} == {"academia", "individuals"}


@pytest.mark.parametrize(
    ("given", "field"),
    [({"closes_at": OPENS}, "closes_at"), ({"time_zone": "Geneva"}, "time_zone")],
)
def test_period_that_cannot_be_is_refused_with_the_field(given: dict[str, Any], field: str, round_: Round) -> None:
    with pytest.raises(Incomplete) as refusal:
        call(round_, **given)
    assert list(refusal.value.fields) == [field]
    assert not CommentPeriod.objects.exists()


def test_process_with_an_ambiguous_grammar_is_refused(db: None) -> None:
    with pytest.raises(ValidationError):
        create_process(slug="wgz", code="WGZ", name="Group", symbol_grammar="{process}/{number}", by=None)


def test_questions_are_numbered_as_they_are_asked(period: CommentPeriod) -> None:
    numbers = [add_question(period, text={"en": text}, by=None).number for text in ("Why?", "How?")]
    assert numbers == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_questions_asked_at_once_each_get_a_number() -> None:
    process = create_process(slug="wgz", code="WGZ", name="Group", by=None)
    period = call(create_round(process, number=1, title="First", by=None))

    def ask(number: int) -> None:
        try:
            own = CommentPeriod.objects.select_related("round__process").get(pk=period.pk)
            add_question(own, text=f"Question {number}?", by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert list(GuidingQuestion.objects.values_list("number", flat=True)) == list(range(1, 9))
