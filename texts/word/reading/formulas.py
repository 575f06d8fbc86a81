"""Formulas, written in one line as well as that can be done: ``a/b``, ``x^2``, ``√(x)``."""

from collections.abc import Callable

from ..document import NoticeCode
from ..names import m, w
from ..parsing import Element
from .runs import text
from .state import Handler, Reading


def formula(reading: Reading, element: Element) -> None:
    """``m:oMath``"""
    if any(len(each) and each.tag != m("r") for each in element if isinstance(each.tag, str)):
        reading.notice(NoticeCode.FORMULA)
    reading.walk(element)


def _signs(reading: Reading, element: Element) -> Callable[[str], None]:
    """Say a sign that the formula's structure stands for, under the change of that structure, if it is tracked."""
    control = element.find(f"{element.tag}Pr/{m('ctrlPr')}")
    came = None if control is None else control.find(w("ins"))
    went = None if control is None else control.find(w("del"))

    def say(sign: str) -> None:
        with reading.under(None if came is None else reading.mark(came), None if went is None else reading.mark(went)):
            reading.say(sign)

    return say


def _in_turn(*parts: str) -> Handler:
    """Children by name, and between them the signs that are given (anything that is no name of a child)."""

    def handler(reading: Reading, element: Element) -> None:
        say = _signs(reading, element)
        for part in parts:
            children = element.findall(m(part)) if part.isalpha() else []
            if not part.isalpha():
                say(part)
            for child in children:
                reading.walk(child)

    return handler


def delimited(reading: Reading, element: Element) -> None:
    """``m:d``: brackets of any kind."""
    say = _signs(reading, element)
    properties = element.find(m("dPr"))

    def sign(name: str, usual: str) -> str:
        found = None if properties is None else properties.find(m(name))
        return usual if found is None else found.get(m("val"), "")[:1]

    say(sign("begChr", "("))
    for place, each in enumerate(element.iterchildren(m("e"))):
        if place:
            say(sign("sepChr", "|"))
        reading.walk(each)
    say(sign("endChr", ")"))


def large_operator(reading: Reading, element: Element) -> None:
    """``m:nary``: a sum, an integral."""
    found = element.find(f"{m('naryPr')}/{m('chr')}")
    say = _signs(reading, element)
    say("∫" if found is None else found.get(m("val"), "")[:1])
    for sign, name in (("_", "sub"), ("^", "sup"), ("", "e")):
        for each in element.iterchildren(m(name)):
            if sign and len(each):
                say(sign)
            reading.walk(each)


HANDLERS: dict[str, Handler] = {
    m("oMath"): formula,
    m("t"): text,
    m("f"): _in_turn("num", "/", "den"),
    m("sSup"): _in_turn("e", "^", "sup"),
    m("sSub"): _in_turn("e", "_", "sub"),
    m("sSubSup"): _in_turn("e", "_", "sub", "^", "sup"),
    m("rad"): _in_turn("deg", "√", "(", "e", ")"),
    m("d"): delimited,
    m("nary"): large_operator,
}
