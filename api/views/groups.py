"""Stakeholder groups."""

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters

from api.serializers.groups import StakeholderGroupSerializer
from api.viewsets import PublicViewSet
from consultations.models import Process
from stakeholders.models import StakeholderGroup


class GroupParameters(filters.FilterSet):
    """What may be asked of stakeholder groups."""

    process = filters.CharFilter(method="of_process", label="Slug of a process that has it.")

    def of_process(self, queryset: "QuerySet[StakeholderGroup]", name: str, value: str) -> "QuerySet[StakeholderGroup]":
        return queryset.filter(Exists(Process.objects.public().filter(groups=OuterRef("pk"), slug=value)))


class StakeholderGroups(PublicViewSet):
    """Stakeholder groups, in the order of their codes: none comes first."""

    queryset = StakeholderGroup.objects.public()
    serializer_class = StakeholderGroupSerializer
    filterset_class = GroupParameters
    keyset_order = ("code",)
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
