"""A long body in which the same texts stand again and again, folded: each text once, and marks in its places.

So it is named, kept and told anew each second, and unfolded only when somebody gets it who has no copy. The parts of a
folded body are divided by a sign that stands in no JSON text and that the database does not store.
"""

import re
from collections.abc import Sequence

_DIVIDES = b"\0"
# JSON writes the sign like this; nobody's words have it.
_place = re.compile(rb'"\\u0000(\d+)"')


def place(number: int) -> str:
    """Return what stands in the place of a text, by its number, before it is written as JSON."""
    return f"\0{number}"


def folded(body: bytes, texts: Sequence[bytes]) -> bytes:
    """Return the body with the texts for its places, as it is kept."""
    return _DIVIDES.join([body, *texts])


def unfolded(body: bytes) -> bytes:
    """Return the body as it leaves, every text in its places; one that is not folded as it is."""
    if _DIVIDES not in body:
        return body
    bare, *texts = body.split(_DIVIDES)
    return _place.sub(lambda found: texts[int(found[1])], bare)
