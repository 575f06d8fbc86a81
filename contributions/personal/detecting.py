"""One walk over a text: what is found, of what kind, and where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from . import addresses, numbers, telephones
from .signs import digits_plain

# Characters that are looked at in one text; and findings that a person can still judge one by one.
LOOKED_AT = 600_000
MOST = 200


class PersonalData(StrEnum):
    """What was found."""

    EMAIL = "email"
    ACCOUNT = "account"
    CARD = "card"
    PAPER = "paper"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of a text that looks like personal data: ``length`` characters from ``start``."""

    kind: PersonalData
    start: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length


Look = Callable[[str], Iterator[tuple[int, int]]]
# Where two kinds claim the same signs the first has them: an account's number is no telephone's.
LOOKS: dict[PersonalData, Look] = {
    PersonalData.EMAIL: addresses.emails,
    PersonalData.ACCOUNT: numbers.accounts,
    PersonalData.CARD: numbers.cards,
    PersonalData.PAPER: numbers.papers,
    PersonalData.PHONE: telephones.telephones,
    PersonalData.ADDRESS: addresses.postal,
}


def detect(text: str) -> list[Finding]:
    """What looks like personal data, in reading order and without overlap; ``MOST`` at most."""
    plain = digits_plain(text[:LOOKED_AT])
    found: list[Finding] = []
    taken = bytearray(len(plain))
    for kind, look in LOOKS.items():
        for start, end in look(plain):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Finding(kind, start, end - start))
    return sorted(found, key=lambda each: each.start)[:MOST]
