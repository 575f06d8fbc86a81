"""Files that a source attaches: taken or refused by what is in them, not by what they are called."""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from common.refusals import Incomplete

from .archive import check_archive
from .filenames import clean_name
from .kinds import KINDS, kind_of
from .pdf import check_pdf
from .plain import check_plain


@dataclass(frozen=True)
class Checked:
    """A file that may be attached: its cleaned name, what it is, its size in bytes and its digest in hexadecimal."""

    name: str
    media_type: str
    size: int
    sha256: str


def check(file: UploadedFile, *, already: int = 0) -> Checked:
    """Check a file before it is attached; ``already`` is how many the draft has. The file is left at its beginning.

    Raise ``Incomplete``, with a sentence for the field ``file`` that says what is wrong and what to
    do, unless it is a sound, unlocked .pdf, .docx, .odt or .txt without macros, within the limits
    of the settings ``ATTACHMENT…``. Reads in pieces; memory does not grow with the file.
    """
    try:
        return _check(file, already)
    except Incomplete as refusal:
        refusal.fields.setdefault("file", refusal.sentence)
        raise
    finally:
        file.seek(0)


def _check(file: UploadedFile, already: int) -> Checked:
    if already >= settings.ATTACHMENTS_MAX:
        raise Incomplete(
            _("There are %(count)d files already, which is the most that can be attached. Take one out first.")
            % {"count": already}
        )
    name = clean_name(file.name or "")
    size = file.size or 0
    if not size:
        raise Incomplete(_("“%(name)s” is empty. Choose it again; perhaps it was still being saved.") % {"name": name})
    if size > settings.ATTACHMENT_MAX_BYTES:
        raise Incomplete(
            _("“%(name)s” has %(size)s; at most %(limit)s can be taken. Smaller pictures often help.")
            % {"name": name, "size": filesizeformat(size), "limit": filesizeformat(settings.ATTACHMENT_MAX_BYTES)}
        )
    extension = PurePosixPath(name).suffix.lower()
    kind = kind_of(file, name=name, extension=extension)
    if kind in ("docx", "odt"):
        check_archive(file, kind, name=name)
    elif kind == "pdf":
        check_pdf(file, name=name)
    else:
        check_plain(file, name=name)
    if extension != f".{kind}":
        raise Incomplete(
            _("“%(name)s” says that it is a %(said)s, but inside is a %(found)s. Give it its right ending: .%(ending)s")
            % {"name": name, "said": KINDS[extension[1:]].label, "found": KINDS[kind].label, "ending": kind}
        )
    return Checked(name, KINDS[kind].media_type, size, _sha256(file))


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
