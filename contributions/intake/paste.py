"""Text that somebody pastes, as paragraphs: without what a page's width or a font did to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import ngettext, pgettext

from .characters import Faults, balanced, tidy
from .lines import Joiner, blocks
from .markers import Marker, marker_of

# Cleaning is done until nothing changes any more; twice is enough but for texts made to tease it.
ROUNDS = 8
NAMED_WORDS = 5


@dataclass(frozen=True)
class Cleaned:
    """What became of a pasted text. ``notes`` say, in the reader's language, what was done; none if nothing was."""

    text: str
    notes: list[str]


@dataclass(frozen=True)
class Split:
    """A text taken apart into recommendations, what stands before the first and what after the last."""

    introduction: str
    recommendations: list[str]
    closing: str = ""


@dataclass
class _Done:
    faults: Faults = field(default_factory=Faults)
    joined: int = 0
    divided: list[str] = field(default_factory=list)


def clean(text: str) -> Cleaned:
    """Text from Word or a PDF as paragraphs that an empty line parts; items of lists are paragraphs too.

    Promises: no word is lost, invented or moved (words divided at a line's end are put together);
    cleaning twice is the same as cleaning once; it never raises. How it tells wrapped lines from
    verses and addresses: ``lines``; which characters go: ``characters``. Pure.
    """
    done = _Done()
    for _round in range(ROUNDS):
        cleaned = _clean_once(text, done)
        if cleaned == text:
            break
        text = cleaned
    return Cleaned(text, list(_notes(done)))


def split(text: str) -> Split:
    """Take a pasted list of recommendations apart, cleaning it first.

    The first item's marker says what counts as an item: with "1." first, "(a)" and bullets stay
    inside their item. Bullets go, and numbers that count from one: a list numbers itself. Other
    numbers stay, they may be cited. Text between two items belongs to the first of them. Without
    any marker every paragraph is a recommendation.
    """
    paragraphs = [paragraph for paragraph in clean(text).text.split("\n\n") if paragraph.strip()]
    markers = [marker_of(paragraph) for paragraph in paragraphs]
    first = next((marker for marker in markers if marker), None)
    if first is None:
        return Split("", paragraphs)
    starts = [place for place, marker in enumerate(markers) if marker and _is_same(marker, first)]
    items = ["\n\n".join(paragraphs[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    closing = ""
    if len(items) > 1 and not any("\n\n" in item for item in items[:-1]):
        items[-1], _parted, closing = items[-1].partition("\n\n")
        closing, items[-1] = _sub_items_back(closing, items[-1])
    return Split("\n\n".join(paragraphs[: starts[0]]), list(_unmarked(items)), closing)


def split_recommendations(text: str) -> list[str]:
    """Only the recommendations in ``text``; see ``split`` for what stands around them."""
    return split(text).recommendations


def _clean_once(text: str, done: _Done) -> str:
    tidied, faults = tidy(text)
    done.faults += faults
    joiner = Joiner(tidied)
    paragraphs = [paragraph for block in blocks(tidied) for paragraph in joiner.paragraphs(block)]
    done.joined += joiner.joined
    done.divided += joiner.divided
    return "\n".join(balanced(line) for line in "\n\n".join(paragraphs).split("\n"))


def _is_same(marker: Marker, first: Marker) -> bool:
    """Bullets count by their sign, so that "–" under "•" stays inside."""
    return marker.kind == first.kind and (marker.kind != "bullet" or marker.text.strip() == first.text.strip())


def _sub_items_back(closing: str, item: str) -> tuple[str, str]:
    """Items of another kind under the last one are part of it, not a closing."""
    paragraphs = closing.split("\n\n") if closing else []
    own = next((place for place, text in enumerate(paragraphs) if not marker_of(text)), len(paragraphs))
    return "\n\n".join(paragraphs[own:]), "\n\n".join([item, *paragraphs[:own]])


def _unmarked(items: list[str]) -> Iterator[str]:
    markers = [marker_of(item) for item in items]
    counted = [marker.ordinal for marker in markers if marker]
    superfluous = all(ordinal is None for ordinal in counted) or counted == list(range(1, len(items) + 1))
    for item, marker in zip(items, markers, strict=True):
        if marker is None or marker.kind == "decimal" or not superfluous:
            yield item
        else:
            yield item[len(marker.text) :].strip() or item


def _notes(done: _Done) -> Iterator[str]:
    if done.joined:
        yield ngettext(
            "%(count)d line that a page had broken was joined to the next.",
            "%(count)d lines that a page had broken were joined to the next.",
            done.joined,
        ) % {"count": done.joined}
    if done.divided:
        between = pgettext("between two items of a list", ", ")
        named = between.join(done.divided[:NAMED_WORDS]) + (" …" if len(done.divided) > NAMED_WORDS else "")
        yield ngettext(
            "A word divided at the end of a line was put together: %(words)s. Please check it.",
            "%(count)d words divided at the end of a line were put together: %(words)s. Please check them.",
            len(done.divided),
        ) % {"count": len(done.divided), "words": named}
    yield from (sentence for fault in done.faults if (sentence := _fault_note(fault, done.faults[fault])))


def _fault_note(fault: str, count: int) -> str:
    sentences = {
        "bullet": ngettext(
            "%(count)d bullet of a special font became “•”.", "%(count)d bullets of a special font became “•”.", count
        ),
        "ligature": ngettext(
            "%(count)d joined letter, such as “ﬁ”, became ordinary letters.",
            "%(count)d joined letters, such as “ﬁ”, became ordinary letters.",
            count,
        ),
        "font": ngettext(
            "%(count)d character that only a special font can show was left out.",
            "%(count)d characters that only a special font can show were left out.",
            count,
        ),
        "invisible": ngettext(
            "%(count)d invisible character was left out.", "%(count)d invisible characters were left out.", count
        ),
        "override": ngettext(
            "%(count)d hidden sign that turns the direction of text was left out.",
            "%(count)d hidden signs that turn the direction of text were left out.",
            count,
        ),
    }
    return sentences[fault] % {"count": count}
