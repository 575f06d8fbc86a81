"""Working out the next version of a text: what it says at each place, and what became of each change."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible, Sentence
from consultations.actions.permission import must_issue
from consultations.models import CarriedText, Process
from contributions.enums import Choice, Outcome
from contributions.models import Amendment, ClauseDecision, Disposition, NextVersion
from contributions.queries.disposing import Fate, agrees, fates
from contributions.queries.drafting import Work, work_on
from contributions.queries.places import Place, wordings_of
from record.actions import enter
from texts.engine.collision import together
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
    must_issue(process_of(version), by)
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
def letter(draft: NextVersion, *, anew: bool, by: "Person | None") -> None:
    """Say whether the next version letters its clauses anew, or leaves each the label that it has."""
    current = lock_draft(draft, by=by)
    if current.letters_anew == anew:
        return
    current.letters_anew = anew
    current.save(update_fields=["letters_anew"])
    enter("next_version.letter", subject=current, by=by, anew=anew)
    draft.letters_anew = anew


class Saying(NamedTuple):
    """What is said of a change. ``was``: the outcome that the officer saw, None where nobody needs to check."""

    outcome: str
    reason: str = ""
    was: str | None = None


def dispose(amendment: Amendment, outcome: Outcome | str, *, reason: str = "", by: "Person | None") -> None:
    """Say what becomes of one change; raise what ``dispose_several`` raises, its fields without the id."""
    draft = NextVersion.objects.filter(base=amendment.version_id).first()
    if draft is None:
        raise NotPossible(_("Nobody is working on the next version of this text."))
    try:
        dispose_several(draft, {amendment.pk: Saying(str(outcome), reason)}, by=by)
    except Incomplete as refusal:
        fields = {name.partition("-")[0]: sentence for name, sentence in refusal.fields.items()}
        raise Incomplete(refusal.sentence, fields=fields) from refusal


@transaction.atomic
def dispose_several(draft: NextVersion, said: Mapping[int, Saying], *, by: "Person | None") -> int:
    """Say what becomes of changes (by id) in the next version, and why; an empty outcome takes back what was said.

    All of it or nothing; return how many are said otherwise now. It is fixed when that version is issued. Raise
    ``NotAllowed``; ``NotPossible`` once issued, for a change that is not proposed any more, and where another window
    said otherwise meanwhile; ``Incomplete`` with the fields ``reason-<id>`` where one is needed (for all but what was
    taken) and ``outcome-<id>`` where the text as drafted says otherwise.
    """
    current = lock_draft(draft, by=by)
    found = {each.amendment.pk: each for each in fates(work_on(current))}
    if not said.keys() <= found.keys():
        raise NotPossible(_("A change is not proposed any more: its contribution was withdrawn or replaced."))
    wrong: dict[str, Sentence] = {}
    for pk, saying in said.items():
        wrong |= {f"{field}-{pk}": sentence for field, sentence in _wrong(saying, is_in=found[pk].is_in).items()}
    if wrong:
        raise Incomplete(_("Something is still needed for these dispositions."), fields=wrong)
    return sum(_say(found[pk], saying, by) for pk, saying in said.items())


def _say(fate: Fate, saying: Saying, by: "Person | None") -> bool:
    """Store what is said of one change; was it said otherwise before?"""
    was, reason = fate.said, saying.reason.strip()
    if (was.outcome if was else "", was.reason if was else "") == (saying.outcome, reason if saying.outcome else ""):
        return False
    if saying.was is not None and saying.was != (was.outcome if was else ""):
        raise NotPossible(_("Another window or a colleague has said something else of it meanwhile. Look at it again."))
    if not saying.outcome:
        Disposition.objects.filter(amendment=fate.amendment).delete()
    else:
        given = {"outcome": saying.outcome, "reason": reason, "by": by, "decided_at": timezone.now()}
        Disposition.objects.update_or_create(amendment=fate.amendment, defaults=given)
    enter("amendment.dispose", subject=fate.amendment, by=by, outcome=saying.outcome)
    return True


def lock_draft(draft: NextVersion, *, by: "Person | None") -> NextVersion:
    """The draft's row, locked until the transaction ends: everything about a next version waits here.

    Raise ``NotAllowed`` for anybody but the secretariat and the chair, ``NotPossible`` once it is issued.
    """
    must_issue(process_of(draft.base), by)
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
    return _taken_words(base, choice, wordings_of(place, taken))


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


def _wrong(saying: Saying, *, is_in: bool) -> dict[str, Sentence]:
    if not saying.outcome:
        return {}
    outcome = Outcome(saying.outcome)
    if not agrees(outcome, is_in=is_in):
        if is_in:
            return {"outcome": _("The text as drafted says exactly what this change asks for: it was taken.")}
        return {"outcome": _("The text as drafted does not say what this change asks for. Decide its clause first.")}
    if outcome != Outcome.TAKEN and not saying.reason.strip():
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
