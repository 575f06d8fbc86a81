"""The letters that contributions cause, and to whom. Called inside the transaction of the fact they tell."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from i18nfield.strings import LazyI18nString

from common.languages import active
from consultations import notices as consultations_notices
from consultations.grounds import OTHER
from consultations.models import CommentPeriod, Follow, PeriodAct, Process, Symbol
from consultations.notices import about_act
from consultations.queries import secretariat_of
from consultations.queries.grounds import grounds_of, worded
from contributions.content import Content
from contributions.enums import Carriage, Channel, Consent, State
from contributions.models import (
    Amendment,
    Batch,
    Contribution,
    ContributionSource,
    NextRoundOffer,
    Redaction,
    Remark,
    Submission,
    Timing,
    Transcript,
    timing_of,
    transcript_of,
)
from contributions.queries.joining import url_of
from contributions.queries.published import published_form
from notifications.actions import queue, queue_many
from record.queries import about
from stakeholders.models import Mandate, Person, Source
from stakeholders.notices import invitation_url, speakers_of, whose
from texts.models import TextVersion

# Bytes: letters stay under 20 kB of text. The receipt page has all.
LONGEST_COPY = 12_000
LONGEST_NAMES = 2_000
PERIOD_OPENED = "contributions/period_opened"


def received(contribution: Contribution, submission: Submission, timing: Timing) -> None:
    """To the author: the receipt, with what was written, its digest and its lane."""
    content = Content.from_json(submission.content)
    words, words_are_cut = _within(content.plain_text(), LONGEST_COPY)
    names, names_are_cut = _within(" · ".join(source["name"] for source in content.sources), LONGEST_NAMES)
    _to_author(
        contribution,
        "receipt",
        key=f"contribution-receipt:{submission.pk}",
        submission=submission,
        timing=timing,
        content=submission.content,
        words=words,
        words_are_cut=words_are_cut,
        names=names + ("…" if names_are_cut else ""),
        receipt_url=_absolute(reverse("web:receipt", args=[contribution.pk])),
    )


def transcript(contribution: Contribution, submission: Submission, written_down: Transcript, *, token: str) -> None:
    """To the source of what came on paper, by e-mail or spoken: the receipt with the words, to be confirmed."""
    content = Content.from_json(submission.content)
    words, words_are_cut = _within(content.plain_text(), LONGEST_COPY)
    queue(
        "contributions/transcript",
        to=None,
        address=written_down.email,
        language=_language_of(contribution),
        context=_context(contribution)
        | {
            "submission": submission,
            "timing": timing_of(submission),
            "content": submission.content,
            "transcript": written_down,
            "words": words,
            "words_are_cut": words_are_cut,
            "confirm_url": _absolute(reverse("web:transcript", args=[token])),
        },
        key=f"contribution-transcript:{submission.pk}:{written_down.token_hash}",
        subject=contribution,
    )


def returned(contribution: Contribution, *, reason: str) -> None:
    """To the author: the secretariat's question."""
    remark = contribution.remarks.order_by("-pk").first()
    _to_author(contribution, "returned", key=f"contribution-returned:{remark.pk if remark else 0}", reason=reason)


def remarked(contribution: Contribution, remark: Remark) -> None:
    """To the author: what the secretariat said about it."""
    _to_author(contribution, "remarked", key=f"contribution-remarked:{remark.pk}", words=remark.text)


def answered(contribution: Contribution, remark: Remark) -> None:
    """To whoever answers for it at the desk: what its author said."""
    _to_desk(
        contribution, "answered", to=contribution.assignee, key=f"contribution-answered:{remark.pk}", remark=remark
    )


def mended(contribution: Contribution, submission: Submission) -> None:
    """To whoever answers for it at the desk: that its author has mended it and sent it again."""
    _to_desk(contribution, "mended", to=contribution.assignee, key=f"contribution-mended:{submission.pk}")


def assigned(contribution: Contribution, *, by: Person) -> None:
    """To whoever answers for it from now on."""
    key = f"contribution-assigned:{_last_act(contribution)}"
    _to_desk(contribution, "assigned", to=contribution.assignee, key=key, by=by)


def taken_over(contribution: Contribution, *, by: Person, of: Person) -> None:
    """To whoever answered for it until now: who does from now on."""
    _to_desk(contribution, "taken_over", to=of, key=f"contribution-taken-over:{_last_act(contribution)}", by=by)


def assigned_several(batch: Batch, *, number: int) -> None:
    """To whoever answers for ``number`` contributions from now on that were given to them at once: one letter."""
    if batch.to is None or batch.to == batch.by or not number:
        return
    queue(
        "contributions/assigned_several",
        to=batch.to,
        context={"by": batch.by, "number": number, "url": _absolute(reverse("secretariat:desk")) + "?assignee=me"},
        key=f"contributions-assigned:{batch.pk}",
    )


def taken_over_several(batch: Batch, *, of: int, number: int) -> None:
    """To whoever (an id) answered for ``number`` contributions that were given to somebody else at once: one letter."""
    person = Person.objects.filter(pk=of, is_active=True).exclude(pk=batch.by_id).first()
    if person is not None:
        queue(
            "contributions/taken_over_several",
            to=person,
            context={"batch": batch, "number": number, "url": _absolute(reverse("secretariat:desk"))},
            key=f"contributions-taken-over:{batch.pk}:{person.pk}",
        )


def declined(contribution: Contribution, *, reason: str) -> None:
    """To the author: that it will not be published, on which ground of the published list, and why."""
    author, code = contribution.author, contribution.ground_code
    with translation.override(author.language if author else None):
        ground = worded(code, grounds_of(contribution.round.process)) if code != OTHER else None
    _to_author(
        contribution,
        "declined",
        key=f"contribution-declined:{contribution.pk}",
        reason=reason,
        ground=ground.text if ground else "",
    )


def published(contribution: Contribution) -> None:
    """To the author, and to everyone who follows the round: the symbol and the address."""
    assert contribution.symbol is not None
    url = public_url(contribution)
    _to_author(contribution, "published", key=f"contribution-published:{contribution.pk}", public_url=url)
    queue_many(
        "contributions/followed_published",
        to=_followers(contribution.round_id, but=Q(pk=contribution.author_id)),
        context=_context(contribution) | {"public_url": url, "title": published_form(contribution).title},
        key=f"contribution-published:{contribution.pk}:follower",
        subject=contribution,
    )


def next_round_offered(contribution: Contribution, offer: NextRoundOffer) -> None:
    """To the author of what is held: that the next round is there, and that nothing happens without them."""
    _to_author(
        contribution,
        "next_round",
        key=f"contribution-next-round:{offer.pk}",
        offered=offer.round,
        offer_url=_absolute(reverse("web:next_round", args=[contribution.pk])),
    )


def renumbered(contribution: Contribution, *, was: str, reason: str) -> None:
    """To the author: that it bears another symbol, and that the old one leads there."""
    assert contribution.symbol is not None
    _to_author(
        contribution,
        "renumbered",
        key=f"contribution-renumbered:{contribution.symbol_id}",
        was=was,
        reason=reason,
        public_url=public_url(contribution),
    )


def withdrawn(contribution: Contribution) -> None:
    """To the author: that it is withdrawn, and what stays."""
    _to_author(contribution, "withdrawn", key=f"contribution-withdrawn:{contribution.pk}")


def redacted(contribution: Contribution, redactions: Collection[Redaction]) -> None:
    """To those who speak for its sources: that something is removed from what everybody reads, and on what ground.

    Not what it was: a letter travels openly.
    """
    of = contribution.public_form or {}
    grounds = [LazyI18nString(dict(words)) for words in of.get("grounds", {}).values()]
    passages = sum(each.file_id is None for each in redactions)
    for person in _speakers(contribution):
        queue(
            "contributions/redacted",
            to=person,
            context=_context(contribution)
            | {"passages": passages, "files": len(redactions) - passages, "grounds": grounds}
            | {"public_url": public_url(contribution) if contribution.published_at is not None else ""},
            key=f"redacted:{max(each.pk for each in redactions)}:{person.pk}",
            subject=contribution,
        )


def redaction_lifted(contribution: Contribution, redaction: Redaction) -> None:
    """To those who speak for its sources: that what was removed is there again."""
    for person in _speakers(contribution):
        queue(
            "contributions/redaction_lifted",
            to=person,
            context=_context(contribution)
            | {"public_url": public_url(contribution) if contribution.published_at is not None else ""},
            key=f"redaction-lifted:{redaction.pk}:{person.pk}",
            subject=contribution,
        )


def version_issued(
    contribution: Contribution, version: TextVersion, *, disposed: int, arrived: list[Amendment]
) -> None:
    """To those who speak for its sources: that the next version of a text is out, and what became of their changes.

    ``disposed``: how many of them have their outcome; ``arrived``: those that came to the new version. Where one waits
    for an answer of theirs, the letter asks for it.
    """
    if any(each.carriage == Carriage.RETURNED for each in arrived):
        changes_returned(contribution, version, arrived, disposed=disposed)
    else:
        _to_sources(contribution, version, "version_issued", disposed=disposed, arrived=arrived)


def changes_returned(
    contribution: Contribution, version: TextVersion, arrived: list[Amendment], *, disposed: int = 0
) -> None:
    """To those who speak for its sources: that changes collide with the new version, and only they can say how on."""
    _to_sources(contribution, version, "changes_returned", disposed=disposed, arrived=arrived)


def version_filed(version: TextVersion, carrier: Symbol, *, follows: Symbol, but: Collection[Contribution]) -> None:
    """To everyone who follows the round of ``carrier`` or of the version that it ``follows``: the next one is out.

    Whoever speaks for one of ``but`` has a letter of their own.
    """
    process = carrier.process
    queue_many(
        "contributions/followed_version",
        to=_followers(carrier.round_id, follows.round_id, but=_speaking_for(but)),
        context={
            "text": version.text,
            "version": version,
            "round": carrier.round,
            "process": process,
            "url": _absolute(reverse("web:text", args=[process.slug, carrier.text])),
            "outcome_url": _absolute(reverse("web:outcome", args=[process.slug, follows.text])),
        },
        key=f"version-issued:{version.pk}:follower",
        subject=version,
    )


def period_opened(period: CommentPeriod) -> None:
    """To everyone who follows the round: that a comment period is open, until when and for what."""
    queue_many(
        PERIOD_OPENED,
        to=_followers(period.round_id),
        context=about_opening(period),
        key=f"period-opened:{period.pk}",
        subject=period,
    )


def about_opening(period: CommentPeriod) -> dict[str, Any]:
    """What the letter about its opening says of a period."""
    process = period.round.process
    return {
        "period": period,
        "round": period.round,
        "process": process,
        "url": _absolute(reverse("web:period", args=[process.slug, period.round.number, period.pk])),
    }


def period_decided(act: PeriodAct) -> None:
    """To whoever has a draft in the period, and to everyone who follows the round: what was decided about its dates.

    Those with a draft are told also where they follow nothing, for their work is at stake. Each has one letter.
    """
    writing = _writing_in(act.period)
    queue_many(
        "contributions/period_decided",
        to=Person.objects.filter(writing, is_active=True).order_by("pk"),
        context=about_act(act),
        key=f"period-act:{act.pk}:draft",
        subject=act.period,
    )
    consultations_notices.period_decided(act, but=writing)


def how_many_are_told(period: CommentPeriod) -> int:
    """How many people get a letter when something is decided about the dates of the period."""
    following = Q(pk__in=Follow.objects.filter(round=period.round_id).values("person"))
    return Person.objects.filter(following | _writing_in(period), is_active=True).count()


def _writing_in(period: CommentPeriod) -> Q:
    """Whoever has a draft in the period. A revision can be sent at any time, so no closing touches it."""
    drafts = Contribution.objects.filter(period=period, state=State.DRAFT, revises=None)
    # Drafts of nobody in particular aside: NOT IN a list with NULL in it would be true of no one.
    return Q(pk__in=drafts.exclude(author=None).values("author"))


def asked_to_join(named: ContributionSource) -> None:
    """To all who speak for a source that an author has named: that it is asked whether it says this."""
    contribution = named.contribution
    people = {person.pk: person for person in speakers_of(named.source)}
    invited = named.invitation.accepted_by if named.invitation is not None else None
    if invited is not None:
        people.setdefault(invited.pk, invited)
    for person in people.values():
        if person.pk != contribution.author_id:
            _of_joining("asked_to_join", person, named, url=_absolute(url_of(named)))


def invited_to_join(named: ContributionSource, token: str) -> None:
    """To the address that the author gave for a source: the same, with the link of an invitation to speak for it."""
    invitation = named.invitation
    assert invitation is not None
    person = whose(invitation.address)
    queue(
        "contributions/invited_to_join",
        to=person,
        address=invitation.address,
        language="" if person else active(),
        context=_context(named.contribution)
        | {"source": named.source, "author": invitation.invited_by, "invitation": invitation}
        | {"url": invitation_url(token)},
        key=f"invitation:{invitation.pk}",
        # Not about the contribution: whoever reads the letters about it shall not take the link.
        subject=invitation,
    )


def joined(named: ContributionSource, *, by: Person) -> None:
    """To the author: that a source has confirmed, or that somebody has for it whose mandate is still to be checked."""
    author = named.contribution.author
    if author is not None and author.pk != by.pk:
        _of_joining("joined", author, named, who=by, counts=named.confirmed_at is not None)


def refused_to_join(named: ContributionSource, *, by: Person, reason: str) -> None:
    """To the author: that a source does not want to be named, and its words if it said why."""
    author = named.contribution.author
    if author is not None and author.pk != by.pk:
        _of_joining("refused_to_join", author, named, who=by, reason=reason)


def consent_changed(contribution: Contribution, *, by: Person) -> None:
    """To all who speak for its sources: what the public sees of it from now on."""
    for person in _speakers(contribution):
        queue(
            "contributions/consent_changed",
            to=person,
            context=_context(contribution) | {"who": by, "consent": Consent(contribution.consent).label},
            key=f"consent:{contribution.pk}:{uuid4()}",
            subject=contribution,
        )


def _of_joining(letter: str, to: Person, named: ContributionSource, **context: Any) -> None:
    """About one source of a joint contribution: once for each answer to the words in force."""
    contribution = named.contribution
    sent = contribution.submission_id
    at = named.refused_at or named.answered_at
    queue(
        f"contributions/{letter}",
        to=to,
        context=_context(contribution) | {"source": named.source, "author": contribution.author} | context,
        key=f"{letter}:{sent}:{named.source_id}:{to.pk}:{at.isoformat() if at and letter != 'asked_to_join' else ''}",
        subject=contribution,
    )


def without_a_voice(source: Source, *, mandate: Mandate) -> None:
    """To the secretariats that have had something from a source: that nobody speaks for it any more."""
    processes = Process.objects.filter(rounds__contributions__sources__source=source).distinct()
    told: set[int] = set()
    for person in (person for process in processes for person in secretariat_of(process)):
        if person.pk not in told:
            told.add(person.pk)
            queue(
                "contributions/without_a_voice",
                to=person,
                context={
                    "source": source,
                    "who": mandate.person,
                    "url": _absolute(reverse("secretariat:source", args=[source.pk])),
                },
                key=f"source-without-a-voice:{mandate.pk}:{person.pk}",
                subject=source,
            )


def public_url(contribution: Contribution) -> str:
    """The permanent address of a published contribution, in full."""
    assert contribution.symbol is not None
    return _absolute(reverse("web:document", args=[contribution.round.process.slug, contribution.symbol.text]))


def _to_author(contribution: Contribution, letter: str, *, key: str, **context: Any) -> None:
    if contribution.author is None:
        return
    written_down = transcript_of(contribution) if contribution.channel != Channel.WEB else None
    if written_down is not None and written_down.email:
        # Whoever wrote it down is not its source: letters go to the address that the source gave.
        place = {"url": context.get("public_url") or _period_url(contribution)}
        queue(
            f"contributions/{letter}",
            to=None,
            address=written_down.email,
            language=_language_of(contribution),
            context=_context(contribution) | context | place,
            key=key,
            subject=contribution,
        )
        return
    queue(
        f"contributions/{letter}",
        to=contribution.author,
        context=_context(contribution) | context,
        key=key,
        subject=contribution,
    )


def _period_url(contribution: Contribution) -> str:
    round_ = contribution.round
    return _absolute(reverse("web:period", args=[round_.process.slug, round_.number, contribution.period_id]))


def _language_of(contribution: Contribution) -> str:
    """The language it is written in, where letters can be written in it too."""
    return contribution.language if contribution.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _to_desk(contribution: Contribution, letter: str, *, to: Person | None, key: str, **context: Any) -> None:
    if to is None or not to.is_active:
        return
    url = _absolute(reverse("secretariat:contribution", args=[contribution.pk]))
    queue(
        f"contributions/{letter}",
        to=to,
        context=_context(contribution) | {"url": url} | context,
        key=f"{key}:{to.pk}",
        subject=contribution,
    )


def _last_act(contribution: Contribution) -> int:
    """The number of the record's last entry about it, which is the act that a letter tells of."""
    return about(contribution).values_list("number", flat=True).last() or 0


def _to_sources(
    contribution: Contribution, version: TextVersion, letter: str, *, disposed: int, arrived: list[Amendment]
) -> None:
    """One letter to the author and to everybody with a confirmed mandate for one of the sources."""
    slug = contribution.round.process.slug
    base = version.text.versions.get(number=version.number - 1)
    numbers = {each.value: sum(one.carriage == each for one in arrived) for each in Carriage}
    for person in _speakers(contribution):
        queue(
            f"contributions/{letter}",
            to=person,
            context=_context(contribution)
            | {
                "text": version.text,
                "version": version,
                "numbers": numbers | {"disposed": disposed},
                "carried_url": _absolute(reverse("web:carried", args=[contribution.pk])),
                "outcome_url": _absolute(reverse("web:outcome", args=[slug, base.symbol])),
            },
            key=f"{letter}:{version.pk}:{contribution.pk}:{person.pk}",
            subject=contribution,
        )


def _speakers(contribution: Contribution) -> Iterable[Person]:
    return Person.objects.filter(_speaking_for([contribution]), is_active=True).order_by("pk")


def _speaking_for(contributions: Collection[Contribution]) -> Q:
    """The authors, and everybody with a confirmed mandate for one of the sources."""
    speaking = Mandate.objects.confirmed().filter(source__contribution_sources__contribution__in=contributions)
    authors = [each.author_id for each in contributions if each.author_id]
    return Q(pk__in=authors) | Q(pk__in=speaking.values("person"))


def _within(text: str, most: int) -> tuple[str, bool]:
    """As much of the text as ``most`` bytes hold, and whether that is less than all."""
    written = text.encode()
    return written[:most].decode(errors="ignore"), len(written) > most


def _context(contribution: Contribution) -> dict[str, Any]:
    return {
        "contribution": contribution,
        "period": contribution.period,
        "round": contribution.round,
        "process": contribution.round.process,
        "symbol": contribution.symbol.text if contribution.symbol else "",
        "url": _absolute(reverse("web:contribution_mine", args=[contribution.pk])),
    }


def _followers(*rounds: int | None, but: Q | None = None) -> Iterable[Person]:
    following = Follow.objects.filter(round__in={each for each in rounds if each}).values("person")
    followers = Person.objects.filter(pk__in=following, is_active=True).exclude(but or Q(pk=None))
    return followers.order_by("pk").iterator(chunk_size=2000)


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
