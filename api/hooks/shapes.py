"""The shapes that come in: an address that wants to be told, and what is sent once more."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.writing.shapes import Strict, Text
from webhooks.actions import Wanted
from webhooks.enums import Kind
from webhooks.models.endpoint import default_closing_days

MOST_PROCESSES = 200
MOST_DAYS = 50
KINDS = [kind.value for kind in Kind.wanted()]


class WantedShape(Strict):
    """What an address is told of; members that are left out stay as they are."""

    url = Text(required=False, max_length=2000, help_text="Where the program listens: https, reached by anybody.")
    description = Text(required=False, max_length=1000, help_text="For yourselves.")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=KINDS), required=False, min_length=1, max_length=len(KINDS),
        help_text="What it is told of.",
    )  # fmt: skip
    processes = serializers.ListField(
        child=Text(max_length=100), required=False, max_length=MOST_PROCESSES,
        help_text="Slugs of processes; none: all that let the portal be told, those of later too.",
    )  # fmt: skip
    closing_days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**15 - 1), required=False, max_length=MOST_DAYS,
        help_text="How many days before its closing it is told of a comment period.",
    )  # fmt: skip

    def wanted(self, *, kinds: Any = (), processes: Any = (), closing_days: Any = None) -> Wanted | None:
        """What was asked for, over what held before; None where nothing of it was."""
        said = self.validated_data
        if not {"kinds", "processes", "closing_days"} & set(said):
            return None
        days = default_closing_days() if closing_days is None else closing_days
        return Wanted(said.get("kinds", kinds), said.get("processes", processes), said.get("closing_days", days))


class WebhookShape(WantedShape):
    """A new address: it needs to be named, and what it is told of."""

    url = Text(max_length=2000, help_text="Where the program listens: https, reached by anybody.")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=KINDS), min_length=1, max_length=len(KINDS),
        help_text="What it is told of.",
    )  # fmt: skip


class ReplayShape(Strict):
    """Which deliveries are sent once more: by when it happened."""

    since = serializers.DateTimeField(help_text="From this instant on.")
    until = serializers.DateTimeField(help_text="Until just before this instant.")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=KINDS), required=False, default=list, max_length=len(KINDS),
        help_text="Only of these; none: of all.",
    )  # fmt: skip
    only_failed = serializers.BooleanField(required=False, default=False, help_text="Only what was not delivered.")

    def validate(self, attrs: Any) -> Any:
        """The range must be one."""
        if attrs["until"] <= attrs["since"]:
            raise serializers.ValidationError({"until": [_("Choose an end that is later than the beginning.")]})
        return attrs
