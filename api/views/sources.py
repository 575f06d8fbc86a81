"""Sources: whoever has contributed; organisations among them."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from api.exporting import in_languages, plain
from api.exports import ExportingViewSet
from api.parameters import WholeNumberFilter
from api.serializers.sources import OrganisationSerializer, SourceSerializer
from contributions.queries.sources import has_published, spoke_in
from stakeholders.enums import SourceKind
from stakeholders.models import Source

NAMES = ("ar", "en", "es", "fr", "ru", "zh")
COLUMNS = (
    *plain("slug", "kind", "name", "acronym"),
    *in_languages("names", NAMES),
    *plain("country", "group", "accreditation", "standing", "standing_reason", "url", "api_url"),
)


class OrganisationParameters(filters.FilterSet):
    """What may be asked of organisations."""

    group = filters.CharFilter(field_name="group__code", label="Code of a stakeholder group.")
    country = filters.CharFilter(field_name="country", lookup_expr="iexact", label="ISO 3166 alpha-2.")
    acronym = filters.CharFilter(lookup_expr="iexact", label="Its acronym.")
    process = filters.CharFilter(method="in_process", label="Slug of a process in which something of it was published.")
    round = WholeNumberFilter(method="pass_over", label="Number of a round, with `process`: published in it.")

    def pass_over(self, queryset: "QuerySet[Source]", name: str, value: Any) -> "QuerySet[Source]":
        return queryset

    def in_process(self, queryset: "QuerySet[Source]", name: str, value: str) -> "QuerySet[Source]":
        return queryset.filter(spoke_in(value, self.form.cleaned_data.get("round")))


class SourceParameters(OrganisationParameters):
    """What may be asked of sources."""

    kind = filters.ChoiceFilter(choices=SourceKind.choices, label="Organisations, or individuals.")


class Sources(ExportingViewSet):
    """Sources that have a published contribution, in the order of their slugs."""

    queryset = Source.objects.filter(has_published()).select_related("group")
    serializer_class: Any = SourceSerializer
    filterset_class = SourceParameters
    keyset_order = ("slug",)
    others_keep = 0
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"
    file_name = "sources"
    columns = COLUMNS


class Organisations(Sources):
    """Sources that are organisations and have a published contribution, in the order of their slugs."""

    queryset = Source.objects.organisations().filter(has_published()).select_related("group")
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationParameters
    file_name = "organisations"
