"""Who changed what, where it stands, which clause it is, what was said about it, what was not read."""

import io

import pytest

from tests.texts.word.builder import OFFICE, complex_field, dele, docx_of, ins, p, r, tbl, tc, tr, tracked
from tests.texts.word.reading.cases import CALL, MOVE_IN, NOTE, away, boxed, here
from texts.engine.tracked import Mark, Paragraph, Run, accepted, rejected
from texts.word.document import Comment, Notice, NoticeCode, WordDocument
from texts.word.identities import bookmark_name, control_tag, same
from texts.word.reading import read

ANA = Mark("Ana", "2017-01-02T03:04:05Z")
BEN = Mark("Ben")


def read_docx(body: str, **parts: str) -> WordDocument:
    """What is read of it."""
    return read(io.BytesIO(docx_of(body, parts)))


def texts(document: WordDocument) -> list[str]:
    """Everything that is in it."""
    return [each.text for each in document.paragraphs]


def test_authors_and_dates_of_runs_and_marks():
    found = read_docx(
        p("a", ins("b"), dele(ins("c"), author="Ben", date=""), mark=tracked("del", author="Ben", date=""))
    )

    assert found.paragraphs == (Paragraph(runs=(Run("a"), Run("b", ANA), Run("c", ANA, BEN)), deleted=BEN),)


def test_neighbouring_runs_with_one_history_are_one():
    assert read_docx(p(ins("a"), ins("b"), "c", r("d", "<w:b/>"))).paragraphs[0].runs == (Run("ab", ANA), Run("cd"))


def test_marks_without_names_are_marks():
    found = read_docx("<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>")

    assert found.paragraphs[0].runs == (Run("a", Mark()),)


def test_both_halves_of_a_move_have_its_name():
    found = read_docx(p(away("x"), "y", here("x")) + p(tracked("moveTo", "z"), mark=MOVE_IN))

    assert found.paragraphs[0].runs == (Run("x", None, ANA, "move1"), Run("y"), Run("x", ANA, None, "move1"))
    assert (found.paragraphs[1].runs, found.paragraphs[1].inserted) == ((Run("z", ANA),), ANA)


def test_places_and_flows():
    found = read_docx(
        p("a", CALL, boxed(p("box"))) + p("b") + tbl(tr(tc(p("c1") + p("c2")), tc(p("d")))) + p("e"),
        footnotes=NOTE.format(p("note")),
    )

    assert [(each.text, each.place) for each in found.paragraphs] == [
        ("a", "body"), ("box", "textbox"), ("b", "body"), ("c1", "table"), ("c2", "table"), ("d", "table"),
        ("e", "body"), ("note", "footnote"),
    ]  # fmt: skip
    flow = {each.text: each.flow for each in found.paragraphs}
    assert flow["a"] == flow["b"]
    assert flow["c1"] == flow["c2"]
    assert len({flow[each] for each in ("a", "box", "c1", "d", "e", "note")}) == 6


def test_notes_come_in_the_order_in_which_they_are_called():
    calls = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (3, 2, 3))
    notes = "".join(f'<w:footnote w:id="{number}">{p(f"n{number}")}</w:footnote>' for number in (1, 2, 3))
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    found = read_docx(p(end, calls), footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("end")}</w:endnote>')

    assert texts(found) == ["", "n3", "n2", "end"]


def test_a_note_that_was_moved_with_its_call_stays():
    found = read_docx(p(dele(CALL), "a", ins(CALL)), footnotes=NOTE.format(p("note")))

    assert [each.text for each in accepted(found.paragraphs)] == ["a", "note"]
    assert [each.text for each in rejected(found.paragraphs)] == ["a", "note"]


@pytest.mark.parametrize("identity", ["7", "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0"])
def test_bookmarks_and_content_controls_say_which_clause_it_is(identity: str):
    name = bookmark_name(identity)
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="{control_tag(identity)}"/></w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>'
    )
    bookmark = f'<w:bookmarkStart w:id="1" w:name="{name}"/>'
    bodies = [p("a", bookmark, "b"), bookmark + p("a"), control.format(p("a")), p(control.format(r("a")))]

    assert len(name) <= 40
    for body in bodies:
        found = read_docx(body + p("other"))
        assert [same(identity, each.identity) for each in found.paragraphs] == [True, False]


def test_a_paragraph_inserted_before_a_clause_inside_its_control_is_not_the_clause():
    control = '<w:sdt><w:sdtPr><w:tag w:val="plenum:7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    found = read_docx(control.format(p(ins("new"), mark=tracked("ins")) + p("clause")))

    assert [each.identity for each in found.paragraphs] == ["", "7"]


def test_names_of_others_are_no_identities():
    assert read_docx(p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>', "a")).paragraphs[0].identity == ""


def test_comments_and_what_they_are_about():
    body = (
        p("One ", '<w:commentRangeStart w:id="0"/>', "two")
        + p("three", '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>', " four")
        + p("five", '<w:r><w:commentReference w:id="1"/></w:r>')
        + '<w:commentRangeStart w:id="2"/>'
        + p("six")
        + '<w:commentRangeEnd w:id="2"/>'
    )
    comments = (
        f'<w:comment w:id="0" w:author="Ana" w:date="2017-01-02T00:00:00Z">{p("Why ", "so?")}{p("Say.")}</w:comment>'
        f'<w:comment w:id="1" w:author="Ben">{p("No.")}</w:comment>'
        f'<w:comment w:id="2">{p("!")}</w:comment>'
        f'<w:comment w:id="3" w:author="Ben">{p("Lost.")}</w:comment>'
    )

    assert read_docx(body, comments=comments).comments == (
        Comment("Ana", "2017-01-02T00:00:00Z", "Why so?\nSay.", first=0, start=4, last=1, end=5),
        Comment("Ben", "", "No.", first=2, start=4, last=2, end=4),
        Comment("", "", "!", first=3, start=0, last=3, end=3),
        Comment("Ben", "", "Lost."),
    )


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", NoticeCode.PICTURE),
        ("<w:r><w:pict><v:imagedata/></w:pict></w:r>", NoticeCode.PICTURE),
        ("<w:r><w:drawing><c:chart/></w:drawing></w:r>", NoticeCode.CHART),
        ('<w:r><w:pict><v:textpath string="DRAFT"/></w:pict></w:r>', NoticeCode.WORD_ART),
        ("<w:r><w:object><o:OLEObject/></w:object></w:r>", NoticeCode.EMBEDDED),
        ("<m:oMath><m:f><m:num/></m:f></m:oMath>", NoticeCode.FORMULA),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>", NoticeCode.HIDDEN_TEXT),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', NoticeCode.BROKEN_FIELD),
        ('<w:r><w:footnoteReference w:id="99"/></w:r>', NoticeCode.LOST_NOTE),
        ('<w:altChunk r:id="rId1"/>', NoticeCode.INCLUDED_FILE),
        (
            tbl(tr(tc(p("a"), properties='<w:cellMerge w:id="1" w:author="A" w:vMerge="rest"/>'))),
            NoticeCode.MERGED_CELLS,
        ),
    ],
)
def test_what_is_not_taken_over_is_said(inside: str, code: NoticeCode):
    found = read_docx(p("a") + (inside if inside.startswith(("<w:alt", "<w:tbl")) else p(inside)))

    assert [each.code for each in found.notices] == [code]
    assert found.notices[0].sentence


def test_notices_are_counted_and_say_where_they_begin():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"

    assert read_docx(p("a") + p(picture) + p(picture)).notices == (Notice(NoticeCode.PICTURE, 2, 1),)


def test_changes_in_headers_are_said():
    assert read_docx(p("a"), header=p("head")).notices == ()
    assert [each.code for each in read_docx(p("a"), header=p(ins("head"))).notices] == [NoticeCode.CHANGED_HEADER]


def test_fields_whose_result_word_works_out_are_said():
    body = p("a", complex_field(" LISTNUM \\l 1 ").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', ""))

    assert read_docx(body).notices == (Notice(NoticeCode.FIELD_WITHOUT_RESULT, 1, 0, "LISTNUM"),)


def test_a_field_without_an_end_swallows_nothing():
    found = read_docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "a") + p("b", complex_field("x", "c")))

    assert texts(found) == ["a", "bc"]


def test_a_field_over_several_paragraphs():
    begin, end = complex_field("TOC", "One").split("</w:t>")
    found = read_docx(p(begin + "</w:t></w:r>") + p("Two") + p(end.removeprefix("</w:r>"), "after"))

    assert texts(found) == ["One", "Two", "after"]


def test_a_list_to_choose_from_says_what_is_chosen():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="yes"/>'
        '<w:listEntry w:val="no"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert texts(read_docx(p("We say ", field, "."))) == ["We say no."]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ('<w:sym w:font="Symbol" w:char="F061"/>', "α"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Arial" w:char="00A7"/>', "§"),
        ('<w:sym w:font="Nobody" w:char="F041"/>', "\uf041"),
        ('<w:sym w:font="Arial" w:char="D800"/>', ""),
        ('<w:sym w:font="Arial" w:char="zz"/>', ""),
        ("<w:sym/>", ""),
        ("<w:cr/>", "\n"),
        ("<w:ptab/>", "\t"),
        ("<w:t>\n   wrapped\n   line\n</w:t>", "wrapped    line"),
        ("<w:t> blanks </w:t>", " blanks "),
        ("<w:t>a<!-- b -->c<![CDATA[<d>]]></w:t>", "ac<d>"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0ae</w:t>', "→"),
    ],
)
def test_signs(sign: str, expected: str):
    assert texts(read_docx(p(f"<w:r>{sign}</w:r>"))) == [expected]


def test_words_outside_of_paragraphs_are_kept():
    assert texts(read_docx(p("a") + r("b") + "<m:oMath><m:r><m:t>c</m:t></m:r></m:oMath>" + p("d"))) == ["a", "bc", "d"]


def test_blocks_inside_of_a_paragraph_stand_where_they_stand():
    assert texts(read_docx(p("a", tbl(tr("b")), "c") + p("d"))) == ["a", "b", "c", "d"]
    assert texts(read_docx(p("a", p("b")) + p("c"))) == ["a", "b", "c"]


def test_the_first_choice_that_can_be_taken_is_taken():
    choices = (
        '<mc:AlternateContent xmlns:x="urn:nobody"><mc:Choice Requires="x">' + r("x") + "</mc:Choice>"
        '<mc:Choice Requires="w14">' + r("w14") + '</mc:Choice><mc:Choice Requires="wps">' + r("wps") + "</mc:Choice>"
        "<mc:Fallback>" + r("old") + "</mc:Fallback></mc:AlternateContent>"
    )
    unknown = choices.replace('"w14"', '"x"').replace('"wps"', '"x"')

    assert texts(read_docx(p(choices) + p(unknown))) == ["w14", "old"]


def test_formulas_in_one_line():
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format(1)}</m:num><m:den>{run.format(2)}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run.format('x')}</m:e><m:sup>{run.format(2)}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{run.format('y')}</m:e></m:rad>"
    brackets = f"<m:d><m:e>{run.format('a')}</m:e><m:e>{run.format('b')}</m:e></m:d>"
    total = (
        f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run.format("i")}</m:sub><m:sup/>'
        f"<m:e>{run.format('z')}</m:e></m:nary>"
    )

    body = "".join(p(f"<m:oMath>{each}</m:oMath>") for each in (fraction, power, root, brackets, total))

    assert texts(read_docx(body)) == ["1/2", "x^2", "√(y)", "(a|b)", "∑_iz"]


def test_a_deleted_fraction_takes_its_stroke_along():
    run = "<m:r><w:rPr/><m:t>{}</m:t></m:r>"
    inside = f"<m:num>{dele(run.format(1))}</m:num><m:den>{dele(run.format(2))}</m:den>"
    control = f"<m:fPr><m:ctrlPr>{tracked('del')}</m:ctrlPr></m:fPr>"
    found = read_docx(p("a", f"<m:oMath><m:f>{control}{inside}</m:f></m:oMath>")).paragraphs

    assert [each.text for each in accepted(found)] == ["a"]
    assert [each.text for each in rejected(found)] == ["a1/2"]


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
)


def stated(custom: str) -> dict[str, str]:
    """What a file with this part states of itself."""
    files = {"_rels/.rels": LINKS, "docProps/custom.xml": custom}
    return dict(read(io.BytesIO(docx_of(p("a"), {}, files=files))).facts)


def test_what_a_file_states_of_itself():
    entry = '<property name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'

    found = stated(CUSTOM.format(entry.format("Symbol", "X/1/2") + entry.format("Long", "x" * 501)))

    assert found == {"Symbol": "X/1/2"}


@pytest.mark.parametrize("custom", ["", "<a", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a/>"])
def test_a_file_that_states_nothing_readable_is_read_all_the_same(custom):
    assert stated(custom) == {}
