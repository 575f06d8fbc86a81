"""What its author and those who speak for its sources are told of a contribution; followers of its publication too."""

from collections.abc import Collection
from uuid import uuid4

from django.urls import reverse
from django.utils.functional import lazy
from i18nfield.strings import LazyI18nString

from common.refusals import Sentence
from consultations.grounds import OTHER
from consultations.queries.grounds import laid_over, worded
from contributions.content import Content
from contributions.enums import Consent
from contributions.models import (
    Contribution,
    NextRoundOffer,
    Redaction,
    Remark,
    Submission,
    Timing,
    Transcript,
    timing_of,
)
from contributions.queries.topics import about_contribution
from following.actions import drop, report
from following.models import News
from notifications.actions import call_off_about, queue
from record.names import reference
from stakeholders.models import Person

from .addressing import (
    absolute,
    beside,
    context_of,
    public_url,
    speakers,
    to_author,
    to_speakers,
    within,
)

# Bytes: letters stay under 20 kB of text. The receipt page has all.
LONGEST_COPY = 12_000
LONGEST_NAMES = 2_000
FOLLOWED = "contributions/followed_published"


def received(contribution: Contribution, submission: Submission, timing: Timing) -> None:
    """To the author: the receipt, with what was written, its digest and its lane."""
    content = Content.from_json(submission.content)
    words, words_are_cut = within(content.plain_text(), LONGEST_COPY)
    names, names_are_cut = within(" · ".join(source["name"] for source in content.sources), LONGEST_NAMES)
    to_author(
        contribution,
        "receipt",
        key=f"contribution-receipt:{submission.pk}",
        submission=submission,
        timing=timing,
        content=submission.content,
        words=words,
        words_are_cut=words_are_cut,
        names=names + ("…" if names_are_cut else ""),
        receipt_url=absolute(reverse("web:receipt", args=[contribution.pk])),
    )


def transcript(contribution: Contribution, submission: Submission, written_down: Transcript, *, token: str) -> None:
    """To the source of what came on paper, by e-mail or spoken: the receipt with the words, to be confirmed."""
    content = Content.from_json(submission.content)
    words, words_are_cut = within(content.plain_text(), LONGEST_COPY)
    queue(
        "contributions/transcript",
        to=None,
        address=written_down.email,
        language=contribution.language,
        context=context_of(contribution)
        | beside(contribution)
        | {
            "submission": submission,
            "timing": timing_of(submission),
            "content": submission.content,
            "transcript": written_down,
            "words": words,
            "words_are_cut": words_are_cut,
            "confirm_url": absolute(reverse("web:transcript", args=[token])),
        },
        key=f"contribution-transcript:{submission.pk}:{written_down.token_hash}",
        subject=contribution,
    )


def entered_beside(contribution: Contribution) -> None:
    """To those who speak for what it revises, adds to or corrects: that it came on paper, by e-mail or was said.

    Whoever wrote the original down speaks for nobody, and has no letter.
    """
    original = contribution.original
    if original is None:
        return
    for person in speakers(original):
        if person.has_perm("contributions.revise", original):
            # Who speaks for its source reads it there; an individual at the address that the source was given.
            reads_it = person.has_perm("contributions.edit", contribution)
            place = {} if reads_it else {"url": public_url(original)}
            queue(
                "contributions/entered_beside",
                to=person,
                context=context_of(contribution) | beside(contribution) | {"title": contribution.title} | place,
                key=f"entered-beside:{contribution.pk}:{person.pk}",
                subject=contribution,
            )


def returned(contribution: Contribution, *, reason: str) -> None:
    """To the author: the secretariat's question."""
    remark = contribution.remarks.order_by("-pk").first()
    to_author(contribution, "returned", key=f"contribution-returned:{remark.pk if remark else 0}", reason=reason)


def remarked(contribution: Contribution, remark: Remark) -> None:
    """To the author: what the secretariat said about it."""
    to_author(contribution, "remarked", key=f"contribution-remarked:{remark.pk}", words=remark.text)


def declined(contribution: Contribution, *, reason: str) -> None:
    """To all who speak for its sources: that it will not be published, on which ground of the list, and why."""
    key, ground = f"contribution-declined:{contribution.pk}", _ground(contribution)
    to_speakers(contribution, "declined", key=key, reason=reason, ground=ground)


def published(contribution: Contribution) -> None:
    """To all who speak for its sources, and to followers: symbol, address, and what it is a revision of.

    To those who speak for a source of what it stands beside, and for none of its own, as well.
    """
    key, place = f"contribution-published:{contribution.pk}", {"public_url": public_url(contribution)}
    to_speakers(contribution, "published", key=key, **place, **beside(contribution))
    told = _told(contribution)
    if contribution.original is not None:
        told += _published_beside(contribution, contribution.original, but=told)
    _to_followers(contribution, "published", but=told)


def next_round_offered(contribution: Contribution, offer: NextRoundOffer) -> None:
    """To the author of what is held: that the next round is there, and that nothing happens without them."""
    to_author(
        contribution,
        "next_round",
        key=f"contribution-next-round:{offer.pk}",
        offered=offer.round,
        offer_url=absolute(reverse("web:next_round", args=[contribution.pk])),
    )


def renumbered(contribution: Contribution, *, was: str, reason: str) -> None:
    """To all who speak for its sources: that it bears another symbol, and that the old one leads there."""
    to_speakers(
        contribution,
        "renumbered",
        key=f"contribution-renumbered:{contribution.symbol_id}",
        was=was,
        reason=reason,
        public_url=public_url(contribution),
    )


def withdrawn(contribution: Contribution, *, by: Person, reason: str) -> None:
    """To all who speak for its sources: who has withdrawn it, and what stays; to followers, of what was public."""
    key = f"contribution-withdrawn:{contribution.pk}"
    to_speakers(contribution, "withdrawn", key=key, who=by, reason=reason)
    if contribution.published_at is not None:
        _no_news_any_more(contribution)
        _to_followers(contribution, "withdrawn", but=_told(contribution))


def redacted(contribution: Contribution, redactions: Collection[Redaction]) -> None:
    """To those who speak for its sources: that something is removed from what everybody reads, and on what ground.

    Not what it was: a letter travels openly.
    """
    of = contribution.public_form or {}
    passages = sum(each.file_id is None for each in redactions)
    to_speakers(
        contribution,
        "redacted",
        key=f"redacted:{max(each.pk for each in redactions)}",
        passages=passages,
        files=len(redactions) - passages,
        grounds=[LazyI18nString(dict(words)) for words in of.get("grounds", {}).values()],
        public_url=_where_public(contribution),
    )


def redaction_lifted(contribution: Contribution, redaction: Redaction) -> None:
    """To those who speak for its sources: that what was removed is there again."""
    key, url = f"redaction-lifted:{redaction.pk}", _where_public(contribution)
    to_speakers(contribution, "redaction_lifted", key=key, public_url=url)


def consent_changed(contribution: Contribution, *, by: Person) -> None:
    """To all who speak for its sources: what the public sees of it from now on."""
    key, consent = f"consent:{contribution.pk}:{uuid4()}", Consent(contribution.consent).label
    to_speakers(contribution, "consent_changed", key=key, who=by, consent=consent)


def _ground(contribution: Contribution) -> Sentence:
    """On which ground of the list it is declined, in the language of whoever reads it; "" for what is in none."""
    if contribution.ground_code == OTHER:
        return ""
    own = list(contribution.round.process.grounds.all())

    def said() -> str:
        wording = worded(contribution.ground_code, laid_over(own))
        return wording.text if wording else ""

    return lazy(said, str)()


def _told(contribution: Contribution) -> list[int]:
    """Who has a letter of their own about it: whoever wrote it, and who speaks for its sources."""
    author = [contribution.author_id] if contribution.author_id is not None else []
    return sorted({*author, *speakers(contribution).values_list("pk", flat=True)})


def _published_beside(contribution: Contribution, original: Contribution, *, but: Collection[int]) -> list[int]:
    """To those who speak for a source of the original only: that it is published; return who they are."""
    people = list(speakers(original).exclude(pk__in=but))
    # Not what it is called: they may read what everybody reads of it, when they do.
    context = beside(contribution) | {"public_url": public_url(contribution)}
    for person in people:
        queue(
            "contributions/published_beside",
            to=person,
            context=context_of(contribution) | context | {"url": public_url(original)},
            key=f"contribution-published:{contribution.pk}:{person.pk}",
            subject=contribution,
        )
    return [person.pk for person in people]


def _to_followers(contribution: Contribution, kind: str, *, but: Collection[int]) -> None:
    report(
        kind,
        subject=contribution,
        topics=about_contribution(contribution),
        key=f"contribution-{kind}:{contribution.pk}",
        but=but,
        hold=contribution.round.holds_news,
    )


def _no_news_any_more(contribution: Contribution) -> None:
    """Whoever has not heard yet that it was published does not hear it now, by digest or after their quiet hours."""
    drop(News.objects.filter(kind="published", subject=reference(contribution)))
    call_off_about(contribution, families=[FOLLOWED])


def _where_public(contribution: Contribution) -> str:
    """Its permanent address; "" before it is published."""
    return public_url(contribution) if contribution.published_at is not None else ""
