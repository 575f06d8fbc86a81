"""Automatic numbers are printed as Word prints them, counted as the file stands."""

import io

import pytest

from tests.texts.word.builder import dele, docx, ins, p, tbl, tr, tracked
from texts.word.reading import read
from texts.word.reading.numerals import numeral


def level(place: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    """One level of a definition."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(*levels: str, number: int = 1, more: str = "") -> str:
    """A definition with its levels."""
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def listed(number: int = 1, defined_by: int = 1, more: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{defined_by}"/>{more}</w:num>'


def item(place: int = 0, number: int | str = 1, **options: str) -> str:
    """A paragraph of a list."""
    numbers = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
    return p("x", properties=numbers, **options)


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """What is printed before each paragraph."""
    return [each.label for each in read(io.BytesIO(docx(body, numbering=numbering, styles=styles))).paragraphs]


def style(name: str, properties: str, based_on: str = "", kind: str = "paragraph") -> str:
    """A style with these properties of paragraphs."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


LEGAL = definition(level(0, "%1."), level(1, "%1.%2", more=""), level(2, "(%3)", "lowerRoman"))


def test_levels_count_and_begin_anew_under_each_higher_one():
    body = item() + item(1) + item(1) + item(2) + item() + item(1) + item(2)

    assert labels(body, LEGAL + listed()) == ["1.", "1.1", "1.2", "(i)", "2.", "2.1", "(i)"]


def test_a_level_that_was_left_out_shows_where_it_would_begin():
    assert labels(item(1) + item(1) + item() + item(1), LEGAL + listed()) == ["1.1", "1.2", "1.", "1.1"]


def test_two_lists_of_one_definition_go_on_counting():
    assert labels(item() + item(number=2) + item(), LEGAL + listed() + listed(2)) == ["1.", "2.", "3."]


def test_a_list_may_begin_anew_once():
    anew = listed(2, more='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    body = item() + item() + item(number=2) + item(number=2)

    assert labels(body, LEGAL + listed() + anew) == ["1.", "2.", "5.", "6."]


def test_a_list_may_have_levels_of_its_own():
    own = listed(2, more=f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter")}</w:lvlOverride>')

    assert labels(item(number=2) + item(number=2), LEGAL + own) == ["a)", "b)"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "3)"), ("1", "1)")])
def test_a_level_may_go_on_counting_under_the_next_higher_one(restart: str, expected: str):
    levels = definition(level(0, "%1."), level(1, "%2)", more=f'<w:lvlRestart w:val="{restart}"/>'))

    assert labels(item() + item(1) + item(1) + item() + item(1), levels + listed())[-1] == expected


def test_legal_numbers_are_digits_whatever_the_higher_level_uses():
    levels = definition(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))

    assert labels(item() + item() + item(1), levels + listed()) == ["I", "II", "2.1"]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0b7", "", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("§", "Wingdings", "▪"),
        ("o", "Courier New", "o"),
        ("–", "", "–"),
    ],
)
def test_bullets(text: str, font: str, expected: str):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    levels = definition(level(0, text, "bullet").replace("</w:lvl>", f"{fonts}</w:lvl>"))

    assert labels(item(), levels + listed()) == [expected]


def test_numbers_that_are_switched_off_or_do_not_exist():
    assert labels(item(number=0) + item(number=9) + item(8) + item(number="x"), LEGAL + listed()) == ["", "", "", ""]


def test_inserted_and_deleted_paragraphs_count_as_they_stand():
    body = (
        item()
        + item(mark=tracked("ins")).replace("<w:r>", "<w:ins><w:r>").replace("</w:r>", "</w:r></w:ins>")
        + item(mark=tracked("del"))
        + item()
    )

    assert labels(body, LEGAL + listed()) == ["1.", "2.", "3.", "4."]


def test_tracked_changes_of_numbering_are_no_changes_of_text():
    changed = (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" w:author="Ana"/>'
        '<w:numberingChange w:id="2" w:author="Ana" w:original="%1:1:0:."/></w:numPr>'
    )
    found = read(io.BytesIO(docx(p("x", properties=changed), numbering=LEGAL + listed()))).paragraphs

    assert [(each.label, each.inserted, each.text) for each in found] == [("1.", None, "x")]


def test_styles_number_what_has_them_and_what_is_based_on_them():
    levels = definition(
        level(0, "Art. %1", more='<w:pStyle w:val="Article"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Point"/>')
    )
    styles = (
        style("Article", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Point", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("OurPoint", "", based_on="Point")
    )
    body = p("a", style="Article") + p("b", style="Point") + p("c", style="OurPoint") + item(number=0, style="Point")

    assert labels(body, levels + listed(), styles) == ["Art. 1", "1.1", "1.2", ""]


def test_list_styles_are_followed_to_their_levels():
    linked = definition(number=2, more='<w:numStyleLink w:val="Ours"/>')
    styles = style("Ours", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")

    assert labels(item(number=2), LEGAL + listed() + linked + listed(2, 2), styles) == ["1."]


def test_circles_of_styles_and_lists_end():
    styles = style("A", "", based_on="B") + style("B", "", based_on="A")
    linked = definition(more='<w:numStyleLink w:val="L"/>')
    styles += style("L", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")

    assert labels(p("x", style="A") + item(), linked + listed(), styles) == ["", ""]


def test_tables_count_with_the_text_and_text_boxes_for_themselves():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{item()}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = item() + tbl(tr(f"<w:tc>{item()}</w:tc>")) + p(box) + item()

    assert labels(body, LEGAL + listed()) == ["1.", "2.", "", "1.", "3."]


def test_newer_formats_are_read_from_their_choice():
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    levels = definition(level(0, "%1").replace('<w:numFmt w:val="decimal"/>', form))

    assert labels(item(), levels + listed()) == ["001"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 3 10 15 27"),
        ("decimalZero", "01 02 03 10 15 27"),
        ("lowerLetter", "a b c j o aa"),
        ("upperLetter", "A B C J O AA"),
        ("lowerRoman", "i ii iii x xv xxvii"),
        ("upperRoman", "I II III X XV XXVII"),
        ("russianLower", "а б в к п ь".replace("ь", "э")),
        ("russianUpper", "А Б В К П Э"),
        ("arabicAbjad", "أ ب ج ي س ظ"),
        ("arabicAlpha", "أ ب ت ر ض و"),
        ("hebrew1", "א ב ג י טו כז"),
        ("hebrew2", "א ב ג י ס הה"),
        ("chineseCounting", "一 二 三 十 十五 二十七"),
        ("chineseCountingThousand", "一 二 三 十 十五 二十七"),
        ("chineseLegalSimplified", "壹 贰 叁 壹拾 壹拾伍 贰拾柒"),
        ("ideographTraditional", "甲 乙 丙 癸 15 27"),
        ("decimalEnclosedCircle", "① ② ③ ⑩ ⑮ 27"),
        ("ordinal", "1st 2nd 3rd 10th 15th 27th"),
        ("ordinalText", "First Second Third Tenth Fifteenth Twenty-seventh"),
        ("cardinalText", "One Two Three Ten Fifteen Twenty-seven"),
        ("numberInDash", "- 1 - - 2 - - 3 - - 10 - - 15 - - 27 -"),
        ("thaiNumbers", "๑ ๒ ๓ ๑๐ ๑๕ ๒๗"),
        ("klingon", "1 2 3 10 15 27"),
    ],
)
def test_formats(form: str, expected: str):
    assert " ".join(numeral(number, form) for number in (1, 2, 3, 10, 15, 27)) == expected


@pytest.mark.parametrize("form", ["upperRoman", "lowerLetter", "chicago", "hebrew1", "chineseCountingThousand"])
def test_absurd_numbers_stay_short(form: str):
    assert numeral(999_999_999, form) == "999999999"


@pytest.mark.parametrize(
    ("number", "expected"), [(101, "一百零一"), (110, "一百一十"), (1017, "一千零一十七"), (20000, "二万")]
)
def test_large_chinese_numbers(number: int, expected: str):
    assert numeral(number, "chineseCountingThousand") == expected


def test_levels_and_headings():
    styles = (
        style("Heading2", '<w:outlineLvl w:val="1"/>').replace(
            '<w:name w:val="Heading2"/>', '<w:name w:val="heading 2"/>'
        )
        + style("Ours", "", based_on="Heading2")
        + style("Title", "")
        + style("Titre1", "").replace('<w:name w:val="Titre1"/>', '<w:name w:val="heading 1"/>')
    )
    body = (
        p("a", style="Heading2")
        + p("b", style="Ours")
        + p("c", style="Title")
        + p("d", style="Titre1")
        + p("e", style="Ours", properties='<w:outlineLvl w:val="9"/>')
        + p("f", properties='<w:outlineLvl w:val="2"/>')
        + item(1)
        + p("h", style="Unknown")
    )
    found = read(io.BytesIO(docx(body, styles=styles, numbering=LEGAL + listed()))).paragraphs

    assert [(each.style, each.heading, each.level) for each in found] == [
        ("heading 2", True, 1),
        ("Ours", True, 1),
        ("Title", True, None),
        ("heading 1", True, None),
        ("Ours", True, None),
        ("", True, 2),
        ("", False, 1),
        ("Unknown", False, None),
    ]


def test_changes_in_numbered_paragraphs_leave_their_label_alone():
    found = read(
        io.BytesIO(docx(item().replace("<w:r>", dele("y") + ins("z") + "<w:r>", 1), numbering=LEGAL + listed()))
    )

    assert [(each.label, each.text) for each in found.paragraphs] == [("1.", "yzx")]
