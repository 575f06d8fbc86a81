"""File names that others can be shown without harm."""

import re
import unicodedata
from pathlib import PurePosixPath

from common.lines import composed

LONGEST = 150
_RESERVED = re.compile(r'[<>:"|?*]')
_UNSEEN = ("Cc", "Cf", "Co", "Cs")


def clean_name(name: str) -> str:
    """The last part of ``name``, at most ``LONGEST`` characters with its ending kept, in Unicode's form NFC.

    Without folders, characters that no file system likes, and invisible ones: a sign that turns the
    direction of text can make ``fdp.exe`` look like ``exe.pdf``. "file" where nothing is left.
    """
    last = re.split(r"[/\\]", composed(name))[-1]
    seen = "".join(" " if character in "\t\n\r" else character for character in last if _is_seen(character))
    tidy = " ".join(_RESERVED.sub("_", seen).split()).strip(". ")
    path = PurePosixPath(tidy or "file")
    ending = path.suffix if len(path.suffix) <= 10 else ""
    return path.name[: len(path.name) - len(ending)][: LONGEST - len(ending)].rstrip() + ending


def _is_seen(character: str) -> bool:
    return character in "\t\n\r\u200c\u200d" or unicodedata.category(character) not in _UNSEEN
