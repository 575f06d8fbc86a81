"""Processes."""

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters

from api.serializers.processes import ProcessSerializer
from api.viewsets import PublicViewSet
from consultations.models import Process


class ProcessParameters(filters.FilterSet):
    """What may be asked of processes."""

    group = filters.CharFilter(method="asking", label="Code of a stakeholder group that it has.")
    language = filters.CharFilter(method="in_language", label="Code of a language in which it works.")

    def asking(self, queryset: "QuerySet[Process]", name: str, value: str) -> "QuerySet[Process]":
        return queryset.filter(
            Exists(Process.groups.through.objects.filter(process=OuterRef("pk"), stakeholdergroup__code=value))
        )

    def in_language(self, queryset: "QuerySet[Process]", name: str, value: str) -> "QuerySet[Process]":
        return queryset.filter(languages__contains=[value])


class Processes(PublicViewSet):
    """Processes, in the order of their slugs."""

    queryset = Process.objects.public().prefetch_related("groups")
    serializer_class = ProcessSerializer
    filterset_class = ProcessParameters
    keyset_order = ("slug",)
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
