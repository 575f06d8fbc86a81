"""How a clause keeps its identity in a Word file: in the name of a bookmark, or in the tag of a content control.

A content control's tag holds the identity as it is. A bookmark's name may hold letters, digits and underscores only,
and no more than 40 of them, so there the identity comes back *squeezed*: ``same`` compares either.
"""

import re

_PREFIX = "plenum"
_LONGEST = 40
_OTHER_SIGNS = re.compile(r"[^0-9A-Za-z]+")


def bookmark_name(identity: str) -> str:
    """The name of the bookmark for a clause: the identity's letters and digits behind our prefix."""
    return f"{_PREFIX}_{_squeezed(identity)}"


def control_tag(identity: str) -> str:
    """The tag of the content control for a clause."""
    return f"{_PREFIX}:{identity}"


def from_bookmark(name: str) -> str:
    """The (squeezed) identity in the name of a bookmark, "" if it is not one of ours."""
    return name.removeprefix(f"{_PREFIX}_") if name.startswith(f"{_PREFIX}_") else ""


def from_tag(tag: str) -> str:
    """The identity in the tag of a content control, "" if it is not one of ours."""
    return tag.removeprefix(f"{_PREFIX}:") if tag.startswith(f"{_PREFIX}:") else ""


def same(identity: str, found: str) -> bool:
    """Is what a file says of a clause (in either way) this identity?"""
    return bool(found) and (identity == found or _squeezed(identity) == _squeezed(found))


def _squeezed(identity: str) -> str:
    return _OTHER_SIGNS.sub("", identity)[: _LONGEST - len(_PREFIX) - 1]
