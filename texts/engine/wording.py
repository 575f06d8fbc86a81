"""Words as they are kept and compared: blank space is never what a text says."""

import re

# Signs that nobody sees; the two joiners stay, they mean something in Persian and in Indian scripts.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u061c\u2060\u2066-\u2069\ufeff]")
# A blank that must not break is meant where it stands: French has it before marks, numbers inside.
_BLANKS = re.compile(r"[^\S\n\u00a0\u202f]+")
_LINE = re.compile(r"[^\S\u00a0\u202f]*\n[^\S\u00a0\u202f]*")


def tidy(text: str) -> str:
    """The wording of a clause as it is kept: none around it, one blank in a row, line breaks without blanks."""
    return _LINE.sub("\n", _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def same(text: str) -> str:
    """What two wordings have in common that say the same: they differ in blank space or unseen signs at most."""
    return " ".join(_UNSEEN.sub("", text).split())
