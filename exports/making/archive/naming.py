"""Names of folders and files in an archive, as every machine can unpack them."""

import re
import unicodedata

_SYMBOL = re.compile(r"[^A-Za-z0-9._-]+")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
LONGEST = 80


class Folders:
    """Gives each symbol a folder of its own: ``WGX/1/2`` lies in ``WGX-1-2``."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, symbol: str, pk: int) -> str:
        """The folder; where two symbols would share one, the second is told apart by ``pk``."""
        plain = _SYMBOL.sub("-", symbol).strip("-.") or "x"
        found = plain[:LONGEST] if plain[:LONGEST].lower() not in self._given else f"{plain[:LONGEST]}-{pk}"
        self._given.add(found.lower())
        return found


def file_name(name: str, pk: int) -> str:
    """A name that is safe and alone in its folder, with its ending: ``12-annex.pdf``."""
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not ending.isascii() or len(ending) > 8:
        stem, dot, ending = plain, "", ""
    # Names are counted in bytes by the machines that unpack them.
    short = stem.encode()[:LONGEST].decode(errors="ignore").strip(" .-")
    return f"{pk}-{short}{dot}{ending}" if short else f"{pk}{dot}{ending}"
