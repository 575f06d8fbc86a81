"""Whatever is done to a file: it is read, or refused as unreadable. Nothing else comes out."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.texts.word.builder import NAMESPACES, complex_field, dele, docx, ins, p, packed, r, tbl, tc, tr, tracked
from tests.texts.word.reading.cases import AWAY, CALL, CASES, HERE, NOTE, boxed
from tests.texts.word.reading.test_numbering import LEGAL, definition, item, listed, style
from texts.engine.tracked import accepted, rejected
from texts.word import names
from texts.word.reading import read, whole
from texts.word.unreadable import Unreadable

WHOLE = docx(
    p("One", CALL, ins("two"), boxed(p("box")), style="Ours", mark=tracked("ins"))
    + item(1)
    + tbl(tr(tc(p(complex_field("REF x", "y"))), properties=tracked("del")))
    + p("c", '<w:commentRangeStart w:id="0"/>', dele(r("d")), AWAY[0], HERE[0])
    + "".join(case.body for case in CASES),
    styles=style("Ours", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    numbering=LEGAL + listed(),
    footnotes=NOTE.format(p("note", ins("x"))),
    comments=f'<w:comment w:id="0" w:author="Ana">{p("!")}</w:comment>',
)
with zipfile.ZipFile(io.BytesIO(WHOLE)) as _archive:
    PARTS: dict[str, bytes] = {name: _archive.read(name) for name in _archive.namelist()}
XML = sorted(each for each in PARTS if each.startswith("word/"))
KNOWN = sorted(whole._HANDLERS)  # the elements that reading knows
ATTRIBUTES = [
    names.w(each) for each in ("val", "id", "author", "fldCharType", "char", "font", "name", "ilvl", "dropCap")
]


def must_be_read_or_refused(file: bytes) -> None:
    """No other error, and words that can be written down."""
    try:
        found = read(io.BytesIO(file))
    except Unreadable:
        return
    for outcome in (accepted(found.paragraphs), rejected(found.paragraphs)):
        assert all(each.text.encode() is not None for each in outcome)


@pytest.fixture(autouse=True)
def _no_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors that nobody thought of come out as they are, and fail the test."""
    monkeypatch.setattr(whole, "UNFORESEEN", ())


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20))
def test_bytes_are_changed(changes: list[tuple[int, int]]):
    changed = bytearray(WHOLE)
    for place, value in changes:
        changed[place] = value
    must_be_read_or_refused(bytes(changed))


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE)), st.integers(0, 400))
def test_a_piece_is_missing(start: int, length: int):
    must_be_read_or_refused(WHOLE[:start] + WHOLE[start + length :])


@settings(max_examples=150)
@given(st.sampled_from(XML), st.data())
def test_bytes_of_a_part_are_changed(part: str, data: st.DataObject):
    changed = bytearray(PARTS[part])
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.sampled_from(b"<>/\"'=&w: a0\x00\xff"))
    must_be_read_or_refused(packed(PARTS | {part: bytes(changed)}))


@settings(max_examples=300)
@given(st.sampled_from(XML), st.data())
def test_elements_are_lost_renamed_and_put_elsewhere(part: str, data: st.DataObject):
    root = etree.fromstring(PARTS[part])
    for _ in range(data.draw(st.integers(1, 8))):
        elements = list(root.iter())
        one, other = (data.draw(st.sampled_from(elements)) for _ in range(2))
        match data.draw(st.sampled_from(["lose", "rename", "into", "attribute", "without"])):
            case "lose" if (parent := one.getparent()) is not None:
                parent.remove(one)
            case "rename":
                one.tag = data.draw(st.sampled_from(KNOWN))
            case "into" if one is not other and other not in one.iterancestors():
                one.append(other)
            case "attribute":
                values = [
                    "",
                    "0",
                    "-1",
                    "99999999999999999999",
                    "x",
                    "begin",
                    "separate",
                    "end",
                    "plenum_7",
                    "1",
                    "F0B7",
                ]
                one.set(data.draw(st.sampled_from(ATTRIBUTES)), data.draw(st.sampled_from(values)))
            case "without":
                one.attrib.clear()
    must_be_read_or_refused(packed(PARTS | {part: etree.tostring(root)}))


@settings(max_examples=40)
@given(st.sets(st.sampled_from(sorted(PARTS))))
def test_parts_are_missing(lost: set[str]):
    must_be_read_or_refused(packed({name: text for name, text in PARTS.items() if name not in lost}))


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_anything(file: bytes):
    must_be_read_or_refused(file)
    must_be_read_or_refused(b"PK\x03\x04" + file)


@pytest.mark.parametrize("part", XML)
def test_a_part_is_something_else(part: str):
    for other in (b"", b"<a/>", b"\x00", f'<w:body xmlns:w="{NAMESPACES["w"]}"/>'.encode()):
        must_be_read_or_refused(packed(PARTS | {part: other}))


def test_deeply_nested_tables_are_read_or_refused():
    for depth in (10, 60, 80, 500):
        body = "<w:tbl><w:tr><w:tc>" * depth + p("a") + "</w:tc></w:tr></w:tbl>" * depth
        must_be_read_or_refused(docx(body))


MANY = 20_000
BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
CHAIN = "".join(
    f'<w:footnote w:id="{each}"><w:p><w:r><w:footnoteReference w:id="{each + 1}"/></w:r></w:p></w:footnote>'
    for each in range(MANY)
)


@pytest.mark.parametrize(
    "file",
    [
        docx(p(BEGIN * MANY + END * MANY)),
        docx(p('<w:r><w:footnoteReference w:id="0"/></w:r>'), footnotes=CHAIN),
        docx(
            "".join(item(0, each) for each in range(MANY)),
            numbering=LEGAL
            + "".join(definition(number=each, more='<w:numStyleLink w:val="x"/>') for each in range(2, MANY))
            + "".join(listed(each, each) for each in range(MANY)),
        ),
        docx("", files={"word/document.xml": b"<a xmlns" + b":xmlns" * 2_000_000 + b" http://purl.oclc.org/ooxml/>"}),
    ],
    ids=["fields in fields", "notes that call notes", "lists without end", "a tag without end"],
)
def test_traps_for_slow_readers_take_no_long_time(file: bytes):
    begin = time.process_time()
    must_be_read_or_refused(file)
    assert time.process_time() - begin < 10  # where each step looked at all others it would be minutes
