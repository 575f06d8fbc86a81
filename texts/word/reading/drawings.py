"""What is drawn into a document: text boxes are read, once; of the rest it is said that it was not."""

from ..document import NoticeCode
from ..names import CHART, COMPATIBILITY, DIAGRAM, DRAWING, OFFICE_VML, PICTURE, VML, w
from ..parsing import Element
from .state import Draft, Handler, Reading

_CHOICE, _FALLBACK = f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback"
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
_A_TEXT, _A_BREAK, _A_TAB = f"{{{DRAWING}}}t", f"{{{DRAWING}}}br", f"{{{DRAWING}}}tab"


def alternatives(reading: Reading, element: Element) -> None:
    """``mc:AlternateContent``: the first choice that Word of today would take, else what stands in for it."""
    for each in element.iterchildren(_CHOICE):
        needs = each.get("Requires", "").split()
        if all(each.nsmap.get(prefix, "").startswith(_KNOWN) for prefix in needs):
            reading.walk(each)
            return
    for each in element.iterchildren(_FALLBACK):
        reading.walk(each)
        return


def text_box(reading: Reading, element: Element) -> None:
    """``w:txbxContent``, in DrawingML and in the older VML alike."""
    with reading.aside("textbox"):
        reading.walk(element)


def drawn_paragraph(reading: Reading, element: Element) -> None:
    """``a:p``: words in a drawing that was made elsewhere. They know no tracked changes of their own."""
    with reading.aside("textbox"):
        draft = Draft(reading.flow, reading.place, reading.inserted, reading.deleted)
        reading.paragraph = draft
        for each in element.iter(_A_TEXT, _A_BREAK, _A_TAB):
            reading.say((each.text or "") if each.tag == _A_TEXT else "\n")
        reading.paragraph = None
        if draft.length:
            reading.emit(draft)


def word_art(reading: Reading, element: Element) -> None:
    """``v:textpath``"""
    if element.get("string"):
        reading.notice(NoticeCode.WORD_ART)


def _notes(code: NoticeCode) -> Handler:
    def handler(reading: Reading, element: Element) -> None:
        reading.notice(code)

    return handler


HANDLERS: dict[str, Handler] = {
    f"{{{COMPATIBILITY}}}AlternateContent": alternatives,
    w("txbxContent"): text_box,
    f"{{{DRAWING}}}p": drawn_paragraph,
    f"{{{VML}}}textpath": word_art,
    f"{{{VML}}}imagedata": _notes(NoticeCode.PICTURE),
    f"{{{PICTURE}}}pic": _notes(NoticeCode.PICTURE),
    f"{{{CHART}}}chart": _notes(NoticeCode.CHART),
    f"{{{DIAGRAM}}}relIds": _notes(NoticeCode.DIAGRAM),
    f"{{{OFFICE_VML}}}OLEObject": _notes(NoticeCode.EMBEDDED),
    w("control"): _notes(NoticeCode.EMBEDDED),
}
