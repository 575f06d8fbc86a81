"""What is no Word document, or none that we want, is refused for the right reason; what is odd is opened."""

import io
import struct
import zipfile

import pytest

from tests.texts.word.builder import CONTENT_TYPES, NAMESPACES, OFFICE, docx, p, packed
from texts.word.document import NoticeCode
from texts.word.limits import Limits
from texts.word.reading import read
from texts.word.unreadable import Fault, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def fault(file: bytes, limits: Limits | None = None) -> Fault:
    """Why this cannot be read."""
    with pytest.raises(Unreadable) as caught:
        read(io.BytesIO(file), limits)
    assert str(caught.value) == caught.value.fault.sentence
    return caught.value.fault


def says(file: bytes) -> list[str]:
    """Its paragraphs."""
    return [each.text for each in read(io.BytesIO(file)).paragraphs]


def with_document(text: str | bytes) -> bytes:
    """A file with this main part."""
    return docx("", files={"word/document.xml": text})


def in_ole(stream: str) -> bytes:
    """An old container that has a stream of this name."""
    return OLE + stream.encode("utf-16-le") + bytes(600)


def encrypted(file: bytes) -> bytes:
    """The same with the sign of encryption at every part, here and in the list at the end."""
    changed = bytearray(file)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(signature, place + 1)
    return bytes(changed)


MACRO_TYPES = CONTENT_TYPES.replace(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
DOCUMENT = f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{{}}</w:body></w:document>'


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(b"", Fault.EMPTY, id="nothing"),
        pytest.param(b"Dear Chair, ...", Fault.NOT_WORD, id="plain text"),
        pytest.param(b"%PDF-1.7", Fault.NOT_WORD, id="PDF"),
        pytest.param(b"{\\rtf1}", Fault.NOT_WORD, id="rich text"),
        pytest.param(in_ole("WordDocument"), Fault.OLD_WORD, id="the old kind"),
        pytest.param(in_ole("EncryptedPackage"), Fault.ENCRYPTED, id="with a password"),
        pytest.param(in_ole("Workbook"), Fault.NOT_WORD, id="an old spreadsheet"),
        pytest.param(packed({"a.txt": "x"}), Fault.NOT_WORD, id="any archive"),
        pytest.param(packed({"[Content_Types].xml": CONTENT_TYPES}), Fault.NOT_WORD, id="no document inside"),
        pytest.param(
            docx("", files={"_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" '
                 f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                 "xl/workbook.xml": "<workbook/>"}),
            Fault.NOT_WORD, id="a spreadsheet",
        ),
        pytest.param(docx("", files={"[Content_Types].xml": MACRO_TYPES}), Fault.MACROS, id="declared macros"),
        pytest.param(docx("", files={"word/vbaProject.bin": b"x"}), Fault.MACROS, id="macros that nobody declared"),
        pytest.param(encrypted(docx(p("a"))), Fault.ENCRYPTED, id="an archive with a password"),
        pytest.param(docx(p("a"))[:-30], Fault.DAMAGED, id="the end is missing"),
        pytest.param(with_document("<w:document"), Fault.DAMAGED, id="half a tag"),
        pytest.param(with_document(DOCUMENT.format("<x:y/>")), Fault.DAMAGED, id="an undeclared prefix"),
        pytest.param(with_document(b'<?xml version="1.0" encoding="klingon"?><a/>'), Fault.DAMAGED, id="an encoding"),
        pytest.param(with_document(b""), Fault.DAMAGED, id="an empty document"),
        pytest.param(with_document(ENTITY + DOCUMENT.format(p("&e;"))), Fault.ENTITIES, id="an external entity"),
        pytest.param(
            with_document((ENTITY + DOCUMENT.format(p("a"))).encode("utf-16")), Fault.ENTITIES, id="one in UTF-16"
        ),
        pytest.param(docx("", files={"_rels/.rels": ENTITY + "<a/>"}), Fault.ENTITIES, id="an entity elsewhere"),
        pytest.param(with_document(DOCUMENT.format("<a>" * 5000 + "</a>" * 5000)), Fault.TOO_DEEP, id="far too deep"),
    ],
)  # fmt: skip
def test_refused(file: bytes, expected: Fault):
    assert fault(file) == expected


def test_entity_in_a_part_that_only_helps_is_refused():
    assert fault(docx(p("a"), files={"word/styles.xml": ENTITY + "<a/>"}, styles="")) == Fault.ENTITIES


@pytest.mark.parametrize(
    "limits",
    [
        Limits(file_bytes=500),
        Limits(parts=3),
        Limits(part_bytes=9_000),
        Limits(all_bytes=9_500),
        Limits(nodes=400),
        Limits(paragraphs=99),
    ],
    ids=["file", "parts", "one part", "all parts", "nodes", "paragraphs"],
)
def test_limits_are_kept(limits: Limits):
    file = docx(p("a" * 100) * 100, styles="")

    assert says(file) == ["a" * 100] * 100
    assert fault(file, limits) == Fault.TOO_LARGE


def test_a_bomb_is_not_unpacked_further_than_the_limit():
    bomb = docx(p("a"), files={"word/styles.xml": b" " * 50_000_000}, styles="")

    assert len(bomb) < 60_000
    assert fault(bomb, Limits(part_bytes=10_000_000)) == Fault.TOO_LARGE


def test_a_bomb_that_lies_about_its_size_is_a_damaged_part():
    bomb = docx(p("a"), files={"word/styles.xml": b" " * 50_000_000}, styles="")
    lying = bomb.replace(struct.pack("<I", 50_000_000), struct.pack("<I", 5))

    read_anyway = read(io.BytesIO(lying))

    assert [each.text for each in read_anyway.paragraphs] == ["a"]
    assert [(each.code, each.detail) for each in read_anyway.notices] == [(NoticeCode.DAMAGED_PART, "styles")]


def test_many_tags_in_few_bytes_are_refused_before_they_fill_the_memory():
    assert fault(with_document(DOCUMENT.format("<w:p/>" * 5_000_000))) == Fault.TOO_LARGE


@pytest.mark.parametrize(
    "rename",
    [str.upper, lambda name: name.replace("/", "\\"), lambda name: f"/{name}"],
    ids=["upper case", "backslashes", "leading slash"],
)
def test_odd_names_of_parts_are_understood(rename):
    with zipfile.ZipFile(io.BytesIO(docx(p("a"), styles=""))) as archive:
        files = {rename(each): archive.read(each) for each in archive.namelist()}

    assert says(packed(files)) == ["a"]


def test_the_main_part_may_have_any_name():
    relationships = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    file = docx(p("not this"), files={"_rels/.rels": relationships, "word/document2.xml": DOCUMENT.format(p("a"))})

    assert says(file) == ["a"]


def test_utf_16_is_read():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + DOCUMENT.format(p("é文"))

    assert says(with_document(text.encode("utf-16"))) == ["é文"]


def test_words_about_the_strict_form_stay_as_they_are():
    words = 'See xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main".'

    assert says(docx(p(words), strict=True)) == [words]


def test_something_before_the_archive_does_no_harm():
    assert fault(b"x" + docx(p("a"))) == Fault.NOT_WORD
