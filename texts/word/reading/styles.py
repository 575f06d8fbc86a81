"""What styles say of a paragraph: is it a heading, of which level, is it numbered."""

import re
from dataclasses import dataclass, replace

from ..names import w
from ..parsing import Element
from .values import number, value

_HEADING = re.compile(r"(heading( \d+)?|title|subtitle|toc heading)")
_BODY_LEVEL = 9
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style with what it takes from those that it is based on.

    ``outline``: 0 for the first level of headings; None for body text. ``numbers``: of the numbering, "" for none;
    ``level``: of that, where the style says so. ``numbered_by``: the style that brought the numbering.
    """

    identifier: str = ""
    name: str = ""
    heading: bool = False
    outline: int | None = None
    numbers: str = ""
    level: int | None = None
    numbered_by: str = ""


class Styles:
    """The paragraph styles of a document, by their identifiers."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self._lists: dict[str, Element] = {}
        for each in () if root is None else root.iterchildren(w("style")):
            identifier, kind = each.get(w("styleId"), ""), each.get(w("type"), "paragraph")
            if kind == "numbering":
                self._lists[identifier] = each
            elif kind == "paragraph":
                self._elements[identifier] = each
                if each.get(w("default"), "0") in ("1", "true", "on"):
                    self._default = identifier

    def of(self, identifier: str) -> Style:
        """The style of this identifier; the default one where there is none. Never fails."""
        if identifier not in self._resolved:
            known = identifier in self._elements
            found = self._taken(identifier if known else self._default, _DEEPEST)
            self._resolved[identifier] = found if known else replace(found, name=identifier)
        return self._resolved[identifier]

    def numbers_of(self, identifier: str) -> str:
        """The numbering that a *list* style points to, "" for none."""
        element = self._lists.get(identifier)
        return "" if element is None else value(element.find(f"{w('pPr')}/{w('numPr')}"), w("numId"))

    def _taken(self, identifier: str, deepest: int) -> Style:
        """What a style says itself, over what it is based on; circles end."""
        element = self._elements.get(identifier)
        if element is None or not deepest:
            return Style()
        base = self._taken(value(element, w("basedOn")), deepest - 1)
        name = value(element, w("name"))
        properties = element.find(w("pPr"))
        outline, numbers, level, numbered_by = base.outline, base.numbers, base.level, base.numbered_by
        if properties is not None:
            if properties.find(w("outlineLvl")) is not None:
                outline = outline_level(properties)
            numbering = properties.find(w("numPr"))
            if numbering is not None:
                if numbering.find(w("numId")) is not None:
                    numbers, numbered_by = value(numbering, w("numId")), identifier
                level = number(value(numbering, w("ilvl"))) if numbering.find(w("ilvl")) is not None else level
        is_heading = bool(_HEADING.fullmatch(name.strip().casefold())) or base.heading
        return Style(identifier, name or identifier, is_heading, outline, numbers, level, numbered_by)


def outline_level(properties: Element) -> int | None:
    """The level of a heading, from 0; None for body text."""
    found = number(value(properties, w("outlineLvl")))
    return found if found is not None and 0 <= found < _BODY_LEVEL else None
