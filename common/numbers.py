"""Whole numbers that come in forms and addresses."""

import re


def whole_number(text: str, *, digits: int = 18) -> int | None:
    """The number that is written here in at most so many plain digits; None for whatever else somebody sends.

    Eighteen digits fit into every id that the database has.
    """
    return int(text) if re.fullmatch(rf"[0-9]{{1,{digits}}}", text) else None
