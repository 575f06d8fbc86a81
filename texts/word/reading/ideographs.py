"""Numbers in Chinese, Japanese and Korean writing, as Word's list formats print them."""

from collections.abc import Callable

Format = Callable[[int], str]

_CHINESE = "〇一二三四五六七八九"
_CHINESE_ZERO = "零一二三四五六七八九"
_TAIWANESE = "○一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_JAPANESE = "零壱弐参四伍六七八九"
_KOREAN = "영일이삼사오육칠팔구"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_MOST = 99_999


def _digit_by_digit(digits: str) -> Format:
    """二〇一七"""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _to_ninety_nine(digits: str) -> Format:
    """十, 十一, 二十; from a hundred on digit by digit."""

    def form(number: int) -> str:
        if not 10 <= number < 100:
            return "".join(digits[int(digit)] for digit in str(number))
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")

    return form


def _spelled(digits: str, units: str, *, bare: str, zero: str = "") -> Format:
    """With a sign for tens, hundreds, thousands, ten thousands.

    ``units``: these four signs. ``bare``: those that stand without a "one" before them (the tens only at the very
    beginning, unless ``zero`` is empty). ``zero``: what fills a gap inside.
    """

    def form(number: int) -> str:
        if not 0 < number <= _MOST:
            return digits[0] if not number else ""
        found, gap = "", False
        for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
            if not digit:
                gap = True
                continue
            unit = units[place - 1] if place else ""
            silent = digit == 1 and unit and unit in bare and (not zero or not found)
            found += (zero if gap and found else "") + ("" if silent else digits[digit]) + unit
            gap = False
        return found

    return form


def _from(signs: str) -> Format:
    """One sign for each number, digits after the last."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _sexagenary(number: int) -> str:
    """甲子, 乙丑 …: the cycle of sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else ""


FORMATS: dict[str, Format] = {
    "chineseCounting": _to_ninety_nine(_CHINESE),
    "chineseCountingThousand": _spelled(_CHINESE_ZERO, "十百千万", bare="十", zero="零"),
    "chineseLegalSimplified": _spelled(_LEGAL_SIMPLIFIED, "拾佰仟万", bare="", zero="零"),
    "ideographDigital": _digit_by_digit(_CHINESE),
    "japaneseDigitalTenThousand": _digit_by_digit(_CHINESE),
    "japaneseCounting": _spelled(_CHINESE, "十百千万", bare="十百千"),
    "japaneseLegal": _spelled(_LEGAL_JAPANESE, "拾百阡萬", bare=""),
    "ideographLegalTraditional": _spelled(_LEGAL_TRADITIONAL, "拾佰仟萬", bare="", zero="零"),
    "taiwaneseCounting": _to_ninety_nine(_TAIWANESE),
    "taiwaneseCountingThousand": _spelled(_CHINESE_ZERO, "十百千萬", bare="十", zero="零"),
    "taiwaneseDigital": _digit_by_digit(_TAIWANESE),
    "koreanDigital": _digit_by_digit(_KOREAN),
    "koreanDigital2": _digit_by_digit(_CHINESE_ZERO),
    "koreanCounting": _spelled(_KOREAN, "십백천만", bare="십백천만"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
