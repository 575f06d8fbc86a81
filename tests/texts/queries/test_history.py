"""What became of a clause, and what people call it."""

from dataclasses import replace

import pytest

from texts import actions
from texts.actions import Descended
from texts.engine.outline import Clause, ClauseKind
from texts.enums import Fate
from texts.models import Clause as ClauseRow
from texts.models import TextVersion
from texts.queries import called, history_of

pytestmark = pytest.mark.django_db

OPINION = """OPINION 3
The Forum,
recognizing
a) that herons fly;
i) over water,
b) that cables lie and that nobody at all has ever looked after them well;
and yet they do"""


@pytest.fixture
def base() -> TextVersion:
    reading = actions.begin_reading(OPINION, language="en", title="Opinion 3", by=None)
    return actions.issue(reading, by=None)


def row(clause: Clause) -> ClauseRow:
    return ClauseRow.objects.get(pk=clause.id)


def test_clauses_are_called_by_heading_and_labels(base):
    outline = base.outline

    assert [called(clause, outline) for clause in outline] == [
        "the title",
        "the opening words",
        "recognizing",
        "recognizing a)",
        "recognizing a) i)",
        "recognizing b)",
        "recognizing “and yet they do”",
    ]


def test_history_tells_each_version_that_has_or_had_it(base):
    *head, fly, water, lie, yet = base.outline
    first = actions.issue_next(
        base, (*head, replace(fly, wording="that herons nest;", label="b)"), water, yet), name="Rev.1", by=None
    )
    actions.issue_next(first, (*head, yet), name="Rev.2", by=None)

    told = [(stage.version.name, stage.words and stage.words.wording, stage.fate) for stage in history_of(row(fly))]

    assert told == [
        ("", "that herons fly;", None),
        ("Rev.1", "that herons nest;", Fate.REWORDED),
        ("Rev.2", None, Fate.SUPPRESSED),
    ]
    assert [stage.fate for stage in history_of(row(lie))] == [None, Fate.SUPPRESSED]


def test_history_of_a_new_clause_begins_where_it_was_new(base):
    new = Clause("+1", ClauseKind.ITEM, "that all is well", "c)", base.outline[2].id)
    version = actions.issue_next(base, (*base.outline, new), name="Rev.1", by=None)

    (stage,) = history_of(row(version.outline[-1]))

    assert (stage.version, stage.fate, [piece.text for piece in stage.pieces]) == (
        version,
        Fate.NEW,
        ["that all is well"],
    )


def test_history_of_a_split_names_both_halves(base):
    *head, lie, yet = base.outline
    half = Clause("+1", ClauseKind.ITEM, "that nobody looks after them;", "c)", lie.parent)
    fates = [Descended(lie.id, lie.id, Fate.SPLIT), Descended(lie.id, "+1", Fate.SPLIT)]
    version = actions.issue_next(
        base, (*head, replace(lie, wording="that cables lie;"), half, yet), fates=fates, name="Rev.1", by=None
    )

    stage = history_of(row(lie))[-1]

    assert stage.fate == Fate.SPLIT
    assert [clause.wording for clause in stage.became] == ["that nobody looks after them;"]
    other = history_of(row(version.outline[-2]))[-1]
    assert [clause.label for clause in other.came_from] == ["b)"]


def test_history_costs_the_same_however_many_versions(base, django_assert_num_queries):
    for number in range(3):
        latest = base.text.latest
        assert latest is not None
        actions.issue_next(latest, latest.outline, name=f"Rev.{number + 1}", by=None)

    clause = row(base.outline[0])

    with django_assert_num_queries(3):
        history_of(clause)
