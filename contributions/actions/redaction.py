"""Taking passages and pages out of what everybody reads, putting them back, and looking at the sealed original."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import notices
from contributions.content import Content
from contributions.enums import State
from contributions.models import Contribution, ContributionFile, Redaction, Submission, TranscriptOriginal
from contributions.queries.published import is_sealed_for, stored_form
from contributions.queries.redactions import comes_back, grounds_of, stamp_of
from contributions.queries.still_said import still_said
from contributions.redacting import Mark, fitted, parts_of
from record.actions import enter

from .moving import lock
from .public_form import FileMark, make_public_form, original_of

if TYPE_CHECKING:
    from stakeholders.models import Person

# While it is judged, and after everybody could read it.
POSSIBLE = (State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED)
# More than that is no redaction any more.
MOST = 2000


@transaction.atomic
def redact(
    contribution: Contribution,
    marks: Sequence[Mark] = (),
    *,
    by: "Person",
    files: Sequence[FileMark] = (),
    note: str = "",
    seen: str | None = None,
) -> list[Redaction]:
    """Take passages of the submission in force, and pages of its files, out of what everybody reads; tell its source.

    The submission stays as it is. ``note`` is for colleagues. ``seen`` is the ``stamp_of`` what was looked at: raise
    ``NotPossible`` where its author or a colleague was faster, and in a state in which there is nothing to publish;
    ``NotAllowed``; ``Incomplete`` for nothing to take out, a ground that is not offered, or pages that a file has not.
    """
    current = lock(contribution)
    _must_be_allowed(current, by=by)
    if current.state not in POSSIBLE or current.submission is None:
        raise NotPossible(_("Passages can be removed from what waits for publication or is published."))
    _must_be_what_was_seen(current, seen)
    found = _fitted(current.submission, marks)
    _must_be_complete(current, found, files)
    made = [Redaction(part=mark.part, start=mark.start, length=mark.length, ground=mark.ground) for mark in found] + [
        Redaction(file_id=each.file, pages=sorted(set(each.pages)), ground=each.ground) for each in files
    ]
    at = timezone.now()
    for each in made:
        each.submission, each.note, each.by, each.at = current.submission, note.strip(), by, at
    Redaction.objects.bulk_create(made)
    make_public_form(current)
    enter(
        "contribution.redact",
        subject=current,
        by=by,
        digest=current.submission.digest,
        passages=len(found),
        files=len(files),
        grounds=" ".join(sorted({each.ground for each in made}))[:200],
    )
    notices.redacted(current, made)
    # What was issued, and what the chair writes, stays as it is: those who decide about it are told.
    if places := still_said(current):
        notices.still_said(current, len(places), redaction=made[-1].pk)
    contribution.refresh_from_db()
    return made


@transaction.atomic
def lift(redaction: Redaction, *, by: "Person") -> None:
    """Let everybody read again what was taken out; tell the source. Twice does no harm.

    Raise ``NotAllowed`` for whoever may not remove passages; once it is published also for whoever may not read what is
    sealed, since this opens it.
    """
    contribution = lock(Contribution.objects.get(submissions=redaction.submission_id))
    _must_be_allowed(contribution, by=by)
    if is_sealed_for(by, contribution) and not by.has_perm("consultations.read_sealed", contribution.round.process):
        raise NotAllowed(_("Only whoever may read what is sealed can open it for everybody."))
    lifted = Redaction.objects.in_force().filter(pk=redaction.pk).update(lifted_at=timezone.now(), lifted_by=by)
    if not lifted:
        return
    make_public_form(contribution)
    enter("contribution.lift_redaction", subject=contribution, by=by, redaction=redaction.pk)
    notices.redaction_lifted(contribution, redaction)


@transaction.atomic
def unseal(contribution: Contribution, *, by: "Person", number: int | None = None) -> Submission:
    """Look at a sending as it was sent (the one in force unless ``number`` says which). The look is entered.

    Raise ``NotAllowed`` for whoever may not read what is sealed, ``NotPossible`` where there is no such sending.
    """
    current = lock(contribution)
    _must_read_sealed(current, by=by)
    wanted = current.submission if number is None else current.submissions.filter(number=number).first()
    if wanted is None:
        raise NotPossible(_("There is no such submission."))
    enter("contribution.unseal", subject=current, by=by, digest=wanted.digest, submission=wanted.number)
    return wanted


@transaction.atomic
def unseal_file(contribution: Contribution, file: ContributionFile, *, by: "Person") -> ContributionFile:
    """Get an attached file as it was sent. The look is entered. Raise as ``unseal`` does."""
    current = lock(contribution)
    _must_read_sealed(current, by=by)
    if file.contribution_id != current.pk or not Submission.objects.filter(contribution=current).naming(file.pk):
        raise NotPossible(_("There is no such file."))
    enter("contribution.unseal", subject=current, by=by, digest=file.sha256, file=file.pk)
    return file


@transaction.atomic
def unseal_original(contribution: Contribution, original: TranscriptOriginal, *, by: "Person") -> TranscriptOriginal:
    """Get a file of what really came on paper or by e-mail. The look is entered. Raise as ``unseal`` does."""
    current = lock(contribution)
    _must_read_sealed(current, by=by)
    if original.transcript_id != current.pk:
        raise NotPossible(_("There is no such file."))
    enter("contribution.unseal", subject=current, by=by, digest=original.sha256, original=original.pk)
    return original


def must_not_come_back(contribution: Contribution, *, again: bool) -> None:
    """Raise ``NotPossible`` where everybody would read what was removed before, unless somebody has said that they may.

    Removed from another sending of it, or from what it stands beside, and not from the submission in force.
    """
    form = stored_form(contribution)
    if not again and any(comes_back(contribution, form.content if form is not None else original_of(contribution))):
        raise NotPossible(
            _(
                "Words or files stand in it again that were removed before. "
                "Look at them on its page, and say there whether they may be published."
            )
        )


def _must_be_allowed(contribution: Contribution, *, by: "Person") -> None:
    if not by.has_perm("contributions.redact", contribution):
        raise NotAllowed(_("Only the secretariat of this process can remove passages."))


def _must_read_sealed(contribution: Contribution, *, by: "Person") -> None:
    process = contribution.round.process
    if contribution.submission_id is None or not by.has_perm("consultations.read_sealed", process):
        raise NotAllowed(_("What was removed is sealed. Only the head of this secretariat may open it."))


def _must_be_what_was_seen(contribution: Contribution, seen: str | None) -> None:
    if seen is not None and seen != stamp_of(contribution):
        raise NotPossible(
            _("Its author has sent it again, or a colleague has removed something, since you opened this page.")
        )


def _fitted(submission: Submission, marks: Sequence[Mark]) -> list[Mark]:
    """The marks as they fit the original, each once."""
    texts = parts_of(Content.from_json(submission.content))
    found = (fitted(texts.get(mark.part, ""), mark) for mark in marks)
    return list(dict.fromkeys(mark for mark in found if mark is not None))


def _must_be_complete(contribution: Contribution, marks: Sequence[Mark], files: Sequence[FileMark]) -> None:
    if not marks and not files:
        sentence = _("Say what is to be removed: choose sentences, write the words, or name pages.")
        raise Incomplete(sentence, fields={"words": sentence})
    if len(marks) > MOST:
        sentence = _("These are too many passages for one time.")
        raise Incomplete(sentence, fields={"words": sentence})
    offered = {each.code for each in grounds_of(contribution.round.process) if each.is_offered}
    if not {each.ground for each in marks} | {each.ground for each in files} <= offered:
        sentence = _("Choose a ground: everybody reads it in the place of what was removed.")
        raise Incomplete(sentence, fields={"ground": sentence})
    _must_be_sent(contribution, [each.file for each in files])


def _must_be_sent(contribution: Contribution, files: Collection[int]) -> None:
    sent = contribution.submission.file_ids if contribution.submission is not None else set()
    if not set(files) <= sent:
        sentence = _("This file is not part of what was submitted.")
        raise Incomplete(sentence, fields={"files": sentence})
