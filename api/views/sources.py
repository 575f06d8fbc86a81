"""Sources."""

from django.db.models import Exists, OuterRef
from django_filters import rest_framework as filters

from api.serializers.sources import SourceSerializer
from api.viewsets import PublicViewSet
from contributions.models import ContributionSource
from stakeholders.enums import SourceKind
from stakeholders.models import Source

_PUBLISHED = ContributionSource.objects.filter(source=OuterRef("pk"), contribution__published_at__isnull=False)


class SourceParameters(filters.FilterSet):
    """What may be asked of sources."""

    kind = filters.ChoiceFilter(choices=SourceKind.choices, label="Organisations, or individuals.")
    group = filters.CharFilter(field_name="group__code", label="Code of a stakeholder group.")
    country = filters.CharFilter(field_name="country", lookup_expr="iexact", label="ISO 3166 alpha-2.")


class Sources(PublicViewSet):
    """Sources that have a published contribution, in the order of their slugs."""

    # Somebody who has an account, or only a draft, is nobody's business.
    queryset = Source.objects.filter(Exists(_PUBLISHED)).select_related("group")
    serializer_class = SourceSerializer
    filterset_class = SourceParameters
    keyset_order = ("slug",)
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]+"
