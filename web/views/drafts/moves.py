"""The buttons in lists of a form: add, remove, up, down. Plain functions on lists."""

from typing import TypeVar

from django.http import HttpRequest

from common.numbers import whole_number

T = TypeVar("T")
MOST = 200


def index_in(move: str, prefix: str) -> int:
    """The place in a move such as ``remove-3``; -1 where it names none."""
    number = whole_number(move.removeprefix(prefix)) if move.startswith(prefix) else None
    return -1 if number is None else number


def removed(items: list[T], place: int) -> list[T]:
    """The list without the item at ``place``; a wrong place changes nothing."""
    return [item for at, item in enumerate(items) if at != place]


def moved(items: list[T], place: int, by: int) -> list[T]:
    """The list with the item at ``place`` one up (-1) or down (1); a wrong place changes nothing."""
    to = place + by
    if not (0 <= place < len(items) and 0 <= to < len(items)):
        return list(items)
    swapped = list(items)
    swapped[place], swapped[to] = swapped[to], swapped[place]
    return swapped


def rows_asked(request: HttpRequest) -> int:
    """How many rows the address asks to show (``?rows=``)."""
    asked = whole_number(request.GET.get("rows", ""), digits=3)
    return 1 if asked is None else min(asked, MOST)
