"""Figures of a round as they go out: who took part, and what the secretariat did."""

from typing import Any

from rest_framework import serializers

from api import links
from api.fields import Instant
from contributions.figures.account import OUTCOMES
from contributions.models import PublicFigures

UNSAID = "Null: not said, because it counts fewer than five, or because such a number could be worked out from it."


class HeardSerializer(serializers.Serializer[Any]):
    """What was heard."""

    contributions = serializers.IntegerField(allow_null=True, help_text=UNSAID)
    sources = serializers.IntegerField(allow_null=True)
    first_time_sources = serializers.IntegerField(
        allow_null=True, help_text="Of which nothing was received in an earlier round of the process."
    )
    words = serializers.IntegerField(allow_null=True, help_text="In Chinese, characters.")


class FiguresSerializer(serializers.Serializer[Any]):
    """Who took part, exactly as `digest` was made of it; parts can add up to more than the whole."""

    whole = HeardSerializer()
    groups = serializers.DictField(child=HeardSerializer(), help_text="By code of the stakeholder group.")
    un_groups = serializers.DictField(
        child=HeardSerializer(), help_text='By regional group of the United Nations; `""` for none.'
    )
    development = serializers.DictField(
        child=HeardSerializer(), help_text='By `developed`, `developing`; `""` for neither.'
    )
    languages = serializers.DictField(child=HeardSerializer(), help_text="By code of the language.")
    statuses = serializers.DictField(child=HeardSerializer(), help_text="By `ldc`, `lldc`, `sids`; these overlap.")


class ParticipationSerializer(serializers.Serializer[Any]):
    """Who took part in a round, published once when its comment periods had closed; null until then."""

    process = serializers.CharField(help_text="Slug of its process.")
    round = serializers.IntegerField(help_text="Number of its round in the process.")
    closed_at = Instant(allow_null=True)
    digest = serializers.CharField(allow_null=True, help_text="SHA-256 of `figures` as canonical JSON (RFC 8785).")
    figures = FiguresSerializer(allow_null=True)
    url = serializers.CharField(help_text="Its page.")


class RoundFiguresSerializer(serializers.Serializer[PublicFigures]):
    """Who took part in a round that has closed, in a list of several."""

    process = serializers.CharField(source="round.process.slug", help_text="Slug of its process.")
    round = serializers.IntegerField(source="round.number", help_text="Number of its round in the process.")
    closed_at = Instant()
    digest = serializers.CharField(help_text="SHA-256 of `figures` as canonical JSON (RFC 8785).")
    figures = FiguresSerializer()
    url = serializers.SerializerMethodField(help_text="Its page.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_url(self, figures: PublicFigures) -> str:
        return links.page("participation", figures.round.process.slug, figures.round.number)

    def get_api_url(self, figures: PublicFigures) -> str:
        return links.resource("participation", figures.round_id)


class TreatedSerializer(serializers.Serializer[Any]):
    """What became of what was received. Each contribution stands in exactly one of the outcomes."""

    received = serializers.IntegerField(allow_null=True, help_text=UNSAID.replace("fewer than five", "one to four"))
    returned = serializers.IntegerField(
        allow_null=True, help_text="To its author, at least once, wherever it stands now."
    )
    median_hours = serializers.FloatField(allow_null=True, help_text="From arriving to being published.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields, with one for each outcome."""
        outcomes = {name: serializers.IntegerField(allow_null=True) for name in OUTCOMES}
        return {**super().get_fields(), **outcomes}


class AccountSerializer(serializers.Serializer[Any]):
    """The account itself."""

    whole = TreatedSerializer()
    groups = serializers.DictField(child=TreatedSerializer(), help_text="By code of the stakeholder group.")
    grounds = serializers.DictField(
        child=serializers.IntegerField(allow_null=True), help_text="Declined, by code of the published ground."
    )


class AccountabilitySerializer(serializers.Serializer[Any]):
    """What the secretariat did with what a round received, as of the last midnight (UTC); null until it has closed."""

    process = serializers.CharField(help_text="Slug of its process.")
    round = serializers.IntegerField(help_text="Number of its round in the process.")
    as_of = Instant(allow_null=True)
    account = AccountSerializer(allow_null=True)
    url = serializers.CharField(help_text="Its page.")
