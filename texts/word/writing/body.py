"""Paragraphs as WordprocessingML, with what was inserted, deleted, moved and remarked."""

from collections.abc import Iterator
from itertools import count, groupby

from lxml import etree

from texts.engine.tracked import Mark, Paragraph, Run

from ..identities import bookmark_name, from_bookmark
from .blocks import Block, Remark
from .directions import runs_left
from .markup import w
from .moments import instant
from .runs import runs as written_runs


class Body:
    """Writes paragraphs one after another. Numbers and ``remarks`` are the whole document's."""

    def __init__(self, *, rtl: bool) -> None:
        self.remarks: list[Remark] = []
        self._rtl = rtl
        self._numbers = count(1)
        self._bookmarks: set[str] = set()

    def written(self, block: Block) -> Iterator[etree._Element]:
        """Yield the elements of one paragraph."""
        paragraph = block.paragraph
        left = runs_left(block.voice, otherwise=self._rtl)
        content = self._named(paragraph.identity, self._remarked(block, [*self._content(block, leftwards=left)]))
        moved = _moved(paragraph)
        if not moved:
            yield w("p", self._properties(paragraph, leftwards=left), *content)
            return
        way = "moveFrom" if paragraph.deleted else "moveTo"
        number = next(self._numbers)
        mark = paragraph.deleted or paragraph.inserted or Mark()
        begin = w(f"{way}RangeStart", id=number, **signed(mark), name=moved)
        yield w("p", self._properties(paragraph, leftwards=left), begin, *content)
        yield w(f"{way}RangeEnd", id=number)  # after the paragraph: its mark moves, too

    def _content(self, block: Block, *, leftwards: bool) -> Iterator[etree._Element]:
        """Write the runs, those with one history together."""
        runs = block.paragraph.runs
        faces = block.faces or ("",) * len(runs)
        for history, group in groupby(zip(runs, faces, strict=True), key=lambda each: _history(each[0])):
            text = "delText" if history[1] and not history[2] else "t"
            written = [
                element
                for run, face in group
                if run.text
                for element in written_runs(run.text, face, leftwards=leftwards, tag=text)
            ]
            yield from self._tracked(written, *history)

    def _tracked(
        self, runs: list[etree._Element], inserted: Mark | None, deleted: Mark | None, moved: str
    ) -> list[etree._Element]:
        """Wrap runs in what was done to them; what one inserted and another deleted has both around it."""
        for mark, tag in ((deleted, "moveFrom" if moved else "del"), (inserted, "moveTo" if moved else "ins")):
            if mark and runs:
                runs = [w(tag, *runs, **self._sign(mark))]
        return runs

    def _remarked(self, block: Block, content: list[etree._Element]) -> list[etree._Element]:
        """Put the remarks' anchors around the words; they come and go with a paragraph that does."""
        paragraph = block.paragraph
        begin, end = [], []
        for remark in block.remarks:
            number = len(self.remarks)
            self.remarks.append(remark)
            reference = w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number))
            begin.append(w("commentRangeStart", id=number))
            end += [
                w("commentRangeEnd", id=number),
                *self._tracked([reference], paragraph.inserted, paragraph.deleted, _moved(paragraph)),
            ]
        return [*begin, *content, *end]

    def _named(self, identity: str, content: list[etree._Element]) -> list[etree._Element]:
        """Put the clause's bookmark around the words; no two may have one name."""
        name = bookmark_name(identity)
        if not from_bookmark(name) or name in self._bookmarks:
            return content
        self._bookmarks.add(name)
        number = next(self._numbers)
        return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]

    def _properties(self, paragraph: Paragraph, *, leftwards: bool) -> etree._Element:
        """Write what a paragraph is, and what becomes of its mark."""
        moved = _moved(paragraph)
        marks = [
            w(tag, **self._sign(mark))
            for mark, tag in (
                (paragraph.inserted, "moveTo" if moved else "ins"),
                (paragraph.deleted, "moveFrom" if moved else "del"),
            )
            if mark
        ]
        return w(
            "pPr",
            w("pStyle", val=paragraph.style) if paragraph.style else None,
            w("bidi") if leftwards else None,
            w("rPr", *marks) if marks else None,
        )

    def _sign(self, mark: Mark) -> dict[str, str | int]:
        return {"id": next(self._numbers), **signed(mark)}


def signed(mark: Mark) -> dict[str, str | int]:
    """Who and when; a moment that is not known is left out."""
    at = instant(mark.date)
    return {"author": mark.author, "date": at} if at else {"author": mark.author}


def _history(run: Run) -> tuple[Mark | None, Mark | None, str]:
    return run.inserted, run.deleted, run.moved


def _moved(paragraph: Paragraph) -> str:
    """The move to which the whole paragraph belongs, "" for none."""
    tracked = paragraph.inserted or paragraph.deleted
    return next((run.moved for run in paragraph.runs if run.moved), "") if tracked else ""
