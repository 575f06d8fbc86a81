"""Originals as paragraphs: Word, OpenDocument and plain text, and what is refused."""

import zipfile
from io import BytesIO

import pytest
from django.conf import settings

from texts.engine.outline import ClauseKind
from texts.engine.reading import Plain, outline_of
from texts.intake.originals import paragraphs_of
from texts.word.unreadable import Fault, Unreadable

SAMPLES = settings.BASE_DIR / "sample_data"
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
STYLES = """<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>
  <text:list-level-style-number text:level="2" style:num-format="i" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2">
  <text:list-level-style-bullet text:level="1" text:bullet-char="–"/>
</text:list-style>"""


def odt(body: str, *, manifest: str = "") -> bytes:
    """An OpenDocument text with this in its body."""
    content = f"""<?xml version="1.0"?><office:document-content {NAMES}><office:automatic-styles>{STYLES}
      </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


def test_word_file_gives_its_clauses():
    original = paragraphs_of((SAMPLES / "wtpf-ieg-2-11-opinion-3.docx").read_bytes())

    kinds = [each.kind for each in outline_of(original.paragraphs)]
    assert kinds.count(ClauseKind.CONTAINER) >= 4
    assert original.notices == ()


def test_word_file_with_tracked_changes_is_read_as_accepted_and_says_so():
    original = paragraphs_of((SAMPLES / "wtpf-ieg-2-11-usa-revisions.docx").read_bytes())

    assert original.notices[0] == "tracked"


def test_open_document_gives_words_headings_and_numbers_of_lists():
    body = """<text:h text:outline-level="1">OPINION<text:s text:c="2"/>3</text:h>
      <text:p>considering</text:p>
      <text:list text:style-name="L1">
        <text:list-item><text:p>that <text:span>herons</text:span> fly;</text:p><text:p>and nest;</text:p>
          <text:list><text:list-item><text:p>in trees</text:p></text:list-item></text:list></text:list-item>
        <text:list-item><text:p>that cables<text:tab/>lie<text:note><text:note-citation>1</text:note-citation>
          <text:note-body><text:p>Mostly.</text:p></text:note-body></text:note></text:p></text:list-item>
      </text:list>
      <text:p>noting</text:p>
      <text:list text:continue-numbering="true" text:style-name="L1">
        <text:list-item><text:p>the rest</text:p></text:list-item></text:list>
      <text:list text:style-name="L2"><text:list-item><text:p>a dash</text:p></text:list-item></text:list>"""

    found = [(each.label, " ".join(each.text.split()), each.level) for each in paragraphs_of(odt(body)).paragraphs]

    assert found == [
        ("", "OPINION 3", 0),
        ("", "considering", None),
        ("a)", "that herons fly;", 0),
        ("", "and nest;", 0),
        ("(i)", "in trees", 1),
        ("b)", "that cables lie", 0),
        ("", "noting", None),
        ("c)", "the rest", 0),
        ("–", "a dash", 0),
        ("", "Mostly.", None),
    ]


def test_what_was_deleted_in_an_open_document_is_left_out_and_said():
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
      </text:changed-region></text:tracked-changes><text:p>left</text:p>"""

    original = paragraphs_of(odt(body))

    assert [each.text for each in original.paragraphs] == ["left"]
    assert original.notices == ("tracked",)


def test_plain_text_without_empty_lines_has_a_paragraph_a_line():
    assert paragraphs_of("considering\r\na) one;\n\fb) two").paragraphs == (
        Plain("considering"),
        Plain("a) one;"),
        Plain("b) two"),
    )


def test_plain_text_with_empty_lines_goes_on_over_lines_but_not_over_labels():
    found = paragraphs_of("The Forum,\nin Geneva,\n\nconsidering\na) one\nand a half;\nb) two").paragraphs

    assert [each.text for each in found] == ["The Forum,\nin Geneva,", "considering", "a) one\nand a half;", "b) two"]


def test_plain_text_in_two_encodings():
    assert paragraphs_of("إذ يضع".encode("utf-16")).paragraphs == (Plain("إذ يضع"),)
    assert paragraphs_of("considérant".encode()).paragraphs == (Plain("considérant"),)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        ("  \n ", Fault.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), Fault.OLD_WORD),
        ("considérant".encode("latin-1"), Fault.NOT_WORD),
        (b"PK\x03\x04 and then nothing", Fault.DAMAGED),
        (odt("<text:p> </text:p>"), Fault.EMPTY),
        (odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), Fault.ENCRYPTED),
        (odt("<text:p>x"), Fault.DAMAGED),
        (odt("<text:p>x</text:p>")[:-40], Fault.DAMAGED),
    ],
    # Not the bytes themselves: an archive names the second in which it was made.
    ids=["nothing", "blanks", "Word 97", "no file", "half a file", "no words", "encrypted", "torn words", "torn file"],
)
def test_what_cannot_be_read_says_why(content, fault):
    with pytest.raises(Unreadable) as refused:
        paragraphs_of(content)

    assert refused.value.fault == fault
