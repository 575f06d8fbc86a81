"""Changes that came to a later version of their text and collided there: what its source needs to see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contributions.enums import Carriage
from contributions.models import Amendment, Contribution
from texts.engine.carrying import Carried, Clash
from texts.engine.outline import Clause, Outline
from texts.engine.succession import carried
from texts.models import TextVersion


@dataclass(frozen=True)
class Returned:
    """A change that waits for its source.

    ``origin``: as it was proposed, to the version ``base``; ``clause``: the one it concerned there, None for a new one;
    ``now``: what that clause is in ``version``, None where it is gone. ``clash``: why it could not be carried.
    """

    amendment: Amendment
    origin: Amendment
    base: TextVersion
    version: TextVersion
    clause: Clause | None
    now: Clause | None
    clash: Clash | None


def origin_of(amendment: Amendment) -> Amendment:
    """The amendment as its source last proposed it; itself unless it was returned. One query a step."""
    while amendment.carriage == Carriage.RETURNED and amendment.carried_from is not None:
        amendment = amendment.carried_from
    return amendment


def returned_to(contribution: Contribution) -> list[Returned]:
    """What of this contribution waits for an answer of its source, in its own order."""
    waiting = Amendment.objects.awaiting_their_source().filter(contribution=contribution).order_by("version", "place")
    return list(_shown(waiting.select_related("version__text")))


def number_returned(contribution: Contribution) -> int:
    """How many that are."""
    return Amendment.objects.awaiting_their_source().filter(contribution=contribution).count()


def _shown(waiting: Iterable[Amendment]) -> Iterator[Returned]:
    outlines: dict[int, Outline] = {}
    for amendment in waiting:
        origin = origin_of(amendment)
        for version in (origin.version, amendment.version):
            outlines.setdefault(version.pk, version.outline)
        base, adopted = outlines[origin.version_id], outlines[amendment.version_id]
        change = origin.as_change()
        one: Carried = carried([change], base=base, adopted=adopted)[0]
        yield Returned(
            amendment,
            origin,
            origin.version,
            amendment.version,
            next((clause for clause in base if clause.id == change.clause), None),
            next((clause for clause in adopted if clause.id == change.clause), None),
            one.clash,
        )
