"""A letter's words: three templates of its family, in the reader's language and time zone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import resolve_url
from django.template import Context, Engine
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.languages import direction, is_known, name_in
from common.moments import zone as zone_called
from notifications.families import Ending, family_called

# Bytes, with some to spare for the token that ends letters, which is put in later.
LONGEST_TEXT = 20_000
LONGEST_SUBJECT_LINE = 200
# Octets; a line of mail may have 998.
LONGEST_LINE = 900
# What stands between a letter and what is said of why it came (``letters/base.txt``).
RULE = "________________________\n"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class LetterTooLong(ValueError):
    """The text has more than 20 kB, and whoever asked for it wants to shorten it themselves."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The words of one letter, and the language that they are really in."""

    language: str
    subject_line: str
    text: str
    html: str


def render(
    family: str,
    *,
    language: str,
    zone: str,
    context: Mapping[str, object],
    name: str = "",
    has_account: bool = True,
    may_be_cut: bool = True,
) -> Rendered:
    """Render ``letters/<family>.subject.txt``, ``.body.txt`` and ``.body.html``.

    A language without a catalogue becomes the site's own, and the letter says so; an unknown zone becomes UTC. A text
    that would have more than 20 kB is cut with a sentence: no act fails because of its letter. ``name`` is the
    reader's; without it the greeting is impersonal. ``has_account`` decides what the footer says. Templates get the
    context and, beneath it, what ``templates/letters/README.md`` lists.
    Raise ``UnknownFamily`` for a family that nobody declared, ``LetterTooLong`` for what must not be cut.
    """
    wanted, language = language, written_language(language)
    with translation.override(language), timezone.override(zone_called(zone)):
        unwritten = _unwritten(wanted, language)
        frame = {**_frame(family, language, name, has_account), "unwritten_language": unwritten, **context}
        text = _tidy(_fill(f"{family}.body.txt", frame, escape=False))
        if not may_be_cut and len(text.encode()) > LONGEST_TEXT:
            raise LetterTooLong(family)
        return Rendered(
            language=language,
            subject_line=_one_line(_fill(f"{family}.subject.txt", frame, escape=False)),
            text=short_enough(text, read_on=str(context.get("url") or context.get("all_url") or "")),
            html=_fill(f"{family}.body.html", frame, escape=True),
        )


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


def _unwritten(wanted: str, language: str) -> str:
    """What the language is called that the reader would have and we do not write; "" where there is none."""
    known = is_known(wanted) and not wanted.lower().startswith(language.partition("-")[0])
    return name_in(wanted, reader=language) if known else ""


def _frame(family: str, language: str, name: str, has_account: bool) -> dict[str, object]:
    return {
        "is_official": family_called(family).ending == Ending.OFFICIAL,
        "recipient_name": name,
        "has_account": has_account,
        "language": language,
        "direction": direction(language),
        "site_url": settings.SITE_URL,
        "letters_url": settings.SITE_URL + resolve_url(settings.LETTERS_LISTED_AT),
        "settings_url": settings.SITE_URL + resolve_url(settings.LETTERS_CHOSEN_AT),
    }


def _fill(template: str, frame: Mapping[str, object], *, escape: bool) -> str:
    # Not render_to_string: plain text must not be escaped, and no template should have to remember it.
    return Engine.get_default().get_template(f"letters/{template}").render(Context(dict(frame), autoescape=escape))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUBJECT_LINE else line[: LONGEST_SUBJECT_LINE - 1] + "…"


def _tidy(text: str) -> str:
    """Take out what template tags leave behind: blanks at line ends and more than one empty line.

    What no mail program shows, and some choke on, is taken out of the words of others. Lines that are longer than a
    mail program must take (RFC 5322, 2.1.1) are folded at a blank; all others are left to the reader's window.
    """
    lines = (_CONTROLS.sub("", line).rstrip() for line in text.splitlines())
    folded = "\n".join(part for line in lines for part in _folded(line))
    return re.sub(r"\n{3,}", "\n\n", folded).strip() + "\n"


def _folded(line: str) -> Iterator[str]:
    while len(line.encode()) > LONGEST_LINE:
        most = len(line.encode()[:LONGEST_LINE].decode(errors="ignore"))
        blank = line.rfind(" ", 1, most)
        end = blank if blank > 0 else most
        yield line[:end]
        line = line[end:].lstrip(" ")
    yield line


def short_enough(text: str, *, read_on: str) -> str:
    """The text, or as much of it as 20 kB hold: its end is kept, which says why it came and how to end it.

    ``read_on`` is the address where all of it is, "" where there is none.
    """
    if len(text.encode()) <= LONGEST_TEXT:
        return text
    body, line, end = text.rpartition(RULE)
    said = _("This letter was too long to be sent whole. Its end was cut here.")
    tail = f"…\n\n{said}\n" + (f"{read_on}\n" if read_on else "") + f"\n{line}{end}"
    kept = body.encode()[: max(LONGEST_TEXT - len(tail.encode()), 0)]
    return kept.decode(errors="ignore").rstrip() + tail
