"""The shapes that go out: what became of a submission, and who a portal is. Nothing of the person is in them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.fields import Instant
from contributions.models import Referral
from contributions.queries.referrals import STATES, WAITING, confirm_before, state_of
from portals.enums import Scope


class SubmissionSerializer(serializers.Serializer[Referral]):
    """What a portal has submitted, and what became of it."""

    id = serializers.UUIDField()
    state = serializers.SerializerMethodField(
        help_text="`waiting` for the person to confirm it, `refused` by them, `expired` unconfirmed; then what became "
        "of it: `submitted`, `under_review`, `returned` to the person, `published`, `declined`, `withdrawn`."
    )
    process = serializers.CharField(source="period.round.process.slug", help_text="Slug of its process.")
    round = serializers.IntegerField(source="period.round.number", help_text="Number of its round in the process.")
    comment_period = serializers.SerializerMethodField(help_text="Its comment period, in this API.")
    received_at = Instant()
    confirm_before = serializers.SerializerMethodField(
        help_text="While it waits: the instant before which the person has to confirm it. An extension moves it."
    )
    what_counts = serializers.SerializerMethodField(help_text="While it waits: what has to happen, in a sentence.")
    symbol = serializers.SerializerMethodField(help_text="Its citable number once it is published.")
    document_url = serializers.SerializerMethodField(help_text="Its permanent page once it is published.")
    url = serializers.SerializerMethodField(help_text="Itself in this API.")

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, referral: Referral) -> str:
        return state_of(referral, at=timezone.now())

    def get_comment_period(self, referral: Referral) -> str:
        return links.resource("comment-period", referral.period_id)

    def get_confirm_before(self, referral: Referral) -> str | None:
        return Instant().to_representation(confirm_before(referral)) if self._waits(referral) else None

    def get_what_counts(self, referral: Referral) -> str | None:
        if not self._waits(referral):
            return None
        return _(
            "The person was asked by e-mail. It counts only once they have confirmed it, and it is received at that "
            "instant: before the comment period closes, or by the rules of the round for what is late."
        )

    def get_symbol(self, referral: Referral) -> str | None:
        contribution = referral.contribution
        return contribution.symbol.text if contribution is not None and contribution.symbol is not None else None

    def get_document_url(self, referral: Referral) -> str | None:
        symbol = self.get_symbol(referral)
        return links.page("document", referral.period.round.process.slug, symbol) if symbol else None

    def get_url(self, referral: Referral) -> str:
        return links.resource("submission", referral.pk)

    def _waits(self, referral: Referral) -> bool:
        return state_of(referral, at=timezone.now()) == WAITING


class AdmissionSerializer(serializers.Serializer[Any]):
    """What one process lets the portal do."""

    process = serializers.CharField(source="process.slug", help_text="Slug of the process.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.values), help_text="What it may do there."
    )


class KeySerializer(serializers.Serializer[Any]):
    """The key that the token is of."""

    client_id = serializers.CharField()
    issued_at = Instant()
    ends_at = serializers.SerializerMethodField(help_text="When it stops working, where it was replaced.")

    def get_ends_at(self, key: Any) -> str | None:
        return Instant().to_representation(key.ends_at) if key.ends_at else None


class PortalSerializer(serializers.Serializer[Any]):
    """Who a portal is here, by its token."""

    slug = serializers.CharField(source="portal.slug")
    name = serializers.CharField(source="portal.name")
    home = serializers.CharField(source="portal.url", help_text="Its address on the web.")
    scopes = serializers.SerializerMethodField(help_text="What the token is for.")
    key = KeySerializer()
    admissions = serializers.SerializerMethodField(help_text="What each process lets it do, by slug.")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Scope.values)))
    def get_scopes(self, caller: Any) -> list[str]:
        return [scope.value for scope in Scope if caller.has(scope)]

    @extend_schema_field(AdmissionSerializer(many=True))
    def get_admissions(self, caller: Any) -> Any:
        let_in = caller.portal.admissions.filter(state="admitted").select_related("process")
        return AdmissionSerializer(let_in.order_by("process__slug"), many=True).data
