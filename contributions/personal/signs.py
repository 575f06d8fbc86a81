"""Digits of all scripts as plain ones, place by place."""

import unicodedata


class _Plain(dict[int, int]):
    """One sign to one sign, worked out when first met."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        if sign.isdecimal():
            self[code] = ord(str(unicodedata.decimal(sign)))
        elif sign in "\u2010\u2011\u2012\u2013\u2212\uff0d":
            self[code] = ord("-")
        elif sign in "\u00a0\u2007\u2009\u202f\u3000":
            self[code] = ord(" ")
        elif sign == "\uff0b":
            self[code] = ord("+")
        elif sign == "\uff20":
            self[code] = ord("@")
        elif sign == "\uff1a":
            self[code] = ord(":")
        else:
            self[code] = code
        return self[code]


_PLAIN = _Plain()


def digits_plain(text: str) -> str:
    """The text with ASCII digits, hyphens, blanks, colons, plus and at signs. Exactly as long as before."""
    return text.translate(_PLAIN)
