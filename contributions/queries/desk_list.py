"""The lists of the desk: everything that was ever sent, by where it stands and by what officers look for.

One index holds all that is filtered by (``contribution_at_the_desk``; ``contribution_waits`` for what waits): a page
finds its keys in it and fetches only the rows that it shows.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db.models import Func, IntegerField, Prefetch, Q
from django.db.models.fields.json import KeyTransform

from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.models.contribution import WAITS
from contributions.queries.desk_places import Places
from contributions.queries.promised import late
from contributions.queries.similar import marked_alike
from contributions.search import query_for
from stakeholders.models import Person

OLDEST, NEWEST = ("submitted_at", "pk"), ("-submitted_at", "-pk")
LATE, ANSWERED, ALL = "late", "answered", "all"
# What is decided is looked at from its end; what waits, from the beginning.
DECIDED = (State.PUBLISHED, State.DECLINED, State.WITHDRAWN, ALL)
ME, NOBODY = "me", "nobody"
# Words that are in so few contributions are gathered first; the others are met on the way.
RARE = 2000


@dataclass(frozen=True)
class Filters:
    """What of the desk is wanted; "" leaves everything in.

    ``state``: "" is what waits for the secretariat, ``late`` what of it is late, ``answered`` what its author has
    said something about, ``all`` everything, else a value of ``State``. ``round``, ``period`` and ``group`` are ids in
    digits; ``assignee`` is ``me``, ``nobody`` or the id of a colleague; ``q`` are words to be found.
    """

    state: str = ""
    round: str = ""
    period: str = ""
    group: str = ""
    language: str = ""
    lane: str = ""
    assignee: str = ""
    q: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """The order of the list: what waits longest stands first; of what is decided, what came last."""
        return NEWEST if self.state in DECIDED else OLDEST

    @property
    def chosen(self) -> dict[str, str]:
        """Those that are not empty."""
        return {name: value for name, value in asdict(self).items() if value}

    def within(self, state: str) -> "Filters":
        """The same in another list."""
        return replace(self, state=state)


@dataclass(frozen=True)
class Desk:
    """The lists of some processes' desks for ``me`` at the instant ``at``."""

    places: Places
    me: Person
    at: datetime

    def listed(self, filters: Filters) -> ContributionQuerySet:
        """Everything that the filters leave, in no order and with nothing beside it."""
        return self.sent().filter(self.in_list(filters.state), self.chosen(filters), self.found(filters.q))

    def sent(self) -> ContributionQuerySet:
        """Everything that was ever sent to these processes. A draft never is here."""
        return Contribution.objects.exclude(state=State.DRAFT).filter(round__in=self.places.round_ids)

    def in_list(self, state: str) -> Q:
        """The condition of one list, by the value of ``Filters.state``."""
        if state == LATE:
            rounds, times = self.places.rounds_of, self.places.times
            return late([(rounds[process], times[process]) for process in times], at=self.at)
        special = {"": WAITS, ANSWERED: Q(answered_at__isnull=False), ALL: Q()}
        return special[state] if state in special else Q(state=state)

    def chosen(self, filters: Filters) -> Q:
        """The condition of the other filters, but for the words to be found."""
        wanted = Q()
        for name in ("round", "period"):
            if value := getattr(filters, name):
                wanted &= Q(**{name: int(value)})
        if filters.group:
            wanted &= Q(group_ids__contains=[int(filters.group)])
        for name in ("language", "lane"):
            if value := getattr(filters, name):
                wanted &= Q(**{name: value})
        return wanted & self._of_assignee(filters.assignee)

    def found(self, words: str) -> Q:
        """The condition that all these words are in it, in any language; nothing is found by no word at all."""
        if not words:
            return Q()
        question = query_for(words)
        return Q(pk=None) if question is None else Q(desk_words__words=question)

    def _of_assignee(self, assignee: str) -> Q:
        if assignee in ("", NOBODY):
            return Q(assignee=None) if assignee else Q()
        return Q(assignee=self.me.pk if assignee == ME else int(assignee))


def with_row_facts(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """With all that a row of a list shows, in two queries; without the long texts."""
    sources = ContributionSource.objects.select_related("source", "group").order_by("pk")
    return (
        marked_alike(contributions)
        .select_related("round__process", "assignee", "symbol", "portal", "campaign")
        .prefetch_related(Prefetch("sources", queryset=sources))
        .defer("content", "search", "ground", "round__description", "round__process__mandate")
        .annotate(files_count=_number_of_files())
    )


def _number_of_files() -> Func:
    """How many files are part of what is in force."""
    files = KeyTransform("files", "submission__content")
    return Func(files, function="jsonb_array_length", output_field=IntegerField())
