"""How a stakeholder group goes out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.fields import Versions
from stakeholders.models import StakeholderGroup


class StakeholderGroupSerializer(serializers.Serializer[StakeholderGroup]):
    """A stakeholder group."""

    code = serializers.CharField(help_text="Short and lasting; what `group` filters take.")
    name = Versions()
    for_individuals = serializers.BooleanField(help_text="For people who speak for nobody but themselves.")
    url = serializers.SerializerMethodField(help_text="Its page.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_url(self, group: StakeholderGroup) -> str:
        return links.page("group", group.code)

    def get_api_url(self, group: StakeholderGroup) -> str:
        return links.resource("stakeholder-group", group.code)


@extend_schema_field(StakeholderGroupSerializer(many=True))
class Groups(serializers.Field[Any, Any, list[dict[str, object]], Any]):
    """Several groups, by code: none comes first. Takes the related manager, prefetched."""

    def to_representation(self, value: Any) -> list[dict[str, object]]:
        """Return the groups in the order of their codes."""
        groups = sorted(value.all(), key=lambda group: group.code)
        return [dict(StakeholderGroupSerializer(group).data) for group in groups]
