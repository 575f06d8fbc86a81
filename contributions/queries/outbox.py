"""The letters that a desk reads: those about its processes, and those behind its mailings."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from common.tables import with_tables
from consultations.models import CommentPeriod, Round, Symbol
from contributions.models import Contribution
from contributions.queries.desk import letters_about
from contributions.queries.mailings import topics_of
from following.models import Item, News
from notifications.enums import State
from notifications.models import Letter, LetterQuerySet
from record.names import reference
from stakeholders.models import Person

# As many are counted of each state.
MOST_COUNTED = 100
# So few letters about so few things are looked up.
FEW = 2000
# None where the processes received more things than that.
_LOOKED_UP = """
    WITH thing AS (
        (SELECT 'contributions.contribution:' || c.id AS about FROM [contribution] c JOIN [round] r ON r.id = c.round_id
         WHERE r.process_id = ANY (%(processes)s::bigint[]) AND c.submission_id IS NOT NULL LIMIT %(more)s)
        UNION ALL
        (SELECT 'consultations.commentperiod:' || p.id FROM [commentperiod] p JOIN [round] r ON r.id = p.round_id
         WHERE r.process_id = ANY (%(processes)s::bigint[]) LIMIT %(more)s)
    )
    SELECT CASE WHEN (SELECT count(*) FROM thing) <= %(few)s THEN ARRAY (
        SELECT id FROM [letter]
        WHERE words_id IS NULL AND about = ANY (ARRAY (SELECT about FROM thing)) LIMIT %(more)s
    ) END
"""
# As many people of one name are looked for.
MOST_OF_A_NAME = 50

STANDING: Mapping[State, Callable[[LetterQuerySet, datetime], LetterQuerySet]] = {
    State.HELD: lambda letters, _at: letters.held(),
    State.WAITING: lambda letters, at: letters.waiting(at=at),
    State.BEING_SENT: lambda letters, at: letters.being_sent(at=at),
    State.FAILED: lambda letters, _at: letters.failed(),
    State.BOUNCED: lambda letters, _at: letters.bounced(),
    State.SENT: lambda letters, _at: letters.sent(),
    State.CALLED_OFF: lambda letters, _at: letters.called_off(),
}
# Of these there are many.
MANY = ("", State.SENT, State.CALLED_OFF)
# What somebody may have to do something about. Of each there are few, in an index of their own.
MAILINGS = "mailings"
COUNTED = (State.HELD, State.WAITING, State.BEING_SENT, State.FAILED, State.BOUNCED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which letters are wanted: in a state, of a family, with an address, a person or a symbol; "" for any."""

    state: str = ""
    family: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.state or self.family or self.words)


def own_letters(processes: Collection[int]) -> LetterQuerySet:
    """The letters about these processes that have words of their own: all but those behind a mailing."""
    return letters_about(Letter.objects.filter(words=None), processes)


def walked_or_looked_up(letters: LetterQuerySet, processes: Collection[int]) -> LetterQuerySet:
    """``letters`` of ``own_letters`` for a list of all of them. One query beforehand.

    Where processes received little and few letters tell of it, these are looked up: on the way through all letters of a
    house, newest first, they might be met last.
    """
    given: dict[str, Any] = {"processes": sorted(processes), "few": FEW, "more": FEW + 1}
    with connection.cursor() as cursor:
        cursor.execute(with_tables(_LOOKED_UP, CommentPeriod, Contribution, Letter, Round), given)
        (found,) = cursor.fetchone()
    return letters if found is None or len(found) > FEW else letters.filter(pk__in=found)


def letters_read_at(processes: Collection[int]) -> LetterQuerySet:
    """Every letter that these desks read: their own, and those behind their mailings."""
    behind = Item.objects.filter(letter=OuterRef("pk"), news__topics__overlap=topics_of(processes))
    about = letters_about(Letter.objects.filter(pk=OuterRef("pk"), words=None), processes)
    return Letter.objects.filter(Exists(behind) | Exists(about))


def narrowed(
    letters: LetterQuerySet, asked: Asked, *, at: datetime, processes: Collection[int] | None
) -> LetterQuerySet:
    """Those of ``letters`` that are asked for. Symbols are looked for in ``processes``, None for everywhere."""
    if asked.state in State.values:
        letters = STANDING[State(asked.state)](letters, at)
    if asked.family:
        letters = letters.filter(family=asked.family)
    if "@" in asked.words:
        # As the index has it; ``iexact`` would ask for capitals.
        letters = letters.alias(place=Lower("address")).filter(place=asked.words.lower())
    elif asked.words:
        letters = letters.filter(_of_person_or_symbol(asked.words, processes))
    return letters


def counted(letters: LetterQuerySet, processes: Collection[int], *, at: datetime) -> tuple[int, dict[State, int]]:
    """How many mailings of the processes are held, and how many of ``letters`` stand where somebody may have to do
    something; each up to ``MOST_COUNTED``. One query.
    """
    held = News.objects.held().filter(topics__overlap=topics_of(processes))
    some: list[tuple[str, QuerySet[Any]]] = [(MAILINGS, held)]
    some += [(state.value, STANDING[state](letters, at)) for state in COUNTED]
    first, *others = (
        rows.order_by().annotate(stands=Value(name)).values_list("stands")[:MOST_COUNTED] for name, rows in some
    )
    numbers = Counter(stands for (stands,) in first.union(*others, all=True))
    return numbers[MAILINGS], {state: numbers[state.value] for state in COUNTED}


def _of_person_or_symbol(words: str, processes: Collection[int] | None) -> Q:
    people = Person.objects.filter(name__icontains=words).order_by("pk").values_list("pk", flat=True)[:MOST_OF_A_NAME]
    symbols = Symbol.objects.filter(text__iexact=words)
    if processes is not None:
        symbols = symbols.filter(process__in=processes)
    bearing = Contribution.objects.filter(symbol__in=symbols).only("pk")[:MOST_OF_A_NAME]
    return Q(person__in=list(people)) | Q(about__in=[reference(each) for each in bearing])
