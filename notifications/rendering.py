"""A letter's words: three templates of its family, in the reader's language and time zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import resolve_url
from django.template import Context, Engine
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.languages import direction
from common.moments import zone as zone_called
from common.refusals import NotPossible
from notifications.families import Ending, family_called

LONGEST_TEXT = 20 * 1024
LONGEST_SUBJECT_LINE = 200


class LetterTooLong(NotPossible):
    """The text is longer than anybody reads in a letter; the sentence says by how much."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of one letter, and the language that they are really in."""

    language: str
    subject_line: str
    text: str
    html: str


def render(
    family: str, *, language: str, zone: str, context: Mapping[str, object], name: str = "", has_account: bool = True
) -> Rendered:
    """Render ``letters/<family>.subject.txt``, ``.body.txt`` and ``.body.html``.

    A language without a catalogue becomes the site's own; an unknown zone becomes UTC. ``name`` is the reader's;
    without it the greeting is impersonal. ``has_account`` decides what the footer says. Templates get the context and,
    beneath it, what ``templates/letters/README.md`` lists.
    Raise ``LetterTooLong`` when the text has more than 20 kB, ``UnknownFamily`` for one that nobody declared.
    """
    language = written_language(language)
    with translation.override(language), timezone.override(zone_called(zone)):
        frame = {**_frame(family, language, name, has_account), **context}
        rendered = Rendered(
            language=language,
            subject_line=_one_line(_fill(f"{family}.subject.txt", frame, escape=False)),
            text=_tidy(_fill(f"{family}.body.txt", frame, escape=False)),
            html=_fill(f"{family}.body.html", frame, escape=True),
        )
    _refuse_endless(family, rendered.text)
    return rendered


def subject_line(family: str, *, language: str, zone: str, context: Mapping[str, object]) -> str:
    """Return the subject line alone: the news in one line. Language and zone as in ``render``."""
    language = written_language(language)
    with translation.override(language), timezone.override(zone_called(zone)):
        return _one_line(
            _fill(f"{family}.subject.txt", {**_frame(family, language, "", False), **context}, escape=False)
        )


def html_of(subject_line: str, text: str, *, language: str) -> str:
    """Return the HTML of a letter of which there is the text alone: paragraphs, and links where addresses stand."""
    with translation.override(language):
        frame = {"language": language, "direction": direction(language), "subject_line": subject_line, "text": text}
        return _fill("edited.html", frame, escape=True)


def written_language(language: str) -> str:
    """Return the language that such a reader is written to: ``fr`` for ``fr-CA``, the site's own for unknown ones."""
    try:
        return translation.get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE


def _frame(family: str, language: str, name: str, has_account: bool) -> dict[str, object]:
    return {
        "is_official": family_called(family).ending == Ending.OFFICIAL,
        "recipient_name": name,
        "has_account": has_account,
        "language": language,
        "direction": direction(language),
        "site_url": settings.SITE_URL,
        "settings_url": settings.SITE_URL + resolve_url(settings.LETTERS_CHOSEN_AT),
    }


def _fill(template: str, frame: Mapping[str, object], *, escape: bool) -> str:
    # Not render_to_string: plain text must not be escaped, and no template should have to remember it.
    return Engine.get_default().get_template(f"letters/{template}").render(Context(dict(frame), autoescape=escape))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUBJECT_LINE else line[: LONGEST_SUBJECT_LINE - 1] + "…"


def _tidy(text: str) -> str:
    """Take out what template tags leave behind: blanks at line ends and more than one empty line."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _refuse_endless(family: str, text: str) -> None:
    size = len(text.encode())
    if size > LONGEST_TEXT:
        raise LetterTooLong(
            _(
                "The letter “%(family)s” has %(size)s kB of text; a letter may have %(most)s kB. "
                "Shorten it, or say it on a page and link there."
            )
            % {"family": family, "size": size // 1024 + 1, "most": LONGEST_TEXT // 1024}
        )
