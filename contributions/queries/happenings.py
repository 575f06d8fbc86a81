"""What happened in public, the last first: acts on periods, openings and closings, papers, contributions, versions.

Rows of several tables and instants that only the clock brings are laid into one order, by the instant, then by kind,
then by id. Each kind is asked for no more than fit on a page, going on from the place where the page before ended, so
that the thousandth page costs what the first costs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, When
from django.db.models.expressions import RawSQL

from consultations.course import Step, open_spans
from consultations.enums import Act
from consultations.models import CarriedText, CommentPeriod, Document, PeriodAct, Round
from consultations.queries import ACTS
from contributions.enums import Consent, State
from contributions.models import Amendment, Contribution, ContributionQuerySet
from contributions.queries.reading import Filters, with_list_facts
from texts.models import Text

SIZE = 50
# No id is larger.
ENDLESS = 2**63 - 1


class Kind(IntEnum):
    """What happened; of one instant, the larger one comes first."""

    VERSION = 1
    CONTRIBUTION = 2
    DOCUMENT = 3
    CLOSED = 4
    OPENED = 5
    ACT = 6


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the order: when, what, and the id of it (of its period, for openings and closings)."""

    at: datetime
    kind: Kind
    pk: int


@dataclass(frozen=True)
class Happening:
    """Something that happened, with the thing that it happened to."""

    place: Place
    subject: CommentPeriod | PeriodAct | Document | Contribution | CarriedText


@dataclass(frozen=True)
class Happenings:
    """A page of them, and where the next one goes on; None at the end. ``turns_at``: when the clock brings another."""

    rows: list[Happening]
    next: Place | None = None
    turns_at: datetime | None = None


def in_rounds(rounds: Sequence[int], *, at: datetime, before: Place | None = None, size: int = SIZE) -> Happenings:
    """What everybody saw happen in these rounds (ids, all public) by the instant ``at``. Seven queries at most."""
    turns = list(_turns(rounds))
    to_come = [turn.place.at for turn in turns if turn.place.at > at]
    found = [
        *_with_periods(_last([turn for turn in turns if turn.place.at <= at], before, size)),
        *_documents(rounds, before, size),
        *_versions(Q(symbol__round__in=list(rounds)), before, size),
        *_contributions(_of_rounds(rounds, before, size)),
    ]
    return _page(found, size, turns_at=min(to_come, default=None))


def of_text(text: Text, *, before: Place | None = None, size: int = SIZE) -> Happenings:
    """The versions of a text that were issued, and the contributions that propose changes to any of them."""
    # One that is counted only is not to be known by what it was about.
    proposing = Contribution.objects.public().exclude(consent=Consent.AGGREGATE)
    proposing = proposing.filter(pk__in=Amendment.objects.filter(version__text=text).values("contribution"))
    versions = _versions(Q(version__text=text), before, size)
    return _page([*versions, *_contributions(_beyond(proposing, before)[: size + 1])], size)


def of_list(round_: Round, filters: Filters, *, before: Place | None = None, size: int = SIZE) -> Happenings:
    """The published contributions of a round, or those that are wanted of them."""
    wanted = Contribution.objects.published().filter(filters.condition(), round=round_)
    return _page(_contributions(_beyond(wanted, before)[: size + 1]), size)


def withdrawn(rounds: Sequence[int] | None, *, size: int = SIZE) -> list[tuple[int, datetime]]:
    """The contributions of these rounds (None: of all) that were withdrawn last after they were public: id and when."""
    taken_back = Contribution.objects.public().filter(state=State.WITHDRAWN, shown_at__isnull=False)
    if rounds is not None:
        taken_back = taken_back.filter(round__in=list(rounds))
    newest = taken_back.order_by("-shown_at", "-pk").only("pk", "shown_at")[:size]
    return [(each.pk, each.shown_at) for each in newest if each.shown_at is not None]


def _page(found: Iterable[Happening], size: int, *, turns_at: datetime | None = None) -> Happenings:
    rows = sorted(found, key=lambda each: each.place, reverse=True)
    more = len(rows) > size
    return Happenings(rows[:size], rows[size - 1].place if more else None, turns_at)


@dataclass(frozen=True)
class _Turn:
    place: Place
    period: int


def _turns(rounds: Sequence[int]) -> Iterator[_Turn]:
    """Every act on the public periods, and every opening and closing, also those to come if nothing more is decided."""
    of_public = {"period__in": CommentPeriod.objects.public().filter(round__in=list(rounds))}
    acts = PeriodAct.objects.filter(**of_public).order_by("period", "pk")
    rows = acts.values_list("period", "pk", "act", "at", "opens_at", "closes_at")
    for period, of_period in groupby(rows, key=lambda row: row[0]):
        steps = []
        for _period, pk, act, at, opens_at, closes_at in of_period:
            yield _Turn(Place(at, Kind.ACT, pk), period)
            steps.append(Step(at, opens_at, closes_at, is_cancelled=act == Act.CANCEL))
        cancelled = {step.at for step in steps if step.is_cancelled}
        for span in open_spans(steps):
            yield _Turn(Place(span.start, Kind.OPENED, period), period)
            # What was cancelled while it was open is told as that, and did not close.
            if span.end not in cancelled:
                yield _Turn(Place(span.end, Kind.CLOSED, period), period)


def _last(turns: list[_Turn], before: Place | None, size: int) -> list[_Turn]:
    left = (turn for turn in turns if before is None or turn.place < before)
    return sorted(left, key=lambda turn: turn.place, reverse=True)[: size + 1]


def _with_periods(turns: list[_Turn]) -> Iterator[Happening]:
    periods = CommentPeriod.objects.select_related("round__process").prefetch_related(ACTS)
    found = periods.defer("round__description", "round__process__mandate").in_bulk({turn.period for turn in turns})
    for turn in turns:
        period, place = found[turn.period], turn.place
        is_act = place.kind == Kind.ACT
        yield Happening(place, next(act for act in period.acts.all() if act.pk == place.pk) if is_act else period)


def _documents(rounds: Sequence[int], before: Place | None, size: int) -> list[Happening]:
    found = (
        Document.objects.public()
        .filter(_earlier("public_at", Kind.DOCUMENT, before), round__in=list(rounds))
        .select_related("symbol", "round__process")
        .defer("note", "round__description", "round__process__mandate")
        .order_by("-public_at", "-pk")
    )
    return [Happening(Place(each.public_at, Kind.DOCUMENT, each.pk), each) for each in found[: size + 1]]  # type: ignore[arg-type]  # public


def _versions(wanted: Q, before: Place | None, size: int) -> list[Happening]:
    """Versions that a public paper carries, as of when both were there; not those of a contribution taken back."""
    contribution = "symbol__contribution"
    published = Q(**{f"{contribution}__state": State.PUBLISHED}) & ~Q(**{f"{contribution}__consent": Consent.AGGREGATE})
    filed = Q(symbol__document__public_at__isnull=False, symbol__round__public_at__isnull=False)
    since = Case(
        When(symbol__document__public_at__gt=F("version__issued_at"), then=F("symbol__document__public_at")),
        When(**{f"{contribution}__published_at__gt": F("version__issued_at")}, then=F(f"{contribution}__published_at")),
        default=F("version__issued_at"),
    )
    found: QuerySet[Any] = (
        CarriedText.objects.filter(wanted, filed | published, symbol__round__process__public_at__isnull=False)
        .annotate(since=since)
        .filter(_earlier("since", Kind.VERSION, before))
        .select_related("version__text", "symbol__round__process")
        .defer("symbol__round__description", "symbol__round__process__mandate")
        .order_by("-since", "-pk")
    )
    return [Happening(Place(each.since, Kind.VERSION, each.pk), each) for each in found[: size + 1]]


def _contributions(found: ContributionQuerySet) -> list[Happening]:
    rows = with_list_facts(found).select_related("revises__symbol", "modifies__symbol")
    rows = rows.defer("revises__content", "revises__search", "modifies__content", "modifies__search")
    return [Happening(Place(each.shown_at, Kind.CONTRIBUTION, each.pk), each) for each in rows]  # type: ignore[arg-type]  # public


def _beyond(contributions: ContributionQuerySet, before: Place | None) -> ContributionQuerySet:
    told = contributions.filter(_earlier("shown_at", Kind.CONTRIBUTION, before), shown_at__isnull=False)
    return told.order_by("-shown_at", "-pk")


def _of_rounds(rounds: Sequence[int], before: Place | None, size: int) -> ContributionQuerySet:
    """The last of each round by its index, and of these the last: a process may have a million, and many rounds."""
    at, pk = _from(Kind.CONTRIBUTION, before)
    beyond = "AND (shown_at, id) < (%s, %s)" if before else ""
    # As an array: a subquery would come last, when all that belongs to a contribution was joined to a million of them.
    told = f"""contributions_contribution.id = ANY (ARRAY (
        SELECT told.id FROM unnest(%s::bigint[]) AS held (id) CROSS JOIN LATERAL (
            SELECT id, shown_at FROM contributions_contribution
            WHERE round_id = held.id AND published_at IS NOT NULL AND shown_at IS NOT NULL {beyond}
            ORDER BY shown_at DESC, id DESC LIMIT %s
        ) told ORDER BY told.shown_at DESC, told.id DESC LIMIT %s
    ))"""  # noqa: S608 - only our own words are put in
    given = [list(rounds), *([at, pk] if before else []), size + 1, size + 1]
    return Contribution.objects.filter(RawSQL(told, given, output_field=BooleanField()))  # noqa: S611 - bound


def _earlier(field: str, kind: Kind, before: Place | None) -> Q:
    """What of one kind comes after this place in the order."""
    if before is None:
        return Q()
    at, pk = _from(kind, before)
    # The first says to the index where to begin.
    return Q(**{f"{field}__lte": at}) & (Q(**{f"{field}__lt": at}) | Q(pk__lt=pk))


def _from(kind: Kind, before: Place | None) -> tuple[datetime | None, int]:
    """The instant, and the id below which rows of this kind and that very instant come after the place."""
    if before is None:
        return None, 0
    if kind == before.kind:
        return before.at, before.pk
    return before.at, ENDLESS if kind < before.kind else 0
