"""What became of a clause, version by version, and where it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from texts.engine.outline import Clause as Words
from texts.engine.outline import Outline
from texts.engine.redline import Piece, redline
from texts.enums import Fate
from texts.models import Clause, Descent, TextVersion


@dataclass(frozen=True)
class Stage:
    """A clause in one version: ``words`` is None where the version does not have it (yet, or any more).

    ``fate``: what this version did to it, None for the version in which it stood first. ``became`` and ``came_from``:
    the other clauses it was split into or merged with, in the words of the version that has them.
    """

    version: TextVersion
    outline: Outline
    words: Words | None
    before: Words | None
    fate: Fate | None
    became: Sequence[Words] = ()
    came_from: Sequence[Words] = ()

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What this version changed in its words; the words alone where it stood first."""
        now = self.words.wording if self.words else ""
        return redline(self.before.wording if self.before else now, now)


def history_of(clause: Clause) -> list[Stage]:
    """The clause through all versions of its text, the first that has it first. Three queries."""
    versions = list(TextVersion.objects.with_clauses().filter(text=clause.text_id).order_by("number"))
    descents: dict[int, list[Descent]] = {}
    for descent in Descent.objects.filter(version__text=clause.text_id):
        descents.setdefault(descent.version_id, []).append(descent)
    return list(_stages(clause.pk.hex, versions, descents))


def _stages(name: str, versions: Sequence[TextVersion], descents: dict[int, list[Descent]]) -> Iterator[Stage]:
    before: Outline = ()
    was: Words | None = None
    for version in versions:
        outline = version.outline
        now = next((clause for clause in outline if clause.id == name), None)
        of_it = [each for each in descents.get(version.pk, ()) if name in (_hex(each.before_id), _hex(each.after_id))]
        if was is not None or now is not None:
            yield Stage(
                version,
                outline,
                now,
                was,
                _fate(name, of_it),
                became=_others(outline, [_hex(each.after_id) for each in of_it if _hex(each.before_id) == name], name),
                came_from=_others(
                    before, [_hex(each.before_id) for each in of_it if _hex(each.after_id) == name], name
                ),
            )
        before, was = outline, now


def _fate(name: str, descents: Sequence[Descent]) -> Fate | None:
    """Of a clause that stays itself what was done to it, before what it gave to others."""
    own = sorted(descents, key=lambda each: (_hex(each.after_id) != name, _hex(each.before_id) != name))
    return Fate(own[0].fate) if own else None


def _others(outline: Outline, names: Sequence[str], name: str) -> list[Words]:
    return [clause for clause in outline if clause.id in names and clause.id != name]


def _hex(key: object) -> str:
    return key.hex if hasattr(key, "hex") else ""
