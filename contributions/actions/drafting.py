"""Working out the next version of a text: what it says at each place, and what became of each change."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible, Sentence
from consultations.actions.permission import must_work_for
from consultations.models import CarriedText, Process
from contributions.enums import Choice, Outcome
from contributions.models import Amendment, ClauseDecision, Disposition, NextVersion
from contributions.queries.disposing import agrees, fates
from contributions.queries.drafting import Place, Work, work_on
from record.actions import enter
from texts.engine.collision import together
from texts.engine.folding import folded
from texts.engine.wording import same, tidy
from texts.models import Text, TextVersion
from texts.models.clause import identity

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def begin_next(version: TextVersion, *, by: "Person | None") -> NextVersion:
    """Begin the work on what follows ``version``, or return what was begun already.

    Raise ``NotAllowed``; ``NotPossible`` for a version that is not the latest, or that no document carries.
    """
    must_work_for(process_of(version), by)
    text = Text.objects.select_for_update().get(pk=version.text_id)
    latest = text.latest
    if latest is None or latest.pk != version.pk:
        raise NotPossible(_("A later version of this text was issued already. Go on from that one."))
    draft, is_new = NextVersion.objects.get_or_create(base=version, defaults={"began_by": by})
    if is_new:
        enter("next_version.begin", subject=draft, by=by, version=version.pk)
    return draft


@transaction.atomic
def decide(
    draft: NextVersion,
    place: str,
    *,
    choice: Choice,
    taken: Sequence[int] = (),
    moved: Sequence[int] = (),
    wording: str = "",
    step: int,
    by: "Person | None",
) -> ClauseDecision:
    """Say what the next version says at a place (``Place.key``), instead of what was decided there before.

    ``taken``: ids of the amendments whose words are taken; ``moved``: of those whose place for the clause is;
    ``wording``: for the chair's own. ``KEEP`` of a new clause leaves it out. ``step`` is that of the decision that the
    officer saw, 0 for none. The same again changes nothing.

    Raise ``NotAllowed``; ``Incomplete`` with the field ``choice``, ``several``, ``moved`` or ``wording`` where it
    cannot be; ``NotPossible`` once issued, for a place that is not there, and where another window was faster.
    """
    current = lock_draft(draft, by=by)
    found = _place(work_on(current), place)
    fields: dict[str, Any] = {
        "choice": str(choice),
        "taken": sorted(set(taken)) if choice != Choice.KEEP else [],
        "moved": sorted(set(moved)) if choice != Choice.SUPPRESS else [],
    }
    fields["wording"] = _words(found, Choice(choice), fields["taken"], fields["moved"], tidy(wording))
    before = found.decision or found.lost
    if found.decision is not None and all(getattr(found.decision, name) == value for name, value in fields.items()):
        return found.decision
    _must_be_what_was_seen(found, step)
    decision = before or ClauseDecision(draft=current, step=0, **_key(found))
    for name, value in (fields | {"by": by, "decided_at": timezone.now(), "step": decision.step + 1}).items():
        setattr(decision, name, value)
    decision.save()
    enter("next_version.decide", subject=current, by=by, place=place, choice=str(choice), step=decision.step)
    return decision


@transaction.atomic
def undecide(draft: NextVersion, place: str, *, step: int, by: "Person | None") -> None:
    """Take a decision back: the place is open again. One that is not there any more is no trouble."""
    current = lock_draft(draft, by=by)
    found = _place(work_on(current), place)
    decision = found.decision or found.lost
    if decision is None:
        return
    _must_be_what_was_seen(found, step)
    decision.delete()
    enter("next_version.undecide", subject=current, by=by, place=place)


@transaction.atomic
def dispose(
    amendment: Amendment, outcome: Outcome | str, *, reason: str = "", by: "Person | None"
) -> Disposition | None:
    """Say what becomes of a change in the next version, and why; ``""`` takes back what was said.

    It is fixed when that version is issued. Raise ``NotAllowed``; ``NotPossible`` where no next version is being worked
    out or the change is not proposed any more; ``Incomplete`` with the field ``reason`` where one is needed (for all
    but what was taken), or ``outcome`` where the text as drafted says otherwise.
    """
    draft = NextVersion.objects.filter(base=amendment.version_id).first()
    if draft is None:
        raise NotPossible(_("Nobody is working on the next version of this text."))
    current = lock_draft(draft, by=by)
    found = next((each for each in fates(work_on(current)) if each.amendment.pk == amendment.pk), None)
    if found is None:
        raise NotPossible(_("This change is not proposed any more: its contribution was withdrawn or replaced."))
    was = found.said
    if not outcome:
        if was is not None:
            was.delete()
            enter("amendment.dispose", subject=amendment, by=by, outcome="")
        return None
    if wrong := _wrong(Outcome(outcome), reason.strip(), is_in=found.is_in):
        raise Incomplete(_("Something is still needed for this disposition."), fields=wrong)
    if was is not None and (was.outcome, was.reason) == (outcome, reason.strip()):
        return was
    given = {"outcome": outcome, "reason": reason.strip(), "by": by, "decided_at": timezone.now()}
    disposition, _is_new = Disposition.objects.update_or_create(amendment=amendment, defaults=given)
    enter("amendment.dispose", subject=amendment, by=by, outcome=str(outcome))
    return disposition


def lock_draft(draft: NextVersion, *, by: "Person | None") -> NextVersion:
    """The draft's row, locked until the transaction ends: everything about a next version waits here.

    Raise ``NotAllowed`` for anybody outside the secretariat, ``NotPossible`` once it is issued.
    """
    must_work_for(process_of(draft.base), by)
    current = NextVersion.objects.select_for_update(of=("self",)).select_related("base__text").get(pk=draft.pk)
    if current.issued_id is not None:
        raise NotPossible(_("This version was issued meanwhile; it never changes any more."))
    return current


def process_of(version: TextVersion) -> Process:
    """The process whose document carries this version. Raise ``NotPossible`` where none does."""
    carried = CarriedText.objects.select_related("symbol__process").filter(version=version).first()
    if carried is None:
        raise NotPossible(_("No document carries this text, so it has no next version here."))
    return carried.symbol.process


def _place(work: Work, key: str) -> Place:
    place = work.place(key)
    if place is None:
        raise NotPossible(_("Nothing is proposed at this place any more. Look at the page again."))
    return place


def _words(place: Place, choice: Choice, taken: Sequence[int], moved: Sequence[int], wording: str) -> str:
    """What the next version will say here; raises ``Incomplete`` for a choice that cannot be."""
    proposed = {each.pk: each for each in place.amendments}
    if not {*taken, *moved} <= proposed.keys():
        raise NotPossible(_("One of these changes is not proposed any more. Look at the page again."))
    if moved and len({each.after for each in place.moves if each.pks & set(moved)}) != 1:
        raise _cannot("moved", _("A clause can be moved to one place only."))
    base = place.clause.wording if place.clause else ""
    match choice:
        case Choice.KEEP:
            return base
        case Choice.SUPPRESS if place.clause is None:
            raise _cannot("choice", _("A new clause that is not wanted is left out."))
        case Choice.SUPPRESS:
            return ""
        case Choice.OWN if not wording:
            raise _cannot("wording", _("Write how the clause shall read."))
        case Choice.OWN if place.clause and same(wording) == same(base):
            raise _cannot("wording", _("These are the words that the text has already. Keep the base instead."))
        case Choice.OWN:
            return wording
    return _taken_words(base, choice, _distinct(proposed[pk].wording for pk in taken if proposed[pk].wording))


def _taken_words(base: str, choice: Choice, wordings: Sequence[str]) -> str:
    if not wordings:
        field = "several" if choice == Choice.TAKE_SEVERAL else "choice"
        raise _cannot(field, _("Choose what shall be taken."))
    if len(wordings) == 1:
        return wordings[0]
    if choice == Choice.TAKE:
        raise _cannot("choice", _("These are several wordings. Choose to take several that do not overlap."))
    joined = together(base, wordings)
    if joined is None:
        raise _cannot(
            "several",
            _("These wordings overlap: taking both would alter one of them. Take one, or write the chair’s wording."),
        )
    return joined


def _distinct(wordings: Iterable[str]) -> list[str]:
    """Each wording once, as the first says it who says it."""
    found: dict[str, str] = {}
    for wording in wordings:
        found.setdefault(folded(wording), wording)
    return list(found.values())


def _wrong(outcome: Outcome, reason: str, *, is_in: bool) -> dict[str, Sentence]:
    if not agrees(outcome, is_in=is_in):
        if is_in:
            return {"outcome": _("The text as drafted says exactly what this change asks for: it was taken.")}
        return {"outcome": _("The text as drafted does not say what this change asks for. Decide its clause first.")}
    if outcome != Outcome.TAKEN and not reason:
        return {"reason": _("Say why: the reason is published with the outcome.")}
    return {}


def _must_be_what_was_seen(place: Place, step: int) -> None:
    if place.step != step:
        raise NotPossible(
            _("This place was decided from another window or by a colleague meanwhile. Nothing was overwritten.")
        )


def _key(place: Place) -> dict[str, Any]:
    """What names the place in the database."""
    if place.clause is not None:
        return {"clause_id": identity(place.clause.id)}
    return {"added_id": min(place.new.pks) if place.new else None}


def _cannot(field: str, sentence: str) -> Incomplete:
    return Incomplete(sentence, fields={field: sentence})
