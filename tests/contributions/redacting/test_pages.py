"""A page that was taken out of a PDF is gone: pdftotext, and whoever reads the bytes, finds nothing of it."""

import subprocess
import zlib
from io import BytesIO
from shutil import which

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from contributions.redacting.pages import Unreadable, page_count, without_pages
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.printing import Sheet, text_pdf

SECRET = "Zebedee Quillfeather"


def paper(words, *, title="A paper"):
    """One page with these words."""
    clause = Clause(id="1" * 32, kind=ClauseKind.PARAGRAPH, label="", wording=words, parent="")
    return text_pdf(Outline([clause]), Sheet(title))


def replacement(number):
    return paper(f"Page {number} was removed.", title="Removed")


@pytest.fixture
def book():
    """Three pages; the second is about somebody, and the whole file talks of it."""
    writer = PdfWriter()
    for words in ("The first page is public.", f"{SECRET} lives here.", "The third page is public, too."):
        writer.add_page(PdfReader(BytesIO(paper(words))).pages[0])
    writer.add_metadata({"/Title": SECRET, "/Author": SECRET})
    writer.add_outline_item(SECRET, 1)
    writer.add_attachment("secret.txt", SECRET.encode())
    writer.add_named_destination(SECRET, 1)
    writer.add_annotation(0, Link(rect=(0, 0, 50, 50), target_page_index=1, fit=Fit("/Fit")))
    note = FreeText(text=SECRET, rect=(50, 550, 200, 650))
    writer.add_annotation(0, note)
    # What careless programs do: all pages share one list of what they draw.
    form = StreamObject()
    form.set_data(f"BT /F1 12 Tf 72 72 Td ({SECRET}) Tj ET".encode())
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 600, 800))),
        }
    )
    kept = writer._add_object(form)
    for page in writer.pages:
        resources = page["/Resources"].get_object()
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Secret"): kept})
        page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Was"): TextStringObject(SECRET)})
    written = BytesIO()
    writer.write(written)
    return written


def read(pdf):
    program = which("pdftotext")
    if program:
        answer = subprocess.run([program, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
        return answer.stdout.decode()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def everything_in(pdf):
    """All bytes and all that unpacks, whatever leads to it."""
    found = [pdf]
    for part in pdf.split(b"stream")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part.lstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_the_original_holds_it_in_many_places(book):
    assert SECRET in read(book.getvalue())
    assert everything_in(book.getvalue()).count(SECRET.encode()) > 3


def test_nothing_of_the_page_survives(book):
    made = without_pages(book, [2], replacement)
    words = read(made)
    assert "The first page is public." in words
    assert "Page 2 was removed." in words
    assert "The third page is public, too." in words
    assert "Zebedee" not in words
    for written in (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode().hex().encode(), b"Quillfeather"):
        assert written not in everything_in(made)


def test_nothing_of_the_file_around_the_pages_survives(book):
    made = PdfReader(BytesIO(without_pages(book, [2], replacement)))
    assert len(made.pages) == 3
    assert not made.outline
    assert not made.attachments
    assert not {"/Title", "/Author"} & set(made.metadata or {})
    assert not set(made.trailer["/Root"].get_object()) & {
        "/Names",
        "/OpenAction",
        "/Metadata",
        "/AcroForm",
        "/StructTreeRoot",
    }
    assert not any("/Annots" in page for page in made.pages)


def test_what_a_filled_field_shows_on_another_page_stays(book):
    reader = PdfReader(book)
    writer = PdfWriter(clone_from=reader)
    looks = StreamObject()
    looks.set_data(b"BT /Helv 12 Tf 2 2 Td (Kept answer) Tj ET")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    helvetica = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    looks.update(
        {
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 200, 20))),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/Helv"): helvetica})}
            ),
        }
    )
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): ArrayObject(map(NumberObject, (100, 100, 300, 120))),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(looks)}),
        }
    )
    writer.pages[2].setdefault(NameObject("/Annots"), ArrayObject()).append(writer._add_object(field))
    written = BytesIO()
    writer.write(written)
    assert "Kept answer" in read(without_pages(written, [2], replacement))


@pytest.mark.parametrize("pages", [[], [0], [4], [1, 9]])
def test_a_page_that_is_not_there_cannot_be_taken_out(book, pages):
    with pytest.raises(Unreadable):
        without_pages(book, pages, replacement)


@pytest.mark.parametrize("pages", [[1, 2, 3], [1], [3]])
def test_any_pages_can_be_taken_out(book, pages):
    words = read(without_pages(book, pages, replacement))
    assert [number for number in (1, 2, 3) if f"Page {number} was removed." in words] == pages


def test_what_is_no_pdf_is_refused():
    with pytest.raises(Unreadable):
        without_pages(BytesIO(b"%PDF-1.4 no"), [1], replacement)
    assert page_count(BytesIO(b"%PDF-1.4 no")) == 0


def test_pages_are_counted(book):
    assert page_count(book) == 3
