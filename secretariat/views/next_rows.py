"""A place of the next version as the desk shows it, and the clauses that the chair adds beside it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from contributions.enums import Choice
from contributions.models import ChairClause, Contribution
from contributions.queries.drafting import Work
from contributions.queries.places import Option, Place
from secretariat.next_forms import TAKE, PlaceForm
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.redline import Piece, redline
from texts.queries import called


@dataclass(frozen=True)
class Own:
    """A clause of the chair on the page."""

    row: ChairClause
    says_removed: bool = False

    @property
    def clause(self) -> Clause:
        """The same as any other clause is shown."""
        return Clause("", ClauseKind(self.row.kind), self.row.wording, self.row.label)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its words, all of them new."""
        return redline("", self.row.wording)


def own_after(work: Work, place: str) -> list[Own]:
    """The chair's own clauses after the one of this identity, "" for the beginning."""
    return [Own(each, each in work.with_removed[1]) for each in work.own if each.place == place]


@dataclass(frozen=True)
class Row:
    """A place on the page, with its form where it is to be decided now."""

    place: Place
    work: Work
    form: PlaceForm | None
    is_last_of_gap: bool = False

    @property
    def gap(self) -> str:
        """The clause after which new ones stand, where this is the last place before the next clause; else ""."""
        if not self.is_last_of_gap:
            return ""
        return self.place.clause.id if self.place.clause else self.place.after

    @property
    def gap_name(self) -> str:
        """What that clause is called."""
        return self.place_called(self.gap)

    @property
    def own(self) -> list[Own]:
        """The chair's own clauses there."""
        return own_after(self.work, self.gap)

    @property
    def name(self) -> str:
        """What the place is called."""
        if self.place.clause:
            return called(self.place.clause, self._base)
        before = next((each for each in self._base if each.id == self.place.after), None)
        if before is None:
            return _("New clause at the beginning")
        return _("New clause after %(clause)s") % {"clause": called(before, self._base)}

    @property
    def clause(self) -> Clause:
        """The clause as it stands, or as it would be added."""
        if self.place.clause:
            return self.place.clause
        change = self.place.amendments[0].as_change()
        return Clause("", change.clause_kind, change.wording, change.label)

    @property
    def says_removed(self) -> bool:
        """Does the decision say words that were removed from a contribution since?"""
        return any(each is self.place for each in self.work.with_removed[0])

    @property
    def decided(self) -> str:
        """The decision in words."""
        decision = self.place.decision
        if decision is None:
            return ""
        if self.place.new and decision.choice == Choice.KEEP:
            return _("Left out")
        return str(Choice(decision.choice).label)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the decision does to the words; the words as they are while there is none."""
        base = self.place.clause.wording if self.place.clause else ""
        if self.place.decision is None:
            return redline(base, base)
        is_out = self.place.new is not None and self.place.decision.choice == Choice.KEEP
        return redline(base, "" if is_out else self.place.decision.wording)

    @property
    def moved_after(self) -> str:
        """After what the decision puts the clause; "" where it stays."""
        after = self.place.destination
        return "" if after is None else self.place_called(after)

    def place_called(self, after: str) -> str:
        """A destination in words."""
        before = next((each for each in self._base if each.id == after), None)
        return called(before, self._base) if before else _("the beginning of the text")

    def options(self) -> list[tuple[str, Option, list[tuple[Contribution, Any]]]]:
        """Every wording that can be taken: the value of its button, itself, and who proposes it."""
        options = [*self.place.rewordings, *([self.place.new] if self.place.new else [])]
        return [(f"{TAKE}{each.key}", each, self.behind(each.amendments)) for each in options]

    def moves(self) -> list[tuple[str, str, list[tuple[Contribution, Any]]]]:
        """Every place that can be taken: the value of its button, after what it is, and who proposes it."""
        return [
            (each.key, self.place_called(each.after or ""), self.behind(each.amendments)) for each in self.place.moves
        ]

    def positions(self) -> list[tuple[str, list[tuple[Contribution, Any]]]]:
        """Who wants the clause suppressed, and who wants it kept as it is."""
        said = [
            (_("To be suppressed"), self.place.suppressing),
            (_("To be kept as it is"), self.place.keeping),
        ]
        return [(words, self.behind(amendments)) for words, amendments in said if amendments]

    def behind(self, amendments: Any) -> list[tuple[Contribution, Any]]:
        """Each amendment with its contribution, sources fetched along."""
        return [(self.work.contributions[each.contribution_id], each) for each in amendments]

    @cached_property
    def _base(self) -> Outline:
        """The clauses of the base; the version would make them anew for each row."""
        return tuple(each.clause for each in self.work.compilation.clauses)
