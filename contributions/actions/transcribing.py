"""What comes on paper, by e-mail or by word of mouth: written down by the desk, confirmed by its source."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotAllowed, NotPossible, Sentence
from common.stamps import bump
from consultations.actions import must_set_up
from consultations.actions.permission import must_work_for
from consultations.models import CommentPeriod
from contributions import drafts, notices
from contributions.content import Content
from contributions.enums import Channel, Speaking, State
from contributions.intake import upload
from contributions.models import Contribution, Remark, Transcript, TranscriptOriginal, transcript_of
from contributions.queries.transcripts import by_token, has_expired
from record.actions import enter
from stakeholders import actions as stakeholders
from stakeholders.models import Person, StakeholderGroup

from .moving import lock
from .remark import wait
from .timing import moment_of

if TYPE_CHECKING:
    from contributions.models import Submission

BY_HAND = (Channel.PAPER, Channel.EMAIL, Channel.SPOKEN)
# Who enters something later than that says why the earlier instant counts.
AT_ONCE = timedelta(hours=1)
LONGEST = 5000


@transaction.atomic
def enter_elsewhere(
    period: CommentPeriod,
    *,
    by: Person,
    channel: Channel,
    received_at: datetime,
    source: Mapping[str, Any],
    why_then: str = "",
    contact: str = "",
    email: str = "",
    postal_address: str = "",
    originals: Iterable[UploadedFile] = (),
    original_is_public: bool = False,
    at: datetime | None = None,
) -> Contribution:
    """Begin to write down what came for ``period`` at ``received_at``, and return the draft, which ``by`` goes on with.

    ``source`` as in a content: ``id``, or ``name, acronym, country, group``; of the group of individuals it is the
    person ``contact`` with the address ``email``. By ``received_at`` it is measured. Raise ``NotAllowed`` outside the
    secretariat; ``NotPossible`` where nothing could be taken then; ``Incomplete`` naming what is missing or wrong.
    """
    at = at or timezone.now()
    must_work_for(period.round.process, by)
    email, contact = email.strip(), one_line(contact)
    wrong = _wrong(channel, received_at, why_then, at=at, source=source, reach=(contact, email, postal_address))
    if wrong:
        raise Incomplete(_("Something about where this came from is missing or wrong."), fields=wrong)
    if not period.is_public:
        raise NotPossible(_("This comment period is not public yet, so nothing can be received in it."))
    content = Content(
        language=period.languages[0] if len(period.languages) == 1 else "",
        sources=[_named(source, contact=contact, email=email)],
    )
    contribution = Contribution.objects.create(
        period=period,
        round=period.round,
        author=by,
        channel=channel,
        speaking=Speaking.SOURCE,
        content=content.to_json(),
        draft_token_hash=drafts.token_hash(drafts.new_token()),
        saved_at=at,
    )
    moment_of(contribution, at=received_at)
    transcript = Transcript.objects.create(
        contribution=contribution,
        received_at=received_at,
        why_then=why_then.strip(),
        entered_by=by,
        contact=contact,
        email=email,
        postal_address=postal_address.strip(),
        original_is_public=original_is_public,
    )
    for file in originals:
        _keep(transcript, file)
    enter("contribution.enter", subject=contribution, by=by, channel=str(channel), received_at=received_at.isoformat())
    return contribution


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
    transcript = transcript_of(contribution) if contribution.channel in BY_HAND else None
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


def _named(source: Mapping[str, Any], *, contact: str, email: str) -> dict[str, Any]:
    """The source as a content names it; an individual becomes somebody who can sign in later with that address."""
    group = StakeholderGroup.objects.filter(code=str(source.get("group", ""))).first()
    if source.get("id") or group is None or not group.for_individuals:
        return {key: source[key] for key in ("id", "name", "acronym", "country", "group") if source.get(key)}
    return {"id": stakeholders.own_source(stakeholders.person_at(email, name=contact)).pk}


def _wrong(
    channel: Channel,
    received_at: datetime,
    why_then: str,
    *,
    at: datetime,
    source: Mapping[str, Any],
    reach: tuple[str, str, str],
) -> dict[str, Sentence]:
    contact, email, postal_address = reach
    wrong: dict[str, Sentence] = {}
    if channel not in BY_HAND:
        wrong["channel"] = _("Say how it came: on paper, by e-mail or spoken.")
    if received_at > at:
        wrong["received_at"] = _("This instant is still to come.")
    elif at - received_at > AT_ONCE and not why_then.strip():
        wrong["why_then"] = _("Say how you know that it came then: the stamp on the envelope, the date of the e-mail.")
    if email:
        try:
            stakeholders.read_address(email)
        except Incomplete as refusal:
            wrong["email"] = refusal.sentence
    if not email and not postal_address.strip():
        wrong["email"] = _("Give an e-mail or postal address: the source is asked to confirm the transcript.")
    individual = StakeholderGroup.objects.filter(code=str(source.get("group", "")), for_individuals=True).exists()
    if individual and not (email and contact):
        wrong["contact"] = _("For an individual give their name here, and their e-mail address.")
    if not individual and not source.get("id") and not str(source.get("name", "")).strip():
        wrong["name"] = _("Name the organisation or government.")
    return wrong


def _keep(transcript: Transcript, file: UploadedFile) -> None:
    try:
        checked = upload.check(file)
    except Incomplete as refusal:
        raise Incomplete(refusal.sentence, fields={"original": refusal.sentence}) from refusal
    file.seek(0)
    stored = TranscriptOriginal(transcript=transcript, **asdict(checked))
    stored.file.save(checked.name, file, save=False)
    stored.save()
