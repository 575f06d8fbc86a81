"""What waits at the desk of a secretariat: the queue, its filters, and how much of each there is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import StartsWith

from consultations.models import CommentPeriod, Round, Symbol
from consultations.symbols import render
from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.queries.similar import marked_alike, with_alike
from notifications.models import Letter
from record.models import Entry
from record.queries import about
from stakeholders.models import Mandate, Person

# What waits for the secretariat, and what it has sent back and waits for itself.
WAITING = (State.SUBMITTED, State.UNDER_REVIEW)
AT_THE_DESK = (*WAITING, State.RETURNED)


@dataclass(frozen=True)
class Filters:
    """What of the queue is wanted; an empty filter leaves everything in.

    Without ``state`` it is what waits for the secretariat; ``round`` is a round's id in digits; ``assignee`` is
    ``me``, ``nobody`` or ``other``.
    """

    state: str = ""
    round: str = ""
    language: str = ""
    assignee: str = ""

    def admits(self, kind: "_Kind") -> bool:
        """Would something of this kind be in the list?"""
        return (
            kind.state in ([self.state] if self.state else WAITING)
            and self.round in ("", str(kind.round))
            and self.language in ("", kind.language)
            and self.assignee in ("", kind.assignee)
        )


@dataclass(frozen=True)
class _Kind:
    """What contributions must have in common to be counted together."""

    state: str
    round: int
    language: str
    assignee: str


@dataclass(frozen=True)
class Counts:
    """How long the list is, and how long it would be under each other value of one filter.

    Values under which nothing stands at the desk are not in it.
    """

    listed: int
    waiting: int
    states: dict[str, int]
    rounds: dict[str, int]
    languages: dict[str, int]
    assignees: dict[str, int]


def at_the_desk(processes: Collection[int]) -> ContributionQuerySet:
    """Everything of these processes that is between submission and decision."""
    return Contribution.objects.filter(round__process__in=processes, state__in=AT_THE_DESK)


def queue(processes: Collection[int], filters: Filters, *, me: Person) -> ContributionQuerySet:
    """What the filters leave of it, oldest first, with all that a row shows (two queries in all)."""
    wanted = at_the_desk(processes).filter(_condition(filters, me))
    sources = ContributionSource.objects.select_related("source", "group").order_by("pk")
    return (
        marked_alike(wanted)
        .select_related("round__process", "assignee", "campaign")
        .prefetch_related(Prefetch("sources", queryset=sources))
        .defer("content", "search", "round__description", "round__process__mandate")
        .annotate(files_count=_number_of_files())
        .order_by("submitted_at", "pk")
    )


def count(processes: Collection[int], filters: Filters, *, me: Person) -> Counts:
    """Count the whole desk once and say how much of each kind there is; the same rows as ``queue`` lists."""
    kinds = _kinds(at_the_desk(processes), me)

    def of_each(name: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for kind, number in kinds.items():
            value = str(getattr(kind, name))
            if replace(filters, **{name: value}).admits(kind):
                found[value] += number
        return dict(found)

    return Counts(
        listed=sum(number for kind, number in kinds.items() if filters.admits(kind)),
        waiting=sum(number for kind, number in kinds.items() if Filters().admits(kind)),
        states=of_each("state"),
        rounds=of_each("round"),
        languages=of_each("language"),
        assignees=of_each("assignee"),
    )


def rounds_named(ids: Iterable[int]) -> list[Round]:
    """The rounds of these ids with their processes, by code of the process and number."""
    return list(
        Round.objects.filter(pk__in=list(ids)).select_related("process").order_by("process__code", "number", "pk")
    )


def visible_at(processes: Collection[int]) -> ContributionQuerySet:
    """Everything that was ever sent to these processes, with what a page about one shows. A draft never is."""
    sent = Contribution.objects.filter(round__process__in=processes, submission__isnull=False)
    return (
        with_alike(sent.exclude(state=State.DRAFT))
        .select_related("round__process", "period", "author", "assignee", "symbol", "revises__symbol")
        .select_related("campaign", "submission__timing__carried_from")
        .defer("content", "search", "revises__content", "revises__search", "round__description", "period__description")
    )


def sources_of(contribution: Contribution) -> list[ContributionSource]:
    """Its sources with their groups, and on each ``mandate``: when the author's mandate for it was confirmed, if ever.

    ``claims`` says whether the author has a mandate for it at all that has not ended.
    """
    mandates = Mandate.objects.current().filter(source=OuterRef("source"), person=contribution.author_id)
    named = ContributionSource.objects.filter(contribution=contribution).select_related("source", "group")
    return list(
        named.annotate(claims=Exists(mandates), mandate=Subquery(mandates.values("confirmed_at")[:1])).order_by("pk")
    )


def history_of(contribution: Contribution) -> list[Entry]:
    """What the record tells of it, oldest first; on each entry ``who``: the name of the person who acted, if one did.

    A person whose data were erased on lawful request has no name any more; the entry stays.
    """
    people = Person.objects.filter(pk=_key_in("actor", "person:"))
    names = people.annotate(known_as=Case(When(name="", then="email"), default="name")).values("known_as")
    return list(about(contribution).annotate(who=Subquery(names[:1])))


def symbol_if_published_now(contribution: Contribution) -> str:
    """What its symbol would be if nobody else published before: information, not a promise."""
    original, round_ = contribution.revises, contribution.round
    number, modifier = round_.last_number + 1, ""
    if original is not None and original.symbol is not None:
        number = original.symbol.number
        earlier = Symbol.objects.filter(round=round_, number=number, modifier__startswith="Rev.").count()
        modifier = f"Rev.{earlier + 1}"
    grammar, code = round_.process.symbol_grammar, round_.process.code
    return render(grammar, process=code, round_number=round_.number, number=number, modifier=modifier)


def letters_about(letters: QuerySet[Letter], processes: Collection[int]) -> QuerySet[Letter]:
    """Those of ``letters`` that tell of what these processes received or opened. Letters about accounts never do."""
    received = Contribution.objects.filter(round__process__in=processes, submission__isnull=False)
    opened = CommentPeriod.objects.filter(round__process__in=processes)
    return letters.filter(
        Exists(received.filter(pk=_key_in("about", "contributions.contribution:")))
        | Exists(opened.filter(pk=_key_in("about", "consultations.commentperiod:")))
    )


def _key_in(column: str, kind: str) -> Case:
    """The key in a reference such as ``person:17`` of that kind in a column of the outer query; null for other kinds.

    A number, so that the primary key's own index answers.
    """
    digits = Substr(OuterRef(column), len(kind) + 1)
    return Case(When(StartsWith(OuterRef(column), kind), then=Cast(digits, BigIntegerField())))


def _number_of_files() -> Func:
    """How many files are part of what is in force."""
    files = KeyTransform("files", "submission__content")
    return Func(files, function="jsonb_array_length", output_field=IntegerField())


def _condition(filters: Filters, me: Person) -> Q:
    wanted = Q(state__in=[filters.state] if filters.state else WAITING)
    if filters.round:
        wanted &= Q(round=int(filters.round))
    if filters.language:
        wanted &= Q(language=filters.language)
    if filters.assignee:
        wanted &= {
            "me": Q(assignee=me),
            "nobody": Q(assignee=None),
            "other": Q(assignee__isnull=False) & ~Q(assignee=me),
        }[filters.assignee]
    return wanted


def _kinds(contributions: ContributionQuerySet, me: Person) -> dict[_Kind, int]:
    """How many contributions there are of each kind, in one query."""
    who = {me.pk: "me", None: "nobody"}
    found: Counter[_Kind] = Counter()
    rows = contributions.order_by().values_list("state", "round", "language", "assignee").annotate(Count("pk"))
    for state, round_id, language, assignee, number in rows:
        found[_Kind(state, round_id, language, who.get(assignee, "other"))] += number
    return dict(found)
