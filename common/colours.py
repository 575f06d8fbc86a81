"""Colours as people write them, and how well one is read on another (WCAG 2.2, 1.4.3)."""

import re

# What running text needs against its ground.
READABLE = 4.5
_WRITTEN = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.ASCII | re.IGNORECASE)


def colour(written: str) -> str:
    """The colour as ``#rrggbb`` in small letters; ``ValueError`` for what is none in three or six digits."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def luminance(one: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1."""
    parts = [int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
