"""Documents that secretariats filed."""

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters

from api.parameters import InstantFilter, WholeNumberFilter
from api.serializers.rounds import FiledDocumentSerializer
from api.views.rounds import DOCUMENTS
from api.viewsets import PublicViewSet
from consultations.enums import DocumentKind
from consultations.models import Document, DocumentFile
from consultations.queries.documents import BY_NUMBER


class DocumentParameters(filters.FilterSet):
    """What may be asked of documents."""

    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="round__number", label="Number of a round in its process.")
    symbol = filters.CharFilter(field_name="symbol__text", label="The whole symbol, such as `WGEC/3/1`.")
    kind = filters.ChoiceFilter(choices=DocumentKind.choices, label="What it is.")
    language = filters.CharFilter(method="in_language", label="Code of a language in which there is a file of it.")
    filed_from = InstantFilter(
        field_name="filed_at", lookup_expr="gte", label="Filed at this instant or later, RFC 3339 with offset."
    )
    filed_until = InstantFilter(
        field_name="filed_at", lookup_expr="lt", label="Filed before this instant, RFC 3339 with offset."
    )

    def in_language(self, queryset: "QuerySet[Document]", name: str, value: str) -> "QuerySet[Document]":
        return queryset.filter(Exists(DocumentFile.objects.filter(document=OuterRef("pk"), language=value)))


class Documents(PublicViewSet):
    """Documents of rounds, by round and by the number in their symbol; those without one last."""

    queryset = DOCUMENTS.select_related("round__process", "symbol", "modifies__symbol")
    serializer_class = FiledDocumentSerializer
    filterset_class = DocumentParameters
    keyset_order = ("round_id", *BY_NUMBER)
    lookup_value_regex = "[0-9]{1,18}"
