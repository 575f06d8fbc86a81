"""How a stakeholder group goes out."""

from functools import cached_property
from typing import Any

from django.db.models.manager import BaseManager
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

    @cached_property
    def child(self) -> StakeholderGroupSerializer:
        """What tells one of them."""
        return StakeholderGroupSerializer()

    def items_of(self, value: Any) -> list[StakeholderGroup]:
        """Return the groups in the order of their codes."""
        there = value.all() if isinstance(value, BaseManager) else value
        return sorted(there, key=lambda group: group.code)

    def to_representation(self, value: Any) -> list[dict[str, object]]:
        """Return the groups in the order of their codes."""
        return [self.child.to_representation(group) for group in self.items_of(value)]
