"""Rounds."""

from django.db.models import Prefetch
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import links
from api.parameters import WholeNumberFilter
from api.serializers.figures import AccountabilitySerializer, ParticipationSerializer
from api.serializers.rounds import FIRST_DOCUMENTS, MOST_DOCUMENTS, RoundSerializer
from api.viewsets import PublicViewSet
from consultations.models import Document, Round
from consultations.queries.documents import in_order
from contributions import actions
from contributions.figures import account
from contributions.queries.account import account_of, day_of
from contributions.queries.closing import closing_of

DOCUMENTS = in_order(Document.objects.public().select_related("modifies__symbol"))
FIRST = DOCUMENTS[:MOST_DOCUMENTS]


class RoundParameters(filters.FilterSet):
    """What may be asked of rounds."""

    process = filters.CharFilter(field_name="process__slug", label="Slug of a process.")
    number = WholeNumberFilter(label="Number of the round in its process.")
    meets_from = filters.DateFilter(field_name="meets_on", lookup_expr="gte", label="Meets on this day or later.")
    meets_until = filters.DateFilter(field_name="meets_on", lookup_expr="lt", label="Meets before this day.")


class Rounds(PublicViewSet):
    """Rounds with what is filed in them, by process and number."""

    queryset = (
        Round.objects.public()
        .select_related("process")
        .prefetch_related(Prefetch("documents", FIRST, to_attr=FIRST_DOCUMENTS))
    )
    serializer_class = RoundSerializer
    filterset_class = RoundParameters
    keyset_order = ("process_id", "number")
    lookup_value_regex = "[0-9]{1,18}"

    @extend_schema(responses=ParticipationSerializer)
    @action(detail=True)
    def participation(self, request: Request, pk: str) -> Response:
        """Who took part in the round: contributions, sources, first-time sources and words, without small numbers."""
        round_ = self.get_object()
        made = actions.figures_at(round_, at=timezone.now())
        told = {
            "closed_at": made.closed_at if made else None,
            "digest": made.digest if made else None,
            "figures": made.figures if made else None,
        }
        return Response(ParticipationSerializer(told | _place(round_, "participation")).data)

    @extend_schema(responses=AccountabilitySerializer)
    @action(detail=True)
    def accountability(self, request: Request, pk: str) -> Response:
        """What became of everything that was received: published, returned, declined by ground, and how fast."""
        round_, at = self.get_object(), day_of(timezone.now())
        if closing_of(round_, at=at) is None:
            told: dict[str, object] = {"as_of": None, "account": None}
        else:
            told = {"as_of": at, "account": account.publishable(account_of(round_, at=at))}
        return Response(AccountabilitySerializer(told | _place(round_, "accountability")).data)


def _place(round_: Round, page: str) -> dict[str, object]:
    slug, number = round_.process.slug, round_.number
    return {"process": slug, "round": number, "url": links.page(page, slug, number)}
