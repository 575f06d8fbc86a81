"""Registering addresses that are told, and looking after them. Each verb is the one that the pages call."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.paging import SIZE, KeysetPages
from api.parameters import OF_PAGES
from api.problems import BadParameters
from api.writing.access import caller, must_be_for
from api.writing.once import pointers
from api.writing.views import ForPortals
from common.refusals import Incomplete
from consultations.actions import change_endpoint, register_endpoint
from portals.enums import Scope
from webhooks import actions
from webhooks.models import Delivery, Endpoint
from webhooks.queries.log import log_of

from .shapes import ReplayShape, WantedShape, WebhookShape
from .told import (
    DeliverySerializer,
    DeliveryWithTriesSerializer,
    SentAgainSerializer,
    WebhookSerializer,
    WebhookWithSecretSerializer,
)

SECURED: Any = [{"portal": [Scope.WEBHOOKS.value]}]
NUMBER = "[0-9]{1,18}"
Done = TypeVar("Done")


class OfOwnWebhooks(ForPortals, GenericViewSet[Any]):
    """What both kinds share: a token that is for it, and pages by keyset."""

    pagination_class = KeysetPages
    page_size = SIZE
    lookup_value_regex = NUMBER

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a token that is not for webhooks before anything is looked up."""
        super().initial(request, *args, **kwargs)
        must_be_for(request, Scope.WEBHOOKS)

    def own(self, pk: str) -> Endpoint:
        """The portal's own endpoint; another's is not there."""
        found = Endpoint.objects.kept().filter(portal=caller(self.request).portal, pk=pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def by(self) -> Any:
        """Whoever runs the portal answers for what its programs do."""
        return caller(self.request).portal.owner


class Webhooks(OfOwnWebhooks):
    """The addresses of this portal that are told of what happens; of nobody else's."""

    serializer_class = WebhookSerializer
    queryset = Endpoint.objects.none()

    def order(self) -> tuple[str, ...]:
        """Return the order of the list, as ``common.keyset`` takes it."""
        return ("pk",)

    @extend_schema(auth=SECURED)
    def list(self, request: Request) -> Response:
        """The addresses of this portal that are told of what happens, the oldest first."""
        rows: Any = self.paginate_queryset(Endpoint.objects.kept().filter(portal=caller(request).portal))
        return self.get_paginated_response(WebhookSerializer(rows, many=True).data)

    @extend_schema(auth=SECURED)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One address, and how it does."""
        return Response(WebhookSerializer(self.own(pk)).data)

    @extend_schema(request=WebhookShape, responses={201: WebhookWithSecretSerializer}, auth=SECURED, filters=False)
    def create(self, request: Request) -> Response:
        """Register an address and send it a challenge; it is told nothing else before it has answered that.

        The secret is in this answer and in no other. The same address a second time is refused with 409.
        """
        shape = _read(WebhookShape(data=request.data))
        said = shape.validated_data
        made = _pointed(
            lambda: register_endpoint(
                caller(request).portal,
                url=said["url"],
                description=said.get("description", ""),
                wanted=shape.wanted(),
                by=self.by,
            )
        )
        told = WebhookWithSecretSerializer(made).data
        return Response(told, status=201, headers={"Location": told["api_url"]})

    @extend_schema(request=WantedShape, responses=WebhookSerializer, auth=SECURED)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is given. Another address has to prove itself first."""
        endpoint, shape = self.own(pk), _read(WantedShape(data=request.data))
        said = shape.validated_data
        before = {name: getattr(endpoint, name) for name in ("kinds", "processes", "closing_days")}
        _pointed(
            lambda: change_endpoint(
                endpoint,
                by=self.by,
                url=said.get("url"),
                description=said.get("description"),
                wanted=shape.wanted(**before),
            )
        )
        return Response(WebhookSerializer(endpoint).data)

    @extend_schema(auth=SECURED, responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Tell it nothing more. Its log goes with it."""
        actions.remove(self.own(pk), by=self.by)
        return Response(status=204)

    @extend_schema(auth=SECURED, request=None, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def challenge(self, request: Request, pk: str) -> Response:
        """Send it a challenge once more, or after it was disabled."""
        return self._done(actions.prove, pk)

    @extend_schema(auth=SECURED, request=None, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Send nothing for a while; what happens is kept for it."""
        return self._done(actions.pause, pk)

    @extend_schema(auth=SECURED, request=None, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Send on, what has waited first."""
        return self._done(actions.resume, pk)

    @extend_schema(auth=SECURED, request=None, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        """Send it a test event."""
        return self._done(actions.send_test, pk)

    @extend_schema(auth=SECURED, request=None, responses=WebhookWithSecretSerializer)
    @action(detail=True, methods=["post"])
    def secret(self, request: Request, pk: str) -> Response:
        """Give it another secret; the former one signs besides for 24 hours."""
        endpoint = self.own(pk)
        actions.rotate_secret(endpoint, by=self.by)
        return Response(WebhookWithSecretSerializer(endpoint).data)

    @extend_schema(auth=SECURED, request=ReplayShape, responses=SentAgainSerializer)
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: str) -> Response:
        """Send once more what happened in a range of time, in the order in which it happened."""
        endpoint, shape = self.own(pk), _read(ReplayShape(data=request.data))
        said = shape.validated_data
        again = _pointed(lambda: actions.replay_range(endpoint, by=self.by, **said))
        return Response(SentAgainSerializer({"deliveries": again}).data)

    def _done(self, act: Callable[..., object], pk: str) -> Response:
        endpoint = self.own(pk)
        act(endpoint, by=self.by)
        return Response(WebhookSerializer(endpoint).data)


WHOSE = OpenApiParameter("webhook", int, OpenApiParameter.PATH, description="Id of the address.")
ONLY_FAILED = OpenApiParameter("failed", bool, description="`true` leaves those that were tried in vain.")


class Deliveries(OfOwnWebhooks):
    """What was delivered to one address, the newest first."""

    serializer_class = DeliverySerializer
    queryset = Delivery.objects.none()

    def order(self) -> tuple[str, ...]:
        """Return the order of the list, as ``common.keyset`` takes it."""
        return ("-event_id",)

    def known(self) -> AbstractSet[str]:
        """Return the parameters there are: of the log, also whether only what failed is wanted."""
        return OF_PAGES | {"failed"} if self.action == "list" else frozenset()

    @extend_schema(auth=SECURED, parameters=[WHOSE, ONLY_FAILED])
    def list(self, request: Request, webhook: str) -> Response:
        """The log of one address: what was delivered, what waits and what was given up, the newest first."""
        failed = request.query_params.get("failed", "false")
        if failed not in ("true", "false"):
            raise BadParameters({"failed": ["true | false"]})
        rows: Any = self.paginate_queryset(log_of(self.own(webhook), only_failed=failed == "true"))
        return self.get_paginated_response(DeliverySerializer(rows, many=True).data)

    @extend_schema(auth=SECURED, parameters=[WHOSE], responses=DeliveryWithTriesSerializer)
    def retrieve(self, request: Request, webhook: str, pk: str) -> Response:
        """One delivery with every try."""
        return Response(DeliveryWithTriesSerializer(self._one(webhook, pk)).data)

    @extend_schema(auth=SECURED, parameters=[WHOSE], request=None, responses=DeliveryWithTriesSerializer)
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, webhook: str, pk: str) -> Response:
        """Send it once more, under the same `webhook-id`."""
        found = self._one(webhook, pk)
        actions.replay(found, by=self.by)
        return Response(DeliveryWithTriesSerializer(found).data)

    def _one(self, webhook: str, pk: str) -> Delivery:
        found = Delivery.objects.filter(endpoint=self.own(webhook), pk=pk).select_related("event", "endpoint__portal")
        delivery = found.first()
        if delivery is None:
            raise Http404
        return delivery


def _read(shape: Any) -> Any:
    """The shape with what it has read; raise what is wrong with it by JSON pointer."""
    if not shape.is_valid():
        raise exceptions.ValidationError(pointers(shape.errors))
    return shape


def _pointed(act: Callable[[], Done]) -> Done:
    """What the action gives; its refusal names members of the body by JSON pointer (RFC 6901)."""
    try:
        return act()
    except Incomplete as refusal:
        raise Incomplete(refusal.sentence, fields={f"/{name}": said for name, said in refusal.fields.items()}) from None
