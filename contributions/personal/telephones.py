"""Telephone numbers: international ones, those that are called so, and forms that nothing else has."""

import re
from collections.abc import Iterator

_GAP = r"[ .\-/]?(?:\(0?\d{0,4}\)[ .\-/]?)?"
# What may not stand before: letters and signs of document symbols, other digits, amounts, addresses.
_ALONE = r"(?<![\w/.,:=&?#%+-])"
_END = r"(?![\w%€$£]|[/.,:-]\d)"
_CALLED = (
    r"(?:tel|téléphone|telephone|phone|mobile|cell|fax|whatsapp|signal|tél|teléfono|móvil|celular|"
    r"тел|телефон|моб|факс|هاتف|الهاتف|جوال|الجوال|فاكس|موبايل|تلفون|电话|電話|手机|手機|传真|联系电话)"
)
_INTERNATIONAL = re.compile(rf"(?<![\w/+])(?:\+|{_ALONE}00(?=[1-9]))[ ]?\d(?:{_GAP}\d){{6,14}}{_END}")
_NAMED = re.compile(
    rf"(?<!\w){_CALLED}[\s.:#°№]{{0,4}}(?:(?:no|number|numéro|número|номер|رقم|号码|n)[.°º]?[\s:]{{0,2}})?"
    rf"(\+?\(?\d(?:{_GAP}\d){{4,14}}){_END}",
    re.IGNORECASE,
)
_NATIONAL = [
    # (0)20 7946 0958 · (212) 555-0187
    re.compile(rf"{_ALONE}\(0?\d{{2,4}}\)[ .-]?\d{{2,4}}(?:[ .-]\d{{2,4}}){{1,3}}{_END}"),
    # 06 12 34 56 78 · 020 7946 0958
    re.compile(rf"{_ALONE}0[1-9](?:[ .]\d{{2}}){{4}}{_END}"),
    re.compile(rf"{_ALONE}(?<!\d )0[1-9]\d{{1,3}}[ -]\d{{3,4}}[ -]?\d{{3,4}}{_END}"),
    # 8 (495) 123-45-67 · 8 495 123-45-67
    re.compile(rf"{_ALONE}8[ -]?\(?\d{{3}}\)?[ -]?\d{{3}}-\d{{2}}-\d{{2}}{_END}"),
    # 212-555-0187
    re.compile(rf"{_ALONE}[2-9]\d{{2}}[-.][2-9]\d{{2}}[-.]\d{{4}}{_END}"),
    # 138 0013 8000, written in one or in three
    re.compile(r"(?<![\d/.,-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d/%]|[.,-]\d)"),
]
_DATE = re.compile(
    r"\+?\(?(?:19|20)\d{2}[ .\-/](?:0?\d|1[0-2])[ .\-/]\d{1,2}\)?$|0?\d[ .\-/]0?\d[ .\-/](?:19|20)\d{2}$"
)


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each number."""
    for found in _INTERNATIONAL.finditer(text):
        yield found.span()
    for found in _NAMED.finditer(text):
        if not _DATE.match(found.group(1)):
            yield found.span(1)
    for pattern in _NATIONAL:
        for found in pattern.finditer(text):
            yield found.span()
