"""How a file goes out, of a document or of a contribution."""

from typing import Any

from rest_framework import serializers

from api import links
from consultations.models import DocumentFile


class FileSerializer(serializers.Serializer[Any]):
    """A file to download."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField(help_text="Digest of its bytes, hexadecimal.")
    url = serializers.SerializerMethodField(help_text="Where its bytes are.")

    def get_url(self, file: Any) -> str:
        kind = "documents" if isinstance(file, DocumentFile) else "contributions"
        return links.page("file", kind, file.pk, file.name)


class DocumentFileSerializer(FileSerializer):
    """A file of a document, in one language."""

    language = serializers.CharField(help_text="Language code.")


def document_file(file: DocumentFile) -> dict[str, Any]:
    """The same as ``DocumentFileSerializer`` tells, at once: see ``api.quick``."""
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "url": links.page("file", "documents", file.pk, file.name),
        "language": file.language,
    }
