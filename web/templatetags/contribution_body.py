"""Filters for ``web/contribution/_body.html``: what a contribution says, part by part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext, ngettext
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best
from consultations.models import GuidingQuestion
from contributions.content import Content
from contributions.redacting import Gap, PublicForm, Removal

register = template.Library()


@register.filter
def as_content(value: Content | Mapping[str, Any] | None) -> Content:
    """A stored content as an object, whether it comes as one or as the JSON that is stored."""
    return value if isinstance(value, Content) else Content.from_json(value or {})


@register.filter
def answered(content: Content, questions: Iterable[GuidingQuestion] | None) -> list[tuple[GuidingQuestion, str]]:
    """The questions that were answered, each with the answer as it is, in the questions' order."""
    said = [(question, content.answers.get(str(question.pk), "")) for question in questions or []]
    return [(question, answer) for question, answer in said if answer.strip()]


@dataclass(frozen=True)
class Piece:
    """Some words of a line; ``is_gap`` where they say that something was removed."""

    text: str
    is_gap: bool = False


@register.filter
def paragraphs(text: str) -> list[list[list[Piece]]]:
    """The paragraphs of a plain text, each as its lines, each line as its pieces; an empty line parts paragraphs."""
    return list(_paragraphs(text))


@register.filter
def pieces(text: str) -> list[Piece]:
    """A text of one line as its pieces."""
    return list(_pieces(text, 0, len(text), getattr(text, "gaps", ())))


@dataclass(frozen=True)
class Said:
    """One thing that was removed, in the reader's language: how much of what, and on which grounds."""

    how_much: str
    grounds: list[Wording]


@register.filter
def said(form: PublicForm) -> list[Said]:
    """All that was removed, in reading order, files last."""
    return [
        Said(_how_much(each), [best(LazyI18nString(dict(form.grounds.get(code, {})))) for code in each.grounds])
        for each in form.removals()
    ]


def _how_much(removal: Removal) -> str:
    if removal.file is None:
        told = {"number": removal.characters}
        return ngettext("%(number)d character", "%(number)d characters", removal.characters) % told
    if not removal.pages:
        return gettext("A whole file")
    told_pages = {"pages": ", ".join(map(str, removal.pages))}
    return ngettext("Page %(pages)s of a file", "Pages %(pages)s of a file", len(removal.pages)) % told_pages


def _paragraphs(text: str) -> Iterator[list[list[Piece]]]:
    lines: list[list[Piece]] = []
    start, gaps = 0, getattr(text, "gaps", ())
    for line in [*text.split("\n"), ""]:
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            lines.append(list(_pieces(text, first, first + len(line.strip()), gaps)))
        elif lines:
            yield lines
            lines = []
        start += len(line) + 1


def _pieces(text: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[Piece]:
    """What stands from ``start`` to ``end``, parted at the gaps; none of those leaves its line."""
    here = start
    for gap in gaps:
        if start <= gap.start and gap.end <= end:
            if here < gap.start:
                yield Piece(text[here : gap.start])
            yield Piece(text[gap.start : gap.end], is_gap=True)
            here = gap.end
    if here < end:
        yield Piece(text[here:end])
