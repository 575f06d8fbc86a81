"""What is known while a document is being read, from its beginning to its end.

Each module beside this one says what to do with some elements (``HANDLERS``); all of them work on a ``Reading``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from texts.engine.tracked import Mark, Paragraph, Run

from ..document import Notice, NoticeCode
from ..limits import Limits
from ..names import w
from ..parsing import Element
from ..unreadable import Fault, Unreadable
from .numbering import Counting, Numbering
from .styles import Styles

_AUTHOR, _DATE = w("author"), w("date")
_LONGEST_NAME = 255


@dataclass(slots=True)
class Piece:
    """Words that share their history, while more are coming."""

    inserted: Mark | None
    deleted: Mark | None
    moved: str
    words: list[str]


@dataclass(slots=True)
class Draft:
    """A paragraph while it is being read. ``length``: characters so far."""

    flow: int
    place: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    label: str = ""
    level: int | None = None
    heading: bool = False
    style: str = ""
    identity: str = ""
    is_loose: bool = False  # words that stood outside of any paragraph
    is_drop_cap: bool = False

    @property
    def has_tracked_mark(self) -> bool:
        """May it be joined with what follows?"""
        return self.inserted is not None or self.deleted is not None

    def finished(self) -> Paragraph:
        """The paragraph, now that nothing more comes."""
        return Paragraph(
            runs=tuple(Run("".join(each.words), each.inserted, each.deleted, each.moved) for each in self.pieces),
            inserted=self.inserted,
            deleted=self.deleted,
            label=self.label,
            level=self.level,
            heading=self.heading,
            identity=self.identity,
            place=self.place,
            flow=self.flow,
            style=self.style,
        )


@dataclass(slots=True)
class Field:
    """A field that has begun: before its result comes, words belong to its instruction."""

    in_result: bool = False
    instruction: list[str] = field(default_factory=list)
    choice: str = ""  # what a list to choose from shows, if no words say so
    start: tuple[Draft | None, int] = (None, 0)


@dataclass(frozen=True, slots=True)
class NoteReference:
    """Where a footnote or endnote is called, and whether that place is inserted or deleted."""

    kind: str
    identifier: str
    inserted: Mark | None
    deleted: Mark | None


@dataclass(slots=True)
class Anchor:
    """The words that a comment is about: from a place to a place."""

    start: tuple[Draft | None, int] = (None, 0)
    end: tuple[Draft | None, int] = (None, 0)


Handler = Callable[["Reading", Element], None]


class Reading:
    """Walks through the tree and collects drafts of paragraphs."""

    def __init__(self, handlers: Mapping[str, Handler], styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._handlers = handlers
        self._limits = limits
        self._depth = 0
        self._emitted = 0
        self.styles = styles
        self.numbering = numbering
        self.countings: dict[str, Counting] = {}
        self.broken_fields: frozenset[Element] = frozenset()
        # What came of it.
        self.drafts: list[Draft] = []
        self.references: list[NoteReference] = []
        self.anchors: dict[str, Anchor] = {}
        self.waiting_anchors: list[Anchor] = []  # comments that begin with the next paragraph
        self._notices: dict[tuple[NoticeCode, str], tuple[int, Draft | None]] = {}
        # Where we are.
        self.paragraph: Draft | None = None
        self.place = "body"
        self.part = "body"
        self.flow = 0
        self._flows = 0
        self._waiting: list[Draft] = []
        self.drop_cap: Draft | None = None
        self.next_identity = ""
        self.fields: list[Field] = []
        self.hiding = 0  # fields whose instruction we are in
        # Whose changes surround us.
        self.inserted: Mark | None = None
        self.deleted: Mark | None = None
        self.moved = ""
        self.moves: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}
        self._marks: dict[tuple[str, str], Mark] = {}

    def walk(self, element: Element) -> None:
        """Do with each child what is to be done with it; what nobody knows may hold what somebody knows."""
        self._depth += 1
        if self._depth > self._limits.depth:
            raise Unreadable(Fault.TOO_DEEP)
        handlers = self._handlers
        for child in element:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif len(child):
                self.walk(child)
        self._depth -= 1

    def say(self, words: str) -> None:
        """Add words, under the marks that surround us."""
        if self.hiding or not words:
            return
        draft = self.paragraph or self._loose()
        draft.length += len(words)
        pieces = draft.pieces
        if pieces:
            last = pieces[-1]
            if last.inserted is self.inserted and last.deleted is self.deleted and last.moved == self.moved:
                last.words.append(words)
                return
        pieces.append(Piece(self.inserted, self.deleted, self.moved, [words]))

    def here(self) -> tuple[Draft | None, int]:
        """The place that has been reached."""
        draft = self.paragraph or (self.drafts[-1] if self.drafts else None)
        return draft, draft.length if draft else 0

    def mark(self, element: Element) -> Mark:
        """Who made this change, and when; the same object for the same person and time."""
        key = element.get(_AUTHOR, "")[:_LONGEST_NAME], element.get(_DATE, "")[:_LONGEST_NAME]
        found = self._marks.get(key)
        if found is None:
            found = self._marks[key] = Mark(*key)
        return found

    @contextmanager
    def under(self, inserted: Mark | None, deleted: Mark | None) -> Iterator[None]:
        """Inside of a change that surrounds whatever is read now; None leaves things as they are."""
        before = self.inserted, self.deleted
        self.inserted, self.deleted = inserted or self.inserted, deleted or self.deleted
        yield
        self.inserted, self.deleted = before

    def emit(self, draft: Draft) -> None:
        """A paragraph is over."""
        self._emitted += 1
        if self._emitted > self._limits.paragraphs:
            raise Unreadable(Fault.TOO_LARGE)
        self.drafts.append(draft)
        if self._waiting and not draft.has_tracked_mark:
            self._let_go()

    def interrupt(self) -> None:
        """A paragraph or table begins inside of a paragraph, where none belongs: what was said so far comes first."""
        if self.paragraph is not None and self.paragraph.length:
            self.emit(self.paragraph)
            self.paragraph = replace(self.paragraph, pieces=[], length=0, label="", identity="")

    def next_flow(self) -> None:
        """What comes now is never joined with what was before."""
        if self.drop_cap is not None:
            cap, self.drop_cap = self.drop_cap, None
            self.emit(cap)
        self._let_go()
        self._flows += 1
        self.flow = self._flows

    @contextmanager
    def cell(self, place: str) -> Iterator[None]:
        """In a flow of its own, in the same order."""
        before = self.place, self.paragraph
        self.place, self.paragraph = place, None
        self.next_flow()
        yield
        self.next_flow()
        self.place, self.paragraph = before

    @contextmanager
    def aside(self, place: str) -> Iterator[None]:
        """Beside the order: what is read here waits until the paragraphs around it can no longer be joined."""
        before = (
            self.drafts, self._waiting, self.paragraph, self.place, self.part, self.flow,
            self.drop_cap, self.fields, self.hiding,
        )  # fmt: skip
        self.drafts, self._waiting, self.paragraph, self.place, self.part = [], [], None, place, place
        self.drop_cap, self.fields, self.hiding = None, [], 0
        self.next_flow()
        yield
        self.next_flow()
        read = self.drafts
        (
            self.drafts, self._waiting, self.paragraph, self.place, self.part, self.flow,
            self.drop_cap, self.fields, self.hiding,
        ) = before  # fmt: skip
        self._waiting.extend(read)

    def counting(self) -> Counting:
        """How far lists have come where we are."""
        return self.countings.setdefault(self.part, Counting())

    def notice(self, code: NoticeCode, detail: str = "") -> None:
        """Remember that something could not be taken over."""
        detail = detail[:_LONGEST_NAME]
        times, first = self._notices.get((code, detail), (0, self.here()[0]))
        self._notices[code, detail] = times + 1, first

    def notices(self, positions: Mapping[int, int]) -> tuple[Notice, ...]:
        """What was remembered; ``positions``: of the drafts, by their ``id``."""
        return tuple(
            Notice(code, times, positions.get(id(first)), detail)
            for (code, detail), (times, first) in self._notices.items()
        )

    def _let_go(self) -> None:
        self.drafts += self._waiting
        self._waiting.clear()

    def _loose(self) -> Draft:
        """Words outside of any paragraph make one, which lasts as long as they do."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not last.is_loose or last.flow != self.flow:
            last = Draft(self.flow, self.place, self.inserted, self.deleted, is_loose=True)
            self.drafts.append(last)
        return last
