"""Documents that secretariats filed."""

from django_filters import rest_framework as filters

from api.parameters import WholeNumberFilter
from api.serializers.rounds import FiledDocumentSerializer
from api.views.rounds import DOCUMENTS
from api.viewsets import PublicViewSet
from consultations.queries.documents import BY_NUMBER


class DocumentParameters(filters.FilterSet):
    """What may be asked of documents."""

    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="round__number", label="Number of a round in its process.")


class Documents(PublicViewSet):
    """Documents of rounds, by round and by the number in their symbol; those without one last."""

    queryset = DOCUMENTS.select_related("round__process", "symbol", "modifies__symbol")
    serializer_class = FiledDocumentSerializer
    filterset_class = DocumentParameters
    keyset_order = ("round_id", *BY_NUMBER)
    lookup_value_regex = "[0-9]{1,18}"
