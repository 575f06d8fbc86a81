"""Submitting: is it the moment, may this person, is it complete; then it is fixed for good."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed
from contributions import notices
from contributions.completeness import shortcomings
from contributions.content import Content, digest, excerpt
from contributions.enums import Consent, Move, State
from contributions.models import Contribution, ContributionSource, Submission, Timing, transcript_of
from contributions.queries.amending import amended_outline, undecided_in
from contributions.search import index_for_desk
from contributions.similarity.words import number_of_words
from stakeholders.models import Mandate, Source

from .draft import describe
from .files import give_up_copies
from .joining import ask_the_others
from .listing import listed
from .moving import check, lock, move
from .revision import must_be_of_its_source
from .similarity import compare_later
from .speaking import resolve_sources
from .timing import asks_the_same, facts_of, is_for_action, keep, moment_of, must_be_as_told, timing_at
from .transcribing import ask_source

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def submit(
    contribution: Contribution, *, by: "Person", at: datetime | None = None, for_action: bool = True, told: str = ""
) -> Submission:
    """Send the working copy: fix it, give it its digest, and acknowledge it by letter.

    Possible while the period is open, and a short grace longer for what was begun before it closed; once the
    secretariat has returned it, also afterwards; a revision of something published at any time; and late, where the
    round takes what is late and holds it for the next one. Its lane is computed by the instant ``at``, and kept with
    the rules of now. ``for_action``: it asks the meeting to act. ``told``: the lane that its author was told before
    sending, as nothing becomes late unsaid. Sending again before it is taken up replaces what was sent; the same once
    more, as by a second click, changes nothing and returns what is in force.
    Raise ``NotPossible`` outside those moments (the draft is kept), ``NotAllowed``,
    and ``Incomplete`` with a sentence for each field that needs something.
    """
    at = at or timezone.now()
    current = lock(contribution)
    if current.author_id is None and current.state == State.DRAFT:
        current.author = by
    step = Move.REPLACE if current.state == State.SUBMITTED else Move.SUBMIT
    check(current, step, by=by)
    timing = timing_at(current, moment_of(current, at=at), asks_action=for_action)
    must_be_as_told(timing, told)
    content = _complete(current, by=by)
    sources, addresses = _speaking(current, content, by=by)
    fixed = fixed_of(current, content)
    in_force = current.submission
    if step == Move.REPLACE and in_force is not None and _is_the_same(in_force, fixed, for_action=for_action):
        return in_force
    submission = store(current, fixed, by=by, at=at)
    keep(timing, submission)
    says_otherwise = in_force is not None and in_force.digest != submission.digest
    named = _name_sources(current, sources, says_otherwise=says_otherwise, by=by, at=at)
    give_up_copies(current)
    answers = current.state == State.RETURNED
    notices.finished(current)
    move(
        current,
        step,
        by=by,
        at=at,
        facts={"submission": submission.number} | facts_of(timing),
        answered_at=at if answers else current.answered_at,
        author=current.author,
        submission=submission,
        public_form=None,
        submitted_at=at,
        **shown(content),
        lane=timing.lane,
        is_for_action=is_for_action(current, timing),
        **listed(each.source for each in named if each.refused_at is None),
    )
    index_for_desk(current, content)
    _acknowledge(current, submission, timing, by=by)
    if answers:
        notices.mended(current, submission)
    ask_the_others(current, addresses=addresses, by=by)
    contribution.refresh_from_db()
    return submission


def _complete(contribution: Contribution, *, by: "Person") -> Content:
    """The working copy as it is sent, with its files; raise ``Incomplete`` for what it still needs.

    What came on paper answers what it answers, so that no question has to be.
    """
    content = Content.from_json(contribution.content)
    attached = contribution.files.filter(pk__in=[file.get("id") for file in content.files])
    content.files = [describe(file) for file in attached]
    missing = shortcomings(
        content,
        contribution.speaking,
        [] if transcript_of(contribution) is not None else list(contribution.period.questions.all()),
        by,
        amended=amended_outline(content),
        undecided=undecided_in(contribution, content),
    )
    if missing:
        raise Incomplete(_("Something is still needed before this can be submitted."), fields=missing)
    return content


def _speaking(contribution: Contribution, content: Content, *, by: "Person") -> tuple[list[Source], dict[int, str]]:
    """Its sources, described in the content as they will stand; and by id the addresses at which they are asked."""
    sources, addresses = resolve_sources(
        contribution.speaking, content.sources, by=by, is_transcript=transcript_of(contribution) is not None
    )
    must_be_asked(contribution, sources)
    if transcript_of(contribution) is not None:
        must_be_of_its_source(contribution, sources)
    content.sources = [describe_source(source) for source in sources]
    return sources, addresses


def _acknowledge(contribution: Contribution, submission: Submission, timing: Timing, *, by: "Person") -> None:
    """The receipt; to the source of a transcript it is the question whether these are its words."""
    if transcript_of(contribution) is not None:
        ask_source(contribution, submission, by=by)
        notices.entered_beside(contribution)
    else:
        notices.received(contribution, submission, timing)


def _is_the_same(in_force: Submission, fixed: dict[str, Any], *, for_action: bool) -> bool:
    """Would sending ``fixed`` say nothing that is not said already?"""
    return in_force.digest == digest(fixed) and asks_the_same(in_force, for_action)


def shown(content: Content) -> dict[str, Any]:
    """The columns in which lists and figures show what it says."""
    words = content.plain_text()
    return {
        "title": content.title[:400],
        "language": content.language[:8],
        "excerpt": excerpt(words),
        "words": number_of_words(words),
        "consent": content.consent or Consent.NAMED,
    }


def must_be_asked(contribution: Contribution, sources: list[Source]) -> None:
    """Raise ``NotAllowed`` if the period asks certain groups and none of the sources is of one."""
    asked = set(contribution.period.audience.values_list("pk", flat=True))
    if asked and not any(source.group_id in asked for source in sources):
        raise NotAllowed(_("This comment period asks other stakeholder groups. Your draft is kept."))


def describe_source(source: Source) -> dict[str, Any]:
    """The object that stands for a source in a content."""
    return {
        "id": source.pk,
        "name": source.name,
        "acronym": source.acronym,
        "country": str(source.country or ""),
        "group": source.group.code,
    }


def fixed_of(contribution: Contribution, content: Content) -> dict[str, Any]:
    """The content as it will stand for good, with the place it was sent to."""
    return content.to_json() | {
        "process": contribution.round.process.code,
        "round": contribution.round.number,
        "period": contribution.period_id,
    }


def store(contribution: Contribution, fixed: dict[str, Any], *, by: "Person", at: datetime) -> Submission:
    """Keep what is sent as the next submission, with its digest."""
    submission = Submission.objects.create(
        contribution=contribution,
        number=contribution.submissions.count() + 1,
        by=by,
        submitted_at=at,
        content=fixed,
        digest=digest(fixed),
    )
    compare_later(submission)
    return submission


# What a source has answered, and the secretariat has said of it: about the words in force, and no others.
ANSWERS = ("confirmed_at", "answered_at", "answered_by_id", "refused_at", "refusal", "shown_as_invited_at")


def _name_sources(
    contribution: Contribution, sources: list[Source], *, says_otherwise: bool, by: "Person", at: datetime
) -> list[ContributionSource]:
    """Name them anew, and return them. One that is sent by its own confirmed voice needs no asking.

    A confirmation says that a source really says *this*. It holds for other words only if the source sends them
    itself: else whoever writes for several could put words under a name that had agreed to others.
    """
    before = {named.source_id: named for named in contribution.sources.all()}
    spoken_for = set(Mandate.objects.confirmed().filter(person=by).values_list("source_id", flat=True))
    contribution.sources.all().delete()
    rows = []
    for source in sources:
        known = before.get(source.pk)
        row = ContributionSource(contribution=contribution, source=source, group=source.group)
        if known is not None:
            row.invitation_id = known.invitation_id
            # Who has not answered yet finds the new words where the letter leads.
            row.asked_at = known.asked_at if known.is_invited and known.answered_at is None else None
        if known is not None and not says_otherwise:
            for name in ANSWERS:
                setattr(row, name, getattr(known, name))
        if source.person_id == by.pk or source.pk in spoken_for:
            row.confirmed_at, row.refused_at, row.refusal = row.confirmed_at or at, None, ""
        rows.append(row)
    return ContributionSource.objects.bulk_create(rows)
