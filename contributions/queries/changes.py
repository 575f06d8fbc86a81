"""Published changes with all that everybody may know of them: who proposes, to which words, what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from contributions.enums import State
from contributions.models import Amendment, Contribution, ContributionSource, Disposition
from contributions.models.amendment import NOT_PROPOSED
from texts.engine.outline import Clause
from texts.models import ClauseVersion
from texts.models.clause import identity
from texts.queries import each_called

from .negotiated import carried_in_public, public_versions
from .published import published_form


def published_changes() -> "QuerySet[Amendment]":
    """Every change of a contribution that is published with its words, to a version that everybody may read.

    ``is_replaced``: a published revision stands in place of its contribution. ``went_to``: the same change on a later
    version. ``is_decided``: a version was issued that says what became of it. Two queries.
    """
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    later = Contribution.objects.filter(revises=OuterRef("contribution"), state=State.PUBLISHED)
    return (
        Amendment.objects.readable()
        .filter(carried_in_public("version__"))
        .annotate(
            is_replaced=Exists(later),
            went_to=Subquery(
                Amendment.objects.filter(carried_in_public("version__"), carried_from=OuterRef("pk")).values("pk")[:1]
            ),
            is_decided=Exists(public_versions().filter(dispositions__amendment=OuterRef("pk"))),
        )
        .select_related(
            "contribution__symbol",
            "contribution__round__process",
            "version__text",
            "version__carrier__symbol__round__process",
            "disposition",
        )
        .defer(
            "sealed",
            "contribution__content",
            "contribution__search",
            "contribution__public_form",
            "contribution__round__description",
            "contribution__round__process__mandate",
        )
        .prefetch_related(Prefetch("contribution__sources", named))
    )


def is_in_force(amendment: Amendment) -> bool:
    """Is it proposed as it stands? Not where it was replaced, given up, adopted already or waits for its source."""
    return not amendment.is_replaced and amendment.carriage not in NOT_PROPOSED  # type: ignore[attr-defined]  # annotated


def disposition_of(amendment: Amendment) -> Disposition | None:
    """What became of it; None while that stands in a draft, which nobody reads."""
    return amendment.disposition if amendment.is_decided else None  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True)
class Under:
    """What a change refers to: a clause as its version words it, and what it is called there."""

    clause: Clause
    called: str


def words_under(amendments: Iterable[Amendment]) -> dict[tuple[int, str], Under]:
    """The clauses that these name, by version and identity: what they change, what they follow, where they are found.

    What they are called is in the language of their text. One query.
    """
    wanted: set[tuple[int, UUID | None]] = set()
    languages: dict[int, str] = {}
    for each in amendments:
        wanted |= {(each.version_id, each.clause_id), (each.version_id, each.after_id)}
        languages[each.version_id] = each.version.text.language
        if (said := disposition_of(each)) is not None and said.version_id is not None:
            wanted.add((said.version_id, said.clause_id))
            # The versions of one text share its language.
            languages[said.version_id] = each.version.text.language
    return _under(wanted, languages)


def clauses_named(contributions: Iterable[Contribution]) -> dict[tuple[int, str], Under]:
    """The same of the clauses that these contributions name in what they say. One query; none where they name none."""
    wanted: set[tuple[int, UUID | None]] = set()
    for each in contributions:
        if each.submission is None or not each.submission.content.get("amends"):
            continue
        content = published_form(each)
        version = content.amends.get("version")
        if isinstance(version, int):
            named = {change.get(name) for change in content.changes for name in ("clause", "after")}
            wanted |= {(version, found) for name in named if name and (found := identity(str(name))) is not None}
    return _under(wanted, None) if wanted else {}


def _under(wanted: set[tuple[int, UUID | None]], languages: Mapping[int, str] | None) -> dict[tuple[int, str], Under]:
    found = ClauseVersion.objects.with_above().filter(
        carried_in_public("version__"),
        version__in={version for version, clause in wanted if clause is not None},
        clause__in={clause for _version, clause in wanted if clause is not None},
    )
    rows = list(found if languages is not None else found.select_related("version__text"))
    spoken = languages if languages is not None else {each.version_id: each.version.text.language for each in rows}
    names = each_called(rows, spoken)
    return {
        key: Under(each.as_clause(), names[key]) for each in rows for key in [(each.version_id, each.clause_id.hex)]
    }
