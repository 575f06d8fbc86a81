"""What can be taken out, what was, and where to look: for the desk's page of removals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best, in_every_language, versions
from consultations.models import Process
from contributions.consent import as_consented
from contributions.content import Content
from contributions.enums import Consent
from contributions.grounds import DEFAULT_GROUNDS
from contributions.models import Contribution, ContributionFile, ContributionQuerySet, Redaction, RedactionGround
from contributions.models.redaction import RedactionQuerySet
from contributions.personal import Finding, PersonalData, detect, own_names
from contributions.redacting import Mark, can_be_found, parts_of, places_of
from notifications.models import Letter
from record.models import Entry
from record.queries import about
from stakeholders.models import Person


@dataclass(frozen=True)
class Ground:
    """A ground on which something can be taken out, in its languages. ``is_own``: the process says it so."""

    code: str
    said: Mapping[str, str]
    is_offered: bool = True
    is_own: bool = False

    @property
    def wording(self) -> Wording:
        return best(_localized(self.said))


@dataclass(frozen=True)
class Personal:
    """Something in a part, with these words, that looks like personal data."""

    part: str
    finding: Finding
    text: str

    @property
    def passage(self) -> str:
        return self.text[self.finding.start : self.finding.end]


def grounds_of(process: Process) -> list[Ground]:
    """Every ground of a process: those it begins with, as it says them, then its own by their codes. One query."""
    return grounds_from(RedactionGround.objects.filter(process=process))


def grounds_from(rows: Iterable[RedactionGround]) -> list[Ground]:
    """The list with which processes begin, with these rows of one laid over it."""
    own = {each.code: each for each in sorted(rows, key=lambda each: each.code)}
    found = [_ground(code, own.get(code)) for code in DEFAULT_GROUNDS]
    return [*found, *(_ground(code, row) for code, row in own.items() if code not in DEFAULT_GROUNDS)]


def in_force(contribution: Contribution) -> list[Redaction]:
    """What is taken out of the submission in force, the first first."""
    found = Redaction.objects.in_force().filter(submission=contribution.submission_id)
    return list(found.select_related("by", "file").order_by("pk"))


def ever_of(contribution: Contribution) -> list[Redaction]:
    """What is, or ever was, taken out of the submission in force, the first first. One query."""
    found = Redaction.objects.filter(submission=contribution.submission_id)
    return list(found.select_related("by", "file").order_by("pk"))


def stamp_of(contribution: Contribution, ever: Sequence[Redaction] | None = None) -> str:
    """What changes whenever the submission in force, or what is taken out of it, does: for two at one desk.

    ``ever`` is ``ever_of`` it, where that is at hand.
    """
    number = contribution.submission.number if contribution.submission is not None else 0
    done = ever_of(contribution) if ever is None else ever
    return f"{number}.{len(done)}.{sum(each.lifted_at is not None for each in done)}"


def personal_data_in(content: Content, *, but: Iterable[Redaction] = ()) -> list[Personal]:
    """What looks like personal data in the words of ``content``, in reading order; not what ``but`` takes out.

    Names of sources are not looked at: those are shown on purpose.
    """
    taken = [(each.part, each.start, each.start + each.length) for each in but if each.part]
    return [
        Personal(part, finding, text)
        for part, text in parts_of(content).items()
        for finding in detect(text)
        if not any(part == of and start <= finding.start and finding.end <= end for of, start, end in taken)
    ]


def own_names_in(
    contribution: Contribution, content: Content, *, but: Iterable[Redaction] = ()
) -> list[tuple[str, int, int]]:
    """Where the words of ``content`` name its own source, which lets only its group be named: part, begin and length.

    None where it lets itself be named, or nothing of it be read. Not what ``but`` takes out, nor in parts that nobody
    reads then. No query.
    """
    if contribution.consent != Consent.GROUP:
        return []
    names = [str(each.get("name", "")) for each in content.sources]
    acronyms = [str(each.get("acronym", "")) for each in content.sources]
    taken = [(each.part, each.start, each.start + each.length) for each in but if each.part]
    return [
        (part, start, length)
        for part, start, length in named_in(content, names, acronyms)
        if not any(part == of and begin <= start and start + length <= end for of, begin, end in taken)
    ]


def named_in(content: Content, names: Iterable[str], acronyms: Iterable[str]) -> list[tuple[str, int, int]]:
    """Where one of the names stands in what everybody reads if only the group may be named: part, begin and length."""
    names, acronyms = list(names), list(acronyms)
    return [
        (part, start, end - start)
        for part, text in parts_of(as_consented(content, Consent.GROUP, (), ())).items()
        for start, end in own_names(text, names, acronyms)
    ]


@dataclass(frozen=True)
class PointedOut:
    """What a person judges before a contribution is published: kinds of personal data, each once, in reading order.

    ``names_itself``: it names its own source, which lets only its group be named.
    """

    kinds: Sequence[PersonalData] = ()
    names_itself: bool = False


def pointed_out_in(contributions: Collection[Contribution]) -> dict[int, PointedOut]:
    """By their keys, what of this the submissions in force seem to have that is not taken out already.

    Those with nothing are left out. One query where ``submission`` was fetched along.
    """
    done: dict[int, list[Redaction]] = defaultdict(list)
    submissions = [each.submission_id for each in contributions]
    for redaction in Redaction.objects.in_force().filter(submission__in=submissions):
        done[redaction.submission_id].append(redaction)
    found = {}
    for each in contributions:
        if each.submission is None:
            continue
        content, taken = Content.from_json(each.submission.content), done[each.submission.pk]
        kinds = dict.fromkeys(one.finding.kind for one in personal_data_in(content, but=taken))
        names_itself = bool(own_names_in(each, content, but=taken))
        if kinds or names_itself:
            found[each.pk] = PointedOut(list(kinds), names_itself)
    return found


def taken_out_before(contribution: Contribution, content: Content) -> list[Mark]:
    """Places of passages that were taken out of an earlier sending, or of what this stands beside, and are here again.

    No query for what was sent once and stands beside nothing.
    """
    if _is_the_first(contribution):
        return []
    earlier = _before(contribution).filter(file=None).select_related("submission")
    found: dict[tuple[str, int, int], Mark] = {}
    for each in earlier:
        text = parts_of(Content.from_json(each.submission.content)).get(each.part, "")
        passage = text[each.start : each.start + each.length]
        if can_be_found(passage):
            for mark in everywhere(passage, content, each.ground):
                found.setdefault((mark.part, mark.start, mark.length), mark)
    return list(found.values())


def files_taken_out_before(contribution: Contribution, content: Content) -> list[ContributionFile]:
    """Files of it whose very bytes were withheld, all or some of them, earlier or in what it stands beside."""
    attached = [item["id"] for item in content.files if "id" in item]
    if not attached or _is_the_first(contribution):
        return []
    known = _before(contribution).filter(file__isnull=False).values("file__sha256")
    return list(ContributionFile.objects.filter(pk__in=attached, sha256__in=known).order_by("pk"))


def everywhere(words: str, content: Content, ground: str, *, part: str = "") -> list[Mark]:
    """A mark for each place where the words stand, in every part, or in this one only."""
    return [
        Mark(name, start, length, ground)
        for name, text in parts_of(content).items()
        if part in ("", name)
        for start, length in places_of(words, text)
    ]


def looks_at(contribution: Contribution) -> list[Entry]:
    """Each look at its sealed original, the latest first; on each entry ``who`` looked, by name."""
    looked = list(about(contribution).filter(verb="contribution.unseal").order_by("-number"))
    ids = {entry.actor.partition(":")[2] for entry in looked if entry.actor.startswith("person:")}
    names = {str(each.pk): each.get_full_name() for each in Person.objects.filter(pk__in=ids)}
    for entry in looked:
        entry.who = names.get(entry.actor.partition(":")[2], "")  # type: ignore[attr-defined]
    return looked


def sealed_among(letters: Sequence[Letter], *, judging: Collection[int] | None) -> set[UUID]:
    """Those of the letters (by their keys) that were written before something was taken out of what they are about.

    They may have its words in them. Who judges what the processes with the ids ``judging`` receive reads them until it
    is published, as they read the original; None is whoever looks at a demonstration. One query.
    """
    about = {letter.pk: _contribution_in(letter) for letter in letters}
    judged = Q(submission__in_force_for__published_at=None)
    if judging is not None:
        judged &= Q(submission__in_force_for__round__process__in=judging)
    latest = dict(
        Redaction.objects.in_force()
        .filter(submission__in_force_for__in=[pk for pk in about.values() if pk])
        .exclude(judged)
        .values_list("submission__in_force_for")
        .annotate(latest=Max("at"))
    )
    return {each.pk for each in letters if (at := latest.get(about[each.pk])) is not None and each.created_at <= at}


def _contribution_in(letter: Letter) -> int | None:
    kind, _sep, pk = letter.about.partition(":")
    return int(pk) if kind == Contribution._meta.label_lower and pk.isdecimal() else None


def with_removed_before(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """The same with ``has_removed_before`` on each: is anything taken out that could come back with it?

    In the query of the contribution itself, so that only a page of one of these has to look closely.
    """
    origin = Coalesce(OuterRef("revises"), OuterRef("modifies"))
    number = Coalesce(OuterRef("revises__number"), OuterRef("modifies__number"))
    taken = Redaction.objects.in_force().exclude(submission=OuterRef("submission"))
    return contributions.annotate(
        has_removed_before=Exists(taken.filter(submission__contribution=OuterRef("pk")))
        | Exists(taken.filter(submission__contribution=origin))
        | Exists(
            taken.filter(submission__contribution__round=OuterRef("round"), submission__contribution__number=number)
        )
    )


def comes_back(contribution: Contribution, content: Content) -> tuple[list[Mark], list[ContributionFile]]:
    """What was taken out before, and everybody would read again with ``content``: passages, and files.

    ``content`` is what is left of the submission in force: what is taken out of that as well does not come back.
    """
    open_ = [each for each in content.files if not each.get("withheld") and not each.get("removed_pages")]
    files = files_taken_out_before(contribution, replace(content, files=open_))
    return taken_out_before(contribution, content), files


def _is_the_first(contribution: Contribution) -> bool:
    sent = contribution.submission
    stands_alone = contribution.revises_id is None and contribution.modifies_id is None
    return stands_alone and (sent is None or sent.number == 1)


def _before(contribution: Contribution) -> RedactionQuerySet:
    """What is taken out of its other sendings, and of everything public under the number it stands beside."""
    origins = [each for each in (contribution.revises_id, contribution.modifies_id) if each]
    of = Q(submission__contribution=contribution.pk) | Q(submission__contribution__in=origins)
    if origins:
        origin = Contribution.objects.filter(pk__in=origins, number__isnull=False)
        beside = Contribution.objects.filter(round__in=origin.values("round"), number__in=origin.values("number"))
        of |= Q(submission__contribution__in=beside)
    return Redaction.objects.in_force().filter(of).exclude(submission=contribution.submission_id)


def _ground(code: str, own: RedactionGround | None) -> Ground:
    if own is not None:
        return Ground(code, versions(own.text), own.is_offered, is_own=True)
    return Ground(code, in_every_language(DEFAULT_GROUNDS[code]))


def _localized(said: Mapping[str, str]) -> "LazyI18nString":
    return LazyI18nString(dict(said))
