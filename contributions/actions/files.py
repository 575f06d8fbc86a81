"""The stored bytes of attached files: removed once no row names them, and never before.

The rule. A file on disk is wanted as long as a row names it: a ``ContributionFile`` (several may, because a revision
names the bytes of what it revises), what everybody gets instead of it, or the original of a transcript. Which files
are not wanted is computed by looking, not remembered. Taking a file out or throwing a draft away removes its bytes
right after the commit. What that misses (a process that died, an upload whose transaction was rolled back) is found by
``sweep_files``.

Nothing is taken that somebody is about to keep: a name is given once (``models.file.file_path``), only rows of
what was published are copied and those stay, and the sweep passes over whatever is younger than ``SAFE_AGE``,
because the row of an upload is committed after its bytes are written.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from contributions.models import Contribution, ContributionFile, RedactedFile, TranscriptOriginal
from contributions.models.file import FOLDER, FOLDERS
from contributions.models.transcript import FOLDER as ORIGINALS

log = logging.getLogger(__name__)

SAFE_AGE = timedelta(hours=1)
# How long each folder's turn lasts; all of them take a day.
TURN = timedelta(minutes=5)
# How many files one run removes at most.
MOST = 1000


def remove_unnamed(names: Iterable[str]) -> None:
    """Remove these files after the transaction is committed, unless a row still names them then."""
    transaction.on_commit(partial(_remove_unnamed, list(names)), robust=True)


def remove_bytes(names: Iterable[str]) -> None:
    """Remove these files now: of an upload whose rows are being undone, so that no other row can name them."""
    for name in names:
        _storage().delete(name)


def give_up_copies(contribution: Contribution) -> None:
    """Other words are sent: what was made of the files for everybody to read was made for those before."""
    if contribution.public_form is not None:
        copies = RedactedFile.objects.filter(original__contribution=contribution)
        names = [name for name in copies.values_list("file", flat=True) if name]
        copies.delete()
        remove_unnamed(names)


def sweep_files(*, at: datetime | None = None) -> int:
    """Remove files that no row names from the folders whose turn it is at the instant ``at``; return how many.

    One of ``FOLDERS`` for each kind and at most ``MOST`` files a run, so that it costs the same however many there are.
    Twice does no harm.
    """
    at = at or timezone.now()
    turn = FOLDERS[int(at.timestamp() // TURN.total_seconds()) % len(FOLDERS)]
    old = [name for kind in (FOLDER, ORIGINALS) for name in _older(f"{kind}/{turn}", than=at - SAFE_AGE)]
    removed = _remove_unnamed(old, most=MOST)
    if removed:
        log.info("removed %d files that belonged to nothing from folders %s", removed, turn)
    return removed


def _older(folder: str, *, than: datetime) -> Iterator[str]:
    """The names of the files in ``folder`` that are there since before ``than``."""
    storage = _storage()
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in sorted(names):
        path = f"{folder}/{name}"
        try:
            # Not when it was last written: it is moved here, and may have waited for the rest of its form.
            is_old = storage.get_created_time(path) < than
        except FileNotFoundError:
            continue
        if is_old:
            yield path


def _remove_unnamed(names: list[str], *, most: int | None = None) -> int:
    named = {
        name
        for model in (ContributionFile, RedactedFile, TranscriptOriginal)
        for name in model._default_manager.filter(file__in=names).values_list("file", flat=True)
    }
    unnamed = [name for name in names if name not in named][:most]
    for name in unnamed:
        _storage().delete(name)
    return len(unnamed)


def _storage() -> Storage:
    return ContributionFile._meta.get_field("file").storage
