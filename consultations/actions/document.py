"""Filing the papers of a round."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from common.stamps import bump
from consultations.enums import DocumentKind
from consultations.models import Document, DocumentFile, Round, Symbol
from consultations.models.document import document_path
from record.actions import enter

from .permission import must_issue
from .process import Words
from .symbol import reserve_symbol

if TYPE_CHECKING:
    from stakeholders.models import Person


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
def file_document(
    round_: Round,
    *,
    by: "Person | None",
    kind: DocumentKind,
    title: Words,
    files: Sequence[NewFile] = (),
    is_numbered: bool = True,
    number: int | None = None,
    alias: str = "",
    symbol: Symbol | None = None,
    modifies: Document | None = None,
    submitted_by: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Document:
    """File a document in the round under its next symbol, and with it its files. It is public as the round is.

    With ``number`` it keeps the number it was given elsewhere; without ``is_numbered`` it gets none; ``symbol`` is one
    that the caller has reserved for it in this transaction.
    ``alias`` is another number that people know it by; ``submitted_by`` names whoever wrote it where
    that is not the secretariat. Raise ``NotAllowed``, and ``NotPossible`` for a symbol or alias that
    is taken or a document modified from another process.
    """
    must_issue(round_.process, by)
    if modifies is not None and modifies.round.process_id != round_.process_id:
        raise NotPossible(_("A document can only modify one of the same process."))
    document = Document.objects.create(
        round=round_,
        symbol=symbol or (reserve_symbol(round_, number=number, alias=alias) if is_numbered else None),
        kind=kind,
        title=title,
        submitted_by=submitted_by,
        modifies=modifies,
        note=note,
        filed_at=at or timezone.now(),
        public_at=at or timezone.now(),
    )
    digests = [_store(document, file).sha256 for file in files]
    enter(
        "document.file",
        subject=document,
        by=by,
        digest=digests[0] if len(digests) == 1 else "",
        round=round_.pk,
        symbol=document.symbol_id,
        files=len(digests),
    )
    bump("public")
    return document


def _store(document: Document, file: NewFile) -> DocumentFile:
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
