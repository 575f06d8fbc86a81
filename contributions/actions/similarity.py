"""Finding contributions that say nearly the same: after they were sent, in a worker, and never in anybody's way.

A submission is stored with an empty ``Fingerprint``, in one transaction. A worker makes the signature and commits it,
and only then looks for others: of two that arrive together, whoever looks last sees both. What a worker or a
broker loses the sweeper finds, for an empty row remains.
"""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from common.handing_over import hand_over
from contributions.content import Content
from contributions.enums import State
from contributions.models import Contribution, Fingerprint, Likeness, Submission
from contributions.similarity.signature import ALIKE, VERSION, alike, nearest, signature

# So many that share a band are looked at, the earliest first, and so many are read and compared word by word. In a
# campaign of ten thousand each is like each: twenty are enough to show it, and to find the others by.
MOST_CANDIDATES, MOST_ALIKE = 2000, 20
# How many one run of the sweeper makes up for.
BATCH = 200


def compare_later(submission: Submission) -> None:
    """Have a new submission compared with all others once the present transaction is committed."""
    Fingerprint.objects.create(submission=submission)
    start = partial(hand_over, "contributions.tasks.compare", submission_id=submission.pk)
    transaction.on_commit(start, robust=True)


def compare_waiting(*, most: int = BATCH) -> int:
    """Compare what has not been compared yet, at most so many, the oldest first; return how many."""
    waiting = list(
        Fingerprint.objects.filter(compared_at=None).order_by("submission").values_list("pk", flat=True)[:most]
    )
    return sum(compare(pk) for pk in waiting)


def compare(submission_id: int) -> bool:
    """Make the signature of a submission and find what is like it; say whether there was something to do.

    Twice, or in two workers at once, does no harm. What a source said in its own name before is not reported: the same
    contribution sent again, its revisions, and what the same person sent for the same sources.
    """
    if not _make(submission_id):
        return False
    with transaction.atomic():
        waiting = Fingerprint.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            pk=submission_id, compared_at=None
        )
        own = waiting.select_related("submission__contribution").first()
        if own is None:
            return False
        current = own.submission.contribution
        if current.submission_id == own.pk:
            _relate(current, _found(own, current))
        waiting.update(compared_at=timezone.now())
    return True


def _make(submission_id: int) -> bool:
    """Make the signature, unless it was made; committed by itself, so that another worker sees it."""
    own = Fingerprint.objects.select_related("submission").filter(pk=submission_id, compared_at=None).first()
    if own is None:
        return False
    if own.made_at is None or own.version != VERSION:
        made = signature(_text(own.submission))
        Fingerprint.objects.filter(pk=submission_id).update(
            bands=list(made.bands), numbers=made.numbers, version=VERSION, made_at=timezone.now()
        )
    return True


def _found(own: Fingerprint, current: Contribution) -> dict[int, float]:
    """What is like it, by the contribution's id, with how much."""
    if not own.bands:
        return {}
    others = (
        Fingerprint.objects.filter(bands__overlap=own.bands, version=VERSION, made_at__isnull=False)
        .filter(submission__contribution__submission=F("submission"))
        .filter(submission__contribution__round__process=current.round.process_id)
        .exclude(submission__contribution__in=_family(current))
        .exclude(submission__contribution__state=State.DRAFT)
        .exclude(
            submission__contribution__author=current.author_id,
            submission__contribution__source_ids=current.source_ids,
        )
    )
    candidates = list(others.order_by("submission").values_list("submission", "numbers")[:MOST_CANDIDATES])
    chosen = nearest(bytes(own.numbers), [(key, bytes(numbers)) for key, numbers in candidates], most=MOST_ALIKE)
    text = _text(own.submission)
    shares = {
        sent.contribution_id: alike(text, _text(sent))
        for sent in Submission.objects.filter(pk__in=chosen).order_by("pk")
    }
    return {contribution: share for contribution, share in shares.items() if share >= ALIKE}


def _relate(current: Contribution, found: dict[int, float]) -> None:
    Likeness.objects.filter(Q(earlier=current) | Q(later=current)).delete()
    pairs = [(*sorted((current.pk, other)), max(1, int(share * 100))) for other, share in found.items()]
    # In one order, so that no two workers wait for each other's pairs.
    rows = [Likeness(earlier_id=one, later_id=two, percent=percent) for one, two, percent in sorted(pairs)]
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)


def _family(contribution: Contribution) -> Collection[int]:
    """The contribution with all that it revises and all that revise one of these."""
    known: set[int] = {contribution.pk}
    original = contribution.revises_id
    while original is not None and original not in known:
        known.add(original)
        original = Contribution.objects.filter(pk=original).values_list("revises", flat=True).first()
    revisions: set[int] = set(Contribution.objects.filter(revises__in=known).values_list("pk", flat=True))
    while revisions - known:
        known |= revisions
        revisions = set(Contribution.objects.filter(revises__in=known).values_list("pk", flat=True))
    return known


def _text(submission: Submission) -> str:
    return Content.from_json(submission.content).plain_text()
