"""The buttons in lists of a form: add, remove, up, down. Plain functions on lists."""

from typing import TypeVar

from django.http import HttpRequest

T = TypeVar("T")
MOST = 200


def index_in(move: str, prefix: str) -> int:
    """The place in a move such as ``remove-3``; -1 where it names none."""
    number = move.removeprefix(prefix)
    is_one = move.startswith(prefix) and number.isascii() and number.isdigit() and len(number) < 18
    return int(number) if is_one else -1


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
    asked = request.GET.get("rows", "")
    return min(int(asked), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
