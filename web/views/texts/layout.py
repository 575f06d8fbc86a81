"""A compilation laid out for the page, part by part: its lines, each with the contributions behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.collation import readers_key
from common.languages import direction
from contributions.models import Contribution
from contributions.queries.compiling import Proposed
from contributions.queries.published import public_sources
from texts.engine.changes import Change
from texts.engine.compilation import Backer, Compilation, CompiledClause, Line, Missing, Voice, text_lines
from texts.engine.outline import Clause
from texts.enums import ChangeKind
from texts.word.writing.directions import is_east_asian, runs_left

from .relations import relations
from .said import phrases

# As many as a browser shows with ease; a longer compilation is read part by part.
MOST_WORDINGS = 500
EAST_ASIAN = frozenset({"ja", "ko", "zh"})


@dataclass(frozen=True, slots=True)
class Behind:
    """A contribution behind a wording: its sources by name and slug in neutral order, and what it says to it."""

    contribution: Contribution
    sources: tuple[tuple[str, str], ...]
    backer: Backer | Voice

    @property
    def kind(self) -> str:
        """Of what kind the change is, in the reader's language; "" for what is no change."""
        return str(ChangeKind(self.backer.kind.value).label) if isinstance(self.backer, Backer) else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page, in its language. ``relations`` come after the last line of their clause."""

    line: Line
    clause: Clause
    behind: tuple[Behind, ...]
    language: str
    relations: tuple[tuple[str, str], ...] = ()


class Layout:
    """One compilation and the contributions in it."""

    def __init__(self, compilation: Compilation, proposed: Proposed, *, language: str) -> None:
        self.compilation = compilation
        self._language = language
        self.parts = tuple(_parts(compilation))
        self._contributions = proposed.contributions
        self._named = {name: _named(each) for name, each in proposed.contributions.items()}

    def shown(self, part: int) -> Iterator[Shown]:
        """Yield the lines of a part, counted from one."""
        clauses = {each.clause.id: each for each in self.compilation.clauses}
        found = list(text_lines(self.compilation, phrases(), part=self.parts[part - 1]))
        ends = {line.clause: place for place, line in enumerate(found)}
        for place, line in enumerate(found):
            compiled = clauses.get(line.clause)
            is_last = compiled is not None and ends[line.clause] == place
            behind = self.behind(line.backers)
            yield Shown(
                line,
                Clause(line.clause, line.kind, line.text, line.label),
                behind,
                self._language_of(line, behind),
                tuple(relations(compiled)) if compiled and is_last else (),
            )

    def _language_of(self, line: Line, behind: Sequence[Behind]) -> str:
        """The text's, unless somebody proposes words in letters of another sort: then their contribution's."""
        if not behind or _sort_of(line.text, self._language) == _sort_of("", self._language):
            return self._language
        return behind[0].contribution.language

    def missing(self) -> list[tuple[Missing, tuple[Behind, ...]]]:
        """What is missing, with who says so."""
        return [(each, self.behind(each.voices)) for each in self.compilation.missing]

    def unplaced(self) -> list[tuple[Change, tuple[Behind, ...]]]:
        """Changes without a place, with who proposes them."""
        return [(each.change, self.behind((each.backer,))) for each in self.compilation.unplaced]

    def contested(self) -> list[CompiledClause]:
        """The clauses in brackets."""
        return [each for each in self.compilation.clauses if each.is_contested]

    def contributions(self) -> list[tuple[Contribution, tuple[tuple[str, str], ...]]]:
        """All that it is compiled from, in the neutral order of its wordings."""
        order = sorted(self._named, key=lambda name: ([readers_key(each) for each, _ in self._named[name]], name))
        return [(self._contributions[name], self._named[name]) for name in order]

    def behind(self, backers: Sequence[Backer | Voice]) -> tuple[Behind, ...]:
        """The contributions behind a line."""
        return tuple(Behind(self._contributions[each.proposal], self._named[each.proposal], each) for each in backers)


def _sort_of(words: str, language: str) -> tuple[bool, bool]:
    """Whether words run to the left, and whether they are East Asian; those without letters are their language's."""
    return (
        runs_left(words, otherwise=direction(language) == "rtl"),
        is_east_asian(words) if words else language.partition("-")[0] in EAST_ASIAN,
    )


def _named(contribution: Contribution) -> tuple[tuple[str, str], ...]:
    """The sources that may be named, each with the slug of its page, "" for one that has none to be shown."""
    names = ((each.called, each.slug) for each in public_sources(contribution))
    return tuple(sorted(names, key=lambda each: (readers_key(each[0]), each)))


def _parts(compilation: Compilation) -> Iterator[slice]:
    """Cut the clauses where a part would hold more than ``MOST_WORDINGS``; there is always one part."""
    start = held = 0
    for place, each in enumerate(compilation.clauses):
        wordings = len(each.alternatives) + len(each.added)
        if held and held + wordings > MOST_WORDINGS:
            yield slice(start, place)
            start = place
            held = 0
        held += wordings
    yield slice(start, len(compilation.clauses))
