"""However changes are nested, and whatever stands around them: what is read follows from where the words stand."""

import io
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts.word.builder import dele, docx, ins, p, r, tracked
from texts.engine.tracked import accepted, has_changes, rejected
from texts.word.reading import read


@dataclass(frozen=True)
class Said:
    """A piece of a paragraph, and what it says either way."""

    xml: str
    accepted: str
    rejected: str


def around(opening: str, closing: str):
    """Something that only surrounds."""
    return lambda inside: Said(opening + inside.xml + closing, inside.accepted, inside.rejected)


WRAPPERS = [
    lambda inside: Said(ins(inside.xml), inside.accepted, ""),
    lambda inside: Said(ins(inside.xml, author="Ben"), inside.accepted, ""),
    lambda inside: Said(dele(inside.xml), "", inside.rejected),
    lambda inside: Said(tracked("moveTo", inside.xml), inside.accepted, ""),
    lambda inside: Said(tracked("moveFrom", inside.xml), "", inside.rejected),
    around('<w:hyperlink w:anchor="a">', "</w:hyperlink>"),
    around("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    around('<w:smartTag w:element="a">', "</w:smartTag>"),
    around('<w:customXml w:element="a">', "</w:customXml>"),
    around('<w:fldSimple w:instr="REF a">', "</w:fldSimple>"),
    around('<w:bdo w:val="rtl">', "</w:bdo>"),
    around("<mc:AlternateContent><mc:Choice Requires='wps'>", "</mc:Choice><mc:Fallback/></mc:AlternateContent>"),
]


def joined(pieces: list[Said]) -> Said:
    """One after the other."""
    return Said(*("".join(getattr(each, key) for each in pieces) for key in ("xml", "accepted", "rejected")))


WORDS = st.text("ab é文ع", min_size=1, max_size=4).map(lambda text: Said(r(text), text, text))
PIECES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda wrap, pieces: wrap(joined(pieces)), st.sampled_from(WRAPPERS), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)
MARKS = st.sampled_from([(), ("ins",), ("del",), ("ins", "del"), ("moveTo",), ("moveFrom",)])
PARAGRAPHS = st.lists(st.tuples(st.lists(PIECES, max_size=4).map(joined), MARKS), min_size=1, max_size=6)


def expected(paragraphs: list[tuple[Said, tuple[str, ...]]], way: str, going: set[str]) -> list[str]:
    """What is left: a mark that goes joins its paragraph with the next."""
    found, open_one = [], ""
    for said, marks in paragraphs:
        open_one += getattr(said, way)
        if not going.intersection(marks):
            found.append(open_one)
            open_one = ""
    return [*found, open_one] if open_one else found


@settings(max_examples=200)
@given(PARAGRAPHS)
def test_both_outcomes_follow_from_where_words_stand(paragraphs: list[tuple[Said, tuple[str, ...]]]):
    body = "".join(p(said.xml, mark="".join(map(tracked, marks))) for said, marks in paragraphs)

    found = read(io.BytesIO(docx(body))).paragraphs

    assert [each.text for each in accepted(found)] == expected(paragraphs, "accepted", {"del", "moveFrom"})
    assert [each.text for each in rejected(found)] == expected(paragraphs, "rejected", {"ins", "moveTo"})
    assert has_changes(found) or accepted(found) == rejected(found)
