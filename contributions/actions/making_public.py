"""Making a process or a round public, with what waited to be told until everybody may read it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from consultations import actions as consultations
from consultations.models import Process, Round
from consultations.queries.topics import of_process, of_round
from contributions.notices.spoken import may_be_told
from following.actions import release
from following.models import News

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def open_process(process: Process, *, by: "Person | None", at: datetime | None = None) -> None:
    """As ``consultations.actions.open_process``; what nobody could read until now is told to followers."""
    consultations.open_process(process, by=by, at=at)
    _let_go(process, of_process(process.pk), by=by, at=process.public_at)


@transaction.atomic
def open_round(round_: Round, *, by: "Person | None", at: datetime | None = None) -> None:
    """As ``consultations.actions.open_round``; what nobody could read until now is told to followers."""
    consultations.open_round(round_, by=by, at=at)
    _let_go(round_.process, of_round(round_.pk), by=by, at=round_.public_at)


def _let_go(process: Process, topic: str, *, by: "Person | None", at: datetime | None) -> None:
    """News that waited for this alone; where the process wants to read all letters first, it waits for that."""
    if process.holds_letters:
        return
    for news in News.objects.held().filter(topics__contains=[topic], at__lte=at):
        if may_be_told(news):
            release(news, by=by, at=at)
