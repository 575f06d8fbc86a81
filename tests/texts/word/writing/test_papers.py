"""Papers for reading, as Word files: real headings, tables with a head, each language in its direction."""

import io
import resource
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.texts.word.office import saved_again
from texts.word.paper import Cell, Heading, Look, Table, Words
from texts.word.writing import About, paper_docx

ARABIC = "أن الأسلاك مفيدة للجميع، وأن WGX/1/2 يتحدث عنها."
PARTS = (
    Heading("Question 1", 1),
    Heading("WGX/1/2 · Ministry", 2, link='https://plenum.example/?a=1&b="2"'),
    Words("Governments", look=Look.META),
    Words("Cables matter.\nVery much.", "en"),
    Words(ARABIC, "ar"),
    Words("Be kind.", "en", Look.ITEM, "1."),
)


def read(made: bytes) -> Any:
    return Document(io.BytesIO(made))


def written(*parts, language="en", **how) -> bytes:
    file = io.BytesIO()
    paper_docx(About("Compilation", language, head="WGX/1", tracking=False), parts, file, **how)
    return file.getvalue()


def rows(number: int):
    for each in range(number):
        yield Cell(f"WGX/1/{each}", link="https://plenum.example/"), Cell(ARABIC, "ar")


def test_headings_are_headings_and_words_stand_in_order() -> None:
    paragraphs = read(written(*PARTS, notes=["By symbol."])).paragraphs

    assert [(each.style.name, each.text) for each in paragraphs if each.text] == [
        ("Title", "Compilation"),
        ("Note", "By symbol."),
        ("Heading 1", "Question 1"),
        ("Entry facts", "Governments"),
        ("Clause", "Cables matter.\nVery much."),
        ("Clause", ARABIC),
        ("Clause item", "1.\tBe kind."),
    ]
    (entry,) = [each for each in paragraphs if each.style.name == "Entry"]
    assert "WGX/1/2 · Ministry" in "".join(entry._p.itertext())
    assert entry.style.base_style.name == "Heading 2"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_keep_the_direction_of_their_own_language(language) -> None:
    found = {each.text: each for each in read(written(*PARTS, language=language)).paragraphs}

    assert found[ARABIC]._p.pPr.find(qn("w:bidi")) is not None
    assert found["Cables matter.\nVery much."]._p.pPr.find(qn("w:bidi")) is None
    assert [run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None for run in found[ARABIC].runs] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_table_has_a_head_and_runs_as_the_document_does(language) -> None:
    made = written(Table(("Symbol", "Title"), (1, 3), rows(2)), language=language, wide=True)
    (table,) = read(made).tables

    assert [cell.text for cell in table.rows[0].cells] == ["Symbol", "Title"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == (language == "ar")
    assert len(table.rows) == 3


def test_other_word_processors_read_it(tmp_path) -> None:
    again = saved_again({"words": written(*PARTS), "table": written(Table(("A", "B"), (1, 1), rows(2)))}, tmp_path)

    words = [each.text for each in read(again["words"]).paragraphs]
    assert "Question 1" in words
    assert ARABIC in words
    (table,) = read(again["table"]).tables
    assert table.rows[1].cells[1].text == ARABIC


def test_same_parts_give_the_same_bytes() -> None:
    assert written(*PARTS) == written(*PARTS)
    assert all(each.date_time[0] == 1980 for each in zipfile.ZipFile(io.BytesIO(written(*PARTS))).infolist())


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    made = written(Words("a\x00b\x1fc\ufffe", "en"), Heading("x\x01", 2, link="https://a/\x02"))

    assert "abc" in [each.text for each in read(made).paragraphs]


def test_length_costs_no_memory(tmp_path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (tmp_path / "long.docx").open("wb") as file:
        paper_docx(About("Long"), (Words("Cables matter. " * 400, "en") for _ in range(4000)), file)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000  # KB, for 24 MB of words
