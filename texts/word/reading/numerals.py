"""Numbers as lists print them, by the names of formats in Word (ECMA-376 part 1, 17.18.59 ST_NumberFormat).

What is not known here is printed in ordinary digits, as is what would be absurdly long in its own.
"""

from collections.abc import Callable

from . import ideographs

_LAST_ROMAN = 3999
_MOST_REPEATS = 40

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HEBREW_ALPHABET = "אבגדהוזחטיכלמנסעפצקרשת"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_DEVANAGARI_CONSONANTS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
_DEVANAGARI_VOWELS = "अआइईउऊऋऌऍएऐऑओऔ"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_AIUEO = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_CHICAGO = "*†‡§"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"),
    (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
    (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_CARDINALS = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_TENS = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip

Format = Callable[[int], str]


def numeral(number: int, name: str, pattern: str = "") -> str:
    """Return ``number`` as the format of this name prints it; ``pattern`` belongs to the format ``custom``."""
    if name in ("none", "bullet"):
        return ""
    if name == "custom":
        first = pattern.split(",", maxsplit=1)[0].strip()
        return str(number).zfill(min(len(first), 20)) if first.isdecimal() else str(number)
    form = _FORMATS.get(name)
    return (form(number) if form and number >= 0 else "") or str(number)


def _repeated(letters: str) -> Format:
    """a … z, aa, bb …: after the last letter each stands twice, then three times."""

    def form(number: int) -> str:
        times, place = divmod(number - 1, len(letters))
        return letters[place] * (times + 1) if number > 0 and times < _MOST_REPEATS else ""

    return form


def _row(first: str, last: int, zero: str = "") -> Format:
    """Signs that stand one after the other in Unicode, from 1 to ``last``."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else (zero if not number else "")


def _digits(zero: str) -> Format:
    return lambda number: "".join(chr(ord(zero) + int(digit)) for digit in str(number))


def _summed(values: tuple[tuple[int, str], ...]) -> Format:
    """Roman numbers, and the Hebrew ones: the largest value that fits, again and again."""

    def form(number: int) -> str:
        if not 0 < number <= _LAST_ROMAN:
            return ""
        found = ""
        for value, sign in values:
            times, number = divmod(number, value)
            found += sign * times
        return found

    return form


def _hebrew(number: int) -> str:
    """15 and 16 would spell part of a name that is not written for such uses: they are 9 + 6 and 9 + 7."""
    found = _summed(_HEBREW)(number)
    return f"{found[:-2]}ט{'ו' if found[-1] == 'ה' else 'ז'}" if found.endswith(("יה", "יו")) else found


def _upper(form: Format) -> Format:
    return lambda number: form(number).upper()


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cardinal_text(number: int) -> str:
    if number < 20:
        return _CARDINALS[number]
    if number < 100:
        rest = f"-{_CARDINALS[number % 10].lower()}" if number % 10 else ""
        return _TENS[number // 10 - 2] + rest
    if number < 1000:
        rest = f" {_cardinal_text(number % 100).lower()}" if number % 100 else ""
        return f"{_CARDINALS[number // 100]} hundred{rest}"
    return ""


def _ordinal_text(number: int) -> str:
    text = _cardinal_text(number)
    if not text:
        return ""
    start = max(text.rfind("-"), text.rfind(" ")) + 1
    last = text[start:].lower()
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (text[:start] + ending).capitalize()


_FORMATS: dict[str, Format] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０"),
    "decimalFullWidth2": _digits("０"),
    "decimalEnclosedCircle": _row("①", 20, "⓪"),
    "decimalEnclosedCircleChinese": _row("①", 20, "⓪"),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "lowerRoman": _summed(_ROMAN),
    "upperRoman": _upper(_summed(_ROMAN)),
    "lowerLetter": _repeated(_LATIN),
    "upperLetter": _repeated(_LATIN.upper()),
    "chicago": _repeated(_CHICAGO),
    "russianLower": _repeated(_CYRILLIC),
    "russianUpper": _repeated(_CYRILLIC.upper()),
    "arabicAbjad": _repeated(_ARABIC_ABJAD),
    "arabicAlpha": _repeated(_ARABIC_ALPHABET),
    "hebrew1": _hebrew,
    "hebrew2": _repeated(_HEBREW_ALPHABET),
    "hindiNumbers": _digits("०"),
    "hindiConsonants": _repeated(_DEVANAGARI_VOWELS),
    "hindiVowels": _repeated(_DEVANAGARI_CONSONANTS),
    "thaiLetters": _repeated(_THAI),
    "thaiNumbers": _digits("๐"),
    "ganada": _repeated(_GANADA),
    "chosung": _repeated(_CHOSUNG),
    "aiueo": _repeated(_HALF_AIUEO),
    "aiueoFullWidth": _repeated(_AIUEO),
    "iroha": _repeated(_IROHA),
    "irohaFullWidth": _repeated(_IROHA),
    **ideographs.FORMATS,
}
