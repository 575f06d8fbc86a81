"""The texts under negotiation that everybody may read, with the papers that carry their versions."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from texts.models import ClauseVersion, Descent, Text, TextVersion

# What is known of the paper that carries a version, without its words.
CARRIER = ("carrier__symbol__round__process",)


def carried_in_public(version: str = "") -> Q:
    """The condition that a paper which everybody finds carries a version; ``version`` is the way there.

    A withdrawn contribution is such a paper: its text stays readable, because others refer to it.
    """
    symbol = f"{version}carrier__symbol__"
    filed = {"document__public_at", "round__public_at", "process__public_at"}
    return Q(**{f"{symbol}{name}__isnull": False for name in filed}) | Q(
        **{f"{symbol}contribution__published_at__isnull": False}
    )


def public_versions() -> QuerySet[TextVersion]:
    """Every version that everybody may read, with its text and the paper that carries it. One query."""
    return TextVersion.objects.filter(carried_in_public()).select_related("text", *CARRIER)


def public_texts() -> QuerySet[Text]:
    """Every text of which somebody may read a version, with those of them (``issued``, the base first). Two queries."""
    versions = public_versions().order_by("number")
    return Text.objects.filter(Exists(public_versions().filter(text=OuterRef("pk")))).prefetch_related(
        Prefetch("versions", versions, to_attr="issued")
    )


def public_clauses() -> QuerySet[ClauseVersion]:
    """Every clause as each public version words it, with that version, its text and paper, and what it stands under.

    One query.
    """
    wanted = (f"version__{way}" for way in CARRIER)
    return (
        ClauseVersion.objects.with_above()
        .filter(carried_in_public("version__"))
        .select_related("version__text", *wanted)
    )


def descents_around(clauses: Iterable[ClauseVersion]) -> list[Descent]:
    """What these clauses came from and what they became, in versions that everybody may read. One query."""
    ids = {each.clause_id for each in clauses}
    around = Descent.objects.filter(Q(before__in=ids) | Q(after__in=ids), carried_in_public("version__"))
    return list(around.select_related("version").order_by("version__number", "pk"))
