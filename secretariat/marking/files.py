"""Files that are marked: whole, or page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from contributions.actions import FileMark
from contributions.content import Content

_PAGES = re.compile(r"\s*([0-9]{1,5})\s*(?:[-–]\s*([0-9]{1,5})\s*)?")
MOST_PAGES = 2000


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
