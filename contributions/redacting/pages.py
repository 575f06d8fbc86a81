"""A PDF without some of its pages: really without, not covered.

A new file is made: only the pages that stay are copied into it, with only those pictures, fonts and forms that their
own contents use, and instead of each page that goes stands another one that says so. What belongs to the file and not
to a page stays behind: its description, bookmarks, attachments, scripts, form fields, comments, links, names of layers
and structure. What a comment or a filled field shows on a page that stays is drawn onto that page.
"""

from collections.abc import Callable, Collection, Iterator
from io import BytesIO
from typing import IO, Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

# What of a page is copied. Everything else could lead to other pages or says more than is seen.
_KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
# Under which names contents ask for what kind of resource.
_ASKING = {
    b"Do": "/XObject",
    b"Tf": "/Font",
    b"gs": "/ExtGState",
    b"cs": "/ColorSpace",
    b"CS": "/ColorSpace",
    b"sh": "/Shading",
    b"scn": "/Pattern",
    b"SCN": "/Pattern",
}
_MOST_NESTED = 8
_HIDDEN = 2 | 32  # flags of an annotation: hidden, or not to be seen on a screen


class Unreadable(ValueError):
    """The file cannot be taken apart and put together again."""


def page_count(file: IO[bytes]) -> int:
    """How many pages a PDF has; 0 where it cannot be read."""
    try:
        return len(_reader(file).pages)
    except Exception:  # noqa: BLE001  whatever somebody put into a PDF, it is one that we cannot read
        return 0


def without_pages(file: IO[bytes], pages: Collection[int], replacement: Callable[[int], bytes]) -> bytes:
    """The file without these pages (counted from 1), each replaced by the one page that ``replacement`` makes for it.

    Raise ``Unreadable`` where that cannot be done, also for a page that there is not.
    """
    try:
        reader = _reader(file)
        if not pages or not set(pages) <= set(range(1, len(reader.pages) + 1)):
            raise Unreadable("There is no such page.")
        writer = PdfWriter()
        for number, page in enumerate(reader.pages, 1):
            writer.add_page(_bare(page) if number not in pages else PdfReader(BytesIO(replacement(number))).pages[0])
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        written = BytesIO()
        writer.write(written)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("This PDF cannot be taken apart.") from error
    return written.getvalue()


def _reader(file: IO[bytes]) -> PdfReader:
    file.seek(0)
    reader = PdfReader(file)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _bare(page: PageObject) -> PageObject:
    """What is seen on the page, and nothing that leads away from it."""
    made = PageObject()
    made[NameObject("/Type")] = NameObject("/Page")
    for name in _KEPT:
        if page.get(name) is not None:
            made[NameObject(name)] = page[name]
    resources, used = _resources(page), set[tuple[str, str]]()
    content = page.get_contents()
    if content is not None:
        used = set(_used(content, page.pdf))
    narrowed = _narrowed(resources, used, page.pdf)
    data = content.get_data() if content is not None else b""
    for number, (looks, matrix) in enumerate(_drawn_beside(page)):
        name = NameObject(f"/PlenumDrawn{number}")
        narrowed.setdefault(NameObject("/XObject"), DictionaryObject())[name] = _bare_form(looks, page.pdf, resources)
        drawn = " ".join(f"{each:.4f}" for each in matrix).encode()
        data = b"q\n" + data + b"\nQ\nq " + drawn + b" cm " + name.encode() + b" Do Q\n"
    made[NameObject("/Resources")] = narrowed
    made[NameObject("/Contents")] = _stream(data)
    return made


def _stream(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made.flate_encode()


def _resources(thing: Any) -> DictionaryObject:
    found = thing.get("/Resources")
    parent = thing.get("/Parent")
    while found is None and parent is not None:
        parent = parent.get_object()
        found, parent = parent.get("/Resources"), parent.get("/Parent")
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _used(content: ContentStream | StreamObject, pdf: Any) -> Iterator[tuple[str, str]]:
    """Kind and name of each resource that contents ask for."""
    stream = content if isinstance(content, ContentStream) else ContentStream(content, pdf)
    for operands, operator in stream.operations:
        kind = _ASKING.get(operator)
        if kind is not None:
            yield from ((kind, str(each)) for each in operands if isinstance(each, NameObject))


def _narrowed(resources: DictionaryObject, used: set[tuple[str, str]], pdf: Any, depth: int = 0) -> DictionaryObject:
    """Only what is used of the resources; forms and patterns in it without what leads away from them."""
    made = DictionaryObject()
    for kind, name in sorted(used):
        group = resources.get(kind)
        group = group.get_object() if group is not None else None
        if not isinstance(group, DictionaryObject) or name not in group:
            continue
        thing = group.raw_get(name)
        known = thing.get_object()
        if isinstance(known, StreamObject) and (kind == "/Pattern" or known.get("/Subtype") == "/Form"):
            thing = _bare_form(known, pdf, resources, depth + 1)
        elif kind == "/XObject" and isinstance(known, StreamObject):
            thing = _bare_picture(known)
        made.setdefault(NameObject(kind), DictionaryObject())[NameObject(name)] = thing
    return made


def _bare_form(form: StreamObject, pdf: Any, outer: DictionaryObject, depth: int = 0) -> StreamObject:
    """A drawing with its own narrowed resources; one without any uses those of the page."""
    made = _stream(form.get_data())
    for name in ("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Group", "/PatternType", "/PaintType"):
        if name in form:
            made[NameObject(name)] = form[name]
    for name in ("/TilingType", "/XStep", "/YStep"):
        if name in form:
            made[NameObject(name)] = form[name]
    resources = form.get("/Resources")
    known = resources.get_object() if resources is not None else outer
    used = set(_used(_stream(form.get_data()), pdf)) if depth < _MOST_NESTED else set()
    made[NameObject("/Resources")] = _narrowed(known, used, pdf, depth)
    return made


def _bare_picture(picture: StreamObject) -> StreamObject:
    """A picture without what is said about it."""
    for name in ("/Metadata", "/StructParent", "/StructParents", "/OC", "/PieceInfo", "/Alternates", "/OPI"):
        picture.pop(name, None)
    return picture


def _drawn_beside(page: PageObject) -> Iterator[tuple[StreamObject, tuple[float, ...]]]:
    """What comments and form fields show on the page, each with where it is to be drawn."""
    beside: Any = page.get("/Annots")
    for reference in beside.get_object() if beside is not None else ():
        note: Any = reference.get_object() if isinstance(reference, IndirectObject) else reference
        looks = _looks(note)
        if looks is None or int(note.get("/F", 0)) & _HIDDEN or note.get("/Subtype") == "/Popup":
            continue
        matrix = _placed(note, looks)
        if matrix is not None:
            yield looks, matrix


def _looks(note: Any) -> StreamObject | None:
    """How an annotation is drawn, in the state that it is in."""
    shown: Any = note.get("/AP")
    looks = shown.get_object().get("/N") if shown is not None else None
    looks = looks.get_object() if looks is not None else None
    if isinstance(looks, DictionaryObject) and not isinstance(looks, StreamObject):
        chosen = looks.get(note.get("/AS", "/Off"))
        looks = chosen.get_object() if chosen is not None else None
    return looks if isinstance(looks, StreamObject) else None


def _placed(note: Any, looks: StreamObject) -> tuple[float, ...] | None:
    """The matrix that brings the drawing's box, turned by its own matrix, into the annotation's rectangle."""
    rectangle, box = (_numbers(each) for each in (note.get("/Rect"), looks.get("/BBox")))
    own = _numbers(looks.get("/Matrix")) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if len(rectangle) != 4 or len(box) != 4 or len(own) != 6:
        return None
    a, b, c, d, e, f = own
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    if right <= left or high <= low:
        return None
    x0, x1 = sorted((rectangle[0], rectangle[2]))
    y0, y1 = sorted((rectangle[1], rectangle[3]))
    wide, tall = (x1 - x0) / (right - left), (y1 - y0) / (high - low)
    return wide, 0.0, 0.0, tall, x0 - left * wide, y0 - low * tall


def _numbers(value: Any) -> tuple[float, ...]:
    found = value.get_object() if value is not None else None
    return tuple(float(FloatObject(each.get_object())) for each in found) if isinstance(found, ArrayObject) else ()
