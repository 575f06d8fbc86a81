"""How an export stands, as its page says it."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from exports.enums import Stage
from exports.models import Export
from exports.naming import title

from .freshness import has_grown, was_overtaken


@dataclass(frozen=True)
class Standing:
    """``overtaken``: it is not given out any more; ``grown``: something was published since."""

    title: str
    how_far: str
    has_failed: bool
    overtaken: bool
    grown: bool


def standing(export: Export) -> Standing:
    """At most two queries."""
    is_done = export.stage == Stage.DONE
    return Standing(
        title=title(export.what, export.round),
        how_far=how_far(export),
        has_failed=export.stage == Stage.FAILED,
        overtaken=is_done and not export.is_sealed and was_overtaken(export),
        grown=is_done and has_grown(export),
    )


def how_far(export: Export) -> str:
    """In words: that it waits, or how many contributions are done."""
    if export.stage != Stage.RUNNING or not export.total:
        return str(export.get_stage_display())
    return ngettext(
        "%(done)s of %(total)s contribution is done.", "%(done)s of %(total)s contributions are done.", export.total
    ) % {"done": export.done, "total": export.total}
