"""What published contributions propose to a version of a text, and the compilation of it all."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.fields.json import KT, KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce

from common.collation import readers_key
from contributions.enums import Consent
from contributions.models import Amendment, Contribution, ContributionSource, Submission
from texts.engine.changes import Change
from texts.engine.compilation import Compilation, Proposal, compiled
from texts.models import TextVersion

from .proposers import names_in


@dataclass(frozen=True, slots=True)
class Proposed:
    """Everything that is proposed to a version: for the engine, and the contributions by the ids of proposals.

    A contribution has its symbol, round, process and ``sources`` (with source) fetched along.
    """

    proposals: tuple[Proposal, ...]
    contributions: Mapping[str, Contribution]

    def compiled(self, version: TextVersion, *, editorial: bool = True) -> Compilation:
        """Laid over the version; names stand in the alphabetical order of the reader's language."""
        return compiled(version.outline, self.proposals, order=readers_key, editorial=editorial)


def proposed_to(version: TextVersion) -> Proposed:
    """What contributions in force propose to ``version``, in four queries (five for a later version).

    A contribution that says only what is missing is among them, also where it said so of an earlier version: nobody has
    answered it by issuing this one. The id of a proposal names its contribution by
    process and symbol, so that it is the same in every copy of the data.
    """
    missing = {pk: (wording, of) for pk, wording, of in _missing(version)}
    changes: dict[int, list[Change]] = {}
    for amendment in Amendment.objects.in_force().on(version):
        changes.setdefault(amendment.contribution_id, []).append(amendment.as_change())
    found = _contributions({*missing, *changes})
    proposals = tuple(
        Proposal(
            id=name,
            sources=names_in(contribution),
            changes=tuple(changes.get(contribution.pk, ())),
            missing=missing.get(contribution.pk, ("", ""))[0],
            missing_of=missing.get(contribution.pk, ("", ""))[1],
            symbol=name.partition(":")[2],
            at=contribution.published_at.isoformat() if contribution.published_at else "",
        )
        for name, contribution in found.items()
    )
    return Proposed(proposals, found)


def _missing(version: TextVersion) -> list[tuple[int, str, str]]:
    """The contributions in force whose words name this version, each with what it finds missing.

    Of those that name an earlier one, only such as find something missing: with the symbol of that version.
    """
    before = version.text.versions.filter(number__lt=version.number) if version.number else TextVersion.objects.none()
    earlier = dict(before.values_list("pk", "symbol"))
    words = Submission.objects.annotate(amended=KT("content__amends__version")).filter(
        amended__in=[str(pk) for pk in (version.pk, *earlier)],
        content__has_key="amends",
        in_force_for__in=Contribution.objects.in_force().exclude(consent=Consent.AGGREGATE),
    )
    as_everybody_reads = Coalesce(
        KeyTextTransform("missing", KeyTransform("content", "in_force_for__public_form")), KT("content__missing")
    )
    found = words.values_list("in_force_for", as_everybody_reads, "amended")
    told = [(pk, (missing or "").strip(), earlier.get(int(amended), "")) for pk, missing, amended in found]
    return [each for each in told if each[1] or not each[2]]


def _contributions(pks: set[int]) -> dict[str, Contribution]:
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    found = (
        Contribution.objects.filter(pk__in=pks)
        .select_related("symbol", "round__process")
        .only("title", "language", "published_at", "consent", "symbol__text", "round__number", "round__process__slug")
        .prefetch_related(Prefetch("sources", named))
        .order_by("published_at", "pk")
    )
    return {f"{each.round.process.slug}:{each.symbol.text}": each for each in found if each.symbol is not None}
