"""Pasted text is tidied when it is stored, and the writer sees what became of it and can have the own text back.

Which text the writer wants untouched needs no memory: it is a text that tidying would change and that is
stored all the same. A page that shows such a text says so in its form (``asis-<field>``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributions.actions.draft import must_fit
from contributions.content import Content
from contributions.intake.paste import clean, split
from web.forms.drafts.fields import as_typed

from .parts import Part


@dataclass(frozen=True)
class Tidied:
    """What was done to a text that was just sent, and the text as it was sent."""

    raw: str
    notes: list[str]


def tidy(part: Part, posted: QueryDict) -> dict[str, Tidied]:
    """Tidy the texts of ``part`` in place, and return by field what was done where it can be told.

    Left alone: what the writer wants as it was, and the list's empty rows. The move ``raw-<field>`` brings
    a text back, ``tidy-<field>`` tidies it after all.
    """
    move = posted.get("move", "")
    done: dict[str, Tidied] = {}
    for name, text in list(_named_texts(part)):
        if move == f"raw-{name}":
            _put(part, name, as_typed(posted.get(f"raw-text-{name}", text)))
            continue
        if f"asis-{name}" in posted and move != f"tidy-{name}":
            continue
        cleaned = clean(text)
        _put(part, name, cleaned.text)
        if cleaned.notes:
            done[name] = Tidied(text, cleaned.notes)
    return done


def kept_as_it_was(part: Part) -> dict[str, list[str]]:
    """The fields whose text tidying would change, with what it would do; of what is too long to be stored, none."""
    found: dict[str, list[str]] = {}
    if Content.from_json(part.content).is_too_long:
        return found
    for name, text in _named_texts(part):
        cleaned = clean(text)
        if cleaned.text != text and cleaned.notes:
            found[name] = cleaned.notes
    return found


def take_apart(part: Part, pasted: str) -> str:
    """Add a pasted list to the recommendations, what stands around it to the statement; say so in a sentence.

    Raise ``Incomplete`` and change nothing if there would be more than can be listed.
    """
    parts = split(pasted)
    must_fit(Content(recommendations=part.content["recommendations"] + parts.recommendations))
    part.content["recommendations"] += parts.recommendations
    around = [text for text in (parts.introduction, parts.closing) if text and text not in part.content["statement"]]
    part.content["statement"] = "\n\n".join(filter(None, [part.content["statement"], *around]))
    count = len(parts.recommendations)
    told = ngettext("%(count)d recommendation was added.", "%(count)d recommendations were added.", count)
    sentences = [told % {"count": count}]
    if around:
        sentences.append(_("The text around them was added to your statement."))
    return " ".join(sentences)


def _named_texts(part: Part) -> Iterator[tuple[str, str]]:
    content: dict[str, Any] = part.content
    yield "statement", content["statement"]
    yield from ((f"answer-{key}", text) for key, text in content["answers"].items())
    yield from ((f"recommendation-{row}", text) for row, text in enumerate(content["recommendations"]) if text.strip())


def _put(part: Part, name: str, text: str) -> None:
    kind, _dash, place = name.partition("-")
    if kind == "answer":
        part.content["answers"][place] = text
    elif kind == "recommendation":
        part.content["recommendations"][int(place)] = text
    else:
        part.content[name] = text
