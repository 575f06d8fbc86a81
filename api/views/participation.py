"""Figures of rounds: who took part, once their comment periods have closed."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters

from api.parameters import InstantFilter, WholeNumberFilter
from api.serializers.figures import RoundFiguresSerializer
from api.viewsets import PublicViewSet
from contributions.models import PublicFigures
from contributions.queries.published_figures import figures_of_all


class ParticipationParameters(filters.FilterSet):
    """What may be asked of figures."""

    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="round__number", label="Number of a round in its process.")
    closed_from = InstantFilter(
        field_name="closed_at", lookup_expr="gte", label="Of rounds that closed at this instant or later, RFC 3339."
    )
    closed_until = InstantFilter(
        field_name="closed_at", lookup_expr="lt", label="Of rounds that closed before this instant, RFC 3339."
    )


class Participation(PublicViewSet):
    """Who took part in each round that has closed, by round: what `/rounds/{id}/participation/` tells of one."""

    serializer_class = RoundFiguresSerializer
    filterset_class = ParticipationParameters
    keyset_order = ("round_id",)
    lookup_field = "round"
    lookup_value_regex = "[0-9]{1,18}"
    queryset = PublicFigures.objects.all()

    def get_queryset(self) -> "QuerySet[PublicFigures]":
        return figures_of_all(at=timezone.now())
