"""Lists page by page, with the addresses of the pages beside the one that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from common import keyset

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Listing(Generic[M]):
    """One page of a list, with the addresses beside it. ``is_lost`` when the address named a page that is none."""

    rows: list[M]
    previous: str = ""
    next: str = ""
    is_lost: bool = False

    @property
    def status(self) -> int:
        return 400 if self.is_lost else 200


def listed(
    request: HttpRequest,
    rows: "QuerySet[M]",
    order: Sequence[str],
    *,
    size: int = 20,
    named: str = "cursor",
    at: str = "",
) -> Listing[M]:
    """The page of the list that the address names (``?cursor=``); for a wrong one the first, with a word on it.

    ``named`` is how the address calls it, ``at`` the id of the list's heading, for one that does not begin its page.
    """
    try:
        found, is_lost = keyset.page(rows, order, cursor=request.GET.get(named, ""), size=size), False
    except keyset.BadCursor:
        found, is_lost = keyset.page(rows, order, size=size), True
    previous, after = (address_of_page(request, each, named=named, at=at) for each in (found.previous, found.next))
    return Listing(found.rows, previous, after, is_lost)


def address_of_page(request: HttpRequest, cursor: str, *, named: str = "cursor", at: str = "") -> str:
    """This address with another page of the list, at the heading with the id ``at``; "" for none."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query[named] = cursor
    return f"{request.path}?{query.urlencode()}{f'#{at}' if at else ''}"
