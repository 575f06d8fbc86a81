"""The files of a document: the same paper in several languages, and in several forms."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from common.languages import is_known
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.models import Document, DocumentFile
from consultations.models.document import document_path
from record.actions import enter

from .changing import still_there
from .permission import must_issue

if TYPE_CHECKING:
    from stakeholders.models import Person

MOST_FILES = 60


@dataclass(frozen=True)
class NewFile:
    """A file to be filed, with the language it is in."""

    name: str
    media_type: str
    language: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@transaction.atomic
def add_file(document: Document, file: NewFile, *, by: "Person | None") -> DocumentFile:
    """Add a file to a document: of one being prepared, or a language version of one that is published.

    The same file in the same language again does no harm. Raise ``NotAllowed``; ``Incomplete`` for a language that is
    none; ``NotPossible`` for more files than a page can show.
    """
    must_issue(document.round.process, by)
    if not is_known(file.language):
        unknown = _("Say which language the file is in.")
        raise Incomplete(unknown, fields={"language": unknown})
    still_there(document)
    there = document.files.filter(sha256=file.sha256, language=file.language).first()
    if there is not None:
        return there
    if document.files.count() >= MOST_FILES:
        raise NotPossible(_("This document has as many files as one can have."))
    stored = store_file(document, file)
    enter("document.add_file", subject=document, by=by, digest=stored.sha256, language=stored.language)
    bump("public")
    return stored


@transaction.atomic
def remove_file(file: DocumentFile, *, by: "Person | None") -> None:
    """Take a file out of a document that is being prepared. Raise ``NotAllowed``, ``NotPossible`` once published."""
    must_issue(file.document.round.process, by)
    document = still_there(file.document)
    if document.public_at is not None:
        raise NotPossible(_("It is published; what is published stays."))
    if DocumentFile.objects.filter(pk=file.pk).exists():
        enter("document.remove_file", subject=document, by=by, digest=file.sha256, language=file.language)
        file.delete()


def store_file(document: Document, file: NewFile) -> DocumentFile:
    """Keep the bytes under their digest, once however often they are filed."""
    stored = DocumentFile(
        document=document,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        sha256=file.sha256,
        language=file.language,
    )
    place = document_path(stored, file.name)
    storage = stored.file.storage
    if not storage.exists(place):
        place = storage.save(place, File(ContentFile(file.content)))
    stored.file.name = place
    stored.save()
    return stored
