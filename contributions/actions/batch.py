"""Moving many contributions by one decision, each by the same action as alone: tried first, confirmed, then done.

A trial is the act itself in a transaction that is undone, so what it shows is what the act would do or refuse.
Nothing is half done: an item and what became of it are one transaction, and a worker that dies leaves the rest to the
next one.
"""

import logging
import time
from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common import handing_over
from common.languages import active
from common.refusals import Incomplete, NotAllowed, NotPossible, Refusal
from consultations.queries import desks_of
from contributions import notices
from contributions.enums import BatchKind, BatchState, ItemOutcome
from contributions.models import Batch, BatchItem, Contribution
from record.actions import enter

from .batch_item import OUR_FAULT, do, rehearse

if TYPE_CHECKING:
    from stakeholders.models import Person

log = logging.getLogger(__name__)

MOST = 1000
# Up to so many are done while somebody waits, for so many seconds at most; all others a worker does.
AT_ONCE, PATIENCE = 30, 5
# Seconds for which one task works before it hands on to the next.
TURN = 40
# A batch that no worker has touched for so long is left lying.
LEFT = timedelta(minutes=2)
TASK = "contributions.tasks.go_on_with_batch"


def plan_batch(kind: BatchKind, chosen: Collection[int], *, by: "Person", to: "Person | None" = None) -> Batch:
    """Begin to try what would happen if these contributions (ids) were published, or given to ``to`` (None: nobody).

    In the order in which they were submitted; what is at no desk of ``by`` is left out. Raise ``Incomplete`` where
    nothing is left, ``NotPossible`` for more than ``MOST``.
    """
    found = (
        Contribution.objects.filter(pk__in=chosen, round__process__in=desks_of(by), submission__isnull=False)
        .annotate(heard=Max("remarks"))
        .order_by("submitted_at", "pk")
        .values_list("pk", "submission__number", "heard", "assignee")
    )
    if len(found) > MOST:
        raise NotPossible(_("At most %(number)d contributions at once.") % {"number": MOST})
    if not found:
        raise Incomplete(_("Choose at least one contribution first."))
    with transaction.atomic():
        batch = Batch.objects.create(kind=kind, by=by, to=to, language=active())
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, place=place, contribution_id=pk, seen=seen, heard=heard or 0, held_by=held_by)
            for place, (pk, seen, heard, held_by) in enumerate(found, start=1)
        )
    _begin(batch)
    return batch


def confirm_batch(batch: Batch, *, by: "Person") -> None:
    """Do what was shown. What has changed since is refused by itself, the rest is done.

    Raise ``NotAllowed`` for anybody but whoever began it, ``NotPossible`` unless it has been tried and waits for this.
    """
    if batch.by_id != by.pk:
        raise NotAllowed(_("Only whoever began this can confirm it."))
    with transaction.atomic():
        confirmed = Batch.objects.filter(pk=batch.pk, state=BatchState.READY)
        now = timezone.now()
        if not confirmed.update(state=BatchState.RUNNING, confirmed_at=now, touched_at=now):
            raise NotPossible(_("This was confirmed already, or is still being tried."))
        enter(f"batch.{batch.kind}", subject=batch, by=by, items=batch.items.count(), to=batch.to_id or 0)
    batch.refresh_from_db()
    _begin(batch)


def go_on(pk: int, *, turn: float = TURN) -> bool:
    """Work on a batch for ``turn`` seconds; is it done with what it was at? May run twice at once without harm."""
    batch = Batch.objects.select_related("by", "to").get(pk=pk)
    until = time.monotonic() + turn
    with translation.override(batch.language):
        while batch.state in (BatchState.CHECKING, BatchState.RUNNING):
            is_more = _try_next(batch) if batch.state == BatchState.CHECKING else _do_next(batch)
            if not is_more:
                _finish(batch)
                return True
            if time.monotonic() > until:
                return False
    return True


def sweep_batches() -> int:
    """Let workers go on with what was left lying, and return how many there were."""
    left = Batch.objects.filter(
        state__in=[BatchState.CHECKING, BatchState.RUNNING], touched_at__lt=timezone.now() - LEFT
    )
    found = list(left.values_list("pk", flat=True)[:100])
    for pk in found:
        hand_over(pk)
    return len(found)


def hand_over(pk: int) -> None:
    """Let a worker go on with a batch. A broker that is away costs time: the sweeper comes."""
    handing_over.hand_over(TASK, pk=pk)


def _begin(batch: Batch) -> None:
    if batch.items.count() > AT_ONCE or not go_on(batch.pk, turn=PATIENCE):
        transaction.on_commit(lambda: hand_over(batch.pk))
    batch.refresh_from_db()


def _try_next(batch: Batch) -> bool:
    """Try the next item and write down what would happen; False where none is left."""
    item = batch.items.unchecked().select_related("contribution").first()
    if item is None:
        return False
    taken = Counter(
        dict(batch.items.filter(takes_number=True).values_list("contribution__round").annotate(Count("pk")))
    )
    rehearse(item, batch, numbers_before=taken[item.contribution.round_id])
    _touch(batch)
    return True


def _do_next(batch: Batch) -> bool:
    """Do the next item, in one transaction with what became of it; False where none is left."""
    with transaction.atomic():
        item = batch.items.undone().select_for_update(of=("self",)).select_related("contribution").first()
        if item is None:
            # Where another worker has just done it, the next one is found by the next look.
            return batch.items.undone().exists()
        try:
            with transaction.atomic():
                item.given = do(item, batch)
            item.outcome = ItemOutcome.DONE
        except Refusal as refusal:
            item.outcome, item.said = ItemOutcome.REFUSED, str(refusal.sentence)
        except Exception:
            log.exception("item %s of batch %s", item.pk, batch.pk)
            item.outcome, item.said = ItemOutcome.FAILED, str(OUR_FAULT)
        item.done_at = timezone.now()
        item.save(update_fields=["outcome", "said", "given", "done_at"])
    _touch(batch)
    return True


def _touch(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(touched_at=timezone.now())


@transaction.atomic
def _finish(batch: Batch) -> None:
    """The last of several workers that come here at once changes nothing any more."""
    now, was = timezone.now(), batch.state
    still = Batch.objects.filter(pk=batch.pk, state=was)
    if was == BatchState.CHECKING:
        still.update(state=BatchState.READY, touched_at=now)
    elif still.update(state=BatchState.DONE, ended_at=now, touched_at=now) and batch.kind == BatchKind.ASSIGN:
        _tell_colleagues(batch)
    batch.refresh_from_db()


def _tell_colleagues(batch: Batch) -> None:
    """One letter to whoever was given them, and one to each from whom some were taken."""
    done = batch.items.filter(outcome=ItemOutcome.DONE).exclude(held_by=batch.to_id)
    notices.assigned_several(batch, number=done.count())
    for held_by, number in done.exclude(held_by=None).values_list("held_by").annotate(Count("pk")):
        notices.taken_over_several(batch, of=held_by, number=number)
