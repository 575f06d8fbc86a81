"""What all read-only parts of the API share."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api import answers, parameters
from api.paging import SIZE, KeysetPages
from api.throttling import ByAddress
from common import stamps


class OnlyJson(BaseContentNegotiation):
    """There is one form: whatever a client prefers, it gets JSON."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> tuple[BaseRenderer, str]:
        """Return the only renderer there is."""
        return renderers[0], renderers[0].media_type


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
    throttle_classes = [ByAddress]
    content_negotiation_class = OnlyJson

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """Return the view, answering from what is kept where it can."""
        return answers.public(super().as_view(actions, **initkwargs), others_keep=cls.others_keep)

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
            answer.render()
            answer.holds_until = self.holds_until()  # type: ignore[attr-defined]  # read by api.answers
        return answer
