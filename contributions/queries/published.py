"""What everybody may read of a contribution, and who may be named in it. The one place where that is made.

Pages, the API, the search index, letters to followers, compilations and exports ask here and never read a submission
themselves: what must not be seen is taken out once, and not in ten places.
"""

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from common.languages import active
from contributions.content import Content
from contributions.models import Contribution, ContributionFile, ContributionSource, RedactedFile
from contributions.redacting import PublicForm
from stakeholders.models import StakeholderGroup

if TYPE_CHECKING:
    from stakeholders.models import Person

# What a submission says beside its content: where it was sent.
PLACE = ("process", "round", "period")


@dataclass(frozen=True)
class PublicSource:
    """A source as everybody may know it. ``slug`` is that of its page; "" where it has none to be shown."""

    name: str
    acronym: str
    country: str
    group: StakeholderGroup
    slug: str


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

    Where passages were taken out their parts are ``redacting.Redacted``: plain words that say so, and know where.
    """
    if contribution.public_form is not None:
        return PublicForm.from_json(contribution.public_form).content
    submission = contribution.submission
    return Content.from_json(submission.content if submission is not None else {})


def published_json(contribution: Contribution) -> dict[str, Any]:
    """The same as it is written down for everybody, with the place it was sent to; its digest is not the original's.

    Only where nothing was taken out, and everybody may be named, is it what was submitted, to the letter.
    """
    sent = contribution.submission.content if contribution.submission is not None else {}
    place = {name: sent[name] for name in PLACE if name in sent}
    return published_form(contribution).to_json() | place


def public_files(contribution: Contribution) -> list[PublicFile]:
    """The files of it that everybody can get, as they get them: those withheld are not among them. No query."""
    form = published_form(contribution)
    return [
        PublicFile(each["id"], str(each["name"]), str(each["media_type"]), int(each["size"]), str(each["sha256"]))
        for each in form.files
        if "id" in each and not each.get("withheld")
    ]


def removals_of(contribution: Contribution) -> PublicForm | None:
    """What was taken out of it and on which grounds; None where nothing was."""
    return PublicForm.from_json(contribution.public_form) if contribution.public_form is not None else None


def form_at_the_desk(contribution: Contribution, person: "Person") -> Content:
    """What ``person`` reads of it at the desk: the original, unless it is sealed for them (``is_sealed_for``)."""
    if is_sealed_for(person, contribution):
        return published_form(contribution)
    return Content.from_json(contribution.submission.content if contribution.submission is not None else {})


def is_sealed_for(person: "Person", contribution: Contribution) -> bool:
    """Is there something in the original that ``person`` reads only by an act on record, or not at all?

    Whoever moderates reads the original until it is published, since they judge it; everybody else at the desk reads
    what everybody will. Those who speak for its source read their own words.
    """
    if contribution.public_form is None or person.has_perm("contributions.edit", contribution):
        return False
    return contribution.published_at is not None or not person.has_perm("contributions.review", contribution)


def public_sources(contribution: Contribution, *, language: str = "") -> list[PublicSource]:
    """Who speaks in it, as far as they may be named, in the order they named themselves.

    Names are in ``language`` (the reader's) where they are known in it. No query where ``sources`` were prefetched
    with their source and group.
    """
    return [_known(named, language or active()) for named in contribution.sources.all()]


def _known(named: ContributionSource, language: str) -> PublicSource:
    source = named.source
    return PublicSource(
        name=source.name_in(language),
        acronym=source.acronym,
        country=str(source.country or ""),
        group=named.group,
        slug=source.slug,
    )
