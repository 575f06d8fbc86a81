"""Files that a portal hands in with somebody's words: taken as from the page, and gone at once where it is refused."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext as _

from common.refusals import Incomplete, Sentence, TooMuch
from contributions.models import Contribution, ContributionFile
from portals.models import Portal

from .draft import attach
from .files import remove_bytes

A_DAY = timedelta(days=1)


def must_not_fill(portal: Portal, files: Sequence[UploadedFile], *, at: datetime) -> None:
    """Raise ``TooMuch`` where one portal would leave more here in a day than it may."""
    if not files:
        return
    lately = ContributionFile.objects.filter(contribution__portal=portal, added_at__gt=at - A_DAY)
    there: int = lately.aggregate(size=Sum("size"))["size"] or 0
    if there + sum(file.size or 0 for file in files) > settings.REFERRED_BYTES_PER_PORTAL_PER_DAY:
        raise TooMuch(_("This portal has submitted as much as it may in a day. Try again tomorrow."))


@contextmanager
def files_taken(contribution: Contribution, files: Sequence[UploadedFile]) -> Iterator[None]:
    """Attach them; where one is refused, or what follows fails, no bytes of any of them stay.

    Raise ``Incomplete`` with a sentence for each that cannot be taken, as ``files-0``, ``files-1``.
    """
    stored: list[str] = []
    try:
        _attach(contribution, files, stored)
        yield
    except BaseException:
        # The rows are undone with the transaction, and each name was given once: nobody else's are these bytes.
        remove_bytes(stored)
        raise


def _attach(contribution: Contribution, files: Sequence[UploadedFile], stored: list[str]) -> None:
    wrong: dict[str, Sentence] = {}
    for place, file in enumerate(files):
        try:
            stored.append(str(attach(contribution, file, by=None).file.name))
        except Incomplete as refusal:
            wrong[f"files-{place}"] = refusal.sentence
    if wrong:
        raise Incomplete(_("Something about the files is wrong."), fields=wrong)
