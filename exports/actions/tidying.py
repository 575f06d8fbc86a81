"""What nobody makes is started, what is over is removed. Costs the same however often it runs."""

from datetime import datetime, timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from exports.enums import Stage
from exports.lifecycle import ATTEMPTS, KEPT
from exports.models import FOLDER, Export

from .starting import hand_over

# How many one run removes, and how many it starts.
MOST, MOST_STARTED = 200, 4


def sweep(*, at: datetime | None = None) -> None:
    """Start exports whose worker died or never began, give up those that failed too often, remove what is over."""
    at = at or timezone.now()
    Export.objects.to_be_made(at=at).filter(attempts__gte=ATTEMPTS).order_by().update(
        stage=Stage.FAILED, claim=None, finished_at=at, expires_at=at + KEPT
    )
    if not Export.objects.running(at=at).exists():
        for pk in Export.objects.to_be_made(at=at).values_list("pk", flat=True)[:MOST_STARTED]:
            if not hand_over(str(pk)):
                break  # the broker is away: the rest would only wait for it, too
    _remove_expired(at)
    _remove_unnamed(at)


def _remove_expired(at: datetime) -> None:
    for export in Export.objects.filter(expires_at__lte=at).order_by("expires_at")[:MOST]:
        if export.file:
            export.file.delete(save=False)
        export.delete()


def _remove_unnamed(at: datetime) -> None:
    """Bytes that no row names: of workers that died."""
    storage = _storage()
    try:
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return
    named = set(Export.objects.filter(file__in=names).values_list("file", flat=True))
    for name in sorted(set(names) - named)[:MOST]:
        if _is_old(storage, name, at):
            storage.delete(name)


def _is_old(storage: Storage, name: str, at: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < at - timedelta(hours=6)
    except FileNotFoundError:
        return False


def _storage() -> Storage:
    return Export._meta.get_field("file").storage
