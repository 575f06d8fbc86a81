"""What a contribution proposes to a text, with the words of that text around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from consultations.models import CarriedText, Process
from contributions import changes
from contributions.content import Content
from contributions.models import Contribution, Understanding
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.redline import Piece, redline
from texts.enums import ChangeKind
from texts.enums import Op as OpNames
from texts.models import TextVersion

from .marked import marked, words_of


@dataclass(frozen=True)
class Proposed:
    """One change with what it concerns: ``clause`` for all but ``ADD``, ``after`` where it is to stand.

    ``heading`` is the clause under which it stands; None for the beginning of the text. ``as_marked`` is the redline
    that its sender made; empty for what is found by comparing.
    """

    change: Change
    clause: Clause | None
    after: Clause | None
    heading: Clause | None
    as_marked: Sequence[Piece] = ()

    @property
    def key(self) -> str:
        return changes.key(self.change)

    @property
    def op_name(self) -> str:
        """What is to happen, in the reader's language."""
        return str(OpNames(self.change.op).label)

    @property
    def kind_name(self) -> str:
        """Of what kind it is, in the reader's language."""
        return str(ChangeKind(self.change.kind).label)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The redline against the base; of a clause that stays or only moves, its words as they are."""
        if self.as_marked:
            return tuple(self.as_marked)
        base = self.clause.wording if self.clause else ""
        if self.change.op is Op.SUP:
            return redline(base, "")
        if self.change.op in (Op.ADD, Op.MOD) or (self.change.op is Op.MOVE and self.change.wording):
            return redline(base, self.change.wording)
        return redline(base, base)


@dataclass(frozen=True)
class Row:
    """A clause of the text and what is proposed for it and right after it. ``clause`` is None for the beginning."""

    clause: Clause | None
    depth: int
    change: Proposed | None
    added: Sequence[Proposed]


@dataclass(frozen=True)
class Proposals:
    """All that one contribution proposes to one version of a text, carried under ``symbol`` in ``process`` (a slug)."""

    version: TextVersion
    symbol: str
    process: str
    changes: Sequence[Proposed]
    missing: str

    @property
    def language(self) -> str:
        return self.version.text.language

    def rows(self) -> Iterator[Row]:
        """The whole text in reading order, its beginning first, with what is proposed."""
        concerned = {each.change.clause: each for each in self.changes if each.change.op is not Op.ADD}
        depths: dict[str, int] = {}
        for clause in (None, *self.version.outline):
            name = clause.id if clause else ""
            if clause:
                depths[name] = depths.get(clause.parent, -1) + 1
            added = [each for each in self.changes if each.change.op is Op.ADD and each.change.after == name]
            yield Row(clause, depths.get(name, 0), concerned.get(name) if clause else None, added)


def amended_version(content: Content) -> TextVersion | None:
    """The version that a contribution proposes changes to, with its clauses; None where it names none that is known."""
    number, digest = content.amends.get("version"), content.amends.get("digest")
    if not isinstance(number, int):
        return None
    versions = TextVersion.objects.with_clauses().select_related("text", "carrier__symbol__process")
    return versions.filter(pk=number, digest=digest).first()


def amended_outline(content: Content) -> Outline | None:
    """The clauses of that version; None for none."""
    version = amended_version(content) if content.amends else None
    return version.outline if version else None


def undecided_in(contribution: Contribution, content: Content) -> int:
    """How many changes that were understood of the content's Word files nobody has confirmed or left out."""
    kept = [item["id"] for item in content.files if isinstance(item.get("id"), int)]
    if not content.amends or not kept:
        return 0
    return sum(each.undecided for each in Understanding.objects.filter(contribution=contribution, file__in=kept))


def proposals_of(content: Content, version: TextVersion | None = None) -> Proposals | None:
    """What is proposed, laid over its text; None for a contribution that proposes nothing to any.

    Two queries for one that does, unless its ``version`` is given, and one if it has files; none for the others.
    """
    version = version or (amended_version(content) if content.amends else None)
    if version is None:
        return None
    known = {clause.id: clause for clause in version.outline}
    in_word = marked(content, version)
    laid = [_laid(change, known, in_word.get(words_of(change), ())) for change in changes.read_all(content.changes)]
    carrier = getattr(version, "carrier", None)
    if carrier is None:
        return None
    return Proposals(version, carrier.symbol.text, carrier.symbol.process.slug, laid, content.missing)


def texts_of(process: Process) -> list[CarriedText]:
    """The texts that documents of a process carry, each in its latest version, by symbol."""
    carried: Any = CarriedText.objects.filter(symbol__process=process)
    latest: dict[int, CarriedText] = {}
    for each in carried.select_related("symbol", "version__text").order_by("version__number"):
        latest[each.version.text_id] = each
    return sorted(latest.values(), key=lambda each: (each.symbol.round_id, each.symbol.number, each.symbol.text))


def _laid(change: Change, known: dict[str, Clause], as_marked: Sequence[Piece]) -> Proposed:
    clause, after = known.get(change.clause), known.get(change.after)
    return Proposed(change, clause, after, _heading(clause or after, known), as_marked)


def _heading(clause: Clause | None, known: dict[str, Clause]) -> Clause | None:
    """The nearest container above a clause; a container itself stands under none worth naming."""
    while clause is not None:
        clause = known.get(clause.parent)
        if clause is not None and clause.kind is ClauseKind.CONTAINER:
            return clause
    return None
