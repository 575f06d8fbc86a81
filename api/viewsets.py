"""What all read-only parts of the API share."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api import answers, parameters
from api.negotiation import ByAccept
from api.paging import SIZE, KeysetPages
from common import stamps


class PublicViewSet(ReadOnlyModelViewSet[Any]):
    """A list and its things, open to everybody, kept ready while nothing public changes.

    Subclasses give ``queryset``, ``serializer_class``, ``filterset_class`` and the order of the list. ``others_keep``:
    for how many seconds other caches may answer without asking us; 0 where what is said can be taken back.
    """

    keyset_order: tuple[str, ...] = ("pk",)
    detail_parameters: tuple[str, ...] = ()
    others_keep = answers.OTHERS_KEEP
    page_size = SIZE
    pagination_class = KeysetPages
    filter_backends = [parameters.DeclaredOnly]
    content_negotiation_class = ByAccept

    def order(self) -> tuple[str, ...]:
        """Return the order of the list, as ``common.keyset`` takes it."""
        return self.keyset_order

    def holds_until(self) -> datetime:
        """Return the instant at which the answer stops being right by itself."""
        return timezone.now() + stamps.LONGEST

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Say of a good answer until when it holds."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code == 200:
            if found := answers.linked(getattr(answer, "data", None)):
                answer.headers["Link"] = ", ".join(found)
            answers.holding(answer, self.holds_until(), others_keep=self.others_keep)
        return answer
