"""How a text under negotiation goes out: its versions, and their clauses."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api import links
from api.expanding import Expanded, WithExpanded
from api.fields import Instant
from texts.engine.outline import ClauseKind
from texts.enums import Fate
from texts.models import ClauseVersion, Descent, Text, TextVersion
from texts.queries import all_called

# Also said of the clauses that changes and contributions name.
CALLED = (
    "What people call it in its version, in the language of the text: its heading and the labels above it, such as "
    "`recognizing c)`, else its first words."
)


class TextReference(serializers.Serializer[Text]):
    """A text under negotiation, as other things name it."""

    id = serializers.IntegerField(help_text="What the filter `text` takes.")
    title = serializers.CharField()
    language = serializers.CharField(help_text="Code of the language in which it is negotiated.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_api_url(self, text: Text) -> str:
        return links.resource("text", text.pk)


class TextVersionReference(serializers.Serializer[TextVersion]):
    """One issue of a text, which never changes."""

    id = serializers.IntegerField(help_text="What the filter `text_version` takes.")
    number = serializers.IntegerField(help_text="Counted from 0, the base.")
    name = serializers.CharField(help_text="Such as `Rev.1`; empty for the base.")
    symbol = serializers.CharField(source="carrier.symbol.text", help_text="Of the paper that carries it.")
    alias = serializers.CharField(source="carrier.symbol.alias", help_text="Another number it is known by, or empty.")
    process = serializers.CharField(source="carrier.symbol.round.process.slug", help_text="Slug of its process.")
    round = serializers.IntegerField(source="carrier.symbol.round.number", help_text="Number of its round.")
    issued_at = Instant()
    digest = serializers.CharField(help_text="SHA-256 of its clauses in canonical form.")
    url = serializers.SerializerMethodField(help_text="Its page, clause by clause.")
    document_url = serializers.SerializerMethodField(help_text="The page of the paper that carries it.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API, with its clauses.")
    compilation_url = serializers.SerializerMethodField(help_text="It with all that is proposed to it, in this API.")
    changes_url = serializers.SerializerMethodField(help_text="What was proposed to it, change by change.")

    def get_url(self, version: TextVersion) -> str:
        return links.page("text", *_place(version))

    def get_document_url(self, version: TextVersion) -> str:
        return links.page("document", *_place(version))

    def get_api_url(self, version: TextVersion) -> str:
        return links.resource("text-version", version.pk)

    def get_compilation_url(self, version: TextVersion) -> str:
        return links.resource("text-version", version.pk) + "compilation/"

    def get_changes_url(self, version: TextVersion) -> str:
        return links.listing("change", text_version=version.pk)


class TextSerializer(TextReference):
    """A text under negotiation: what lives on through its versions."""

    versions = TextVersionReference(many=True, source="issued", help_text="Those that were issued, the base first.")


class WordsSerializer(serializers.Serializer[ClauseVersion]):
    """A clause as one version words it.

    ``context["called"]``: what each is called, by version and identity.
    """

    clause = serializers.CharField(source="clause_id.hex", help_text="Its identity, which it keeps in every version.")
    kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind])
    label = serializers.CharField(  # type: ignore[assignment]  # the answer has a field that is called label
        help_text="As it is printed, such as `a)`; may be empty, or stand twice. Nothing is found by it."
    )
    called = serializers.SerializerMethodField(help_text=CALLED)
    wording = serializers.CharField()
    number = serializers.SerializerMethodField(help_text="Its place in the version, from 1.")
    under = serializers.SerializerMethodField(help_text="Identity of the clause that it stands under, or empty.")

    def get_called(self, clause: ClauseVersion) -> str:
        return str(self.context["called"][clause.version_id, clause.clause_id.hex])

    def get_number(self, clause: ClauseVersion) -> int:
        return clause.place + 1

    def get_under(self, clause: ClauseVersion) -> str:
        return clause.parent_id.hex if clause.parent_id else ""


class TextVersionSerializer(TextVersionReference):
    """A version of a text under negotiation."""

    text = TextReference()


class TextVersionWithClausesSerializer(TextVersionSerializer):
    """A version of a text under negotiation with its clauses."""

    clauses = serializers.SerializerMethodField(help_text="In reading order.")

    @extend_schema_field(WordsSerializer(many=True))
    def get_clauses(self, version: TextVersion) -> Any:
        clauses: Any = version.clauses.all()
        names = all_called(version.outline, language=version.text.language)
        called = {(version.pk, identity): name for identity, name in names.items()}
        return WordsSerializer(clauses, many=True, context={"called": called}).data


class DescentSerializer(serializers.Serializer[Descent]):
    """One step of a clause from a version to the next."""

    text_version = serializers.IntegerField(source="version_id", help_text="Id of the version that made it.")
    fate = serializers.ChoiceField(choices=Fate.choices, help_text="What that version did.")
    before = serializers.SerializerMethodField(help_text="Identity of the clause before; empty where it is new.")
    after = serializers.SerializerMethodField(help_text="Identity of the clause since; empty where it was suppressed.")

    def get_before(self, descent: Descent) -> str:
        return descent.before_id.hex if descent.before_id else ""

    def get_after(self, descent: Descent) -> str:
        return descent.after_id.hex if descent.after_id else ""


class ClauseExpanded(Expanded):
    """What a clause names, told along."""

    text = TextReference(source="version.text", required=False)
    text_version = TextVersionReference(source="version", required=False)


class ClauseSerializer(WithExpanded, WordsSerializer):
    """A clause in one version, with where it came from and what the next version made of it.

    ``context["descents"]``: what was found around the clauses of the page; ``context["called"]``: what they are called.
    """

    text = serializers.IntegerField(source="version.text_id", help_text="Id of its text.")
    text_version = serializers.IntegerField(source="version_id", help_text="Id of the version.")
    came_from = serializers.SerializerMethodField(help_text="Steps that led to it in this version; none in the base.")
    became = serializers.SerializerMethodField(help_text="Steps in which the next version went on from it.")
    changes_url = serializers.SerializerMethodField(help_text="What was proposed for it in this version.")
    url = serializers.SerializerMethodField(help_text="Its page: what became of it, version by version.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API, in every version.")
    expanded = ClauseExpanded()

    @extend_schema_field(DescentSerializer(many=True))
    def get_came_from(self, clause: ClauseVersion) -> Any:
        found = [each for each in self._descents(clause.version.number) if each.after_id == clause.clause_id]
        return [DescentSerializer(each).data for each in found]

    @extend_schema_field(DescentSerializer(many=True))
    def get_became(self, clause: ClauseVersion) -> Any:
        found = [each for each in self._descents(clause.version.number + 1) if each.before_id == clause.clause_id]
        return [DescentSerializer(each).data for each in found]

    def get_changes_url(self, clause: ClauseVersion) -> str:
        return links.listing("change", text_version=clause.version_id, clause=clause.clause_id.hex)

    def get_url(self, clause: ClauseVersion) -> str:
        return links.page("clause", *_place(clause.version), clause.clause_id.hex)

    def get_api_url(self, clause: ClauseVersion) -> str:
        return links.resource("clause", clause.clause_id.hex)

    def _descents(self, number: int) -> Iterable[Descent]:
        return (each for each in self.context["descents"] if each.version.number == number)


class ClauseHistorySerializer(serializers.Serializer[Any]):
    """A clause through all versions of its text."""

    clause = serializers.CharField(help_text="Its identity.")
    text = TextReference()
    versions = ClauseSerializer(many=True, help_text="It in each version that has it, the base first.")
    changes_url = serializers.CharField(help_text="Everything that was proposed for it.")
    api_url = serializers.CharField(help_text="Itself in this API.")


def _place(version: TextVersion) -> tuple[str, str]:
    symbol = version.carrier.symbol
    return symbol.round.process.slug, symbol.text
