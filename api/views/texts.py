"""Texts under negotiation, and the versions in which they were issued."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.compiling import compilation_of
from api.parameters import InstantFilter, WholeNumberFilter
from api.problems import BadParameters
from api.serializers.compilation import CompilationSerializer
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

    @property
    def detail_parameters(self) -> tuple[str, ...]:  # type: ignore[override]  # a fact of the action here
        """The compilation can be had without editorial changes, and in the order of a language."""
        return ("editorial", "language") if self.action == "compilation" else ()

    def get_queryset(self) -> "QuerySet[TextVersion]":
        found: QuerySet[TextVersion] = super().get_queryset()
        return found.prefetch_related("clauses") if self._with_clauses else found

    def get_serializer_class(self) -> Any:
        return TextVersionWithClausesSerializer if self._with_clauses else TextVersionSerializer

    @property
    def _with_clauses(self) -> bool:
        return self.action == "retrieve" or self.request.query_params.get("clauses") == "true"

    @extend_schema(
        responses=CompilationSerializer,
        parameters=[
            OpenApiParameter("editorial", enum=["true", "false"], description="`false`: without editorial changes."),
            OpenApiParameter(
                "language",
                enum=[code for code, _name in settings.LANGUAGES],
                description="In whose names and alphabetical order the sources stand; `en` unless said.",
            ),
        ],
    )
    @action(detail=True)
    def compilation(self, request: Request, pk: str) -> Response:
        """A version with everything that is proposed to it, clause by clause: all wordings with their sources.

        What is too long for one answer is refused (409); its changes can be had by `/changes/`.
        """
        editorial = _one_of(request, "editorial", ("true", "false"))
        language = _one_of(request, "language", [code for code, _name in settings.LANGUAGES], unless_said="en")
        with translation.override(language):
            told = compilation_of(self.get_object(), editorial=editorial == "true", language=language)
        return Response(told)


def _one_of(request: Request, name: str, known: Sequence[str], *, unless_said: str = "true") -> str:
    given = request.query_params.get(name, unless_said)
    if given not in known:
        raise BadParameters({name: [_("Known here: %(names)s.") % {"names": ", ".join(known)}]})
    return given
