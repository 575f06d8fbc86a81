"""What is chosen on the page of removals: places in words, and pages of files. Read with care, shown again as typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best
from contributions.actions import FileMark
from contributions.actions.redaction import POSSIBLE
from contributions.content import Content
from contributions.models import Contribution, Redaction
from contributions.personal import PersonalData
from contributions.queries.published import is_sealed_for
from contributions.queries.redactions import (
    Ground,
    Personal,
    everywhere,
    in_force,
    kinds_of_personal_data_in,
    personal_data_in,
)
from contributions.redacting import Mark, fitted, parts_of, sentences

if TYPE_CHECKING:
    from secretariat.telling import Act
    from stakeholders.models import Person

LONGEST_NOTE = 2000
LONGEST_WORDS = 5000
MOST_LINES = 40
# More sentences than that are no list to choose from; words can be written out.
MOST_SENTENCES = 600
_PLACE = re.compile(r"([a-z_]+(?::[0-9]+)?(?::[a-z]+)?)@([0-9]{1,7})\+([0-9]{1,7})")
_PAGES = re.compile(r"\s*([0-9]{1,5})\s*(?:[-–]\s*([0-9]{1,5})\s*)?")
MOST_PAGES = 2000
WIDTH = 70


class MarkingForm(forms.Form):
    """What is to go, on what ground, and a note for colleagues."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("The exact words"),
        help_text=gettext_lazy(
            "One passage on each line. “First words … last words” takes all that stands between, too. "
            "Every place where they stand is shown before anything is removed."
        ),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("Everybody reads it in the place of what is removed."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a ground: everybody reads it.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for your colleagues"),
        help_text=gettext_lazy("Not public. The source does not read it."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, grounds: Sequence[Ground], data: QueryDict | None = None) -> None:
        super().__init__(data)
        choices = [(each.code, each.wording.text) for each in grounds if each.is_offered]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]


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


def files_in(data: QueryDict, content: Content, ground: str) -> tuple[list[FileMark], list[str]]:
    """The files that a form chooses, with their pages; and what was written for pages and is none."""
    found, wrong = [], []
    for pk in (each["id"] for each in content.files if "id" in each):
        written = data.get(f"pages-{pk}", "")
        if data.get(f"whole-{pk}"):
            found.append(FileMark(pk, (), ground))
        elif written.strip():
            pages = pages_in(written)
            if pages:
                found.append(FileMark(pk, pages, ground))
            else:
                wrong.append(written.strip()[:80])
    return found, wrong


@dataclass(frozen=True)
class FileChoice:
    """A file to choose pages of, as it is chosen: ``pages`` as written, ``is_whole`` for all of it."""

    pk: int
    name: str
    media_type: str
    pages: str
    is_whole: bool

    @property
    def is_pdf(self) -> bool:
        return self.media_type == "application/pdf"


def files_as_chosen(data: QueryDict | None, content: Content) -> list[FileChoice]:
    """Every file of the content, with what a form says of it."""
    said = data if data is not None else QueryDict()
    return [
        FileChoice(
            each["id"],
            str(each["name"]),
            str(each["media_type"]),
            said.get(f"pages-{each['id']}", "")[:200],
            bool(said.get(f"whole-{each['id']}")),
        )
        for each in content.files
        if "id" in each
    ]


def files_named(files: Sequence[FileMark], content: Content) -> list[tuple[FileMark, str]]:
    """Each with its file's name."""
    names = {each["id"]: str(each["name"]) for each in content.files if "id" in each}
    return [(each, names[each.file]) for each in files]


def pages_in(written: str) -> tuple[int, ...]:
    """Page numbers such as ``2, 5-7``; none where that is not what was written."""
    pages: set[int] = set()
    for part in re.split(r"[,;،，、]", written[:2000]):
        said = _PAGES.fullmatch(part)
        if said is None:
            return ()
        first, last = int(said[1]), int(said[2] or said[1])
        if not 1 <= first <= last or last - first > MOST_PAGES:
            return ()
        pages |= set(range(first, last + 1))
    return tuple(sorted(pages))


def removal_context(
    current: Contribution, content: Content, acts: "Sequence[Act]", *, by: "Person"
) -> dict[str, object]:
    """What the page of a contribution at the desk shows of removals; ``content`` is what ``by`` reads there."""
    works_here = by.has_perm("contributions.redact", current)
    done = in_force(current) if current.public_form is not None else []
    is_sealed = is_sealed_for(by, current)
    may_unseal = by.has_perm("consultations.read_sealed", current.round.process)
    return {
        "removed": removals(done, current),
        "personal": personal(personal_data_in(content, but=done)) if works_here else [],
        "is_sealed": is_sealed,
        # With it, short words that were removed could be tried out by machine.
        "is_digest_sealed": is_sealed and not may_unseal,
        "may_unseal": may_unseal,
        "may_redact": works_here and current.state in POSSIBLE,
        "looks": [act for act in acts if act.verb == "contribution.unseal"],
    }


@dataclass(frozen=True)
class Removed:
    """Something that is removed, as the desk reads of it: not its words."""

    redaction: Redaction
    where: str
    how_much: str
    ground: Wording


def removals(found: Iterable[Redaction], contribution: Contribution) -> list[Removed]:
    """What is removed of a contribution, with its ground in the reader's language. No query."""
    said = (contribution.public_form or {}).get("grounds", {})
    return [
        Removed(
            each,
            each.file.name if each.file is not None else name_of(each.part),
            _how_much(each),
            best(LazyI18nString(dict(said.get(each.ground, {})))),
        )
        for each in found
    ]


def _how_much(redaction: Redaction) -> str:
    if redaction.file_id is None:
        said = ngettext("%(number)d character", "%(number)d characters", redaction.length)
        return said % {"number": redaction.length}
    if not redaction.pages:
        return _("the whole file")
    return _("pages: %(pages)s") % {"pages": ", ".join(map(str, redaction.pages))}


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


KINDS = {
    PersonalData.EMAIL: gettext_lazy("An e-mail address"),
    PersonalData.ACCOUNT: gettext_lazy("The number of a bank account"),
    PersonalData.CARD: gettext_lazy("The number of a payment card"),
    PersonalData.PAPER: gettext_lazy("The number of a passport or another paper"),
    PersonalData.PHONE: gettext_lazy("A telephone number"),
    PersonalData.ADDRESS: gettext_lazy("A postal address"),
}


def personal(found: Iterable[Personal]) -> list[tuple[str | Promise, Place]]:
    """What looks like personal data: what it seems to be, and where it stands."""
    return [
        (KINDS[each.finding.kind], place_at(each.part, each.finding.start, each.finding.length, each.text))
        for each in found
    ]


def point_out(contributions: Iterable[Contribution], *, to: "Person") -> None:
    """Put on each what of personal data it seems to have, ``personal_kinds``, where ``to`` can still take it out.

    Not on what is published: its original is sealed. One query where ``submission`` and the process were fetched along.
    """
    open_ = [
        each
        for each in contributions
        if each.published_at is None and each.state in POSSIBLE and to.has_perm("contributions.redact", each)
    ]
    found = kinds_of_personal_data_in(open_)
    for each in open_:
        each.personal_kinds = [KINDS[kind] for kind in found.get(each.pk, ())]  # type: ignore[attr-defined]


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


def ordered(marks: Iterable[Mark], content: Content) -> Iterator[Place]:
    """The places of marks, in reading order, with the words around them."""
    texts = parts_of(content)
    parts = list(texts)
    for mark in sorted(marks, key=lambda each: (parts.index(each.part), each.start)):
        yield place_at(mark.part, mark.start, mark.length, texts[mark.part])
