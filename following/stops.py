"""What a link in a letter ends, as a short word: ``12-n345`` is "whatever brought news 345 to reader 12"."""

import re
from dataclasses import dataclass

from following.enums import Pace

_FORM = re.compile(r"(?P<reader>[0-9]{1,18})-(?P<what>n|d|w|r)(?P<news>[0-9]{0,18})", re.ASCII)
_DIGESTS = {Pace.DAILY: "d", Pace.WEEKLY: "w"}
_PACES = {letter: pace for pace, letter in _DIGESTS.items()}


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose letters end, and which: those caused as one piece of ``news`` was, those of a ``pace``, or reminders."""

    reader: int
    news: int | None = None
    pace: Pace | None = None

    @property
    def is_of_drafts(self) -> bool:
        """Is it about what the reader has begun and not sent?"""
        return self.news is None and self.pace is None

    def __str__(self) -> str:
        if self.news is not None:
            return f"{self.reader}-n{self.news}"
        return f"{self.reader}-{_DIGESTS[self.pace]}" if self.pace is not None else f"{self.reader}-r"


def read(word: str) -> Stop | None:
    """Return what the word ends; None for any other word."""
    found = _FORM.fullmatch(word)
    if found is None or (found["what"] == "n") != bool(found["news"]):
        return None
    news = int(found["news"]) if found["news"] else None
    return Stop(int(found["reader"]), news=news, pace=_PACES.get(found["what"]))
