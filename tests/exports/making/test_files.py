"""Compilations and indexes as files: opened by other programs than ours, in all six languages."""

import io
import shutil
import subprocess
from datetime import datetime

import pytest
from django.utils import translation
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from common.refusals import NotPossible
from contributions import actions
from exports.enums import Order, What
from exports.making import files, made
from tests.exports.conftest import LANGUAGES, SOURCES
from tests.texts.word.office import saved_again

pytestmark = pytest.mark.django_db

SHORT = [(what, kind) for what in (What.COMPILATION, What.INDEX) for kind in ("docx", "pdf", "xlsx")]


def printed(pdf: bytes, folder) -> str:
    """What pdftotext reads out of it, as a screen reader would."""
    (folder / "some.pdf").write_bytes(pdf)
    found = subprocess.run(["pdftotext", folder / "some.pdf", "-"], check=True, capture_output=True, timeout=60)
    return " ".join(found.stdout.decode().split())


@pytest.mark.parametrize(("what", "kind"), SHORT)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_same_round_gives_the_same_bytes(what, kind, language, six, round_) -> None:
    with translation.override(language):
        assert made(what, kind, round_, order=Order.SYMBOL) == made(what, kind, round_, order=Order.SYMBOL)


@pytest.mark.parametrize(("what", "kind"), SHORT)
def test_empty_round_gives_a_file_too(what, kind, round_) -> None:
    assert made(what, kind, round_, order=Order.SOURCE)


def test_word_file_has_all_languages_under_real_headings(six, round_, tmp_path) -> None:
    again = saved_again({"compiled": made(What.COMPILATION, "docx", round_, order=Order.SYMBOL)}, tmp_path)
    paragraphs = Document(io.BytesIO(again["compiled"])).paragraphs
    said = "\n".join(each.text for each in paragraphs)

    assert [each.text for each in paragraphs if each.style and each.style.name == "Heading 1"] == [
        "1. What about cables?",
        "Statements",
        "Recommendations",
    ]
    assert all(said.count(words) == 5 for _title, words in LANGUAGES.values())
    assert "In the order of symbols." in said


def test_print_can_be_read_out_again_in_all_languages(six, round_, tmp_path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    pdf = made(What.COMPILATION, "pdf", round_, order=Order.SYMBOL)
    found = printed(pdf, tmp_path)

    for code, (_title, words) in LANGUAGES.items():
        assert code == "ar" or words in found, code
    assert "مفيدة" in found
    assert b"pdfuaid:part" in pdf
    subprocess.run(
        ["pdftoppm", "-r", "40", "-png", "-singlefile", tmp_path / "some.pdf", tmp_path / "page"], check=True
    )
    shades = Image.open(tmp_path / "page.png").convert("L").tobytes()
    assert min(shades) < 100 < max(shades)


def test_spreadsheet_has_a_sheet_for_each_section(six, round_) -> None:
    book = load_workbook(io.BytesIO(made(What.COMPILATION, "xlsx", round_, order=Order.SYMBOL)))

    assert book.sheetnames == ["Q1", "Statements", "Recommendations", "About this file"]
    rows = list(book["Q1"].iter_rows(values_only=True))
    assert rows[0][0] == "1. What about cables?"
    assert rows[1][0] == "Symbol"
    assert [row[-1] for row in rows[2:]] == [words for _title, words in LANGUAGES.values()]
    assert [row[1] for row in rows[2:]] == list(SOURCES.values())
    assert isinstance(rows[2][5], datetime)
    assert book["Q1"].freeze_panes == "B3"


def test_no_cell_computes_what_somebody_has_typed(six, round_, make_contribution) -> None:
    evil = ('=HYPERLINK("https://x")', "+1+1", "-2", "@SUM(A1)", "\t=1")
    make_contribution(title=evil[0], statement=evil[1], recommendations=list(evil[:4]))

    for what in (What.COMPILATION, What.INDEX):
        book = load_workbook(io.BytesIO(made(what, "xlsx", round_, order=Order.SYMBOL)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        typed = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
        assert typed
        assert all(cell.quotePrefix for cell in typed)


def test_text_longer_than_a_cell_goes_on_below(round_, make_contribution) -> None:
    make_contribution(statement="cable " * 8000)

    book = load_workbook(io.BytesIO(made(What.COMPILATION, "xlsx", round_, order=Order.SYMBOL)))
    texts = [row[-1] for row in book["Statements"].iter_rows(min_row=3, values_only=True)]

    assert len(texts) == 3
    assert "".join(map(str, texts)).strip() == ("cable " * 8000).strip()


def test_sheet_runs_from_right_to_left_where_the_reader_does(six, round_) -> None:
    with translation.override("ar"):
        book = load_workbook(io.BytesIO(made(What.INDEX, "xlsx", round_, order=Order.SYMBOL)))

    assert all(sheet.sheet_view.rightToLeft for sheet in book)


def test_index_explains_every_symbol(six, round_, cast) -> None:
    actions.withdraw(six["en"], by=cast.dora)

    book = load_workbook(io.BytesIO(made(What.INDEX, "xlsx", round_, order=Order.SYMBOL)))
    rows = list(book["Contributions"].iter_rows(values_only=True))[1:]

    assert [row[0] for row in rows] == [f"WGX/1/{number}" for number in range(1, 7)]
    assert (rows[1][5], rows[1][9]) == (None, "Withdrawn")
    assert (rows[0][5], rows[0][9]) == (LANGUAGES["ar"][0], "Published")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_too_long_for_one_file_is_refused_in_words(kind, six, round_, monkeypatch) -> None:
    monkeypatch.setitem(files.MOST_SIGNS, kind, 20)

    with pytest.raises(NotPossible, match="too long for one file"):
        made(What.COMPILATION, kind, round_, order=Order.SYMBOL)


@pytest.mark.parametrize("words", ["a\x0bb\ufffe\x1f", "_x000D_ &<>\"'", "\u202eevil\u2066"])
@pytest.mark.parametrize(("what", "kind"), SHORT)
def test_odd_signs_break_no_file(what, kind, words, round_, make_contribution) -> None:
    make_contribution(title=words, statement=words, recommendations=[words])

    found = made(what, kind, round_, order=Order.SOURCE)

    if kind == "xlsx":
        load_workbook(io.BytesIO(found))
    if kind == "docx":
        Document(io.BytesIO(found))
