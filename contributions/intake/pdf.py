"""Is a PDF readable by everyone?"""

import logging
from typing import IO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from common.refusals import Incomplete

from .kinds import damaged, locked

logging.getLogger("pypdf").setLevel(logging.ERROR)


def check_pdf(file: IO[bytes], *, name: str) -> None:
    """Raise ``Incomplete`` if it needs a password, has no page or cannot be read.

    A PDF that opens without a password but forbids printing or copying is taken.
    """
    file.seek(0)
    try:
        reader = PdfReader(file)
        is_locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if is_locked else len(reader.pages)
    except FileNotDecryptedError:
        raise Incomplete(locked(name)) from None
    except Exception:  # noqa: BLE001  whatever somebody put into a PDF, it is one that we cannot read
        raise Incomplete(damaged(name)) from None
    if is_locked:
        raise Incomplete(locked(name))
    if not pages:
        raise Incomplete(damaged(name))
