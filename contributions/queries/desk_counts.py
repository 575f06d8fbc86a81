"""How long the lists of the desk are. Each number is the length of the list that it stands beside.

Counted no further than to ``COUNTED``, which bounds what it costs; the choices of a filter are counted only while no
more than ``FACETED`` contributions are in the list, so that the numbers are exact or not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count as Total

from contributions.models import Contribution, ContributionQuerySet
from contributions.queries.desk_list import ME, NOBODY, Desk, Filters
from contributions.queries.reading import COUNTED, Count

FACETED = 20_000
# The filters whose choices are counted, with their columns.
FACETS = {
    "round": "round_id",
    "language": "language",
    "lane": "lane",
    "assignee": "assignee_id",
    "group": "group_ids",
}


@dataclass(frozen=True)
class Choices:
    """How many would be listed under each value of a filter, the others staying as they are.

    Values under which nothing is listed are not in it. None where there is too much to be counted.
    """

    numbers: Mapping[str, Mapping[str, int]] | None = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, int] | None:
        """The numbers beside the choices of one filter."""
        return None if self.numbers is None else self.numbers.get(name, {})


def lengths(desk: Desk, filters: Filters, states: Iterable[str]) -> dict[str, Count]:
    """How long the list of each of these states is under the same filters. One query."""
    if filters.q:
        return _of_found(desk, filters, states)
    lists = {state: desk.listed(filters.within(state)) for state in states}
    return dict(zip(lists, _capped(list(lists.values())), strict=True))


def _of_found(desk: Desk, filters: Filters, states: Iterable[str]) -> dict[str, Count]:
    """The same where words are looked for: what has them is gathered once for all lists."""
    found = desk.sent().filter(desk.chosen(filters), desk.found(filters.q))
    numbers = found.aggregate(**{f"list_{state}": Total("pk", filter=desk.in_list(state)) for state in states})
    counts = {name.removeprefix("list_"): number or 0 for name, number in numbers.items()}
    return {state: Count(min(number, COUNTED), number > COUNTED) for state, number in counts.items()}


def choices(desk: Desk, filters: Filters) -> Choices:
    """Count the choices of each filter in the list of ``filters.state``. One query."""
    listed = desk.sent().filter(desk.in_list(filters.state), desk.found(filters.q))
    if filters.period:
        listed = listed.filter(period=int(filters.period))
    here, given = _sql(listed, FACETS.values(), most=FACETED)
    parts = [f"SELECT '', '', count(*) FROM here HAVING count(*) > {FACETED}"]  # noqa: S608 - our own number
    for name, column in FACETS.items():
        value = f"unnest({column})" if name == "group" else column
        others, values = _others(filters, name, me=desk.me.pk)
        parts.append(
            f"SELECT '{name}', ({value})::text, count(*) FROM here"  # noqa: S608 - our own names
            f" WHERE (SELECT count(*) FROM here) <= {FACETED}{others} GROUP BY 2"
        )
        given += values
    with connection.cursor() as cursor:
        cursor.execute(f"WITH here AS MATERIALIZED ({here}) {' UNION ALL '.join(parts)}", given)
        return _choices(cursor.fetchall(), me=desk.me.pk)


def _choices(rows: Iterable[tuple[str, str | None, int]], *, me: int) -> Choices:
    numbers: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for name, value, number in rows:
        if not name:
            return Choices(None)
        if name == "assignee":
            if value is None:
                numbers[name][NOBODY] = number
                continue
            if value == str(me):
                numbers[name][ME] = number
        if value is not None:
            numbers[name][value] = number
    return Choices(numbers)


def _others(filters: Filters, but: str, *, me: int) -> tuple[str, list[Any]]:
    """The conditions of all filters that are chosen but one, on the columns of ``FACETS``, with their values."""
    conditions, values = "", []
    for name, column in FACETS.items():
        chosen = getattr(filters, name)
        if not chosen or name == but:
            continue
        if chosen == NOBODY:
            conditions += f" AND {column} IS NULL"
            continue
        conditions += f" AND %s = ANY({column})" if name == "group" else f" AND {column} = %s"
        values.append(me if chosen == ME else chosen if name in ("language", "lane") else int(chosen))
    return conditions, values


def _capped(lists: list[ContributionQuerySet]) -> list[Count]:
    parts, given = [], []
    for each in lists:
        sql, params = _sql(each, ["pk"], most=COUNTED)
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - written by Django
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        numbers = cursor.fetchone()
    return [Count(min(number, COUNTED), number > COUNTED) for number in numbers]


def _sql(listed: ContributionQuerySet, columns: Iterable[str], *, most: int) -> tuple[str, list[Any]]:
    """The statement for these columns of one more than ``most``, with its values; also where nothing can be found."""
    try:
        sql, given = listed.order_by().values_list(*columns)[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        # Not an empty condition, of which Django makes no statement.
        nothing = Contribution.objects.filter(pk=-1).values_list(*columns)
        sql, given = nothing.query.sql_with_params()
    return sql, list(given)
