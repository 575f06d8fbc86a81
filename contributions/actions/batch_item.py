"""One contribution of a bulk act: trying what would happen, and doing it."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from consultations.models import Round
from contributions.enums import BatchKind
from contributions.models import Batch, BatchItem, Contribution
from following.models import News
from following.queries import how_many_follow
from notifications.models import Letter
from record.names import reference

from .amendment import hold_text
from .assignment import assign
from .consenting import lock_versions
from .public_form import original_of
from .review import publish

log = logging.getLogger(__name__)

OUR_FAULT = _("Something went wrong on our side. Try it alone.")


class _Undone(Exception):
    """The trial is over: nothing of it stays."""


def do(item: BatchItem, batch: Batch) -> str:
    """Make the move, if everything is as it was shown; return the symbol that was given, "" for none.

    Raise what the action raises.
    """
    contribution = item.contribution
    if batch.kind == BatchKind.PUBLISH:
        return publish(contribution, by=batch.by, seen=item.seen, heard=item.heard).text
    assign(contribution, by=batch.by, to=batch.to, held_by=item.held_by, is_told=False)
    return ""


def rehearse(item: BatchItem, batch: Batch, *, numbers_before: int) -> None:
    """Write down what would become of the item if ``numbers_before`` others of its round had got numbers before it.

    Its own transaction does the act and is undone: rows stay locked for that long only, and in the order of all acts. A
    fault of ours is written down like a refusal: the others are tried all the same.
    """
    began = timezone.now()
    item.trouble, item.symbol, item.letters, item.takes_number = "", "", 0, False
    try:
        with transaction.atomic():
            takes_number = batch.kind == BatchKind.PUBLISH and _count_on(item.contribution, numbers_before)
            item.symbol = do(item, batch)
            item.takes_number = takes_number
            item.letters = _letters_about(item.contribution, since=began)
            raise _Undone
    except Refusal as refusal:
        item.trouble = str(refusal.sentence)
    except _Undone:
        pass
    except Exception:
        log.exception("trial of item %s of batch %s", item.pk, batch.pk)
        item.trouble = str(OUR_FAULT)
    item.checked_at = timezone.now()
    item.save(update_fields=["trouble", "symbol", "letters", "takes_number", "checked_at"])


def _letters_about(contribution: Contribution, *, since: datetime) -> int:
    """Letters stored about it, and those that followers will be written because of it."""
    about = reference(contribution)
    news = News.objects.filter(subject=about, at__gte=since)
    to_followers = sum(how_many_follow(each.topics, but=each.but) for each in news)
    return Letter.objects.filter(about=about, created_at__gte=since).count() + to_followers


def _count_on(contribution: Contribution, numbers: int) -> bool:
    """Let so many numbers of its round be taken before it, where it takes a number of its own; does it?"""
    current = lock_versions(contribution)[contribution.pk]
    original = current.revises or current.modifies
    if original is not None and original.symbol_id is not None:
        return False
    hold_text(original_of(current))
    Round.objects.filter(pk=current.round_id).update(last_number=F("last_number") + numbers)
    return True
