"""What comes on paper, by e-mail or by word of mouth: the desk says where it came from, and begins to write it down."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotPossible, Sentence
from consultations.actions.permission import must_work_for
from consultations.enums import Beside
from consultations.models import CommentPeriod
from contributions import drafts
from contributions.content import Content
from contributions.enums import BY_HAND, Channel, Modifier, Speaking, State
from contributions.intake import upload
from contributions.models import Contribution, Transcript, TranscriptOriginal
from record.actions import enter
from stakeholders import actions as stakeholders
from stakeholders.models import Person, StakeholderGroup
from stakeholders.naming import normalised

from .moving import lock
from .revision import begin_modification, begin_revision
from .timing import moment_of

# Who enters something later than that says why the earlier instant counts.
AT_ONCE = timedelta(hours=1)


@dataclass(frozen=True)
class Arrival:
    """How something came that was not written on these pages, when, and where its source can be asked."""

    channel: Channel
    received_at: datetime
    why_then: str = ""
    contact: str = ""
    email: str = ""
    postal_address: str = ""
    originals: Iterable[UploadedFile] = ()
    original_is_public: bool = False


@transaction.atomic
def enter_elsewhere(
    period: CommentPeriod, arrival: Arrival, *, source: Mapping[str, Any], by: Person, at: datetime | None = None
) -> Contribution:
    """Begin to write down what came for ``period``, and return the draft, which ``by`` goes on with.

    The same again, before anything is written down, gives the same draft. ``source`` as in a content: ``id``, or
    ``name, acronym, country, group``; of the group of individuals it is the person ``contact`` with the address
    ``email``. By ``received_at`` it is measured. Raise ``NotAllowed`` outside the secretariat; ``NotPossible`` where
    nothing could be taken then; ``Incomplete`` naming what is missing or wrong.
    """
    at = at or timezone.now()
    must_work_for(period.round.process, by)
    contact, email = one_line(arrival.contact), arrival.email.strip()
    _must_be_right(_wrong(arrival, at=at) | _wrong_source(source, contact=contact, email=email))
    if not period.is_public:
        raise NotPossible(_("This comment period is not public yet, so nothing can be received in it."))
    content = Content(
        language=period.languages[0] if len(period.languages) == 1 else "",
        sources=[_named(source, contact=contact, email=email)],
    )
    # Their row is the queue in which the second press of a button finds what the first has begun.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    begun = Contribution.objects.filter(period=period, author=by, state=State.DRAFT, submission=None)
    same = begun.filter(channel=arrival.channel, transcript__received_at=arrival.received_at)
    if again := same.filter(content=content.to_json()).first():
        return again
    contribution = Contribution.objects.create(
        period=period,
        round=period.round,
        author=by,
        channel=arrival.channel,
        speaking=Speaking.SOURCE,
        content=content.to_json(),
        draft_token_hash=drafts.token_hash(drafts.new_token()),
        saved_at=at,
    )
    moment_of(contribution, at=arrival.received_at)
    _write_down(contribution, arrival, by=by)
    return contribution


@transaction.atomic
def enter_beside(
    original: Contribution,
    stands: Beside,
    arrival: Arrival,
    *,
    source: Mapping[str, Any] | None = None,
    by: Person,
    at: datetime | None = None,
) -> Contribution:
    """Begin to write down what its source sent to replace something published, to add to it or to correct it.

    By the same rules as ``revise`` and ``modify``, but for who acts: on the web a voice of the source does, here the
    desk does and the source confirms it. So the draft has the sources of the original; ``source`` (its ``name``), where
    the paper says it, must be among them. What was removed from the original does not come along. Raise as
    ``enter_elsewhere``.
    """
    at = at or timezone.now()
    current = lock(original)
    must_work_for(current.round.process, by)
    _must_be_right(_wrong(arrival, at=at) | _wrong_beside(current, source or {}))
    given = {"channel": arrival.channel, "speaking": _speaking(current)}
    if stands == Beside.REPLACES:
        contribution, _token = begin_revision(current, by=by, **given)
    else:
        contribution, _token = begin_modification(current, Modifier(stands.value), by=by, **given)
    _write_down(contribution, arrival, by=by)
    return contribution


def _write_down(contribution: Contribution, arrival: Arrival, *, by: Person) -> None:
    """Keep how it came, with its originals, and enter it in the record."""
    transcript = Transcript.objects.create(
        contribution=contribution,
        received_at=arrival.received_at,
        why_then=arrival.why_then.strip(),
        entered_by=by,
        contact=one_line(arrival.contact),
        email=arrival.email.strip(),
        postal_address=arrival.postal_address.strip(),
        original_is_public=arrival.original_is_public,
    )
    for file in arrival.originals:
        _keep(transcript, file)
    facts = {"channel": str(arrival.channel), "received_at": arrival.received_at.isoformat()}
    enter("contribution.enter", subject=contribution, by=by, **facts)


def _speaking(original: Contribution) -> Speaking:
    """For whom the draft speaks; an individual is a source like others for whoever writes down their words."""
    return Speaking.JOINTLY if original.speaking == Speaking.JOINTLY else Speaking.SOURCE


def _named(source: Mapping[str, Any], *, contact: str, email: str) -> dict[str, Any]:
    """The source as a content names it; an individual becomes somebody who can sign in later with that address."""
    group = StakeholderGroup.objects.filter(code=str(source.get("group", ""))).first()
    if source.get("id") or group is None or not group.for_individuals:
        return {key: source[key] for key in ("id", "name", "acronym", "country", "group") if source.get(key)}
    return {"id": stakeholders.own_source(stakeholders.person_at(email, name=contact)).pk}


def _must_be_right(wrong: dict[str, Sentence]) -> None:
    if wrong:
        raise Incomplete(_("Something about where this came from is missing or wrong."), fields=wrong)


def _wrong(arrival: Arrival, *, at: datetime) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    if arrival.channel not in BY_HAND:
        wrong["channel"] = _("Say how it came: on paper, by e-mail or spoken.")
    if arrival.received_at > at:
        wrong["received_at"] = _("This instant is still to come.")
    elif at - arrival.received_at > AT_ONCE and not arrival.why_then.strip():
        wrong["why_then"] = _("Say how you know that it came then: the stamp on the envelope, the date of the e-mail.")
    email = arrival.email.strip()
    if email:
        try:
            stakeholders.read_address(email)
        except Incomplete as refusal:
            wrong["email"] = refusal.sentence
    if not email and not arrival.postal_address.strip():
        wrong["email"] = _("Give an e-mail or postal address: the source is asked to confirm the transcript.")
    return wrong


def _wrong_source(source: Mapping[str, Any], *, contact: str, email: str) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    individual = StakeholderGroup.objects.filter(code=str(source.get("group", "")), for_individuals=True).exists()
    if individual and not (email and contact):
        wrong["contact"] = _("For an individual give their name here, and their e-mail address.")
    if not individual and not source.get("id") and not str(source.get("name", "")).strip():
        wrong["name"] = _("Name the organisation or government.")
    return wrong


def _wrong_beside(original: Contribution, source: Mapping[str, Any]) -> dict[str, Sentence]:
    name = one_line(str(source.get("name", "")))
    if not name:
        return {}
    if original.sources.filter(source__known_as__contains=[normalised(name)], refused_at=None).exists():
        return {}
    sentence = _("%(name)s is no source of %(symbol)s. Only its own source can replace it, add to it or correct it.")
    return {"name": sentence % {"name": name, "symbol": original.symbol.text if original.symbol else ""}}


def _keep(transcript: Transcript, file: UploadedFile) -> None:
    try:
        checked = upload.check(file)
    except Incomplete as refusal:
        raise Incomplete(refusal.sentence, fields={"original": refusal.sentence}) from refusal
    file.seek(0)
    stored = TranscriptOriginal(transcript=transcript, **asdict(checked))
    stored.file.save(checked.name, file, save=False)
    stored.save()
