"""Files are taken or refused by what is in them."""

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from common.refusals import Incomplete
from contributions.intake.filenames import clean_name
from contributions.intake.upload import Checked, check

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def pdf(password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word() -> bytes:
    written = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("Cables matter.")
    paper.save(written)
    return written.getvalue()


def odt(**parts: str) -> bytes:
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": "<office/>"} | parts)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {item: archive.read(item) for item in archive.namelist()}
    return packed(parts | {name: part})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("paper.pdf", pdf(), "application/pdf"),
        ("PAPER.PDF", pdf(), "application/pdf"),
        ("unlocked.pdf", pdf(password=""), "application/pdf"),
        ("paper.docx", word(), WORD),
        ("paper.odt", odt(), ODT),
        ("paper.txt", "Les câbles comptent.".encode(), "text/plain"),
        ("marked.txt", "Кабели".encode("utf-8-sig"), "text/plain"),
        ("wide.txt", "كابلات".encode("utf-16"), "text/plain"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sound_files_are_taken(name, content, media_type):
    file = upload(name, content)

    checked = check(file)

    assert checked == Checked(name, media_type, len(content), hashlib.sha256(content).hexdigest())
    assert file.read() == content


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing in it": ("paper.pdf", lambda: b"", "is empty"),
    "a picture": ("photo.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 50, "none of the kinds"),
    "a picture called PDF": ("photo.pdf", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 50, "image/jpeg"),
    "a program": ("run.txt", lambda: b"MZ\x90\x00" + b"\0" * 100, "none of the kinds"),
    "a table in a zip": ("table.xlsx", lambda: packed({"xl/workbook.xml": "<a/>"}), "none of the kinds"),
    "rich text": ("paper.rtf", lambda: rb"{\rtf1 hello}", "none of the kinds"),
    "Word called PDF": ("paper.pdf", word, "inside is a Word file"),
    "PDF called Word": ("paper.docx", pdf, "inside is a PDF file"),
    "no ending": ("paper", pdf, "does not end in .pdf"),
    "old Word": ("paper.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old format"),
    "Word with a password": (
        "paper.docx",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "macros by name": ("paper.docm", word, "macros"),
    "macros inside": ("paper.docx", lambda: with_part(word(), "word/vbaProject.bin", b"x"), "macros"),
    "macros declared": (
        "paper.docx",
        lambda: with_part(
            word(),
            "[Content_Types].xml",
            '<Types xmlns="x"><Override PartName="/a" ContentType="application/x.macroEnabled.main+xml"/></Types>',
        ),
        "macros",
    ),
    "ODT with macros": ("paper.odt", lambda: odt(**{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "ODT with a password": (
        "paper.odt",
        lambda: odt(**{"META-INF/manifest.xml": '<m xmlns:m="urn:x"><m:encryption-data/></m>'}),
        "locked with a password",
    ),
    "PDF with a password": ("paper.pdf", lambda: pdf(password="secret"), "locked with a password"),
    "half a Word file": ("paper.docx", lambda: word()[:-200], "damaged"),
    "half a PDF": ("paper.pdf", lambda: pdf()[:40], "damaged"),
    "Word with a broken part": ("paper.docx", lambda: with_part(word(), "word/document.xml", "<a><b>"), "damaged"),
    "Word with entities": (
        "paper.docx",
        lambda: with_part(word(), "word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "damaged",
    ),
    "text in another encoding": ("paper.txt", lambda: "Les câbles".encode("latin-1"), "UTF-8"),
    "text that is none": ("paper.txt", lambda: b"a\x01\x02b", "is called a text but is none"),
    "text without words": ("paper.txt", lambda: b" \n\n", "no words"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_others_are_refused_with_a_sentence_that_says_what_to_do(case):
    name, make, said = REFUSED[case]

    with pytest.raises(Incomplete) as refused:
        check(upload(name, make()))

    assert said in str(refused.value)
    assert name in str(refused.value)
    assert refused.value.fields == {"file": refused.value.sentence}


def test_limits_are_settings(settings):
    settings.ATTACHMENTS_MAX = 2
    with pytest.raises(Incomplete, match="2 files already"):
        check(upload("paper.pdf", pdf()), already=2)
    settings.ATTACHMENT_MAX_BYTES = 100
    with pytest.raises(Incomplete, match="at most 100"):
        check(upload("paper.pdf", pdf()))


def test_an_archive_that_unpacks_to_too_much_is_refused_without_filling_memory(settings):
    settings.ATTACHMENT_MAX_UNPACKED_BYTES = 5 * 1024 * 1024
    bomb = with_part(word(), "word/media/a.bin", b"\0" * 40 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(Incomplete, match="unpacks to far more"):
        check(upload("bomb.docx", bomb))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 4 * 1024 * 1024


def test_a_text_of_endlessly_many_elements_is_read_without_filling_memory():
    content = with_part(word(), "word/document.xml", b"<a>" + b"<b/>" * 300_000 + b"</a>")
    file = upload("bomb.docx", content)
    tracemalloc.start()
    try:
        check(file)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


def test_an_archive_that_says_endlessly_much_of_its_parts_is_refused():
    content = with_part(word(), "[Content_Types].xml", b"<Types>" + b"<b/>" * 300_000 + b"</Types>")
    with pytest.raises(Incomplete, match="unpacks"):
        check(upload("bomb.docx", content))


def test_an_archive_of_too_many_parts_is_refused(settings):
    settings.ATTACHMENT_MAX_PARTS = 20
    crowd = packed({"word/document.xml": "<a/>"} | {f"{number}.xml": "" for number in range(30)})

    with pytest.raises(Incomplete, match="unpacks to far more"):
        check(upload("crowd.docx", crowd))


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("C:\\Users\\Ana\\paper.pdf", "paper.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("my  \n paper .pdf", "my paper.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ('a<b>"c".pdf', "a_b__c_.pdf"),
        ("...pdf", "pdf"),
        ("", "file"),
        ("مساهمة.pdf", "مساهمة.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_file_names_are_made_harmless(given, cleaned):
    assert clean_name(given) == cleaned


@given(st.text(st.characters(codec=None)))
def test_cleaning_a_name_never_fails_and_twice_is_once(name):
    once = clean_name(name)

    assert 0 < len(once) <= 150
    assert clean_name(once) == once
    assert not set(once) & set('/\\<>:"|?*\0')


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.odt", "a.txt", "a"]))
def test_whatever_bytes_come_the_answer_is_taken_or_a_sentence(content, name):
    for head in (b"", b"PK\x03\x04", b"%PDF-1.4\n"):
        with suppress(Incomplete):
            assert check(upload(name, head + content)).size == len(head + content)


def test_the_locked_pdf_of_these_tests_is_really_locked():
    assert not PdfReader(io.BytesIO(pdf(password="secret"))).decrypt("")
