"""What became of a version: of each of its clauses, and of each change that was proposed to it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q

from common.collation import readers_key
from contributions.enums import Carriage, Outcome, State
from contributions.models import Amendment, ContributionSource, Disposition
from texts.engine.changes import Op
from texts.engine.outline import Clause, Outline
from texts.engine.redline import Piece, redline
from texts.enums import Fate
from texts.models import Descent, TextVersion
from texts.queries import called

from .disposing import FINAL
from .proposers import names_in


@dataclass(frozen=True)
class Became:
    """A change that was proposed to the version, and what became of it in the next.

    ``arrived``: the same on the next version, where it was still pending; ``clause``: the one it concerned, None for a
    new one; ``where``: the clause of the next version in which to look, with its name.
    """

    amendment: Amendment
    clause: Clause | None
    arrived: Amendment | None
    where: tuple[Clause, str] | None = None
    there: Clause | None = None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What was proposed, as a redline against the words of the version."""
        base = self.clause.wording if self.clause else ""
        if self.amendment.op in (Op.SUP, Op.ADD):
            return redline(base, self.amendment.wording)
        return redline(base, self.amendment.wording or base)

    @property
    def disposition(self) -> Disposition | None:
        """Its outcome, where it has one for good."""
        said = getattr(self.amendment, "disposition", None)
        return said if said is not None and said.version_id and said.outcome in FINAL else None

    @property
    def was_left_for_later(self) -> Disposition | None:
        """Why it was left for a later round, where that was said."""
        said = getattr(self.amendment, "disposition", None)
        return said if said is not None and said.version_id and said.outcome == Outcome.LATER else None

    @cached_property
    def new_pieces(self) -> tuple[Piece, ...]:
        """How it stands on the next version, as a redline against that one; nothing where it does not stand there."""
        if self.arrived is None or self.arrived.carriage not in (Carriage.CARRIED, Carriage.CONFIRMED):
            return ()
        base = self.there.wording if self.there else ""
        if self.arrived.op in (Op.SUP, Op.ADD):
            return redline(base, self.arrived.wording)
        return redline(base, self.arrived.wording or base)


@dataclass(frozen=True)
class Chapter:
    """A clause of the version (None for the beginning of the text), and what it became.

    ``now``: the same clause in the next version, None where it is gone; ``changes``: what was proposed for it, and
    after them the new clauses that were proposed to follow it; ``into``: the other clauses into which it was split or
    merged, with their names.
    """

    clause: Clause | None
    name: str
    fate: Fate | None
    now: Clause | None
    changes: Sequence[Became]
    into: Sequence[tuple[Clause, str]] = ()

    @property
    def fate_name(self) -> str:
        """What the next version did to the clause, in the reader's language."""
        return str(self.fate.label) if self.fate else ""

    @property
    def is_changed(self) -> bool:
        return self.fate not in (None, Fate.KEPT)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The clause as a redline from the one version to the next."""
        return redline(self.clause.wording if self.clause else "", self.now.wording if self.now else "")


def outcome_of(version: TextVersion, successor: TextVersion, *, symbol: str = "") -> list[Chapter]:
    """What became of each clause, in reading order; with ``symbol`` only of those for which this contribution proposed.

    Both versions have their clauses fetched along. Changes stand in the alphabetical order of their sources' names in
    the reader's language. Four queries.
    """
    chapters = _chapters(version.outline, successor.outline, _descents(successor), _changes(version))
    if not symbol:
        return list(chapters)
    return [chapter for chapter in chapters if any(_is_of(each, symbol) for each in chapter.changes)]


def _is_of(each: Became, symbol: str) -> bool:
    named = each.amendment.contribution.symbol
    return named is not None and named.text == symbol


def _changes(version: TextVersion) -> list[Amendment]:
    """All that was proposed, but what was withdrawn; what was replaced only where it had an outcome before."""
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    found = (
        Amendment.objects.readable()
        .filter(version=version)
        .exclude(Q(contribution__revisions__state=State.PUBLISHED) & Q(disposition__version=None))
        .select_related("contribution__symbol__process", "disposition", "carried_to")
        .defer("contribution__content", "contribution__search")
        .prefetch_related(Prefetch("contribution__sources", named))
    )
    return sorted(found, key=lambda each: (*map(readers_key, names_in(each.contribution)), each.pk))


def _descents(successor: TextVersion) -> dict[str, list[Descent]]:
    """What the version did to each clause of the one before, by its identity."""
    found: dict[str, list[Descent]] = defaultdict(list)
    for descent in Descent.objects.filter(version=successor).exclude(before=None).order_by("pk"):
        if descent.before_id:
            found[descent.before_id.hex].append(descent)
    return found


def _chapters(
    base: Outline, adopted: Outline, descents: Mapping[str, Sequence[Descent]], amendments: Sequence[Amendment]
) -> Iterator[Chapter]:
    now = {clause.id: clause for clause in adopted}
    concerned: dict[str, list[Became]] = defaultdict(list)
    added: dict[str, list[Became]] = defaultdict(list)
    known = {clause.id: clause for clause in base}
    for amendment in amendments:
        change = amendment.as_change()
        became = _became(amendment, known.get(change.clause), adopted, now)
        (added[change.after] if change.op is Op.ADD else concerned[change.clause]).append(became)
    if added[""]:
        yield Chapter(None, "", None, None, added[""])
    for clause in base:
        changes = [*concerned[clause.id], *added[clause.id]]
        steps = descents.get(clause.id, ())
        fate = Fate(steps[0].fate) if steps else None
        heirs = [now[step.after_id.hex] for step in steps if step.after_id and step.after_id.hex != clause.id]
        into = [(heir, called(heir, adopted)) for heir in heirs]
        yield Chapter(clause, called(clause, base), fate, now.get(clause.id), changes, into)


def _became(amendment: Amendment, clause: Clause | None, adopted: Outline, now: dict[str, Clause]) -> Became:
    arrived: Amendment | None = getattr(amendment, "carried_to", None)
    said = getattr(amendment, "disposition", None)
    place = said.clause_id if said is not None else None
    where = now.get(place.hex) if place else None
    there = now.get(arrived.clause_id.hex) if arrived is not None and arrived.clause_id else None
    return Became(amendment, clause, arrived, (where, called(where, adopted)) if where else None, there)
