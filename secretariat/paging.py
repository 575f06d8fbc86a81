"""Lists of the desk, page by page, at the addresses that they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from common import keyset

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Sheet(Generic[M]):
    """One page of a list, with the addresses beside it. ``is_lost`` when the address named a page that is none."""

    rows: list[M]
    previous: str = ""
    next: str = ""
    is_lost: bool = False

    @property
    def status(self) -> int:
        return 400 if self.is_lost else 200


def sheet(request: HttpRequest, rows: "QuerySet[M]", order: Sequence[str], *, size: int = 25, at: str = "") -> Sheet[M]:
    """The page of the list that the address names (``?page=``); for a wrong one the first, with a word on it.

    ``at`` is the id of the list's heading, for one that does not begin its page.
    """
    try:
        found, is_lost = keyset.page(rows, order, cursor=request.GET.get("page", ""), size=size), False
    except keyset.BadCursor:
        found, is_lost = keyset.page(rows, order, size=size), True
    return Sheet(found.rows, _turned(request, found.previous, at), _turned(request, found.next, at), is_lost)


def _turned(request: HttpRequest, cursor: str, at: str) -> str:
    """This address with another page of the list; "" for none."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query["page"] = cursor
    return f"?{query.urlencode()}{f'#{at}' if at else ''}"
