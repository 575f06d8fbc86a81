"""Going through a round once, and keeping everything of it."""

import json
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import ngettext

from common.localized import best
from common.moments import written_day
from consultations.models import CommentPeriod, Document, DocumentFile, GuidingQuestion, Round
from consultations.queries.documents import in_order
from contributions.content import canonical
from contributions.enums import State
from contributions.models import Contribution, ContributionFile, Submission, TranscriptOriginal, transcript_of
from contributions.queries.published import (
    PublicFile,
    public_content,
    public_files,
    public_originals,
    public_sources,
    published_form,
)
from exports.enums import What
from exports.naming import title
from exports.queries.entries import walked
from exports.queries.indexed import Row, indexed, row, with_revisions
from record import names

from .. import words
from ..progress import Progress
from . import pages
from .bag import Bag, pieces_of
from .naming import Folders, file_name
from .record import entries

# What is packed already and would only cost time.
PACKED = ("image/", "video/", "audio/", "application/zip", "application/pdf", "application/vnd.")


def write(round_: Round, file: BinaryIO, progress: Progress, *, is_sealed: bool) -> None:
    """Write the archive of ``round_`` in the language that is active; ``is_sealed`` adds what was sent, as it was sent.

    One contribution is in memory at a time, and of the others a line.
    """
    with (
        Bag(file, _about(round_)) as bag,
        tempfile.TemporaryFile("w+b") as rows,
        tempfile.TemporaryFile("w+b") as data,
        tempfile.TemporaryFile("w+b") as record,
    ):
        work = _Writing(round_, bag, rows=rows, data=data, record=record, is_sealed=is_sealed)
        work.write(progress)


def _about(round_: Round) -> dict[str, str]:
    return {
        "Source-Organization": best(round_.process.name).text,
        "External-Description": title(What.ARCHIVE, round_),
        "External-Identifier": words.address("web:round", round_.process.slug, round_.number),
        "Bag-Software-Agent": "Plenum",
    }


class _Writing:
    """What stays in memory meanwhile: names of folders that are given, and the round's questions."""

    def __init__(self, round_: Round, bag: Bag, *, rows: Any, data: Any, record: Any, is_sealed: bool) -> None:
        self.round, self.bag, self.is_sealed = round_, bag, is_sealed
        self.rows, self.data, self.record = rows, data, record
        self.folders = Folders()
        self.questions: dict[int, list[GuidingQuestion]] = {}
        self.periods = list(
            CommentPeriod.objects.public().filter(round=round_).prefetch_related("questions").order_by("opens_at", "pk")
        )
        for period in self.periods:
            self.questions[period.pk] = list(period.questions.all())

    def write(self, progress: Progress) -> None:
        """Everything in its order: documents, contributions, what is sealed, the first page."""
        published = indexed(self.round)
        sealed = Contribution.objects.filter(round=self.round, submission__isnull=False) if self.is_sealed else None
        total = published.count() + (sealed.count() if sealed is not None else 0)
        documents = [*self._documents()]
        self._recorded([self.round, *self.periods, *documents_of(self.round)])
        done = 0
        for contribution in walked(published, read=with_revisions):
            self._contribution(contribution)
            done += 1
            progress(done, total)
        for contribution in walked(sealed) if sealed is not None else ():
            self._sealed(contribution)
            done += 1
            progress(done, total)
        self.bag.copy("contributions.jsonl", _again(self.data))
        self.bag.copy("record.jsonl", _again(self.record))
        self.bag.tag("style.css", [pages.STYLE.read_bytes()])
        self.bag.tag("index.html", self._first_page(documents, published.count()))

    def _first_page(self, documents: list[dict[str, Any]], number: int) -> Iterator[bytes]:
        counted = ngettext("%(number)s contribution", "%(number)s contributions", number) % {"number": number}
        return pages.first_page(
            self.round,
            _again(self.rows),
            title=title(What.ARCHIVE, self.round),
            documents=documents,
            periods=self.periods,
            counted=counted,
            is_sealed=self.is_sealed,
            address=words.address("web:round", self.round.process.slug, self.round.number),
        )

    def _documents(self) -> Iterator[dict[str, Any]]:
        for document in documents_of(self.round):
            symbol = document.symbol.text if document.symbol else ""
            folder = f"documents/{self.folders.of(symbol or 'document', document.pk)}"
            files = [self._file(folder, each) for each in document.files.order_by("pk")]
            yield {"symbol": symbol, "title": document.wording, "files": [each for each in files if each]}

    def _contribution(self, contribution: Contribution) -> None:
        """Its page, its text, its canonical content and its files; of a withdrawn one only that it was."""
        known = row(contribution)
        folder = f"contributions/{self.folders.of(known.symbol, contribution.pk)}"
        facts = self._facts(known)
        if known.shows_title:
            facts |= self._published(contribution, folder)
        self.data.write(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        where = f"data/{folder}/index.html" if known.shows_title else ""
        self.rows.write(pages.row(row=known, where=where, **_cells(known, facts.get("title", ""))).encode())
        self._recorded([contribution], bare=not facts.get("is_whole", False))

    def _published(self, contribution: Contribution, folder: str) -> dict[str, Any]:
        content = published_form(contribution)
        named = public_sources(contribution)
        questions = self.questions.get(contribution.period_id, [])
        exact = public_content(contribution)
        files = [self._file(f"{folder}/files", each) for each in public_files(contribution)]
        files += [self._file(f"{folder}/originals", each) for each in public_originals(contribution)]
        listed = [each for each in files if each]
        page = pages.contribution(contribution, content, named, questions=questions, files=listed, digest=exact.digest)
        symbol = contribution.symbol.text if contribution.symbol else ""
        self.bag.put(f"{folder}/index.html", page)
        self.bag.put(f"{folder}/text.txt", pages.text(content, symbol, named, questions))
        self.bag.put(f"{folder}/content.json", exact.bytes)
        return {
            "title": content.title,
            "language": content.language,
            "folder": folder,
            "sha256": exact.digest,
            "is_whole": exact.is_as_sent,
            "files": listed,
        }

    def _facts(self, known: Row) -> dict[str, Any]:
        found = known.contribution
        return {
            "symbol": known.symbol,
            "state": found.state,
            "replaced_by": known.replaced_by,
            "published_at": found.published_at.isoformat() if found.published_at else None,
            "lane": found.lane,
            "channel": found.channel,
            "portal": found.portal.name if found.portal else None,
            "address": words.address_of(found),
            "sources": [
                {
                    "name": each.name if each.is_named else "",
                    "acronym": each.acronym,
                    "country": each.country,
                    "group": each.group.code,
                }
                for each in known.sources
            ],
        }

    def _sealed(self, contribution: Contribution) -> None:
        """Every sending as it was, with its digest, every file that belongs to one, and what really came on paper."""
        symbol = contribution.symbol.text if contribution.symbol else ""
        name = f"sealed-{symbol}" if symbol else f"unpublished-{contribution.pk}"
        folder = f"sealed/{self.folders.of(name, contribution.pk)}"
        wanted: set[int] = set()
        for sent in Submission.objects.filter(contribution=contribution).order_by("number"):
            self.bag.put(f"{folder}/submission-{sent.number}.json", canonical(sent.content))
            wanted |= sent.file_ids
        for each in contribution.files.all():
            if each.pk in wanted:
                self._file(f"{folder}/files", each)
        transcript = transcript_of(contribution)
        for original in transcript.originals.order_by("pk") if transcript is not None else ():
            self._file(f"{folder}/originals", original)
        if contribution.state not in (State.PUBLISHED, State.WITHDRAWN) or not symbol:
            self._recorded([contribution])

    def _file(
        self, folder: str, found: PublicFile | ContributionFile | DocumentFile | TranscriptOriginal
    ) -> dict[str, Any] | None:
        """Copy a stored file; None where its bytes are gone, which its entry in the data then does not list."""
        path = f"{folder}/{file_name(found.name, found.pk)}"
        try:
            stored = found.open() if isinstance(found, PublicFile) else found.file.open("rb")
        except (FileNotFoundError, ObjectDoesNotExist):
            return None
        with stored:
            packed = found.media_type.startswith(PACKED)
            sha256 = self.bag.copy(path, pieces_of(stored), size=found.size, packed=packed)
        return {"name": found.name, "path": path, "href": quote(path), "size": found.size, "sha256": sha256}

    def _recorded(self, things: list[Any], *, bare: bool = False) -> None:
        hidden = frozenset(names.reference(thing) for thing in things) if bare else frozenset()
        for line in entries(things, is_sealed=self.is_sealed, bare=hidden):
            self.record.write(line)


def documents_of(round_: Round) -> Any:
    """The published documents of a round, by symbol."""
    return in_order(Document.objects.public().filter(round=round_))


def _again(spool: Any) -> Iterator[bytes]:
    spool.seek(0)
    return pieces_of(spool)


def _cells(known: Row, said: str) -> dict[str, str]:
    found = known.contribution
    return {
        "title": said,
        "sources": words.names(known.sources),
        "groups": words.groups(known.sources),
        "countries": words.countries(known.sources),
        "day": written_day(found.published_at, style="medium") if found.published_at else "",
        "state": words.state(known),
    }
