"""The text to be amended in Word."""

import io
import zipfile

import docx
import pytest
from lxml import etree

from texts.engine.outline import Clause, ClauseKind
from texts.engine.tracked import has_changes
from texts.word.identities import same
from texts.word.reading import read
from texts.word.writing import About, to_amend

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BASE = (
    Clause("0190b5a4-0000-7000-8000-000000000001", ClauseKind.TITLE, "Draft opinion"),
    Clause("0190b5a4-0000-7000-8000-000000000002", ClauseKind.CONTAINER, "considering"),
    Clause("0190b5a4-0000-7000-8000-000000000003", ClauseKind.ITEM, "that  all\ttake\npart;", "a)"),
    Clause("0190b5a4-0000-7000-8000-000000000004", ClauseKind.SUB_ITEM, "in good faith,", "i)"),
)


def part(file, name):
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name)


def document(file):
    return etree.fromstring(part(file, "word/document.xml"))


def test_the_text_comes_back_clause_by_clause():
    found = read(io.BytesIO(to_amend(BASE, About("Draft opinion"))))

    *clauses, closing = found.paragraphs
    assert [each.text for each in clauses] == [
        "Draft opinion",
        "considering",
        "a)\tthat  all\ttake\npart;",
        "i)\tin good faith,",
    ]
    assert all(same(clause.id, each.identity) for clause, each in zip(BASE, clauses, strict=True))
    assert [each.heading for each in clauses] == [True, True, False, False]
    assert (closing.text, closing.identity) == ("", "")
    assert not has_changes(found.paragraphs)
    assert found.notices == ()


def test_whatever_is_changed_will_be_tracked():
    assert b"<w:trackRevisions/>" in part(to_amend(BASE, About("x")), "word/settings.xml")


def test_the_same_text_gives_the_same_bytes():
    about = About("x", facts={"b": "2", "a": "1"}, at="2013-02-01T12:00:00Z")
    other = About("x", facts={"a": "1", "b": "2"}, at="2013-02-01T13:00:00+01:00")

    assert to_amend(BASE, about) == to_amend(BASE, other)


def test_another_program_reads_it_with_title_language_and_facts():
    file = to_amend(BASE, About("Projet d’avis", "fr", head="X/1/2", facts={"version": "abc"}))

    found = docx.Document(io.BytesIO(file))
    assert (found.core_properties.title, found.core_properties.language) == ("Projet d’avis", "fr")
    assert [each.style.name for each in found.paragraphs[:4]] == [
        "Heading 1",
        "Heading 2",
        "Clause item",
        "Clause sub-item",
    ]
    assert found.sections[0].header.paragraphs[0].text == "X/1/2"
    assert b">abc<" in part(file, "docProps/custom.xml")


@pytest.mark.parametrize(
    ("language", "attribute", "name"),
    [("fr", "val", "fr-FR"), ("ar", "bidi", "ar-SA"), ("zh", "eastAsia", "zh-CN"), ("pt-BR", "val", "pt-BR")],
)
def test_the_language_is_told_to_the_spell_checker(language, attribute, name):
    styles = etree.fromstring(part(to_amend(BASE, About("x", language)), "word/styles.xml"))

    assert {each.get(f"{W}{attribute}") for each in styles.iter(f"{W}lang")} == {name}


def test_arabic_runs_from_right_to_left_and_latin_inside_it_does_not():
    base = (
        Clause("1", ClauseKind.ITEM, "أن الإنترنت (Internet) أساسية؛", "أ)"),
        Clause("2", ClauseKind.ITEM, "in English"),
    )

    arabic, english, closing = document(to_amend(base, About("x", "ar"))).iter(f"{W}p")
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert [("".join(run.itertext()), run.find(f"{W}rPr/{W}rtl") is not None) for run in arabic.iter(f"{W}r")] == [
        ("أ)", True),
        ("أن الإنترنت (", True),
        ("Internet", False),
        (") أساسية؛", True),
    ]
    assert english.find(f"{W}pPr/{W}bidi") is None
    assert closing.find(f"{W}pPr/{W}bidi") is not None


def test_chinese_quotation_marks_take_a_chinese_font():
    base = (Clause("1", ClauseKind.ITEM, "考虑到“互联网”；"),)

    first, _ = document(to_amend(base, About("x", "zh"))).iter(f"{W}p")
    assert [each.get(f"{W}hint") for each in first.iter(f"{W}rFonts")] == ["eastAsia"]


def test_what_no_xml_can_hold_is_left_out():
    base = (Clause("1", ClauseKind.ITEM, "a\x00b\x1f\ud800c\uffffd"),)

    assert read(io.BytesIO(to_amend(base, About("t\x01")))).paragraphs[0].text == "abcd"


def test_an_identity_that_no_bookmark_can_name_does_no_harm():
    base = tuple(Clause(identity, ClauseKind.ITEM, f"words of {identity}") for identity in ("", "是", "a-b", "ab"))

    names = [each.get(f"{W}name") for each in document(to_amend(base, About("x"))).iter(f"{W}bookmarkStart")]
    assert names == ["plenum_ab"]
