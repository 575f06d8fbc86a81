"""Setting paragraphs in type: one template, our own fonts, nothing of the machine's; the same gives the same bytes."""

import json
import logging
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

log = logging.getLogger(__name__)

_TEMPLATE = Path(__file__).with_name("sheet.typ")
_FONTS = ("fontpkg_noto_sans", "fontpkg_amiri", "manimgx_fonts_cjk")


def typeset(sheet: Mapping[str, Any]) -> bytes:
    """Return the PDF. ``sheet``: what ``sheet.typ`` reads (its ``sys.inputs.sheet``), as plain values.

    Tagged, and accessible by PDF/UA-1. Where a letter is in none of our fonts that cannot be promised: the letter
    prints as an empty box, and ``sheet["gaps"]`` is printed below the notes to say so.
    """
    try:
        return _compiled({**sheet, "gaps": ""}, "ua-1")
    except typst.TypstError as error:
        log.info("a sheet cannot keep PDF/UA-1: %s", error)
        return _compiled(sheet, None)


def _compiled(sheet: Mapping[str, Any], standard: Literal["ua-1"] | None) -> bytes:
    given = {"sheet": json.dumps(sheet)}
    return typst.compile(
        _TEMPLATE.read_bytes(), font_paths=_fonts(), format="pdf", sys_inputs=given, pdf_standards=standard
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts of our packages, looked through once. Importing those would do nothing but tell where they are."""
    found = [find_spec(name) for name in _FONTS]
    folders = [folder for spec in found if spec for folder in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
