"""Redlines as they were marked in Word, where a change is still the one that its sender confirmed.

There are many ways to mark the same change. Whoever has marked one in Word finds it again as it was sent; for all other
changes, and wherever words were mended, what comes and what goes is found by comparing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contributions import changes
from contributions.content import Content
from contributions.models import Understanding
from contributions.models.understanding import CONFIRMED
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.redline import Piece, PieceKind, after, before
from texts.engine.wording import same
from texts.models import TextVersion

Pieces = tuple[Piece, ...]


def words_of(change: Change) -> str:
    """What two changes share that say the same, whatever their reasons and kinds."""
    return changes.key(replace(change, reason="", kind=ChangeKind.SUBSTANTIVE))


def marked(content: Content, version: TextVersion) -> dict[str, Pieces]:
    """The words of a change (``words_of``) → their redline in the Word file that they were read from.

    Only where the redline has the words of ``version`` and of the change. One query where a file is attached, none
    for others.
    """
    attached = [item["id"] for item in content.files if isinstance(item.get("id"), int)]
    if not content.changes or not attached:
        return {}
    base = {clause.id: clause.wording for clause in version.outline}
    read = Understanding.objects.filter(file__in=attached, version=version, has_marks=True)
    found = (_marked(item, base) for items in read.values_list("items", flat=True) for item in items)
    return dict(each for each in found if each is not None)


def _marked(item: Mapping[str, Any], base: Mapping[str, str]) -> tuple[str, Pieces] | None:
    change = changes.read(item["change"]) if item["decision"] == CONFIRMED else None
    if change is None:
        return None
    pieces = tuple(Piece(PieceKind(kind), text) for kind, text in item["pieces"])
    old, new = base.get(change.clause, ""), _comes(change)
    is_it = new is not None and (same(before(pieces)), same(after(pieces))) == (same(old), same(new))
    return (words_of(change), pieces) if is_it else None


def _comes(change: Change) -> str | None:
    """What stands there in the end; None for changes that a redline of one clause does not show."""
    if change.op is Op.SUP:
        return ""
    return change.wording if change.op in (Op.ADD, Op.MOD) else None
