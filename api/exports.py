"""A list that can be had as a whole, row by row."""

import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from api import exporting, quick, sparse
from api.parameters import OF_PAGES
from api.problems import BadParameters
from api.viewsets import PublicViewSet
from common.counting import exceeds

# Seconds. So many lists can be asked for from one address in it.
HOUR = 3600


class ExportingViewSet(PublicViewSet):
    """A list that is also given as ``text/csv`` and ``application/x-ndjson``, whole and in its own order.

    Subclasses say which ``columns`` the flat form has, and how the file is called.
    """

    renderer_classes = exporting.RENDERERS
    columns: Sequence[exporting.Column] = ()
    file_name = "export"
    batch_size = exporting.BATCH

    @property
    def shapes(self) -> Sequence[str]:
        """The parameters that choose what of each thing is told, and how."""
        return (*super().shapes, exporting.NAME) if self.action == "list" else tuple(super().shapes)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """Take what ``format`` names, whatever the client says otherwise; rows are there of lists alone."""
        given = request.query_params.get(exporting.NAME, "")
        named = next((each() for each in exporting.RENDERERS if each.format == given), None)
        if named is not None and self.action == "list":
            return named, named.media_type
        chosen: tuple[Any, str] = super().perform_content_negotiation(request, force)
        return chosen

    def get_renderers(self) -> list[Any]:
        """Return the forms there are: of one thing alone, JSON."""
        return super().get_renderers()[: None if self.action == "list" else 1]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """The list page by page, or whole as rows."""
        if given := request.query_params.get(exporting.NAME):
            _must_be_known(given)
        if not is_rows(request):
            return super().list(request, *args, **kwargs)
        return self._whole(request, request.accepted_renderer.format)

    def finalize_response(self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any) -> Any:
        """Let rows leave as they are."""
        if response.streaming:
            return response
        return super().finalize_response(request, response, *args, **kwargs)

    def exported(self, batch: Sequence[Any]) -> Sequence[Any]:
        """Return the things of one batch as they are ``told``."""
        self.told = batch
        return batch

    def export_columns(self) -> Sequence[exporting.Column]:
        """Return the columns of the flat form: those whose members were asked for."""
        if self.wanted is None:
            return self.columns
        return [column for column in self.columns if column.member in self.wanted]

    def _whole(self, request: Request, form: str) -> HttpResponseBase:
        if paged := sorted(OF_PAGES & set(request.query_params)):
            sentence = _("Rows come all at once, without pages: leave this out.")
            raise BadParameters({name: [sentence] for name in paged})
        queryset = self.filter_queryset(self.get_queryset())
        if exceeds(request._request, "api-exports", 1, most=settings.EXPORTS_PER_HOUR):
            raise Throttled(HOUR - time.time() % HOUR)
        if request.method == "HEAD":
            rows: Any = iter(())
        else:
            found = exporting.batches(queryset, self.order(), size=self.batch_size)
            batches = (self.exported(batch) for batch in found)
            # Straight to text where nothing is chosen and no cell is looked for.
            straight = form == exporting.Ndjson.format and self.wanted is None
            rows = map(self._written, batches) if straight else map(self._told, batches)
        return exporting.streamed(rows, form, self.export_columns(), name=self.file_name)

    def _told(self, batch: Sequence[Any]) -> Any:
        return sparse.kept_of(self.get_serializer(batch, many=True).data, self.wanted)

    def _written(self, batch: Sequence[Any]) -> bytes:
        return quick.lines(batch, self.get_serializer_class(), self.get_serializer_context())


def is_rows(request: Request) -> bool:
    """Does this request get rows, and not a page?"""
    chosen = getattr(request, "accepted_renderer", None)
    return chosen is not None and chosen.format != exporting.FORMATS[0]


def _must_be_known(form: str) -> None:
    if form not in exporting.FORMATS:
        sentence = _("Known here: %(names)s.") % {"names": ", ".join(sorted(exporting.FORMATS))}
        raise BadParameters({exporting.NAME: [sentence]})
