"""Numbers of accounts, cards and papers: those that carry a check digit and keep it, and those that are called so."""

import re
from collections.abc import Callable, Iterator

_IBAN = re.compile(r"(?<![\w/])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)")
# How long an account's number is where countries have such (the registry of ISO 13616).
_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ DZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTH_OF = {country: length for length, countries in _LENGTHS.items() for country in countries.split()}
_CARD = re.compile(r"(?<![\w/.,+-])(?:\d[ -]?){12,18}\d(?![\w/]|[.,-]\d)")
_ISSUERS = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|6(?:011|5|4[4-9]|2)|3(?:0[0-5]|[68])|35|220[0-4]"
)

_PAPER = (
    r"(?:passport|passeport|pasaporte|паспорта?|جواز (?:ال)?سفر|护照|護照|"
    r"(?:national )?identity card|ID card|ID|national ID|identification|carte d['’]identité|carte de séjour|"
    r"cédula(?: de identidad)?|documento(?: nacional)? de identidad|DNI|NIE|CURP|NIF|"
    r"удостоверени[ея](?: личности)?|СНИЛС|ИНН|"
    r"(?:ال)?رقم (?:ال)?(?:قومي|وطني)|بطاقة (?:ال)?هوية|(?:ال)?هوية|身份证|身份證|"
    r"social security|sécurité sociale|driving licen[cs]e|permis de conduire)"
)
_NAMED = re.compile(
    rf"(?<!\w){_PAPER}(?![a-zа-яё\u0621-\u064a])[\s:,.#-]{{0,3}}(?:(?:is|no|nr|number|numéro|número|номер|серия|رقم|رقمها|رقمه|号码|号|号碼|n|№)"
    rf"[.°º]?[\s:.]{{0,3}}){{0,2}}([A-Z]{{0,4}}[ -]?\d(?:[ -]?[A-Z0-9]){{4,17}})(?!\w)",
    re.IGNORECASE,
)


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each IBAN whose check digits are right, whatever stands after it in the same line."""
    for found in _IBAN.finditer(text):
        length = _LENGTH_OF.get(found.group()[:2])
        places = [place for place, sign in enumerate(found.group()) if sign.isalnum()]
        if length and len(places) >= length:
            end = places[length - 1] + 1
            said = re.sub(r"[ -]", "", found.group()[:end])
            if int("".join(str(int(sign, 36)) for sign in said[4:] + said[:4])) % 97 == 1:
                yield found.start(), found.start() + end


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each number that an issuer of cards could have given."""
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _ISSUERS.match(digits) and _luhn(digits) and len(set(digits)) > 1:
            yield found.span()


def papers(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each number of a person's papers, by its own check digits or by what it is called."""
    for found in _NAMED.finditer(text):
        yield found.span(1)
    for pattern, is_right in _CHECKED:
        for found in pattern.finditer(text):
            if is_right(re.sub(r"[ .-]", "", found.group()).upper()):
                yield found.span()


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _chinese(said: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(said, weights, strict=False))
    return "10X98765432"[total % 11] == said[17]


def _spanish(said: str) -> bool:
    digits = {"X": "0", "Y": "1", "Z": "2"}.get(said[0], said[0]) + said[1:8]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23] == said[8]


def _french(said: str) -> bool:
    body = said[:13].replace("2A", "19").replace("2B", "18")
    return body.isdecimal() and 97 - int(body) % 97 == int(said[13:])


def _russian(said: str) -> bool:
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(said[:9]))
    return total % 101 % 100 == int(said[9:]) and len(set(said)) > 2


def _brazilian(said: str) -> bool:
    def digit(upto: int) -> int:
        return sum(int(each) * (upto + 1 - place) for place, each in enumerate(said[:upto])) * 10 % 11 % 10

    return len(set(said)) > 1 and digit(9) == int(said[9]) and digit(10) == int(said[10])


_CHECKED: list[tuple[re.Pattern[str], Callable[[str], bool]]] = [
    (re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)"), _chinese),
    (re.compile(r"(?<!\w)(?:\d{8}|[XYZ]-?\d{7})-?[A-Z](?!\w)"), _spanish),
    (re.compile(r"(?<!\w)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\w)"), _french),
    (re.compile(r"(?<![\w-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?![\w-])"), _russian),
    (re.compile(r"(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])"), _brazilian),
    # The social security number of the United States has no check digit, but a form of its own.
    (re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])"), lambda said: True),
]
