"""How a published change to a text goes out."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.expanding import Expanded, WithExpanded
from api.fields import Instant
from api.serializers.contributions import OWN, PublicSourceSerializer, SymbolReference
from api.serializers.texts import TextReference, TextVersionReference
from contributions.enums import Carriage, Outcome
from contributions.models import Amendment, Disposition
from contributions.queries.changes import Under, disposition_of, is_in_force
from contributions.queries.published import public_sources
from texts.engine.changes import ChangeKind, Op
from texts.engine.outline import ClauseKind
from texts.engine.redline import Piece, PieceKind, redline


class PieceSerializer(serializers.Serializer[Piece]):
    """Some words of a redline. Before: those that stay and go; after: those that stay and come."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in PieceKind])
    text = serializers.CharField()


class DispositionSerializer(serializers.Serializer[Disposition]):
    """What became of a change when the next version was issued."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.CharField(help_text="May be empty where it was taken.")
    text_version = serializers.IntegerField(source="version_id", help_text="Id of the version that was issued.")
    clause = serializers.SerializerMethodField(help_text="Identity of the clause there in which to look, or empty.")
    clause_called = serializers.SerializerMethodField(help_text="What that clause is called there, or empty.")

    def get_clause(self, disposition: Disposition) -> str:
        return disposition.clause_id.hex if disposition.clause_id else ""

    def get_clause_called(self, disposition: Disposition) -> str:
        return _called(self.context["words"], disposition.version_id, self.get_clause(disposition))


class ContributionReference(SymbolReference):
    """A contribution, as a change names it."""

    title = serializers.CharField()
    language = serializers.CharField(help_text="Code of its language.")
    published_at = Instant()


class ChangeExpanded(Expanded):
    """What a change names, told along."""

    contribution = ContributionReference(required=False)
    text = TextReference(source="version.text", required=False)
    text_version = TextVersionReference(source="version", required=False)


class PublishedChangeSerializer(WithExpanded):
    """One change that a published contribution proposes to one version of a text.

    ``context["words"]``: the clauses that the changes of the page name.
    """

    id = serializers.IntegerField()
    op = serializers.ChoiceField(choices=[op.value for op in Op], help_text="NOC: keep the clause as it is.")
    kind = serializers.ChoiceField(choices=[kind.value for kind in ChangeKind], help_text="As its source calls it.")
    clause = serializers.SerializerMethodField(help_text="Identity of the clause concerned; empty for ADD.")
    clause_called = serializers.SerializerMethodField(
        help_text="What people call it in that version, in the language of the text, such as `recognizing c)`."
    )
    after = serializers.SerializerMethodField(
        help_text="ADD, MOVE: identity of the clause after which; empty for the beginning."
    )
    after_called = serializers.SerializerMethodField(help_text="What people call that one; empty for the beginning.")
    clause_kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind], help_text="ADD: what it adds.")
    label = serializers.CharField(  # type: ignore[assignment]  # the answer has a field that is called label
        help_text="ADD: the label as the source printed it; MOD and others: empty."
    )
    language = serializers.CharField(source="version.text.language", help_text="Code of the language of the words.")
    text_before = serializers.SerializerMethodField(help_text="The words of the clause in that version; empty for ADD.")
    text_after = serializers.SerializerMethodField(help_text="The words that are proposed; empty for SUP.")
    redline = serializers.SerializerMethodField(help_text="Both as one: what stays, goes and comes.")
    reason = serializers.CharField(help_text="Its source's; may be empty for ADD and MOVE.")
    is_in_force = serializers.SerializerMethodField(
        help_text="False where a revision replaced it, or it was adopted, given up, or waits for its source."
    )
    carriage = serializers.ChoiceField(
        choices=["", *Carriage.values], help_text="How it came here from an earlier version; empty where it did not."
    )
    carried_from = serializers.IntegerField(
        source="carried_from_id", allow_null=True, help_text="Id of the same change on an earlier version, or null."
    )
    carried_to = serializers.SerializerMethodField(help_text="Id of the same change on a later version, or null.")
    disposition = serializers.SerializerMethodField(help_text="Null while no version was issued that decides it.")
    sources = serializers.SerializerMethodField(help_text="Who proposes it, as far as they may be named.")
    contribution = SymbolReference(help_text="Where it is proposed.")
    contribution_id = serializers.IntegerField(help_text="What the filter `contribution` takes.")
    process = serializers.CharField(source="contribution.round.process.slug", help_text="Slug of its process.")
    round = serializers.IntegerField(source="contribution.round.number", help_text="Number of its round.")
    text = serializers.IntegerField(source="version.text_id", help_text="Id of the text.")
    text_version = serializers.IntegerField(source="version_id", help_text="Id of the version that it was proposed to.")
    url = serializers.SerializerMethodField(help_text="The page of the contribution that proposes it.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")
    expanded = ChangeExpanded()

    def get_clause(self, change: Amendment) -> str:
        return change.clause_id.hex if change.clause_id else ""

    def get_clause_called(self, change: Amendment) -> str:
        return _called(self.context["words"], change.version_id, self.get_clause(change))

    def get_after(self, change: Amendment) -> str:
        return change.after_id.hex if change.after_id else ""

    def get_after_called(self, change: Amendment) -> str:
        return _called(self.context["words"], change.version_id, self.get_after(change))

    def get_text_before(self, change: Amendment) -> str:
        return self._both(change)[0]

    def get_text_after(self, change: Amendment) -> str:
        return self._both(change)[1]

    @extend_schema_field(PieceSerializer(many=True))
    def get_redline(self, change: Amendment) -> Any:
        return [{"kind": piece.kind.value, "text": piece.text} for piece in redline(*self._both(change))]

    def get_is_in_force(self, change: Amendment) -> bool:
        return is_in_force(change)

    def get_carried_to(self, change: Amendment) -> int | None:
        return change.went_to  # type: ignore[attr-defined]  # annotated

    @extend_schema_field(DispositionSerializer(allow_null=True))
    def get_disposition(self, change: Amendment) -> Any:
        said = disposition_of(change)
        return DispositionSerializer(said, context=self.context).data if said is not None else None

    @extend_schema_field(PublicSourceSerializer(many=True))
    def get_sources(self, change: Amendment) -> Any:
        return [PublicSourceSerializer(each).data for each in public_sources(change.contribution, language=OWN)]

    def get_url(self, change: Amendment) -> str:
        contribution = change.contribution
        symbol = contribution.symbol.text if contribution.symbol else ""
        return links.page("document", contribution.round.process.slug, symbol)

    def get_api_url(self, change: Amendment) -> str:
        return links.resource("change", change.pk)

    def _both(self, change: Amendment) -> tuple[str, str]:
        """What the version says there, and what this change would have it say."""
        under = self.context["words"].get((change.version_id, self.get_clause(change)))
        before = under.clause.wording if under is not None else ""
        if change.op in (Op.ADD, Op.SUP):
            return before, change.wording if change.op == Op.ADD else ""
        return before, change.wording or before


def _called(words: Mapping[Any, Under], version: int | None, clause: str) -> str:
    under = words.get((version, clause))
    return under.called if under is not None else ""
