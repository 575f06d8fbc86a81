"""What everybody may read of a contribution, and who may be named in it. The one place where that is made.

Pages, the API, the search index, letters to followers, compilations and exports ask here and never read a submission
themselves: what must not be seen is taken out once, and not in ten places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from common.languages import active
from contributions.consent import as_consented
from contributions.content import Content, canonical, digest
from contributions.enums import Consent, State
from contributions.models import (
    Contribution,
    ContributionFile,
    ContributionSource,
    RedactedFile,
    Redaction,
    Submission,
    TranscriptOriginal,
    transcript_of,
)
from contributions.redacting import PublicForm
from stakeholders.models import StakeholderGroup

if TYPE_CHECKING:
    from stakeholders.models import Person

# What a submission says beside its content: where it was sent.
PLACE = ("process", "round", "period")


@dataclass(frozen=True)
class PublicSource:
    """A source as everybody may know it. ``slug`` is that of its page; "" where it has none to be shown.

    One that wants only its group to be known has no name: ``called`` says so.
    """

    name: str
    acronym: str
    country: str
    group: StakeholderGroup
    slug: str

    @property
    def is_named(self) -> bool:
        return bool(self.name)

    @property
    def called(self) -> str:
        """Its name; without one its group, and that it is not named."""
        return self.name or _("%(group)s (not named at its own wish)") % {"group": self.group.wording.text}


@dataclass(frozen=True)
class PublicContent:
    """The canonical form of what everybody may read: ``digest`` is the SHA-256 of its bytes.

    ``is_as_sent``: it is exactly what was submitted, so that the digest is the one on the source's receipt.
    """

    data: Mapping[str, Any]
    digest: str
    is_as_sent: bool

    @property
    def bytes(self) -> bytes:
        return canonical(self.data)


@dataclass(frozen=True)
class PublicFile:
    """An attached file as everybody gets it, perhaps without some pages; ``pk`` is that of what was attached."""

    pk: int
    name: str
    media_type: str
    size: int
    sha256: str

    def open(self) -> IO[bytes]:
        """Its bytes, to be closed by the caller."""
        stored = ContributionFile.objects.select_related("redacted").get(pk=self.pk)
        copy: RedactedFile | None = getattr(stored, "redacted", None)
        opened: IO[bytes] = (copy if copy is not None else stored).file.open("rb")
        return opened


def published_form(contribution: Contribution) -> Content:
    """The submission in force as everybody may read it; an empty content where nothing was sent.

    Where passages were taken out their parts are ``redacting.Redacted``: plain words that say so, and know where. What
    its source keeps back is not there. No query where ``submission`` and ``sources`` (with their group) were fetched
    along.
    """
    submission = contribution.submission
    if submission is None:
        return Content()
    form = stored_form(contribution)
    content = form.content if form is not None else Content.from_json(submission.content)
    speaking = {each.source_id: each for each in contribution.sources.all() if each.confirmed_at is not None}
    consent = Consent(contribution.consent)
    groups = dict.fromkeys(each.group.code for each in speaking.values()) if consent == Consent.GROUP else ()
    return as_consented(content, consent, set(speaking), tuple(groups))


def published_title(contribution: Contribution) -> str:
    """The title in ``published_form``, without asking for its sources; "" where its words are not published."""
    submission = contribution.submission
    if submission is None or contribution.consent == Consent.AGGREGATE:
        return ""
    form = stored_form(contribution)
    return (form.content if form is not None else Content.from_json(submission.content)).title


def published_json(contribution: Contribution) -> dict[str, Any]:
    """The same as it is written down for everybody, with the place it was sent to; its digest is not the original's.

    Only where nothing was taken out, and everybody may be named, is it what was submitted, to the letter.
    """
    sent = contribution.submission.content if contribution.submission is not None else {}
    place = {name: sent[name] for name in PLACE if name in sent}
    return published_form(contribution).to_json() | place


def public_content(contribution: Contribution) -> PublicContent:
    """``published_json`` with its digest, and whether it is what was sent."""
    submission, data = contribution.submission, published_json(contribution)
    if submission is not None and data == submission.content:
        return PublicContent(data, submission.digest, is_as_sent=True)
    return PublicContent(data, digest(data), is_as_sent=False)


def original_digest(contribution: Contribution) -> str:
    """The digest of what was sent, where everybody may know it: "" where a name or a passage was taken out.

    From all the rest and the digest a machine could try out every name, or every number of a telephone, there is.
    """
    submission = contribution.submission
    return submission.digest if submission is not None and _is_whole(contribution) else ""


def public_files(contribution: Contribution) -> list[PublicFile]:
    """The files of it that everybody can get, as they get them: those withheld are not among them. No query."""
    form = published_form(contribution)
    return [
        PublicFile(each["id"], str(each["name"]), str(each["media_type"]), int(each["size"]), str(each["sha256"]))
        for each in form.files
        if "id" in each and not each.get("withheld")
    ]


def public_originals(contribution: Contribution) -> list[TranscriptOriginal]:
    """What really came on paper or by e-mail, as files that everybody can get.

    Only where its source lets them be seen and nothing is kept back of what it says: the scan of a letter holds every
    name in it, and every passage.
    """
    transcript = transcript_of(contribution)
    if transcript is None or not transcript.original_is_public or contribution.state != State.PUBLISHED:
        return []
    return list(transcript.originals.order_by("pk")) if _is_whole(contribution) else []


def stored_form(contribution: Contribution) -> PublicForm | None:
    """What is left of it after what the secretariat took out, and before what its source keeps back."""
    return PublicForm.from_json(contribution.public_form) if contribution.public_form is not None else None


def removals_of(contribution: Contribution) -> PublicForm | None:
    """What was taken out of it and on which grounds; None where nothing was, or its source lets nobody see."""
    form = stored_form(contribution)
    if form is None or contribution.consent == Consent.AGGREGATE:
        return None
    files = form.files if contribution.consent == Consent.NAMED else ()
    return PublicForm(published_form(contribution), files, form.grounds)


def form_at_the_desk(contribution: Contribution, person: "Person") -> Content:
    """What ``person`` reads of it at the desk: the original, unless it is sealed for them (``is_sealed_for``)."""
    if is_sealed_for(person, contribution):
        return published_form(contribution)
    return Content.from_json(contribution.submission.content if contribution.submission is not None else {})


def is_sealed_for(person: "Person", contribution: Contribution, sending: Submission | None = None) -> bool:
    """Is there something in the original that ``person`` reads only by an act on record, or not at all?

    Whoever moderates reads the original until it is published, since they judge it; everybody else at the desk reads
    what everybody will. Those who speak for its source read their own words; whoever only wrote down what came on paper
    does not speak for it. ``sending``: the same of an earlier one, from which something may be removed though nothing
    is from the one in force.
    """
    is_marked = contribution.public_form is not None or (
        sending is not None and Redaction.objects.in_force().filter(submission=sending).exists()
    )
    if not is_marked or person.has_perm("contributions.revise", contribution):
        return False
    return contribution.published_at is not None or not person.has_perm("contributions.review", contribution)


def public_sources(contribution: Contribution, *, language: str = "") -> list[PublicSource]:
    """Who speaks in it, as far as they may be named, in the order they named themselves.

    Left out is who has not confirmed, or has refused. Where only the group may be known, each group stands once, and
    nobody where nothing may be. Names are in ``language`` (the reader's) where they are known in it. No query where
    ``sources`` were prefetched with their source and group.
    """
    speaking = [each for each in _as_named(contribution) if each.confirmed_at is not None]
    if contribution.consent == Consent.AGGREGATE:
        return []
    if contribution.consent == Consent.GROUP:
        groups = {each.group_id: each.group for each in speaking}
        return [_unnamed(group) for group in groups.values()]
    return [_known(each, language or active()) for each in speaking]


def invited_sources(contribution: Contribution, *, language: str = "") -> list[PublicSource]:
    """Who is named in it as well and has not confirmed: to be shown as invited, and nowhere as who says this."""
    if contribution.consent != Consent.NAMED:
        return []
    return [_known(each, language or active()) for each in _as_named(contribution) if each.is_invited]


def _as_named(contribution: Contribution) -> list[ContributionSource]:
    """Its sources in the order they were named, wherever the database keeps them."""
    return sorted(contribution.sources.all(), key=lambda each: each.pk)


def _is_whole(contribution: Contribution) -> bool:
    """May everybody read all of it: every name, and every passage?"""
    if contribution.consent != Consent.NAMED or contribution.public_form is not None:
        return False
    return all(each.confirmed_at is not None for each in contribution.sources.all())


def _known(named: ContributionSource, language: str) -> PublicSource:
    source = named.source
    return PublicSource(
        name=source.name_in(language),
        acronym=source.acronym,
        country=str(source.country or ""),
        group=named.group,
        slug=source.slug,
    )


def _unnamed(group: StakeholderGroup) -> PublicSource:
    return PublicSource(name="", acronym="", country="", group=group, slug="")
