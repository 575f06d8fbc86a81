"""Handing an export to the workers. A broker that is away costs time, never an export: ``sweep`` finds it."""

from django.db import transaction

from common import handing_over
from exports.models import Export


def start(export: Export) -> None:
    """Have it made after the transaction is committed."""
    transaction.on_commit(lambda: hand_over(str(export.pk)))


def hand_over(export_id: str) -> bool:
    """Put it on the workers' list; say whether the broker took it, and never raise."""
    return handing_over.hand_over("exports.tasks.make", export_id=export_id)
