"""Issuing versions: clauses keep their identity, new ones get one, and where each came from is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible
from record.actions import enter
from texts.engine import canonical
from texts.engine.outline import Outline
from texts.enums import Fate
from texts.models import Clause, ClauseVersion, Descent, Text, TextVersion


@dataclass(frozen=True, slots=True)
class Descended:
    """One step of a clause's descent: identities as in the outlines, "" where there is none on that side."""

    before: str
    after: str
    fate: Fate


@transaction.atomic
def issue_next(
    base: TextVersion,
    outline: Outline,
    *,
    by: object | None,
    name: str,
    fates: Iterable[Descended] = (),
    symbol: str = "",
    alias: str = "",
    at: datetime | None = None,
) -> TextVersion:
    """Issue what follows ``base``. A clause with an identity of the text keeps it; any other identity becomes new.

    ``fates`` say what no comparison can tell (moved, split, merged); every clause that they do not name is kept,
    reworded, suppressed or new, as its words say. Raise ``NotPossible`` where a later version was issued already,
    ``Incomplete`` for no clauses at all, ``ValueError`` for a fate of a clause that is in neither version and for a
    clause that stands under one that is not there.
    """
    text = Text.objects.select_for_update().get(pk=base.text_id)
    latest = text.latest
    if latest is None or latest.pk != base.pk:
        raise NotPossible(_("A later version of this text was issued meanwhile. Look at it again."))
    if not outline:
        raise Incomplete(_("A text needs at least one clause."))
    known = {pk.hex for pk in text.clauses.values_list("pk", flat=True)}
    if astray := {clause.parent for clause in outline if clause.parent} - {clause.id for clause in outline}:
        raise ValueError(f"clauses stand under others that are not there: {', '.join(sorted(astray))}")
    named = {clause.id: clause.id if clause.id in known else uuid4().hex for clause in outline}
    placed = tuple(
        replace(clause, id=named[clause.id], parent=named[clause.parent] if clause.parent else "") for clause in outline
    )
    steps = [Descended(step.before, named.get(step.after, step.after), step.fate) for step in fates]
    descents = [*_descended(base.outline, placed, steps)]
    version = stored(
        text,
        placed,
        number=base.number + 1,
        name=name,
        symbol=symbol,
        alias=alias,
        at=at or timezone.now(),
        known=known,
    )
    Descent.objects.bulk_create(
        Descent(version=version, before_id=_key(step.before), after_id=_key(step.after), fate=step.fate)
        for step in descents
    )
    enter(
        "text.issue",
        subject=version,
        by=by,
        digest=version.digest,
        text=text.pk,
        number=version.number,
        clauses=len(placed),
    )
    return version


def stored(
    text: Text,
    outline: Outline,
    *,
    number: int,
    name: str,
    symbol: str,
    alias: str,
    at: datetime,
    known: Iterable[str] = (),
) -> TextVersion:
    """Write a version with its clauses; identities that are not ``known`` become clauses of the text."""
    old = set(known)
    Clause.objects.bulk_create(Clause(id=UUID(hex=clause.id), text=text) for clause in outline if clause.id not in old)
    version = TextVersion.objects.create(
        text=text,
        number=number,
        name=name,
        symbol=symbol,
        alias=alias,
        issued_at=at,
        digest=canonical.digest(outline),
    )
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            version=version,
            clause_id=UUID(hex=clause.id),
            kind=clause.kind.value,
            label=clause.label,
            wording=clause.wording,
            place=place,
            parent_id=_key(clause.parent),
        )
        for place, clause in enumerate(outline)
    )
    return version


def _descended(base: Outline, outline: Outline, said: list[Descended]) -> Iterator[Descended]:
    """What was said, and for every clause of which nothing was said what its words say."""
    before = {clause.id: clause for clause in base}
    after = {clause.id: clause for clause in outline}
    for step in said:
        if (step.before and step.before not in before) or (step.after and step.after not in after):
            raise ValueError(f"a fate of a clause that is in neither version: {step}")
        yield step
    told_before, told_after = {step.before for step in said}, {step.after for step in said}
    for name, clause in after.items():
        if name in told_after or (name in told_before and name in before):
            continue
        if name not in before:
            yield Descended("", name, Fate.NEW)
        else:
            yield Descended(name, name, Fate.KEPT if clause.wording == before[name].wording else Fate.REWORDED)
    yield from (
        Descended(name, "", Fate.SUPPRESSED) for name in before if name not in told_before and name not in after
    )


def _key(identity: str) -> UUID | None:
    return UUID(hex=identity) if identity else None
