"""The one way in which a state changes: allowed, possible, guarded, recorded."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions.enums import Move, State
from contributions.lifecycle import STEPS
from contributions.models import Contribution
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person


def lock(contribution: Contribution) -> Contribution:
    """The row as it is now, locked until the transaction ends. Taken first, so that nobody waits in a circle.

    The record's own lock comes last of all: see ``record.actions.enter``. Raise ``NotPossible`` if the row is not
    there any more.

    Two statements on purpose: one that waits reads the row itself anew, but what is joined to it, the submission
    above all, as it was before. Whoever only writes down something that refers to the row does not wait for it.
    """
    if not Contribution.objects.select_for_update(no_key=True).filter(pk=contribution.pk).values_list("pk"):
        raise NotPossible(_("This draft was thrown away meanwhile, in another window or by somebody else."))
    # No more tables than nearly every act asks of: planning to join nine took longer than the act.
    return Contribution.objects.select_related("period", "round__process", "submission").get(pk=contribution.pk)


def move(
    contribution: Contribution,
    step: Move,
    *,
    by: "Person",
    at: datetime | None = None,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Take ``contribution`` (locked) through ``step``, writing ``fields`` with it, and enter it in the record.

    ``at`` is the instant of the step, now unless the caller has read the clock already.
    A move of the secretariat is its reaction to whatever the author has said: nothing waits for an answer after it.
    Raise ``NotAllowed``, ``Incomplete`` where a reason is needed and missing, ``NotPossible`` where
    the state does not allow it or somebody else was faster.
    """
    check(contribution, step, by=by, reason=reason)
    was, to = contribution.state, STEPS[step].to
    fields = {"moved_at": at or timezone.now(), "answered_at": None} | fields
    moved = Contribution.objects.filter(pk=contribution.pk, state=was).update(state=to, **fields)
    if not moved:
        raise NotPossible(_("Somebody else changed this contribution a moment ago. Look at it again."))
    contribution.state = to
    for name, value in fields.items():
        setattr(contribution, name, value)
    enter(
        f"contribution.{step.value}",
        subject=contribution,
        by=by,
        digest=contribution.submission.digest if contribution.submission else "",
        was=str(was),
        **(facts or {}),
    )


def must_be_what_was_read(contribution: Contribution, seen: int | None, heard: int | None = None) -> None:
    """Raise ``NotPossible`` if another submission is in force than number ``seen``, or more was said than was heard.

    ``heard`` is the id of the last remark that was read, 0 where there was none. None asks nothing.
    """
    if seen is not None and contribution.submission is not None and contribution.submission.number != seen:
        raise NotPossible(_("Its author has sent it again since you opened this page. Read what is in force now."))
    if heard is not None and contribution.remarks.filter(pk__gt=heard).exists():
        raise NotPossible(_("Something was said about it since you opened this page. Read it first."))


def check(contribution: Contribution, step: Move, *, by: "Person", reason: str = "") -> None:
    """Raise the refusal that ``move`` would raise; change nothing."""
    if not by.has_perm(f"contributions.{step.value}", contribution):
        raise NotAllowed(_("You may not do this with this contribution."))
    if contribution.state not in STEPS[step].sources:
        raise NotPossible(
            _("This contribution is “%(state)s” now, so this cannot be done: %(move)s.")
            % {"state": State(contribution.state).label, "move": step.label}
        )
    if STEPS[step].reason_needed and not reason.strip():
        sentence = _("Say why: the source reads these words.")
        raise Incomplete(sentence, fields={"reason": sentence})
