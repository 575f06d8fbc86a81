"""Signs from fonts that have pictures where others have letters, as Unicode has them."""

import re

# From 0x20 on, as the font "Symbol" has them; a blank where there is no such sign.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
# From 0xA0 on.
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3E: "✇", 0x3F: "✍", 0x46: "☞", 0x45: "☜",
    0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + number: chr(0x2460 + number) for number in range(10)},
    0x80: "⓪",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0xA3: "□"}
_WINGDINGS_3 = {0x7D: "▶", 0x84: "◀", 0x22: "→", 0x21: "←"}
_SYMBOL = {
    **{0x20 + number: sign for number, sign in enumerate(_SYMBOL_LOW)},
    **{0xA0 + number: sign for number, sign in enumerate(_SYMBOL_HIGH) if sign != " "},
}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
}
# Bullets are met without their font, too: what each of them looks like in the font that Word takes for it.
_BULLETS = {
    0xB7: "•",
    0xA7: "▪",
    0x6F: "○",
    0x76: "❖",
    0xD8: "➢",
    0xFC: "✓",
    0xA8: "◻",
    0x71: "❑",
    0x6E: "■",
    0xE0: "→",
}

# Where such fonts keep their signs in Unicode's area for private use.
PRIVATE = re.compile("[\uf020-\uf0ff]")


def sign(code: int, font: str) -> str:
    """What ``w:sym`` shows: in Unicode where we know the font, else the character of that number; "" for none."""
    known = _FONTS.get(font.casefold(), {}).get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)
    if known:
        return known
    is_character = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
    return chr(code) if is_character else ""


def in_font(text: str, font: str) -> str:
    """Words with signs of that font among them."""
    return PRIVATE.sub(lambda found: sign(ord(found[0]), font), text)


def bullet(text: str, font: str) -> str:
    """The sign before an item of a list without numbers."""
    if font.casefold() in _FONTS:
        text = "".join(sign(ord(each) if ord(each) > 0xF000 else 0xF000 + ord(each), font) for each in text)
    return PRIVATE.sub(lambda found: _BULLETS.get(ord(found[0]) & 0xFF, "•"), text)
