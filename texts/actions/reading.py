"""Bringing a text in: the original is read, what was understood is mended by a person, then the base is issued."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import storable
from common.refusals import Incomplete, NotPossible
from record.actions import enter
from texts import enums
from texts.engine.reading import Plain
from texts.intake.correcting import Correction, Part, as_outline, corrected, understood
from texts.intake.limits import limits
from texts.intake.originals import TEXT, paragraphs_of
from texts.models import Reading, Text, TextVersion
from texts.word.unreadable import Unreadable

from .issuing import stored

__all__ = ["Correction", "begin_reading", "correct", "discard", "issue"]


@transaction.atomic
def begin_reading(
    original: bytes | str, *, by: object | None, name: str = "", language: str, title: str = ""
) -> Reading:
    """Read an original (the bytes of a file, or words that were pasted) and keep it with what was understood.

    Raise ``Incomplete``, with a sentence for the field ``original``, for what cannot be read; then nothing is kept.
    """
    try:
        read = paragraphs_of(original, limits())
    except Unreadable as error:
        sentence = enums.Fault(error.fault.value).label
        raise Incomplete(sentence, fields={"original": sentence}) from error
    paragraphs = [Plain(**{**asdict(each), "text": storable(each.text)}) for each in read.paragraphs]
    content = original.encode() if isinstance(original, str) else original
    reading = Reading(
        title=title.strip(),
        language=language,
        name=name,
        media_type=f"{TEXT}; charset=utf-8" if isinstance(original, str) else read.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        paragraphs=[asdict(each) for each in paragraphs],
        outline=[part.to_json() for part in understood(paragraphs)],
        notices=list(read.notices),
    )
    reading.file.save(name or "original", ContentFile(content), save=False)
    reading.save()
    enter("text.read", subject=reading, by=by, digest=reading.sha256, clauses=len(reading.outline))
    return reading


@transaction.atomic
def correct(reading: Reading, *corrections: Correction, step: int, by: object | None) -> None:
    """Make these corrections, in their order, to the outline as it was at ``step``.

    Raise ``NotPossible`` where it was corrected elsewhere meanwhile or is issued, ``Incomplete`` for a correction
    that makes no sense; then nothing is changed.
    """
    current = _locked(reading)
    if current.step != step:
        raise NotPossible(_("Somebody has corrected this text meanwhile, perhaps in another window. Look at it again."))
    parts = parts_of(current)
    try:
        for correction in corrections:
            parts = corrected(parts, correction, paragraphs_in(current))
    except ValueError:
        raise Incomplete(_("This cannot be done with this clause.")) from None
    current.outline = [part.to_json() for part in parts]
    current.step += 1
    current.save(update_fields=["outline", "step"])
    enter("text.correct", subject=current, by=by, step=current.step)
    reading.refresh_from_db()


@transaction.atomic
def discard(reading: Reading, *, by: object | None) -> None:
    """Throw a text away that was never issued, with its original. Raise ``NotPossible`` where it was."""
    current = _locked(reading)
    enter("text.discard", subject=current, by=by, digest=current.sha256)
    if name := current.file.name:
        transaction.on_commit(partial(current.file.storage.delete, name), robust=True)
    current.delete()


@transaction.atomic
def issue(
    reading: Reading,
    *,
    by: object | None,
    symbol: str = "",
    alias: str = "",
    name: str = "",
    at: datetime | None = None,
    step: int | None = None,
) -> TextVersion:
    """Issue what was understood as the base of a new text; it never changes from now on.

    ``symbol`` and ``alias`` are those of the document that carries it. Raise ``NotPossible`` where it was issued
    already or is not what it was at ``step``, ``Incomplete`` for a text without a title or without clauses.
    """
    current = _locked(reading)
    if step is not None and current.step != step:
        raise NotPossible(_("Somebody has corrected this text meanwhile, perhaps in another window. Look at it again."))
    if not current.title.strip():
        raise Incomplete(_("Say what the text is called."), fields={"title": _("Say what the text is called.")})
    outline = as_outline(parts_of(current), identify=lambda _place: uuid4().hex)
    if not outline:
        raise Incomplete(_("A text needs at least one clause."))
    text = Text.objects.create(title=current.title.strip(), language=current.language)
    version = stored(text, outline, number=0, name=name, symbol=symbol, alias=alias, at=at or timezone.now())
    current.version = version
    current.save(update_fields=["version"])
    enter("text.issue", subject=version, by=by, digest=version.digest, text=text.pk, number=0, clauses=len(outline))
    reading.refresh_from_db()
    return version


def parts_of(reading: Reading) -> list[Part]:
    """What is understood so far."""
    return [Part.from_json(each) for each in reading.outline]


def paragraphs_in(reading: Reading) -> Sequence[Plain]:
    """The paragraphs of the original."""
    return [Plain(**each) for each in reading.paragraphs]


def _locked(reading: Reading) -> Reading:
    current = Reading.objects.select_for_update().filter(pk=reading.pk).first()
    if current is None:
        raise NotPossible(_("This text was thrown away meanwhile."))
    if current.version_id is not None:
        raise NotPossible(_("This text is issued; what was issued never changes."))
    return current
