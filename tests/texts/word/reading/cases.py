"""One construct each, with what it says when all its changes are accepted, and when all are rejected.

``pandoc`` and ``office``: may these programs be asked for a second opinion? Else: why not.
"""

from dataclasses import dataclass, field

from tests.texts.word.builder import complex_field, dele, docx_of, ins, p, r, t, tbl, tc, tr, tracked


@dataclass(frozen=True)
class Case:
    name: str
    body: str
    accepted: list[str]
    rejected: list[str]
    pandoc: str = ""
    office: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> bytes:
        return docx_of(self.body, self.parts)

    @property
    def strict_file(self) -> bytes:
        return docx_of(self.body, self.parts, strict=True)


INS, DEL = tracked("ins"), tracked("del")
MOVE_OUT, MOVE_IN = tracked("moveFrom"), tracked("moveTo")
AWAY = '<w:moveFromRangeStart w:id="1" w:name="move1" w:author="Ana"/>', '<w:moveFromRangeEnd w:id="1"/>'
HERE = '<w:moveToRangeStart w:id="2" w:name="move1" w:author="Ana"/>', '<w:moveToRangeEnd w:id="2"/>'
JOINED_WITH_A_BLANK = "adds a blank where a paragraph mark goes"
TABLES = "knows no inserted or deleted rows and cells"
ROWS = "wants the words in a row to be tracked, too"
LINES = "begins a new line of the text"
NOTE = '<w:footnote w:id="2">{}</w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SHAPE = (
    '<wp:inline><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
)
VML_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>' + SHAPE + "</w:drawing></mc:Choice>"
    "<mc:Fallback>" + VML_BOX + "</mc:Fallback></mc:AlternateContent></w:r>"
)
BOXES = "leaves text boxes out, or reads them at another place"


def away(*inside: str) -> str:
    """Moved from here."""
    return AWAY[0] + tracked("moveFrom", *inside) + AWAY[1]


def here(*inside: str) -> str:
    """Moved here."""
    return HERE[0] + tracked("moveTo", *inside) + HERE[1]


def boxed(inside: str) -> str:
    """A text box as Word writes it: twice."""
    return BOX.replace("{}", inside)


CASES = [
    Case("plain", p("Words."), ["Words."], ["Words."]),
    Case("inserted words", p("One ", ins("and two "), "three."), ["One and two three."], ["One three."]),
    Case("deleted words", p("One ", dele("and two "), "three."), ["One three."], ["One and two three."]),
    Case(
        "a word replaced",
        p("States ", dele("may"), ins("shall"), " agree."),
        ["States shall agree."],
        ["States may agree."],
    ),
    Case(
        "inserted by one, deleted by another",
        p("a", ins(dele("b", author="Ben")), "c", dele(ins("d"), author="Ben"), "e"),
        ["ace"],
        ["ace"], office="takes one author's change"),
    Case(
        "formatting only",
        p(
            r("a", '<w:b/><w:rPrChange w:id="1" w:author="Ana"><w:rPr/></w:rPrChange>'),
            properties='<w:pPrChange w:id="2" w:author="Ana"><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>',
        ),
        ["a"],
        ["a"],
    ),
    Case(
        "paragraphs merged",
        p("One, ", mark=DEL) + p("two."),
        ["One, two."],
        ["One, ", "two."],
        pandoc=JOINED_WITH_A_BLANK,
    ),
    Case(
        "paragraph split", p("One,", mark=INS) + p("two."), ["One,", "two."], ["One,two."], pandoc=JOINED_WITH_A_BLANK
    ),
    Case(
        "paragraph inserted",
        p("One.") + p(ins("Two."), mark=INS) + p("Three."),
        ["One.", "Two.", "Three."],
        ["One.", "Three."],
    ),
    Case(
        "paragraph deleted",
        p("One.") + p(dele("Two."), mark=DEL) + p("Three."),
        ["One.", "Three."],
        ["One.", "Two.", "Three."],
    ),
    Case(
        "three merged into one",
        p("a", mark=DEL) + p("b", mark=DEL) + p("c") + p("d"),
        ["abc", "d"],
        ["a", "b", "c", "d"],
        pandoc=JOINED_WITH_A_BLANK,
    ),
    Case(
        "mark inserted by one and deleted by another",
        p("a", mark=INS + DEL) + p("b"),
        ["ab"],
        ["ab"],
        pandoc=JOINED_WITH_A_BLANK,
        office="takes one mark of a paragraph",
    ),
    Case(
        "empty paragraph inserted",
        p("a") + p(mark=INS) + p("b"),
        ["a", "", "b"],
        ["a", "b"],
    ),
    Case("last paragraph deleted", p("a") + p(dele("b"), mark=DEL), ["a"], ["a", "b"]),
    Case(
        "sentence moved",
        p("One. ", away("Two. "), "Three. ", here("Two. ")),
        ["One. Three. Two. "],
        ["One. Two. Three. "],
    ),
    Case(
        "paragraph moved",
        AWAY[0]
        + p(tracked("moveFrom", "One."), mark=MOVE_OUT)
        + AWAY[1]
        + p("Two.")
        + HERE[0]
        + p(tracked("moveTo", "One."), mark=MOVE_IN)
        + HERE[1]
        + p("Three."),
        ["Two.", "One.", "Three."],
        ["One.", "Two.", "Three."],
    ),
    Case(
        "moved and changed there",
        p("a ", here("b ", dele("c "), ins("d ")), "e ", away("b c ")),
        ["a b d e "],
        ["a e b c "], office="takes one author's change"),
    Case(
        "link inserted and deleted inside",
        p('<w:hyperlink w:anchor="x">' + ins("new ") + dele("old ") + r("link") + "</w:hyperlink>"),
        ["new link"],
        ["old link"],
    ),
    Case(
        "link inside an insertion",
        p("a", ins('<w:hyperlink w:anchor="x">' + r("b") + "</w:hyperlink>"), "c"),
        ["abc"],
        ["ac"], office="loses it"),
    Case(
        "smart tags and custom XML",
        p(
            '<w:smartTag w:element="x">' + r("a") + ins("b") + "</w:smartTag>",
            ins('<w:customXml w:element="y">' + r("c") + "</w:customXml>"),
            "<w:customXmlInsRangeStart w:id='3' w:author='Ana'/><w:customXmlInsRangeEnd w:id='3'/>",
        ),
        ["abc"],
        ["a"], pandoc="loses words in custom XML inside of a change"),
    Case(
        "content controls",
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p("a", "<w:sdt><w:sdtPr/><w:sdtContent>" + ins("b") + "</w:sdtContent></w:sdt>")
        + "</w:sdtContent></w:sdt>"
        + p(ins("<w:sdt><w:sdtPr/><w:sdtContent>" + r("c") + "</w:sdtContent></w:sdt>")),
        ["ab", "c"],
        ["a", ""],
    ),
    Case(
        "direction of writing",
        p("<w:bdo w:val='rtl'>" + ins("a") + "</w:bdo>", "<w:dir w:val='rtl'>" + r("b") + "</w:dir>"),
        ["ab"],
        ["b"], pandoc="loses words whose direction is set"),
    Case(
        "signs in an insertion",
        p("a", ins("<w:r><w:tab/>" + t("b") + "<w:br/><w:noBreakHyphen/>" + t("c") + "<w:softHyphen/></w:r>"), "d"),
        ["a\tb\n\u2011c\u00add"],
        ["ad"], office=LINES),
    Case("blanks inside one run", p(ins("a "), dele(" b "), " c"), ["a  c"], [" b  c"]),
    Case("w:t in a deletion", p("a", tracked("del", "b"), "c"), ["ac"], ["abc"]),
    Case(
        "row inserted",
        tbl(tr("a"), tr("b", properties=INS), tr("c")),
        ["a", "b", "c"],
        ["a", "c"],
        pandoc=TABLES, office=ROWS),
    Case(
        "row deleted",
        tbl(tr("a"), tr("b", properties=DEL), tr("c")),
        ["a", "c"],
        ["a", "b", "c"],
        pandoc=TABLES, office=ROWS),
    Case(
        "row deleted with its words",
        tbl(tr("a"), tr(tc(p(dele("b"), mark=DEL)), properties=DEL), tr(tc(p(ins("c"), mark=INS)), properties=INS)),
        ["a", "c"],
        ["a", "b"],
    ),
    Case(
        "row inserted by one and deleted by another",
        tbl(tr("a"), tr("b", properties=INS + DEL)),
        ["a"],
        ["a"],
        pandoc=TABLES,
        office=ROWS,
    ),
    Case(
        "changes in a deleted row",
        tbl(tr("a"), tr(tc(p("b", ins("c"), dele("d"))), properties=DEL)),
        ["a"],
        ["a", "bd"],
        pandoc=TABLES,
        office=ROWS,
    ),
    Case(
        "cell inserted",
        tbl(tr(tc(p("a")), tc(p("b"), properties=tracked("cellIns")))),
        ["a", "b"],
        ["a"],
        pandoc=TABLES,
        office="knows no inserted cells in its text export",
    ),
    Case(
        "cell deleted",
        tbl(tr(tc(p("a")), tc(p("b"), properties=tracked("cellDel")))),
        ["a"],
        ["a", "b"],
        pandoc=TABLES,
        office="knows no deleted cells in its text export",
    ),
    Case(
        "nothing joins across a table",
        p("a", mark=DEL) + tbl(tr(tc(p("b", mark=DEL) + p("c")), tc(p("d", mark=DEL)))) + p("e"),
        ["a", "bc", "d", "e"],
        ["a", "b", "c", "d", "e"],
        pandoc=JOINED_WITH_A_BLANK,
    ),
    Case(
        "table in a table",
        tbl(tr(tc(p("a") + tbl(tr(tc(p(ins("b"), "c")))) + p("d")))),
        ["a", "bc", "d"],
        ["a", "c", "d"],
    ),
    Case("a field's result", p("On ", complex_field(' DATE \\@ "d" ', "5 May"), "."), ["On 5 May."], ["On 5 May."],
         office="works fields out anew"),
    Case(
        "a field replaced",
        p(ins(complex_field("REF a", "new")), dele(complex_field("REF b", "old")).replace("instrText", "delInstrText")),
        ["new"],
        ["old"],
        office="works fields out anew",
    ),
    Case(
        "a field in a field",
        p("a", complex_field("IF 1", complex_field("REF x", "c"), "b"), "d"),
        ["acbd"],
        ["acbd"],
        office="works fields out anew",
    ),
    Case(
        "a simple field",
        p('<w:fldSimple w:instr=" AUTHOR ">' + r("Ana") + ins(" B.") + "</w:fldSimple>"),
        ["Ana B."],
        ["Ana"], pandoc="knows few simple fields", office="works fields out anew"),
    Case(
        "formula",
        p("a", "<m:oMath>" + ins("<m:r>" + "<m:t>x</m:t>" + "</m:r>") + "<m:r><m:t>y</m:t></m:r></m:oMath>"),
        ["axy"],
        ["ay"],
        office="shows formulas as pictures", pandoc="takes no notice of changes in formulas"),
    Case(
        "footnote with changes",
        p("a", CALL),
        ["a", "note b"],
        ["a", "note c"],
        parts={"footnotes": NOTE.format(p("note ", ins("b"), dele("c")))},
        office="prints notes elsewhere",
    ),
    Case(
        "footnote deleted with its call",
        p("a", dele(CALL)),
        ["a"],
        ["a", "note"],
        parts={"footnotes": NOTE.format(p("note"))},
        office="prints notes elsewhere",
    ),
    Case(
        "text box",
        p("a", boxed(p("in ", ins("the "), dele("a "), "box")), "b"),
        ["ab", "in the box"],
        ["ab", "in a box"],
        pandoc=BOXES,
        office=BOXES,
    ),
    Case(
        "text box between merged paragraphs",
        p("a", boxed(p("box")), mark=DEL) + p("b"),
        ["ab", "box"],
        ["a", "b", "box"],
        pandoc=BOXES,
        office=BOXES,
    ),
    Case(
        "text box inserted",
        p("a", ins(boxed(p("box")))),
        ["a", "box"],
        ["a"],
        office=BOXES, pandoc=BOXES),
    Case(
        "drop cap",
        p("T", properties='<w:framePr w:dropCap="drop"/>') + p("he ", ins("text")),
        ["The text"],
        ["The "], office="takes no notice of changes behind one"),
    Case(
        "a title is text",
        p(dele("Old "), ins("New "), "title", style="Title") + p("Ana", style="Author") + p("May", style="Date"),
        ["New title", "Ana", "May"],
        ["Old title", "Ana", "May"],
        pandoc="takes them for metadata",
        parts={
            "styles": "".join(
                f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
                for name in ("Title", "Author", "Date")
            )
        },
    ),
]  # fmt: skip
