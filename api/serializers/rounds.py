"""How a round and the documents filed in it go out."""

from typing import Any

from rest_framework import serializers

from api import links
from api.fields import Instant, Versions, in_zone
from api.serializers.files import DocumentFileSerializer, document_file
from api.serializers.processes import ProcessReference
from common.localized import versions
from common.together import belonging
from consultations.models import CarriedText, Document, Round
from consultations.symbols import stem

# A round mostly has fewer; where it has more, the others stand in the list of documents.
MOST_DOCUMENTS = 200
# Under this name a round has these, where they were fetched with it.
FIRST_DOCUMENTS = "first_documents"


class DocumentSerializer(serializers.Serializer[Document]):
    """A paper that the secretariat filed in a round."""

    symbol = serializers.CharField(source="symbol.text", default=None, help_text="Its citable number, or null.")
    alias = serializers.CharField(source="symbol.alias", default="", help_text="Another number it is known by.")
    kind = serializers.CharField(help_text="`agenda`, `draft`, `report`, `contribution` or `information`.")
    title = Versions()
    submitted_by = serializers.CharField(help_text="Empty where the secretariat wrote it.")
    filed_at = Instant()
    modifies = serializers.SerializerMethodField(help_text="Symbol of the paper that it modifies, or null.")
    text_version = serializers.SerializerMethodField(
        help_text="The version of a text under negotiation that it carries, in this API, or null."
    )
    url = serializers.SerializerMethodField(help_text="Its page; null without a symbol.")
    files = DocumentFileSerializer(many=True)

    def at_once(self, document: Document) -> dict[str, Any]:
        """All members of a document, as JSON has them: see ``api.quick``."""
        symbol = document.symbol
        return {
            "symbol": symbol.text if symbol is not None else None,
            "alias": symbol.alias if symbol is not None else "",
            "kind": document.kind,
            "title": versions(document.title),
            "submitted_by": document.submitted_by,
            "filed_at": in_zone(document.filed_at, "UTC"),
            "modifies": self.get_modifies(document),
            "text_version": self.get_text_version(document),
            "url": self.get_url(document),
            "files": [document_file(file) for file in belonging(document, "files")],
        }

    def get_modifies(self, document: Document) -> str | None:
        other = document.modifies
        if document.stands_beside:
            return document.stands_beside
        return other.symbol.text if other is not None and other.symbol is not None else None

    def get_text_version(self, document: Document) -> str | None:
        carried: CarriedText | None = getattr(document.symbol, "carried_text", None)
        return links.resource("text-version", carried.version_id) if carried is not None else None

    def get_url(self, document: Document) -> str | None:
        process = document.round.process
        return links.page("document", process.slug, document.symbol.text) if document.symbol is not None else None


class RoundReference(serializers.Serializer[Round]):
    """A round, as other things name it."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(help_text="What the filter `round` takes, together with `process`.")
    symbol = serializers.SerializerMethodField(
        help_text="How it is cited: what all symbols given in it begin with. Empty where they have no such beginning."
    )
    title = Versions()
    meets_on = serializers.DateField(allow_null=True, help_text="First day of the meeting, or null.")
    place = serializers.CharField(help_text="Where it meets; may be empty.")
    url = serializers.SerializerMethodField(help_text="Its page.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")
    documents_url = serializers.SerializerMethodField(help_text="Everything that is filed in it, page by page.")

    def get_symbol(self, held: Round) -> str:
        process = held.process
        return stem(process.symbol_grammar, process=process.code, round_number=held.number)

    def get_url(self, held: Round) -> str:
        return links.page("round", held.process.slug, held.number)

    def get_api_url(self, held: Round) -> str:
        return links.resource("round", held.pk)

    def get_documents_url(self, held: Round) -> str:
        return links.listing("document", process=held.process.slug, round=held.number)


class RoundSerializer(RoundReference):
    """A round: one cycle of a process, mostly tied to a meeting."""

    description = Versions()
    process = ProcessReference()
    documents = DocumentSerializer(
        many=True,
        source=FIRST_DOCUMENTS,
        help_text=f"What is filed in it, by number; the first {MOST_DOCUMENTS}, all at `documents_url`.",
    )


class FiledDocumentSerializer(DocumentSerializer):
    """A document in a list of several rounds."""

    id = serializers.IntegerField()
    round = RoundReference()
    process = ProcessReference(source="round.process")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_api_url(self, document: Document) -> str:
        return links.resource("document", document.pk)
