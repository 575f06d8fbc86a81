"""Making a file: claimed by one worker, which says how far it is; whatever stops it, nothing half done is given out."""

import logging
import tempfile
import time
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from uuid import UUID, uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import File
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.refusals import Refusal
from exports import making
from exports.enums import Stage
from exports.lifecycle import AT_ONCE, ATTEMPTS, KEPT, KEPT_SEALED
from exports.models import FOLDER, Export, ExportQuerySet
from record.queries import last

from .starting import hand_over

log = logging.getLogger(__name__)

# How often it is stored how far a file is.
TELLING = 2.0


class _Overtaken(Exception):
    """Another worker has taken this one for dead and makes the file now."""


class _Made(File):
    """A file that is moved to its place and not copied."""

    def temporary_file_path(self) -> str:
        """Where it lies, as Django asks of uploads."""
        return str(self.name)


def make(export_id: UUID | str, *, at: datetime | None = None) -> bool:
    """Make the file, if it is still to be made and not too many are being made; say whether it was.

    Twice does no harm. What fails is tried again by the sweeper, ``ATTEMPTS`` times in all; what cannot be made
    at all says why.
    """
    at = at or timezone.now()
    export = _claim(export_id, at)
    if export is None:
        return False
    try:
        with translation.override(export.language):
            _work(export)
    except _Overtaken:
        log.info("export %s is made by another worker", export.pk)
        return False
    except Refusal as refusal:
        _give_up(export, str(refusal.sentence))
        return False
    except SoftTimeLimitExceeded:
        with translation.override(export.language):
            _give_up(export, _("It took too long, so it was stopped."))
        return False
    except Exception:
        log.exception("export %s was not made (attempt %d)", export.pk, export.attempts)
        _put_back(export)
        return False
    finally:
        _start_next()
    return True


def _claim(export_id: UUID | str, at: datetime) -> Export | None:
    """Take it by one guarded UPDATE; None where it is not to be made, somebody else has it, or it is not its turn."""
    if Export.objects.running(at=at).exclude(pk=export_id).count() >= AT_ONCE:
        return None
    token = uuid4()
    head = last()
    waiting = Export.objects.to_be_made(at=at).filter(pk=export_id, attempts__lt=ATTEMPTS).order_by()
    taken = waiting.update(
        stage=Stage.RUNNING,
        claim=token,
        heard_at=at,
        begun_at=at,
        as_of=head.number if head else 0,
        attempts=F("attempts") + 1,
        done=0,
        total=0,
    )
    if not taken:
        return None
    return Export.objects.select_related("round__process").filter(pk=export_id, claim=token).first()


def _work(export: Export) -> None:
    folder = Path(Export._meta.get_field("file").storage.path(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    # Beside its place: the machine's own folder for such things may be in memory.
    with tempfile.NamedTemporaryFile(dir=folder, prefix="making-", delete=False) as file:
        path = Path(file.name)
    try:
        with path.open("w+b") as file:
            making.make(
                export.what,
                export.format,
                export.round,
                file,
                order=export.order,
                is_sealed=export.is_sealed,
                progress=_Teller(export),
                folder=folder,
            )
        _keep(export, path)
    finally:
        path.unlink(missing_ok=True)


def _keep(export: Export, path: Path) -> None:
    """Put the file in its place and say that it is ready, unless another worker has taken over."""
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    with path.open("rb") as file:
        export.file.save("made", _Made(file, name=str(path)), save=False)
    now = timezone.now()
    kept = _own(export).update(
        stage=Stage.DONE,
        file=export.file.name,
        size=size,
        sha256=sha256,
        done=F("total"),
        finished_at=now,
        expires_at=now + _kept_for(export),
        claim=None,
        failure="",
    )
    if not kept:
        export.file.delete(save=False)
        raise _Overtaken


class _Teller:
    """Stores how far it is every few seconds, and by that says that the worker is alive."""

    def __init__(self, export: Export) -> None:
        self._export, self._told = export, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._told < TELLING:
            return
        self._told = time.monotonic()
        if not _own(self._export).update(done=done, total=total, heard_at=timezone.now()):
            raise _Overtaken


def _put_back(export: Export) -> None:
    with translation.override(export.language):
        if export.attempts >= ATTEMPTS:
            _give_up(export, _("Something went wrong on our side. Try again later."))
            return
    _own(export).update(stage=Stage.QUEUED, claim=None, heard_at=None)


def _give_up(export: Export, sentence: str) -> None:
    now = timezone.now()
    _own(export).update(
        stage=Stage.FAILED, failure=sentence, claim=None, finished_at=now, expires_at=now + _kept_for(export)
    )


def _own(export: Export) -> ExportQuerySet:
    """The export while it is still ours."""
    return Export.objects.filter(pk=export.pk, claim=export.claim)


def _kept_for(export: Export) -> timedelta:
    return KEPT_SEALED if export.is_sealed else KEPT


def _start_next() -> None:
    """Whoever waited for its turn has it now, and not only when the sweeper comes."""
    waiting = Export.objects.filter(stage=Stage.QUEUED, attempts=0).order_by("asked_at", "pk").first()
    if waiting is not None:
        hand_over(str(waiting.pk))
