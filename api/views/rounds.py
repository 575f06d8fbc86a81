"""Rounds."""

from django.db.models import Prefetch
from django_filters import rest_framework as filters

from api.parameters import WholeNumberFilter
from api.serializers.rounds import RoundSerializer
from api.viewsets import PublicViewSet
from consultations.models import Document, Round

DOCUMENTS = (
    Document.objects.public()
    .select_related("symbol", "modifies__symbol")
    .prefetch_related("files")
    .order_by("symbol__number", "symbol__modifier", "pk")
)


class RoundParameters(filters.FilterSet):
    """What may be asked of rounds."""

    process = filters.CharFilter(field_name="process__slug", label="Slug of a process.")
    number = WholeNumberFilter(label="Number of the round in its process.")


class Rounds(PublicViewSet):
    """Rounds with what is filed in them, by process and number."""

    queryset = (
        Round.objects.public().select_related("process").prefetch_related(Prefetch("documents", queryset=DOCUMENTS))
    )
    serializer_class = RoundSerializer
    filterset_class = RoundParameters
    keyset_order = ("process_id", "number")
    lookup_value_regex = "[0-9]{1,18}"
