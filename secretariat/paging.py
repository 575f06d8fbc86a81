"""Lists of the desk, page by page."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from common.listing import Listing, listed

M = TypeVar("M", bound=Model)


def sheet(
    request: HttpRequest, rows: "QuerySet[M]", order: Sequence[str], *, size: int = 25, at: str = ""
) -> Listing[M]:
    """The page of the list that the address names, which is called ``?page=`` at the desk."""
    return listed(request, rows, order, size=size, named="page", at=at)
