"""Numbers have no gap and no duplicate, whatever happens at the same time."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from common.refusals import NotPossible
from consultations.actions import reserve_symbol
from consultations.models import Process, Round, Symbol
from tests.waiting import at_once

MANY = 50


class Undone(Exception):
    """The caller's transaction fails after the number was taken."""


def in_parallel(work: "list[bool]") -> list[str]:
    """Reserve a symbol in a thread and transaction of its own for each item; True in it undoes the transaction."""
    process = Process.objects.create(slug="wgx", code="WGX", name={"en": "Group"})
    round_ = Round.objects.create(process=process, number=3, title={"en": "Third meeting"})

    def reserve(own: Round, is_undone: bool) -> str:
        try:
            with transaction.atomic():
                text = reserve_symbol(own).text
                if is_undone:
                    raise Undone
            return text
        except Undone:
            return ""

    # Each has looked at the round before the first number is taken.
    return at_once(*(partial(reserve, Round.objects.get(pk=round_.pk), is_undone) for is_undone in work))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_without_gap() -> None:
    given = in_parallel([False] * MANY)
    assert sorted(given) == sorted(f"WGX/3/{number}" for number in range(1, MANY + 1))


@pytest.mark.django_db(transaction=True)
def test_transactions_that_are_undone_leave_no_gap() -> None:
    given = in_parallel([number % 3 == 0 for number in range(MANY)])
    kept = [text for text in given if text]
    assert sorted(kept) == sorted(f"WGX/3/{number}" for number in range(1, len(kept) + 1))
    assert set(Symbol.objects.values_list("text", flat=True)) == set(kept)


def test_rounds_count_for_themselves(process: Process) -> None:
    rounds = [Round.objects.create(process=process, number=number, title={"en": "Meeting"}) for number in (1, 2)]
    given = [reserve_symbol(round_).text for round_ in (rounds[0], rounds[0], rounds[1])]
    assert given == ["WGX/1/1", "WGX/1/2", "WGX/2/1"]


def test_same_text_may_stand_in_two_processes(round_: Round) -> None:
    other = Process.objects.create(slug="wgx-2018", code=round_.process.code, name={"en": "Group of 2018"})
    texts = [
        reserve_symbol(round_).text,
        reserve_symbol(Round.objects.create(process=other, number=1, title={"en": "Meeting"})).text,
    ]
    assert texts == ["WGX/1/1", "WGX/1/1"]


def test_revision_keeps_the_number_and_takes_none(round_: Round) -> None:
    reserve_symbol(round_)
    revision = reserve_symbol(round_, number=1, modifier="Rev.1")
    following = reserve_symbol(round_)
    assert [(symbol.text, symbol.number, symbol.modifier) for symbol in (revision, following)] == [
        ("WGX/1/1/Rev.1", 1, "Rev.1"),
        ("WGX/1/2", 2, ""),
    ]


def test_document_numbered_elsewhere_keeps_its_number_and_later_ones_follow_it(round_: Round) -> None:
    texts = [reserve_symbol(round_, number=11, alias="Contribution 29").text, reserve_symbol(round_).text]
    assert texts == ["WGX/1/11", "WGX/1/12"]


def test_number_that_is_taken_is_refused_and_changes_nothing(round_: Round) -> None:
    reserve_symbol(round_)
    with pytest.raises(NotPossible):
        reserve_symbol(round_, number=1)
    assert reserve_symbol(round_).text == "WGX/1/2"


def test_alias_stands_once_in_a_process(round_: Round) -> None:
    reserve_symbol(round_, alias="Contribution 29")
    with pytest.raises(NotPossible):
        reserve_symbol(round_, alias="Contribution 29")


def test_nothing_cannot_be_revised(round_: Round) -> None:
    with pytest.raises(NotPossible):
        reserve_symbol(round_, number=4, modifier="Rev.1")
    with pytest.raises(ValidationError):
        reserve_symbol(round_, number=4, modifier="Version 2")
