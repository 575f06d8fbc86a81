"""What reading a Word file gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from texts.engine.tracked import Paragraph


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin, and the words that it is about.

    ``first`` and ``last``: positions of the paragraphs where these begin and end, None where the file does not say.
    ``start`` and ``end``: how many characters into the *whole* text of those paragraphs (deleted words included).
    """

    author: str
    date: str
    text: str
    first: int | None = None
    start: int = 0
    last: int | None = None
    end: int = 0


class NoticeCode(StrEnum):
    """What of a file could not be taken over into paragraphs of words."""

    PICTURE = "picture"
    FORMULA = "formula"
    CHART = "chart"
    DIAGRAM = "diagram"
    WORD_ART = "word_art"
    EMBEDDED = "embedded"
    INCLUDED_FILE = "included_file"
    HIDDEN_TEXT = "hidden_text"
    MERGED_CELLS = "merged_cells"
    FIELD_WITHOUT_RESULT = "field_without_result"
    BROKEN_FIELD = "broken_field"
    RUBY = "ruby"
    LOST_NOTE = "lost_note"
    CHANGED_HEADER = "changed_header"
    DAMAGED_PART = "damaged_part"

    @property
    def sentence(self) -> str:
        """What to say where there is no translation of the code."""
        return _SENTENCES[self]


_SENTENCES = {
    NoticeCode.PICTURE: "Pictures were not taken over.",
    NoticeCode.FORMULA: "Formulas were taken over as one line of text.",
    NoticeCode.CHART: "The words in charts were not read.",
    NoticeCode.DIAGRAM: "The words in diagrams (SmartArt) were not read.",
    NoticeCode.WORD_ART: "Words drawn as WordArt were not read.",
    NoticeCode.EMBEDDED: "Objects of other programs inside the document were not read.",
    NoticeCode.INCLUDED_FILE: "Another document that is included in this one was not read.",
    NoticeCode.HIDDEN_TEXT: "The document has hidden text. It was read like any other.",
    NoticeCode.MERGED_CELLS: "Table cells were merged or split with changes tracked; only their words were read.",
    NoticeCode.FIELD_WITHOUT_RESULT: "A field that Word works out while it shows the document was not read.",
    NoticeCode.BROKEN_FIELD: "A field without an end was read as ordinary words.",
    NoticeCode.RUBY: "Reading aids above words (ruby) were left out.",
    NoticeCode.LOST_NOTE: "A reference to a footnote or endnote leads nowhere.",
    NoticeCode.CHANGED_HEADER: "There are tracked changes in a header or footer, which were not read.",
    NoticeCode.DAMAGED_PART: "A part of the file is damaged and was left out.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of thing that was not taken over: how often, and the first paragraph that has it, if any.

    ``detail``: which one, where that can be said (the name of a part, of a field).
    """

    code: NoticeCode
    count: int = 1
    paragraph: int | None = None
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What to say where there is no translation of the code."""
        return self.code.sentence


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The words of a file with their changes.

    ``paragraphs``: first the document in its order, each text box after the paragraph that holds it (once what it
    might be joined with is over), then the footnotes, then the endnotes, in the order in which they are referred to.
    Headers and footers are left out: they repeat what is elsewhere, and are no part of a text under negotiation.
    ``facts``: what the file states of itself, by name; anybody can write anything there.
    """

    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
