"""Values of attributes, whatever a stranger may have written there."""

from ..names import w
from ..parsing import Element

_VAL = w("val")
_OFF = {"0", "false", "off", "none"}
_LONGEST = 9


def value(parent: Element | None, name: str) -> str:
    """``w:val`` of the child of this name, "" where there is none."""
    child = None if parent is None else parent.find(name)
    return "" if child is None else child.get(_VAL, "")


def number(text: str | None) -> int | None:
    """A whole number, None for anything else and for absurd ones."""
    text = (text or "").strip()
    if len(text) > _LONGEST or not text.removeprefix("-").isdecimal():
        return None
    return int(text)


def is_on(element: Element | None) -> bool:
    """Is this switch there and not switched off?"""
    return element is not None and element.get(_VAL, "1").lower() not in _OFF
