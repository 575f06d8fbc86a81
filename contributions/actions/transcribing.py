"""What the desk wrote down of something that came from elsewhere is confirmed by its source, or not."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from common.stamps import bump
from consultations.actions import must_set_up
from contributions import drafts, notices
from contributions.enums import State
from contributions.models import Contribution, Remark, Transcript, transcript_of
from contributions.queries.transcripts import by_token, has_expired
from record.actions import enter
from stakeholders.models import Person

from .moving import lock
from .remark import wait

if TYPE_CHECKING:
    from contributions.models import Submission

LONGEST = 5000


def ask_source(contribution: Contribution, submission: "Submission | None", *, by: "Person | None") -> str:
    """Ask the source to confirm the transcript in force: by letter where it has an address. Return the token.

    Inside the caller's transaction. The earlier token is void from now on.
    """
    token = drafts.new_token()
    transcript = Transcript.objects.select_for_update().get(contribution=contribution)
    transcript.token_hash, transcript.asked_at = drafts.token_hash(token), timezone.now()
    transcript.save(update_fields=["token_hash", "asked_at"])
    if transcript.email and submission is not None:
        notices.transcript(contribution, submission, transcript, token=token)
    enter("contribution.ask_source", subject=contribution, by=by)
    return token


@transaction.atomic
def ask_again(contribution: Contribution, *, by: Person) -> str:
    """The same at the desk's wish: another letter, or a token for a printed sheet.

    Raise ``NotAllowed``, and ``NotPossible`` where nothing waits for a confirmation.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.review", current):
        raise NotAllowed(_("Only the secretariat of this process can ask for a confirmation."))
    transcript = transcript_of(current)
    if transcript is None or current.submission is None or transcript.is_confirmed:
        raise NotPossible(_("There is no transcript here that waits for a confirmation."))
    return ask_source(current, current.submission, by=by)


@transaction.atomic
def confirm_transcript(token: str, *, at: datetime | None = None) -> Contribution:
    """The source says that these are its words. Twice does no harm.

    Raise ``NotPossible`` for a token that is void or too old, and for a contribution that was declined or withdrawn.
    """
    at = at or timezone.now()
    current, transcript = _by_token(token, at=at)
    if not transcript.is_confirmed:
        transcript.confirmed, transcript.confirmed_at = current.submission, at
        transcript.save(update_fields=["confirmed", "confirmed_at"])
        digest = current.submission.digest if current.submission else ""
        enter("contribution.confirm_transcript", subject=current, by="token-holder", digest=digest)
        if current.published_at is not None:
            bump("public")
    return current


@transaction.atomic
def complain(token: str, text: str, *, at: datetime | None = None) -> Contribution:
    """The source says what is wrong with the transcript; the desk reads it in its talk. Confirmed it is not, then.

    It waits at the desk until the secretariat reacts, and whoever answers for it there has a letter. Raise
    ``Incomplete`` without words, ``NotPossible`` as ``confirm_transcript``, and once it is confirmed.
    """
    at = at or timezone.now()
    text = text.strip()
    if not text or len(text) > LONGEST:
        sentence = _("Say what is wrong, in at most %(limit)d characters.") % {"limit": LONGEST}
        raise Incomplete(sentence, fields={"text": sentence})
    current, transcript = _by_token(token, at=at)
    if transcript.is_confirmed:
        raise NotPossible(_("You have confirmed this transcript. Write to the secretariat if that was a mistake."))
    if transcript.complaint != text:
        transcript.complaint, transcript.complained_at = text, at
        transcript.save(update_fields=["complaint", "complained_at"])
        said = Remark.objects.create(
            contribution=current, by=transcript.entered_by, text=text, is_from_secretariat=False
        )
        wait(current, since=current.answered_at or at)
        enter("contribution.complain", subject=current, by="token-holder")
        notices.answered(current, said)
    return current


@transaction.atomic
def publish_unconfirmed(contribution: Contribution, *, by: Person, reason: str) -> None:
    """Let a transcript be published that nobody has confirmed; the reason is public.

    It is marked as not confirmed for as long as it is not. Raise ``NotAllowed`` for anybody but the head.
    """
    current = lock(contribution)
    must_set_up(current.round.process, by)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        sentence = _("Say why it shall be published without a confirmation: the reason is public.")
        raise Incomplete(sentence, fields={"reason": sentence})
    transcript = transcript_of(current)
    if transcript is None or transcript.is_confirmed:
        raise NotPossible(_("There is no transcript here that waits for a confirmation."))
    transcript.unconfirmed_reason = reason
    transcript.save(update_fields=["unconfirmed_reason"])
    enter("contribution.publish_unconfirmed", subject=current, by=by)


def must_be_confirmed(contribution: Contribution) -> None:
    """Raise ``NotPossible`` for a transcript that its source has not confirmed, unless the head has said why not."""
    transcript = transcript_of(contribution)
    if transcript is not None and not transcript.is_confirmed and not transcript.unconfirmed_reason:
        raise NotPossible(
            _("Its source has not confirmed this transcript yet: nobody counts before confirming. Ask again, or wait.")
        )


def _by_token(token: str, *, at: datetime) -> tuple[Contribution, Transcript]:
    """The contribution, locked, and its transcript as it is under that lock."""
    found = by_token(token)
    current = lock(found.contribution) if found is not None else None
    transcript = by_token(token) if current is not None else None
    if current is None or transcript is None:
        raise NotPossible(_("This address is not valid any more. A newer one was sent to you."))
    if has_expired(transcript, at=at):
        raise NotPossible(_("This address has expired. Ask the secretariat for another one."))
    if current.state in (State.DECLINED, State.WITHDRAWN):
        raise NotPossible(_("This contribution was declined or withdrawn, so there is nothing to confirm."))
    transcript.contribution = current
    return current, transcript
