"""How what a contribution says goes out: the words, the changes it proposes, its files, and what was taken out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from contributions.enums import Consent
from contributions.redacting import Removal
from texts.engine.changes import ChangeKind, Op
from texts.engine.outline import ClauseKind


class AmendedTextSerializer(serializers.Serializer[Any]):
    """The version of a text to which changes are proposed."""

    version = serializers.IntegerField()
    symbol = serializers.CharField(help_text="Symbol of the document that carries it, in the same process.")
    digest = serializers.CharField(help_text="SHA-256 of that version's clauses.")
    compared = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Names of the files without revision marks that were compared with the text.",
    )


class ChangeSerializer(serializers.Serializer[Any]):
    """One change that is proposed to a text. What its `op` does not use is empty."""

    op = serializers.ChoiceField(choices=[op.value for op in Op], help_text="NOC: keep the clause as it is.")
    clause = serializers.CharField(help_text="Identity of the clause concerned; empty for ADD.")
    after = serializers.CharField(help_text="ADD, MOVE: identity of the clause after which; empty for the beginning.")
    wording = serializers.CharField(help_text="ADD, MOD: the words proposed; MOVE: those too, if they change.")
    clause_kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind])
    label = serializers.CharField(  # type: ignore[assignment]  # the answer has a field that is called label
        help_text="ADD: the label as the source printed it."
    )
    kind = serializers.ChoiceField(choices=[kind.value for kind in ChangeKind])
    reason = serializers.CharField()


class AttachedSerializer(serializers.Serializer[Any]):
    """A file that belongs to the content."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes; 0 where it is withheld.")
    sha256 = serializers.CharField(help_text="Of what everybody gets; empty where it is withheld.")
    removed_pages = serializers.ListField(
        child=serializers.IntegerField(), required=False, help_text="Pages that were taken out, from 1."
    )
    withheld = serializers.BooleanField(required=False, help_text="True where nobody gets the file.")


class RedactionSerializer(serializers.Serializer[Any]):
    """A passage or pages that were taken out before everybody reads it."""

    part = serializers.CharField(
        help_text="`title`, `statement`, `answer:7` (id of the question), `recommendation:0`, `change:0:wording`, "
        "`missing`, `file:12:name` or `file:12` (id of the file)."
    )
    start = serializers.IntegerField(help_text="Where in `content` it is said, in Unicode code points from 0.")
    length = serializers.IntegerField(help_text="How long what is said there is.")
    characters = serializers.IntegerField(help_text="How many were taken out; 0 for a file.")
    words = serializers.IntegerField(help_text="How many, as white space parts them.")
    pages = serializers.ListField(
        child=serializers.IntegerField(), help_text="Of a file; empty where the whole of it is withheld."
    )
    grounds = serializers.ListField(child=serializers.CharField(), help_text="Codes of the published grounds.")
    said = serializers.SerializerMethodField(help_text="The grounds in words, by language.")

    @extend_schema_field({"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}})
    def get_said(self, removal: Removal) -> Any:
        return [dict(self.context["grounds"].get(code, {})) for code in removal.grounds]


class NamedSourceSerializer(serializers.Serializer[Any]):
    """A source as it named itself when the content was sent."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    acronym = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166 alpha-2, or empty.")
    group = serializers.CharField(help_text="Code of the stakeholder group.")


class ContentSerializer(serializers.Serializer[Any]):
    """What everybody may read of a contribution, exactly as `content_digest` was made of it.

    The digest is the SHA-256 of this object as canonical JSON: UTF-8, keys sorted, no white space (RFC 8785).
    """

    language = serializers.CharField()
    title = serializers.CharField()
    statement = serializers.CharField(help_text="Plain text; paragraphs are parted by an empty line.")
    answers = serializers.DictField(child=serializers.CharField(), help_text="Plain text by id of the question.")
    recommendations = serializers.ListField(child=serializers.CharField(), help_text="In the source's own order.")
    builds_on = serializers.CharField()
    amends = AmendedTextSerializer(required=False, help_text="Only where changes to a text are proposed.")
    changes = ChangeSerializer(many=True, required=False, help_text="In the reading order of the text.")
    missing = serializers.CharField(required=False, help_text="What the text does not say and should.")
    files = AttachedSerializer(many=True)
    sources = NamedSourceSerializer(many=True)
    on_behalf = serializers.CharField(required=False, help_text="For whom the sources say that they speak, if any.")
    consent = serializers.ChoiceField(
        required=False,
        choices=[Consent.GROUP.value],
        help_text="Only where its source lets nothing but its group be known: what else could name it is left out.",
    )
    process = serializers.CharField(help_text="Code of the process it was sent to.")
    round = serializers.IntegerField(help_text="Number of the round.")
    period = serializers.IntegerField(help_text="Id of the comment period.")
