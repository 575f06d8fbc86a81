"""Submitting for people, following what became of it, and who one is here."""

from collections.abc import Set as AbstractSet
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, parsers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet, ViewSet

from api.authentication import PortalToken
from api.paging import SIZE, KeysetPages
from api.parameters import OF_PAGES, refuse_unknown
from common.refusals import Incomplete
from contributions import actions
from contributions.queries.referrals import ORDER, referrals, through
from portals.enums import Scope

from .access import IsPortal, caller, must_be_for
from .bodies import Body, Bounded, body_of
from .once import HEADER, KEYS, done_once, pointers
from .reading_in import by_pointer, handed_in
from .shapes import SubmissionShape, SubmissionWithFiles
from .told import PortalSerializer, SubmissionSerializer

SECURED: Any = [{"portal": [Scope.SUBMIT.value]}]
SHOWN: Any = [{"portal": []}]
ONCE = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": KEYS},
    OpenApiParameter.HEADER,
    required=True,
    description="A key of your own for this request, such as a UUID. Sent again with the same body within 30 days it "
    "brings the same answer, and nothing is done twice; with another body it is refused with 409.",
)


LANGUAGE = OpenApiParameter(
    "Accept-Language",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description="The language in which refusals are said, such as `fr`.",
)


class ForPortals(APIView):
    """What the parts for portals share: a token is needed, and nothing is kept by anybody on the way."""

    authentication_classes = [PortalToken]
    permission_classes = [IsPortal]
    parser_classes = [Bounded]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters that are not known, of every verb: who adds `?test=true` must not act in earnest."""
        super().initial(request, *args, **kwargs)
        # A method that is not known here is told so, whatever it brings.
        if getattr(self, "action", None) is not None:
            refuse_unknown(request, self.known())

    def known(self) -> AbstractSet[str]:
        """Return the parameters there are: of a list, those of its pages."""
        return OF_PAGES if getattr(self, "action", "") == "list" else frozenset()

    def handle_exception(self, exc: Exception) -> Response:
        """Say of a token that is not for this which one would be."""
        answer: Response = super().handle_exception(exc)
        challenge = getattr(exc, "auth_header", None)
        if challenge:
            answer["WWW-Authenticate"] = challenge
        return answer

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Say that the answer is for one portal only."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        if answer.status_code == 405:
            answer["Allow"] = ", ".join(self.allowed_methods)
        return answer


class Submissions(ForPortals, GenericViewSet[Any]):
    """What this portal has submitted for people, the newest first; and nothing of anybody else."""

    serializer_class = SubmissionSerializer
    parser_classes = [Bounded, parsers.MultiPartParser]
    pagination_class = KeysetPages
    page_size = SIZE
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    queryset = referrals().none()

    def order(self) -> tuple[str, ...]:
        """Return the order of the list, as ``common.keyset`` takes it."""
        return ORDER

    @extend_schema(auth=SHOWN)
    def list(self, request: Request) -> Response:
        """What this portal has submitted for people, the newest first; and nothing of anybody else."""
        rows: Any = self.paginate_queryset(through(caller(request).portal))
        return self.get_paginated_response(SubmissionSerializer(rows, many=True).data)

    @extend_schema(auth=SHOWN)
    def retrieve(self, request: Request, pk: str) -> Response:
        """What became of one submission of this portal."""
        found = through(caller(request).portal).filter(pk=pk).first()
        if found is None:
            raise Http404
        return Response(SubmissionSerializer(found).data)

    @extend_schema(
        request={"application/json": SubmissionShape, "multipart/form-data": SubmissionWithFiles},
        responses={201: SubmissionSerializer},
        parameters=[ONCE, LANGUAGE],
        auth=SECURED,
        filters=False,
    )
    def create(self, request: Request) -> Response:
        """Submit a contribution for a person, who is asked by e-mail.

        It counts only once they have confirmed it, at that instant. The answer is the same whether they have an
        account here or not. Files go along as `multipart/form-data`: the same JSON as the part `submission`, and a part
        `files` for each of them. They are checked as on the page, and the person sees them before confirming.
        """
        must_be_for(request, Scope.SUBMIT)
        body = body_of(request)
        return done_once(request, lambda: self._submit(request, body), asked=body.fingerprint)

    def _submit(self, request: Request, body: Body) -> Response:
        shape = SubmissionShape(data=body.said)
        if not shape.is_valid():
            raise exceptions.ValidationError(pointers(shape.errors))
        sent = shape.validated_data
        try:
            referral = actions.refer(caller(request).portal, handed_in(sent, body.files))
        except Incomplete as refusal:
            raise by_pointer(refusal, sent) from refusal
        told = dict(SubmissionSerializer(through(referral.portal).get(pk=referral.pk)).data)
        told["id"] = str(told["id"])
        return Response(told, status=201, headers={"Location": told["url"]})


class Portal(ForPortals, ViewSet):
    """Who the portal is here."""

    @extend_schema(responses=PortalSerializer, auth=SHOWN, operation_id="portal_retrieve")
    def show(self, request: Request) -> Response:
        """Who this portal is here, what each process lets it do, and the age of the key that the token is of."""
        return Response(PortalSerializer(caller(request)).data)
