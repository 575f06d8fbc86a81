"""Texts under negotiation, and the versions in which they were issued."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view

from api.parameters import InstantFilter, WholeNumberFilter
from api.serializers.texts import TextSerializer, TextVersionSerializer, TextVersionWithClausesSerializer
from api.viewsets import PublicViewSet
from contributions.queries.negotiated import public_texts, public_versions
from texts.models import Text, TextVersion

SINCE = "Issued at this instant or later, RFC 3339 with offset."
BEFORE = "Issued before this instant, RFC 3339 with offset."


class TextParameters(filters.FilterSet):
    """What may be asked of texts."""

    process = filters.CharFilter(method="in_process", label="Slug of a process in which a version of it was issued.")
    language = filters.CharFilter(label="Code of the language in which it is negotiated.")

    def in_process(self, queryset: "QuerySet[Text]", name: str, value: str) -> "QuerySet[Text]":
        there = public_versions().filter(text=OuterRef("pk"), carrier__symbol__process__slug=value)
        return queryset.filter(Exists(there))


class Texts(PublicViewSet):
    """Texts under negotiation with their versions, in the order in which they were begun."""

    serializer_class = TextSerializer
    filterset_class = TextParameters
    others_keep = 0
    lookup_value_regex = "[0-9]{1,18}"
    queryset = public_texts()


class TextVersionParameters(filters.FilterSet):
    """What may be asked of versions."""

    clauses = filters.ChoiceFilter(
        choices=[("true", "yes"), ("false", "no")], method="pass_over", label="`true`: each with its clauses."
    )
    text = WholeNumberFilter(label="Id of a text.")
    process = filters.CharFilter(field_name="carrier__symbol__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="carrier__symbol__round__number", label="Number of a round in its process.")
    language = filters.CharFilter(field_name="text__language", label="Code of the language of the text.")
    symbol = filters.CharFilter(field_name="carrier__symbol__text", label="Symbol of the paper that carries it.")
    issued_from = InstantFilter(field_name="issued_at", lookup_expr="gte", label=SINCE)
    issued_until = InstantFilter(field_name="issued_at", lookup_expr="lt", label=BEFORE)

    def pass_over(self, queryset: "QuerySet[TextVersion]", name: str, value: str) -> "QuerySet[TextVersion]":
        return queryset


@extend_schema_view(retrieve=extend_schema(responses=TextVersionWithClausesSerializer))
class TextVersions(PublicViewSet):
    """Versions of texts, by text and number. Each by itself comes with its clauses."""

    serializer_class = TextVersionSerializer
    filterset_class = TextVersionParameters
    keyset_order = ("text_id", "number")
    others_keep = 0
    lookup_value_regex = "[0-9]{1,18}"
    queryset = public_versions()

    def get_queryset(self) -> "QuerySet[TextVersion]":
        found: QuerySet[TextVersion] = super().get_queryset()
        return found.prefetch_related("clauses") if self._with_clauses else found

    def get_serializer_class(self) -> Any:
        return TextVersionWithClausesSerializer if self._with_clauses else TextVersionSerializer

    @property
    def _with_clauses(self) -> bool:
        return self.detail or self.request.query_params.get("clauses") == "true"
