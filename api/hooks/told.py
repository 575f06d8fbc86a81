"""The shapes that go out: an address that is told, a delivery, and each try."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.fields import Instant
from webhooks.enums import Because, DeliveryState, EndpointState, Fault, Kind
from webhooks.models import Attempt, Delivery, Endpoint

MOST_ATTEMPTS = 100


class WebhookSerializer(serializers.Serializer[Endpoint]):
    """An address of this portal that is told, and how it does."""

    id = serializers.IntegerField()
    url = serializers.CharField(help_text="The address that is told.")
    description = serializers.CharField(help_text="For yourselves.")
    kinds = serializers.ListField(child=serializers.CharField(), help_text="What it is told of.")
    processes = serializers.ListField(child=serializers.CharField(), help_text="Slugs of processes; none: all.")
    closing_days = serializers.ListField(
        child=serializers.IntegerField(), help_text="How many days before its closing it is told of a comment period."
    )
    state = serializers.ChoiceField(
        choices=EndpointState.choices,
        help_text="`unproven` until it has answered the challenge; `disabled` after three days without a success.",
    )
    registered_at = Instant()
    proven_at = Instant(allow_null=True, help_text="When it first proved itself.")
    delivered_at = Instant(allow_null=True, help_text="When it last took something.")
    failing_since = Instant(allow_null=True, help_text="Since when it has taken nothing.")
    disabled_at = Instant(allow_null=True)
    disabled_because = serializers.ChoiceField(choices=[*Because.choices, ("", "")], help_text="Empty unless disabled.")
    deliveries_url = serializers.SerializerMethodField(help_text="The log of what was delivered.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_deliveries_url(self, endpoint: Endpoint) -> str:
        return links.nested("webhook-delivery", endpoint.pk)

    def get_api_url(self, endpoint: Endpoint) -> str:
        return links.resource("webhook", endpoint.pk)


class WebhookWithSecretSerializer(WebhookSerializer):
    """The same with its secret, which no other answer tells."""

    secret = serializers.CharField(help_text="What signs: keep it now, no answer tells it again.")


class DeliverySerializer(serializers.Serializer[Delivery]):
    """One event on its way to one address."""

    id = serializers.IntegerField()
    event = serializers.CharField(source="event.name", help_text="What came as `webhook-id`.")
    kind = serializers.ChoiceField(source="event.kind", choices=Kind.choices)
    subject = serializers.CharField(help_text="What it is about: of one subject the later waits for the earlier.")
    happened_at = Instant(source="event.happened_at")
    data = serializers.JSONField(  # type: ignore[assignment]  # a member of what goes out
        source="event.payload", help_text="As it is sent."
    )
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    tries = serializers.IntegerField(help_text="Since it was told, or last sent once more.")
    next_try_at = serializers.SerializerMethodField(help_text="While it waits.")
    finished_at = Instant(allow_null=True)
    api_url = serializers.SerializerMethodField(help_text="Itself in this API, with every try.")

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_next_try_at(self, delivery: Delivery) -> str | None:
        waits = delivery.state == DeliveryState.WAITING
        return Instant().to_representation(delivery.next_try_at) if waits else None

    def get_api_url(self, delivery: Delivery) -> str:
        return links.nested("webhook-delivery", delivery.endpoint_id, delivery.pk)


class AttemptSerializer(serializers.Serializer[Attempt]):
    """One try."""

    at = Instant()
    ms = serializers.IntegerField(help_text="How long it took, in milliseconds.")
    status = serializers.IntegerField(allow_null=True, help_text="What it answered; null where nothing came.")
    fault = serializers.ChoiceField(choices=[*Fault.choices, ("", "")], help_text="Empty where it was taken.")
    answer = serializers.CharField(help_text="The beginning of what came back.")


class DeliveryWithTriesSerializer(DeliverySerializer):
    """The same with its tries, the last first."""

    attempts = serializers.SerializerMethodField(help_text=f"The last {MOST_ATTEMPTS} tries.")

    @extend_schema_field(AttemptSerializer(many=True))
    def get_attempts(self, delivery: Delivery) -> Any:
        last = list(delivery.attempts.order_by("-pk")[:MOST_ATTEMPTS])
        return [AttemptSerializer(each).data for each in last]


class SentAgainSerializer(serializers.Serializer[dict[str, int]]):
    """How much is sent once more."""

    deliveries = serializers.IntegerField(help_text="How many deliveries are on their way once more.")
