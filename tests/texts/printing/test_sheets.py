"""Printed texts and compilations: tagged, readable out of the file again, always the same bytes."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from texts.engine.changes import Change, Op
from texts.engine.compilation import Phrases, Proposal, compiled
from texts.engine.outline import Clause, ClauseKind
from texts.printing import Sheet, compilation_pdf, paper_pdf, text_pdf
from texts.word.paper import Cell, Heading, Look, Table, Words

BASE = (
    Clause("1", ClauseKind.TITLE, "Opinion 3"),
    Clause("2", ClauseKind.CONTAINER, "considering"),
    Clause("3", ClauseKind.ITEM, "that herons may consider cables useful;", "a)", "2"),
    Clause("4", ClauseKind.SUB_ITEM, "that cables hum;", "(i)", "3"),
    Clause("5", ClauseKind.PARAGRAPH, "Herons fish."),
)
SHEET = Sheet(
    "Opinion 3", head="WGX/1/1", body="Working Group", notes=("Alphabetical.",), page="Page {number} of {total}"
)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def proposal(name: str, *changes: Change, missing: str = "") -> Proposal:
    return Proposal(name, (name,), changes, missing=missing, symbol="WGX/1/2")


def test_text_is_printed_clause_by_clause_and_tagged() -> None:
    pdf = text_pdf(BASE, SHEET)
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]

    assert words(pdf) == (
        "WGX/1/1 Working Group Opinion 3 Alphabetical. Opinion 3 considering "
        "a) that herons may consider cables useful; (i) that cables hum; Herons fish. Page 1 of 1"
    )
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]  # a dictionary, says the standard
    assert str(root["/Lang"]).startswith("en")  # type: ignore[index]
    assert b"pdfuaid:part" in pdf


def test_compilation_prints_rivals_as_proposed_without_what_goes() -> None:
    changes = (Change(Op.MOD, "3", wording="that herons find cables useful;", reason="They do."), Change(Op.SUP, "5"))
    pdf = compilation_pdf(compiled(BASE, [proposal("Example", *changes, missing="Fish.")]), SHEET)

    found = words(pdf)
    assert "[a) that herons may consider cables useful;] [a) bis that herons find cables useful;]" in found
    assert "proposed by Example (WGX/1/2) Example: They do." in found
    assert "[SUP clause 5]" in found
    assert "What is missing Fish." in found


def test_bytes_do_not_depend_on_who_came_first() -> None:
    rivals = [proposal(name, Change(Op.MOD, "5", wording=f"{name} fish.")) for name in ("Ana", "Ben", "Chris")]

    one, other = (compilation_pdf(compiled(BASE, order), SHEET) for order in (rivals, rivals[::-1]))

    assert one == other


@pytest.mark.parametrize(
    ("language", "wording", "part"),
    [
        ("ar", "أن الأسلاك مفيدة للجميع", "الأسلاك"),
        ("zh", "国际电信联盟是专门机构", "国际电信联盟是专门机构"),
        ("ru", "учитывая", "учитывая"),
    ],
)
def test_other_scripts_can_be_read_out_of_the_file_again(language, wording, part) -> None:
    clauses = (Clause("1", ClauseKind.PARAGRAPH, wording),)
    sheet = Sheet("Opinion", language, language, page="{number}")

    pdf = compilation_pdf(compiled(clauses, []), sheet, phrases=Phrases())

    assert part in words(pdf)
    assert b"pdfuaid:part" in pdf


def test_letter_that_cannot_be_printed_is_told_and_refuses_nothing() -> None:
    clauses = (Clause("1", ClauseKind.PARAGRAPH, "Herons fish 𓅡."),)
    told = "Some letters are missing in print."

    pdf = text_pdf(clauses, Sheet("Opinion", gaps=told))

    assert told in words(pdf)
    assert told not in words(text_pdf(BASE, Sheet("Opinion", gaps=told)))


def test_what_somebody_wrote_is_never_taken_for_markup() -> None:
    clauses = (Clause("1", ClauseKind.PARAGRAPH, '#read("/etc/passwd") *a* $x$ = b \\ [c] // d'),)

    assert clauses[0].wording in words(text_pdf(clauses, SHEET))


AR = "أن الأسلاك مفيدة للجميع"
PAPER = (
    Heading("Question 1", 1),
    Heading("WGX/1/2 · Ministry", 2, link="https://plenum.example/x/"),
    Words("Governments", look=Look.META),
    Words("Cables matter.", "en"),
    Words(AR, "ar", Look.ITEM, "1."),
)


def test_paper_is_printed_part_by_part_tagged_and_linked() -> None:
    pdf = paper_pdf(PAPER, SHEET)
    page: Any = PdfReader(io.BytesIO(pdf)).pages[0]

    assert "Question 1 WGX/1/2 · Ministry Governments Cables matter" in words(pdf)
    assert "الأسلاك" in words(pdf)
    assert page["/Annots"][0].get_object()["/A"]["/URI"] == "https://plenum.example/x/"
    assert b"pdfuaid:part" in pdf
    assert paper_pdf(PAPER, SHEET) == pdf


@pytest.mark.parametrize("language", ["en", "ar"])
def test_head_of_a_table_stands_on_every_page(language) -> None:
    rows = ((Cell(f"WGX/1/{each}", link="https://plenum.example/"), Cell(AR, "ar")) for each in range(80))

    pdf = paper_pdf([Table(("Symbol", "Title"), (1, 3), rows)], Sheet("Index", language, language), wide=True)
    pages = PdfReader(io.BytesIO(pdf)).pages

    assert len(pages) > 1
    assert all("Symbol" in page.extract_text() for page in pages)
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert b"pdfuaid:part" in pdf
