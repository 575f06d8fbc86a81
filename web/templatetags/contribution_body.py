"""Filters for ``web/contribution/_body.html``: what a contribution says, part by part."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template

from consultations.models import GuidingQuestion
from contributions.content import Content

register = template.Library()


@register.filter
def as_content(value: Content | Mapping[str, Any] | None) -> Content:
    """A stored content as an object, whether it comes as one or as the JSON that is stored."""
    return value if isinstance(value, Content) else Content.from_json(value or {})


@register.filter
def answered(content: Content, questions: Iterable[GuidingQuestion] | None) -> list[tuple[GuidingQuestion, str]]:
    """The questions that were answered, each with the answer, in the questions' order."""
    return [
        (question, answer)
        for question in questions or []
        if (answer := content.answers.get(str(question.pk), "").strip())
    ]


@register.filter
def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a plain text, each as its lines; an empty line parts them."""
    return list(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield lines
            lines = []
