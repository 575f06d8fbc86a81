"""Pages of a list: found by the row before them, so that the thousandth costs what the first costs."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api import links
from api.problems import BadParameters
from common import keyset

SIZE = 50
LARGEST = 200

PARAMETERS = [
    {
        "name": "limit",
        "in": "query",
        "required": False,
        # No default: clients that are generated would send it, and get no more than so many open periods.
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST},
        "description": f"How many on a page; {SIZE} unless said.",
    },
    {
        "name": "cursor",
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": "Which page. Follow `next` and `previous`: a cursor means nothing by itself.",
    },
]


class KeysetPages(BasePagination):
    """An envelope ``next, previous, results``; the order is the view's ``order(request)``."""

    page: keyset.Page[Any]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return the rows of the page that was asked for; raise BadParameters for what is no page."""
        self.address = links.absolute(request.get_full_path())
        size, cursor = _size(request, unless_said=view.page_size), request.query_params.get("cursor", "")
        try:
            self.page = keyset.page(queryset, view.order(), cursor=cursor, size=size)
        except keyset.BadCursor as error:
            raise BadParameters({"cursor": [_("This is not a cursor of this list. Begin without one.")]}) from error
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """Return the rows in their envelope."""
        return Response(self.beside() | {"results": data})

    def beside(self) -> dict[str, str | None]:
        """Return what stands in the envelope beside the rows."""
        return {"next": self._at(self.page.next), "previous": self._at(self.page.previous)}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Return the parameters of pages as the description has them."""
        return PARAMETERS

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the envelope as the description has it."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": address | {"description": "Address of the next page, or null."},
                "previous": address | {"description": "Address of the page before, or null."},
                "results": schema,
            },
        }

    def _at(self, cursor: str) -> str | None:
        return replace_query_param(self.address, "cursor", cursor) if cursor else None


def _size(request: Request, *, unless_said: int) -> int:
    if "limit" not in request.query_params:
        return unless_said
    given = request.query_params["limit"]
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= LARGEST:
        sentence = _("This has to be a whole number from 1 to %(largest)s.") % {"largest": LARGEST}
        raise BadParameters({"limit": [sentence]})
    return int(given)
