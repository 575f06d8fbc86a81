"""When two wordings are the same one: blanks, typographic quotes and invisible hyphens do not part them."""

import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        "\u2011": "-",  # a hyphen that keeps its line
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),  # soft hyphen, blanks and joints without width
    }
)
_GUILLEMETS = re.compile(r"«\s*|\s*»")


def folded(wording: str) -> str:
    """Return what identical wordings have in common; letters, their case and all other marks count."""
    text = unicodedata.normalize("NFC", wording).translate(_SAME)
    if "«" in text or "»" in text:
        text = _GUILLEMETS.sub('"', text)
    return " ".join(text.split())
