"""Stakeholder groups."""

from api.serializers.groups import StakeholderGroupSerializer
from api.viewsets import PublicViewSet
from stakeholders.models import StakeholderGroup


class StakeholderGroups(PublicViewSet):
    """Stakeholder groups, in the order of their codes: none comes first."""

    queryset = StakeholderGroup.objects.public()
    serializer_class = StakeholderGroupSerializer
    keyset_order = ("code",)
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
