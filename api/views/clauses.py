"""Clauses of texts under negotiation: one identity through all versions."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from api import links
from api.parameters import IdentityFilter, WholeNumberFilter
from api.serializers.texts import ClauseHistorySerializer, ClauseSerializer
from api.viewsets import PublicViewSet
from contributions.queries.negotiated import descents_around, public_clauses
from texts.engine.outline import ClauseKind
from texts.models import ClauseVersion, Descent
from texts.queries import each_called


class ClauseParameters(filters.FilterSet):
    """What may be asked of clauses."""

    text = WholeNumberFilter(field_name="version__text", label="Id of a text.")
    text_version = WholeNumberFilter(field_name="version", label="Id of a version.")
    clause = IdentityFilter(field_name="clause", label="Identity of a clause: it in every version.")
    kind = filters.ChoiceFilter(choices=[(kind.value, kind.value) for kind in ClauseKind], label="What it is.")
    process = filters.CharFilter(field_name="version__carrier__symbol__process__slug", label="Slug of a process.")


@extend_schema_view(retrieve=extend_schema(responses=ClauseHistorySerializer))
class Clauses(PublicViewSet):
    """Clauses as versions word them, by version and in reading order. One by itself comes in every version."""

    serializer_class = ClauseSerializer
    filterset_class = ClauseParameters
    keyset_order = ("version_id", "place")
    others_keep = 0
    lookup_field = "clause"
    lookup_value_regex = "[0-9a-f]{32}"
    queryset = public_clauses()
    expansions: ClassVar = {"text": "its text", "text_version": "the version that words it so"}

    descents: list[Descent]
    called: dict[tuple[int, str], str]

    def paginate_queryset(self, queryset: "QuerySet[Any] | Any") -> list[Any]:
        page = list(super().paginate_queryset(queryset) or ())
        self._look_around(page)
        return page

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One clause, in every version that has it."""
        named = self.filter_queryset(self.get_queryset()).filter(clause=UUID(hex=kwargs["clause"]))
        stages: list[ClauseVersion] = list(named.order_by("version__number"))
        if not stages:
            raise Http404
        self._look_around(stages)
        identity = stages[0].clause_id.hex
        told = {
            "clause": identity,
            "text": stages[0].version.text,
            "versions": stages,
            "changes_url": links.listing("change", clause=identity),
            "api_url": links.resource("clause", identity),
        }
        return Response(self.get_serializer(told).data)

    def get_serializer_class(self) -> Any:
        return ClauseHistorySerializer if self.detail else ClauseSerializer

    def get_serializer_context(self) -> dict[str, Any]:
        around = {"descents": getattr(self, "descents", []), "called": getattr(self, "called", {})}
        return {**super().get_serializer_context(), **around}

    def _look_around(self, clauses: list[ClauseVersion]) -> None:
        self.descents = descents_around(clauses)
        self.called = each_called(clauses, {each.version_id: each.version.text.language for each in clauses})
