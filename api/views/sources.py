"""Sources."""

from django_filters import rest_framework as filters

from api.serializers.sources import SourceSerializer
from api.viewsets import PublicViewSet
from contributions.queries.sources import has_published
from stakeholders.enums import SourceKind
from stakeholders.models import Source


class SourceParameters(filters.FilterSet):
    """What may be asked of sources."""

    kind = filters.ChoiceFilter(choices=SourceKind.choices, label="Organisations, or individuals.")
    group = filters.CharFilter(field_name="group__code", label="Code of a stakeholder group.")
    country = filters.CharFilter(field_name="country", lookup_expr="iexact", label="ISO 3166 alpha-2.")


class Sources(PublicViewSet):
    """Sources that have a published contribution, in the order of their slugs."""

    queryset = Source.objects.filter(has_published()).select_related("group")
    serializer_class = SourceSerializer
    filterset_class = SourceParameters
    keyset_order = ("slug",)
    others_keep = 0
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"
