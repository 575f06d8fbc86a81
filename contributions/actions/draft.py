"""Beginning and writing: anyone can, signed in or not."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.models import CommentPeriod
from contributions import drafts, notices
from contributions.content import MOST_RECOMMENDATIONS, Content
from contributions.enums import Speaking, State
from contributions.intake import upload
from contributions.models import Contribution, ContributionFile, Submission, TranscriptOriginal
from record.actions import enter

from .files import remove_unnamed
from .moving import lock
from .timing import takes_late

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from stakeholders.models import Person

EDITABLE = (State.DRAFT, State.RETURNED, State.SUBMITTED)


@transaction.atomic
def begin(period: CommentPeriod, *, by: "Person | None", at: datetime | None = None) -> tuple[Contribution, str]:
    """Begin a draft in ``period`` and return it with the token of its private address.

    Raise ``NotPossible`` outside the period, but for a late one where the round holds those for the next.
    """
    at = at or timezone.now()
    if not (period.is_public and period.is_open(at=at)) and not takes_late(period, period.round, at=at):
        raise NotPossible(_("This comment period is not open, so no contribution can be begun in it."))
    token = drafts.new_token()
    contribution = Contribution.objects.create(
        period=period,
        round=period.round,
        author=by,
        draft_token_hash=drafts.token_hash(token),
        content=Content(language=period.languages[0] if len(period.languages) == 1 else "").to_json(),
        saved_at=at,
    )
    enter("contribution.begin", subject=contribution, by=by or "draft-holder", period=period.pk)
    return contribution, token


@transaction.atomic
def claim(contribution: Contribution, *, by: "Person") -> None:
    """Make a draft that was begun without signing in the person's own. Twice does no harm.

    Raise ``NotAllowed`` if it is somebody else's already.
    """
    current = lock(contribution)
    if current.author_id not in (None, by.pk):
        raise NotAllowed(_("This draft belongs to somebody else. Ask them to go on, or begin your own."))
    if current.author_id is None:
        Contribution.objects.filter(pk=current.pk).update(author=by)
        enter("contribution.claim", subject=current, by=by)
    contribution.author = by


@transaction.atomic
def save(
    contribution: Contribution,
    content: dict[str, Any],
    *,
    by: "Person | None",
    version: int | None = None,
    speaking: str | None = None,
) -> int:
    """Store the working copy and return its new version number.

    ``version`` is the one that the writer saw; if another device has saved since, raise
    ``NotPossible`` and keep what is stored. None skips that check. What was submitted is not
    touched: it stays in force until it is replaced. Files are kept by ``attach`` and ``detach`` only.
    Raise ``Incomplete`` for more than a page can take.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    if version is not None and version != current.content_version:
        raise NotPossible(_("This draft was saved from another window or device meanwhile. Nothing was overwritten."))
    tidy = Content.from_json(content)
    tidy.files = Content.from_json(current.content).files
    must_fit(tidy)
    if speaking is not None and speaking not in ("", *Speaking.values):
        raise Incomplete(_("Choose for whom you speak."), fields={"speaking": _("Choose for whom you speak.")})
    fields = {"content": tidy.to_json(), "content_version": current.content_version + 1, "saved_at": timezone.now()}
    if speaking is not None:
        fields["speaking"] = speaking
    if current.state == State.DRAFT:
        fields |= {"title": tidy.title[:400], "language": tidy.language[:8]}
    write(contribution, fields)
    return contribution.content_version


@transaction.atomic
def attach(contribution: Contribution, file: UploadedFile, *, by: "Person | None") -> ContributionFile:
    """Check a file by its content and add it to the draft. The same content twice is kept once.

    Raise ``Incomplete`` with a sentence that says what to do if the file cannot be taken.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    content = Content.from_json(current.content)
    checked = upload.check(file, already=len(content.files))
    for known in current.files.filter(sha256=checked.sha256, name=checked.name):
        if any(item.get("id") == known.pk for item in content.files):
            return known
    file.seek(0)
    stored = ContributionFile(contribution=current, **asdict(checked))
    stored.file.save(checked.name, file, save=False)
    stored.save()
    content.files.append(describe(stored))
    write(contribution, {"content": content.to_json(), "content_version": current.content_version + 1})
    return stored


@transaction.atomic
def detach(contribution: Contribution, file_id: int, *, by: "Person | None") -> None:
    """Take a file out of the draft. It stays stored as long as something submitted names it."""
    current = lock(contribution)
    must_be_editable(current, by)
    content = Content.from_json(current.content)
    content.files = [item for item in content.files if item.get("id") != file_id]
    write(contribution, {"content": content.to_json(), "content_version": current.content_version + 1})
    if not Submission.objects.filter(contribution=current).naming(file_id).exists():
        _delete(current.files.filter(pk=file_id))


@transaction.atomic
def discard(contribution: Contribution, *, by: "Person | None") -> None:
    """Throw away a draft that was never submitted.

    Raise ``NotPossible`` for anything that was submitted: that is withdrawn, not thrown away.
    """
    current = lock(contribution)
    must_be_editable(current, by)
    if current.state != State.DRAFT or current.submission_id:
        raise NotPossible(_("What was submitted cannot be thrown away; you can withdraw it."))
    notices.finished(current)
    enter("contribution.discard", subject=current, by=by or "draft-holder")
    _delete(current.files.all())
    remove_unnamed(TranscriptOriginal.objects.filter(transcript=current.pk).values_list("file", flat=True))
    current.delete()


def must_be_editable(contribution: Contribution, by: "Person | None") -> None:
    """An unclaimed draft is open to whoever holds its address; everything else to those who speak for it."""
    unclaimed = contribution.author_id is None and contribution.state == State.DRAFT
    if not unclaimed and (by is None or not by.has_perm("contributions.edit", contribution)):
        raise NotAllowed(_("This contribution belongs to somebody else. Sign in with the address you used for it."))
    if contribution.state not in EDITABLE:
        raise NotPossible(
            _("This contribution is “%(state)s” now and can no longer be edited.")
            % {"state": State(contribution.state).label}
        )


def write(contribution: Contribution, fields: dict[str, Any]) -> None:
    """Store these fields of a draft that is locked, and let the object know."""
    Contribution.objects.filter(pk=contribution.pk).update(**fields)
    for name, value in fields.items():
        setattr(contribution, name, value)


def must_fit(content: Content) -> None:
    """Raise ``Incomplete`` for more than a page can take; where only a pasted list can be it, for ``paste``."""
    if content.is_too_long:
        raise Incomplete(_("This is too long for the page. Send the longest part as a file instead."))
    if len(content.recommendations) > MOST_RECOMMENDATIONS:
        sentence = _("At most %(most)d recommendations can be listed. Send longer lists as a file.") % {
            "most": MOST_RECOMMENDATIONS
        }
        raise Incomplete(sentence, fields={"paste": sentence})


def describe(file: ContributionFile) -> dict[str, Any]:
    """The object that stands for a file in a content."""
    return {
        "id": file.pk,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
    }


def _delete(files: "QuerySet[ContributionFile]") -> None:
    """The rows now, their bytes after the commit."""
    remove_unnamed(files.values_list("file", flat=True))
    files.delete()
