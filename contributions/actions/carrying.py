"""Carrying what is still pending on a version over to the next: nothing is dropped, nothing altered silently."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from common.stamps import bump
from contributions import changes, notices
from contributions.content import digest
from contributions.enums import Carriage
from contributions.models import Amendment, Contribution
from contributions.queries.carried import origin_of
from contributions.queries.disposing import FINAL
from record.actions import enter
from texts.engine.carrying import Carried, Verdict
from texts.engine.changes import Change
from texts.engine.succession import carried
from texts.models import TextVersion

from .amendment import fields_of
from .moving import lock
from .public_form import seal_published

if TYPE_CHECKING:
    from stakeholders.models import Person

CARRIAGES = {
    Verdict.CARRIED: Carriage.CARRIED,
    Verdict.ADOPTED: Carriage.ADOPTED,
    Verdict.COLLIDES: Carriage.RETURNED,
}


def carry_over(
    base: TextVersion, successor: TextVersion, *, only: Contribution | None = None, by: "Person | None"
) -> list[Amendment]:
    """Bring everything that is pending on ``base`` to ``successor``, once; return the new amendments.

    Pending is what has no final disposition, and what still waits for its source. Where its words are untouched it is
    carried, its wording laid over the new one; where it is in the text already there is nothing to ask; else it goes
    back, as it was, to those who proposed it. The caller holds the rows of the text and of the contributions, and
    writes the letters.
    """
    pending = list(_pending(base, only))
    arrived = [
        _arrived(amendment, one, successor) for amendment, one in zip(pending, _laid(pending, successor), strict=True)
    ]
    _give_places(arrived, successor)
    made = Amendment.objects.bulk_create(arrived)
    for contribution, those in _by_contribution(made).items():
        counted = Counter(one.carriage for one in those)
        enter(
            "contribution.carry_over",
            subject=contribution,
            by=by,
            version=successor.pk,
            carried=counted[Carriage.CARRIED],
            adopted=counted[Carriage.ADOPTED],
            returned=counted[Carriage.RETURNED],
        )
    return made


def carry_on(contribution: Contribution, *, by: "Person | None") -> list[Amendment]:
    """Carry what was just published on a version that has been followed by others, up to the latest, and tell."""
    first = contribution.amendments.select_related("version__text").filter(carried_from=None).first()
    if first is None:
        return []
    arrived: list[Amendment] = []
    version = first.version
    while later := TextVersion.objects.filter(text=version.text_id, number=version.number + 1).first():
        arrived = carry_over(version, later, only=contribution, by=by)
        version = later
    if any(each.carriage == Carriage.RETURNED for each in arrived):
        notices.changes_returned(contribution, version, arrived)
    return arrived


@transaction.atomic
def confirm_carried(amendment: Amendment, change: Change, *, by: "Person") -> None:
    """Propose, instead of a change that was returned, ``change`` to the version on which it collides.

    Raise ``NotAllowed`` for anybody who does not speak for its source; ``NotPossible`` where it was answered already or
    a later version was issued; ``Incomplete`` for a change that cannot be proposed (fields as in ``changes.faults``).
    Passages that were taken out of its contribution are taken out of the new words, too.
    """
    current = _asked(amendment, by=by)
    version = TextVersion.objects.with_clauses().get(pk=current.version_id)
    kept = changes.read(changes.written(change)) or change
    if wrong := changes.faults(kept, version.outline):
        raise Incomplete(_("Something is still needed for this change."), fields=wrong)
    _answer(current, Carriage.CONFIRMED, sealed=None, **fields_of(kept))
    # Words that were taken out of its contribution come back by no other way either.
    seal_published(current.contribution)
    enter("amendment.confirm", subject=current, by=by, digest=digest(changes.written(kept)), version=version.pk)
    bump("public")
    amendment.refresh_from_db()


@transaction.atomic
def give_up_carried(amendment: Amendment, *, by: "Person") -> None:
    """Give up a change that was returned; what was proposed, and that it was given up, stays readable.

    Raise ``NotAllowed`` and ``NotPossible`` as ``confirm_carried`` does.
    """
    current = _asked(amendment, by=by)
    _answer(current, Carriage.DROPPED)
    enter("amendment.give_up", subject=current, by=by, version=current.version_id)
    bump("public")
    amendment.refresh_from_db()


def _pending(base: TextVersion, only: Contribution | None) -> Iterator[Amendment]:
    on_base = Amendment.objects.on(base).filter(carried_to=None).select_related("contribution", "version")
    if only is not None:
        on_base = on_base.filter(contribution=only)
    yield from on_base.in_force().exclude(disposition__outcome__in=FINAL)
    yield from on_base.awaiting_their_source()


def _laid(pending: Iterable[Amendment], successor: TextVersion) -> list[Carried]:
    """What becomes of each. One that its source has not answered is tried anew, as it was proposed."""
    adopted = successor.outline
    origins = {each.pk: origin_of(each) for each in pending}
    found: dict[int, Carried] = {}
    for version in {origin.version for origin in origins.values()}:
        those = {pk: origin.as_change() for pk, origin in origins.items() if origin.version_id == version.pk}
        laid = carried(those.values(), base=version.outline, adopted=adopted)
        found |= dict(zip(those, laid, strict=True))
    return [found[each.pk] for each in pending]


def _arrived(amendment: Amendment, one: Carried, successor: TextVersion) -> Amendment:
    """The same on the next version; not yet with its place among those of its contribution."""
    return Amendment(
        contribution=amendment.contribution,
        version=successor,
        carried_from=amendment,
        carriage=CARRIAGES[one.verdict],
        sealed=amendment.sealed if (one.change or one.original).wording == amendment.wording else None,
        **fields_of(one.change or one.original),
    )


def _give_places(arrived: Iterable[Amendment], version: TextVersion) -> None:
    """In the order in which they came, behind what their contribution has on this version."""
    there = Amendment.objects.filter(version=version).values_list("contribution").annotate(Max("place"))
    last: dict[int, int] = defaultdict(lambda: -1, dict(there.values_list("contribution_id", "place__max")))
    for each in arrived:
        last[each.contribution_id] += 1
        each.place = last[each.contribution_id]


def _by_contribution(found: Iterable[Amendment]) -> dict[Contribution, list[Amendment]]:
    grouped: dict[Contribution, list[Amendment]] = defaultdict(list)
    for each in found:
        grouped[each.contribution].append(each)
    return grouped


def _asked(amendment: Amendment, *, by: "Person") -> Amendment:
    """The amendment as it is now, its contribution's row locked; it must wait for an answer of ``by``."""
    contribution = lock(amendment.contribution)
    if not by.has_perm("contributions.answer_for", contribution):
        raise NotAllowed(_("Only those who speak for its source can answer for this change."))
    current = Amendment.objects.awaiting_their_source().filter(pk=amendment.pk).first()
    if current is None:
        raise NotPossible(_("This change does not wait for an answer any more. Look at what became of it."))
    current.contribution = contribution
    return current


def _answer(amendment: Amendment, carriage: Carriage, **fields: object) -> None:
    answered = Amendment.objects.filter(pk=amendment.pk, carriage=Carriage.RETURNED).update(carriage=carriage, **fields)
    if not answered:
        raise NotPossible(_("This change does not wait for an answer any more. Look at what became of it."))
