"""Is a text file text, and in which encoding?"""

import codecs
import re
from typing import IO

from django.utils.translation import gettext as _

from common.refusals import Incomplete

# No text has these; tabs, line and page breaks and the old end-of-file sign it may.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def check_plain(file: IO[bytes], *, name: str) -> None:
    """Raise ``Incomplete`` unless the whole file is text in UTF-8, or in UTF-16 with its mark at the start.

    Other encodings are refused and not guessed: a wrong guess would print other letters than were written.
    """
    decoder = codecs.getincrementaldecoder(encoding_of(file))()
    file.seek(0)
    has_words = False
    try:
        while piece := file.read(1 << 16):
            text = decoder.decode(piece)
            _must_be_text(text, name)
            has_words = has_words or bool(text.strip("\ufeff \t\r\n\f"))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise Incomplete(_unclear(name)) from None
    if not has_words:
        raise Incomplete(_("“%(name)s” has no words in it.") % {"name": name})


def encoding_of(file: IO[bytes]) -> str:
    """The encoding that the first bytes announce; UTF-8 where they announce none."""
    file.seek(0)
    head = file.read(3)
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")


def _must_be_text(text: str, name: str) -> None:
    if _CONTROLS.search(text):
        raise Incomplete(
            _(
                "“%(name)s” is called a text but is none. "
                "Please send PDF, Word (.docx), OpenDocument (.odt) or plain text."
            )
            % {"name": name}
        )


def _unclear(name: str) -> str:
    return _(
        "The letters in “%(name)s” are stored in a way that can be misread. Open it, choose “Save as” and "
        "there the encoding “UTF-8”, and choose the new file."
    ) % {"name": name}
