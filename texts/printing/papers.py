"""A paper in print: headings, words in their own languages, tables whose head stands on every page."""

from collections.abc import Iterable
from typing import Any

from texts.word.paper import Cell, Heading, Look, Part, Table
from texts.word.writing.directions import RIGHT_TO_LEFT, runs_left

from .sheets import Sheet, around
from .typesetting import typeset

_LOOKS = {Look.BODY: "clause", Look.META: "meta", Look.ITEM: "item"}


def paper_pdf(parts: Iterable[Part], sheet: Sheet, *, wide: bool = False) -> bytes:
    """Return the paper under the sheet's title; ``wide`` lays the sheets on their long side.

    The same parts give the same bytes.
    """
    return typeset(around(sheet) | {"wide": wide, "blocks": [_block(part, sheet) for part in parts]})


def _block(part: Part, sheet: Sheet) -> dict[str, Any]:
    if isinstance(part, Table):
        rows = [[_cell(cell, sheet) for cell in row] for row in part.rows]
        return {"look": "table", "columns": list(part.columns), "widths": list(part.widths), "rows": rows}
    if isinstance(part, Heading):
        how = {"look": "part" if part.level == 1 else "entry", "level": part.level + 1, "label": "", "link": part.link}
    else:
        how = {"look": _LOOKS[part.look], "level": 0, "label": part.label, "link": ""}
    return {**how, "pieces": [["same", part.text]], "brackets": False, **_spoken(part.text, part.language, sheet)}


def _cell(cell: Cell, sheet: Sheet) -> dict[str, Any]:
    return {"text": cell.text, "link": cell.link, **_spoken(cell.text, cell.language, sheet)}


def _spoken(text: str, language: str, sheet: Sheet) -> dict[str, str]:
    """Language and direction: the words say it themselves, then their language, then the sheet."""
    main = (language or sheet.spoken).partition("-")[0]
    left = runs_left(text, otherwise=main in RIGHT_TO_LEFT)
    return {"language": main if language else "", "way": "rtl" if left else "ltr"}
