"""Places in words: chosen by their sentences or written out, and named for people."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from contributions.content import Content
from contributions.queries.redactions import everywhere
from contributions.redacting import Mark, fitted, parts_of, sentences

LONGEST_WORDS = 5000
MOST_LINES = 40
# More sentences than that are no list to choose from; words can be written out.
MOST_SENTENCES = 600
_PLACE = re.compile(r"([a-z_]+(?::[0-9]+)?(?::[a-z]+)?)@([0-9]{1,7})\+([0-9]{1,7})")
WIDTH = 70


@dataclass(frozen=True)
class Place:
    """A passage with the words around it, as it is shown before it goes. ``value`` names it in forms."""

    part: str
    value: str
    before: str
    passage: str
    after: str

    @property
    def part_name(self) -> str:
        return name_of(self.part)


def place_at(part: str, start: int, length: int, text: str) -> Place:
    """The place in its part's ``text``."""
    end = start + length
    before, after = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
    return Place(
        part,
        f"{part}@{start}+{length}",
        ("…" if start > WIDTH else "") + before,
        text[start:end],
        after + ("…" if end + WIDTH < len(text) else ""),
    )


def name_of(part: str) -> str:
    """What a part is called in the reader's language."""
    kind, _sep, rest = part.partition(":")
    number, _sep, field = rest.partition(":")
    plain: Mapping[str, str] = {
        "title": _("Title"),
        "builds_on": _("What it builds on"),
        "statement": _("Statement"),
        "missing": _("What is missing"),
    }
    if kind in plain:
        return plain[kind]
    if kind == "answer":
        return _("Answer to a guiding question")
    if kind == "recommendation":
        return _("Recommendation %(number)d") % {"number": int(number or 0) + 1}
    if kind == "file":
        return _("Name of a file")
    said = {"label": _("its label"), "wording": _("its words"), "reason": _("its reason")}
    return _("Proposed change %(number)d: %(what)s") % {"number": int(number or 0) + 1, "what": said.get(field, "")}


def marks_in(data: QueryDict, content: Content, ground: str) -> tuple[list[Mark], list[str]]:
    """The marks that a form chooses, by places and by words; and those lines of words that stand nowhere."""
    texts = parts_of(content)
    found: list[Mark] = []
    for value in data.getlist("mark"):
        place = _PLACE.fullmatch(value)
        if place is not None:
            mark = Mark(place[1], int(place[2]), int(place[3]), ground)
            found += [each for each in [fitted(texts.get(mark.part, ""), mark)] if each is not None]
    missed = []
    for line in lines_of(data.get("words", "")):
        those = everywhere(line, content, ground, part=data.get("part", ""))
        fits = (fitted(texts[each.part], each) for each in those)
        found += [each for each in fits if each is not None]
        if not those:
            missed.append(line)
    return list(dict.fromkeys(found)), missed


def lines_of(words: str) -> list[str]:
    """The passages that are looked for."""
    return [line.strip() for line in words[:LONGEST_WORDS].replace("\x00", "").splitlines() if line.strip()][
        :MOST_LINES
    ]


@dataclass(frozen=True)
class Part:
    """A part of a content to choose from: its words as sentences, each a place."""

    name: str
    places: Sequence[Place]


def choices_of(content: Content) -> list[Part]:
    """Every part with its sentences; none at all where they would be too many to choose from."""
    found = [
        Part(
            name_of(part),
            [
                Place(part, f"{part}@{start}+{length}", "", text[start : start + length], "")
                for start, length in sentences(text)
            ],
        )
        for part, text in parts_of(content).items()
    ]
    return found if sum(len(part.places) for part in found) <= MOST_SENTENCES else []


def ordered(marks: Iterable[Mark], content: Content) -> Iterator[Place]:
    """The places of marks, in reading order, with the words around them."""
    texts = parts_of(content)
    parts = list(texts)
    for mark in sorted(marks, key=lambda each: (parts.index(each.part), each.start)):
        yield place_at(mark.part, mark.start, mark.length, texts[mark.part])
