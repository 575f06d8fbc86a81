"""On what grounds a process declines."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.languages import active
from common.localized import Wording, best
from consultations.grounds import GROUNDS, OTHER
from consultations.models import Ground, Process


@dataclass(frozen=True)
class Offered:
    """One line of the published list."""

    code: str
    wording: Wording
    is_offered: bool = True
    is_own: bool = False


def grounds_of(process: Process) -> list[Offered]:
    """The whole list of the process, what may not be chosen any more as well; the ground "other" stands last.

    The default grounds in their order, each in the process's own words where it has some, then its own. One query.
    """
    return laid_over(process.grounds.all())


def laid_over(grounds: Iterable[Ground]) -> list[Offered]:
    """The default list with these rows of a process laid over it."""
    own = {ground.code: ground for ground in sorted(grounds, key=lambda each: each.pk)}
    codes = [*(code for code in GROUNDS if code != OTHER), *(code for code in own if code not in GROUNDS), OTHER]
    return [_offered(code, own.get(code)) for code in codes]


def worded(code: str, grounds: Iterable[Offered]) -> Wording | None:
    """What a ground of the list says; None for one that is in no list."""
    return next((each.wording for each in grounds if each.code == code), None)


def _offered(code: str, own: Ground | None) -> Offered:
    if own is None:
        return Offered(code, Wording(str(GROUNDS[code]), active()))
    return Offered(code, best(own.sentence), own.is_offered, is_own=True)
