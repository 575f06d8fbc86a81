"""Which portals are let in to which process."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from api.serializers.admissions import AdmittedPortalSerializer
from api.viewsets import PublicViewSet
from consultations.models import Admission
from portals.enums import Scope


class AdmissionParameters(filters.FilterSet):
    """What may be asked of admissions."""

    process = filters.CharFilter(field_name="process__slug", label="Slug of a process.")
    portal = filters.CharFilter(field_name="portal__slug", label="Short name of a portal.")
    scope = filters.ChoiceFilter(
        choices=[(scope.value, scope.value) for scope in Scope], method="that_may", label="That may do this."
    )

    def that_may(self, queryset: "QuerySet[Admission]", name: str, value: str) -> "QuerySet[Admission]":
        return queryset.filter(scopes__contains=[value])


class Admissions(PublicViewSet):
    """Portals that are let in, by the short names of portals: none comes first. One that was ended is not listed."""

    queryset = Admission.objects.public().select_related("portal", "process")
    serializer_class = AdmittedPortalSerializer
    filterset_class = AdmissionParameters
    keyset_order = ("portal__slug", "pk")
    lookup_value_regex = "[0-9]{1,18}"
    others_keep = 0
