"""What a secretariat did with what a round brought: as it stood when a day (UTC) began.

Figures that change by the minute tell, by their differences, of the one that was just declined. So they are those of
the last midnight: computed from the instants of each act, and the same for the whole day.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from common.collation import readers_key
from common.stamps import LONGEST, kept
from consultations.models import Process, Round
from consultations.queries.grounds import grounds_of, worded
from contributions.figures.account import OUTCOMES, Account, Treated

T = TypeVar("T")


def day_of(at: datetime) -> datetime:
    """The midnight (UTC) at which the day of the instant ``at`` began."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def account_of(round_: Round, *, at: datetime) -> Account:
    """What had become of everything that was received before the instant ``at``. Two queries, none while kept."""

    def make() -> tuple[Account, datetime]:
        return _account(round_, at), at + LONGEST

    return kept(f"account:{round_.pk}:{at.isoformat()}", make, under="public", at=None)


def named_groups(process: Process, counted: Mapping[str, T]) -> list[tuple[str, T]]:
    """Groups by what they are called in the reader's language, in its alphabetical order."""
    names = {group.code: group.wording.text for group in process.groups.all()}
    return sorted(
        ((names.get(code, code), row) for code, row in counted.items()), key=lambda each: readers_key(each[0])
    )


def named_grounds(process: Process, counted: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Grounds by what they are called in the reader's language, in its alphabetical order; without one last."""
    known = grounds_of(process)
    named = {code: wording.text if (wording := worded(code, known)) else code for code in counted if code}
    rows = [(named[code], number) for code, number in counted.items() if code]
    unnamed = [(_("On no ground of the list"), counted[""])] if "" in counted else []
    return [*sorted(rows, key=lambda each: readers_key(each[0])), *unnamed]


def _account(round_: Round, at: datetime) -> Account:
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"round": round_.pk, "at": at})
        rows = cursor.fetchall()
    treated = {key: Treated(*numbers) for kind, key, *numbers, _hours in rows if kind != "ground"}
    hours = {row[1]: float(row[-1]) for row in rows if row[0] != "ground" and row[-1] is not None}
    grounds = {key: numbers[OUTCOMES.index("declined")] for kind, key, *numbers, _hours in rows if kind == "ground"}
    return Account(
        whole=treated.pop("whole", Treated()),
        groups={group.code: Treated() for group in round_.process.groups.all()} | treated,
        grounds={key: number for key, number in grounds.items() if number},
        hours=hours,
    )


SQL = """
WITH stood AS MATERIALIZED (
    SELECT sent.id, sent.group_ids, sent.ground_code AS ground, first.submitted_at AS received_at, sent.published_at,
        sent.returned_at < %(at)s AS was_returned,
        CASE
            WHEN sent.state = 'withdrawn' AND sent.closed_at < %(at)s THEN 'withdrawn'
            WHEN sent.state = 'declined' AND sent.closed_at < %(at)s THEN 'declined'
            WHEN sent.published_at < %(at)s THEN 'published'
            WHEN sent.state = 'returned' AND sent.returned_at < %(at)s THEN 'with_author'
            ELSE 'with_secretariat'
        END AS outcome
    FROM contributions_contribution sent
    JOIN contributions_submission first ON first.contribution_id = sent.id AND first.number = 1
    WHERE sent.round_id = %(round)s AND sent.state <> 'draft' AND first.submitted_at < %(at)s
), placed AS (
    SELECT 'whole' AS kind, 'whole' AS key, stood.* FROM stood
    UNION ALL
    SELECT 'group', part.code, stood.* FROM stood
    JOIN stakeholders_stakeholdergroup part ON part.id = ANY(stood.group_ids)
    UNION ALL
    SELECT 'ground', stood.ground, stood.* FROM stood WHERE stood.outcome = 'declined'
)
SELECT kind, key, count(*) FILTER (WHERE outcome = 'published'), count(*) FILTER (WHERE outcome = 'with_secretariat'),
    count(*) FILTER (WHERE outcome = 'with_author'), count(*) FILTER (WHERE outcome = 'declined'),
    count(*) FILTER (WHERE outcome = 'withdrawn'), count(*) FILTER (WHERE was_returned),
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY published_at - received_at)
        FILTER (WHERE outcome = 'published')) / 3600
FROM placed GROUP BY kind, key
"""
