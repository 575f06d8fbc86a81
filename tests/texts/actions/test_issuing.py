"""Issuing the next version: who is who, where everybody came from, and nobody overtaken."""

from dataclasses import replace

import pytest

from common.refusals import Incomplete, NotPossible
from texts import actions
from texts.actions import Descended
from texts.engine.outline import Clause, ClauseKind
from texts.enums import Fate
from texts.models import TextVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def base() -> TextVersion:
    """*considering* a) and b), *noting*."""
    reading = actions.begin_reading(
        "considering\na) that herons fly;\nb) that cables lie,\nnoting", language="en", title="Opinion 3", by=None
    )
    return actions.issue(reading, by=None)


def told(version: TextVersion) -> set[tuple[str, str, str]]:
    """Its descents in words: first words before and after, and the fate."""

    def words(clause) -> str:
        return clause.versions.order_by("-version__number").first().wording if clause else ""

    return {(words(each.before), words(each.after), each.fate) for each in version.descents.all()}


def test_clauses_keep_their_identity_and_new_ones_get_one(base):
    heading, one, _two, noting = base.outline
    outline = (
        heading,
        replace(one, wording="that herons nest;"),
        Clause("+1", ClauseKind.ITEM, "new", "b)", heading.id),
    )

    version = actions.issue_next(base, (*outline, noting), name="Rev.1", by=None)

    assert [clause.id for clause in version.outline[:2]] == [heading.id, one.id]
    assert version.outline[2].parent == heading.id
    assert len(version.outline[2].id) == 32
    assert (version.number, version.name, version.text.latest) == (1, "Rev.1", version)
    assert told(version) == {
        ("considering", "considering", Fate.KEPT),
        ("that herons nest;", "that herons nest;", Fate.REWORDED),
        ("that cables lie,", "", Fate.SUPPRESSED),
        ("", "new", Fate.NEW),
        ("noting", "noting", Fate.KEPT),
    }


def test_what_no_comparison_can_tell_is_said(base):
    heading, one, two, noting = base.outline
    merged = replace(one, wording="that herons fly and cables lie")
    fates = [Descended(one.id, one.id, Fate.MERGED), Descended(two.id, one.id, Fate.MERGED)]

    version = actions.issue_next(base, (heading, merged, noting), fates=fates, name="Rev.1", by=None)

    assert {(before[:11], fate) for before, _after, fate in told(version)} == {
        ("considering", Fate.KEPT),
        ("that herons", Fate.MERGED),
        ("that cables", Fate.MERGED),
        ("noting", Fate.KEPT),
    }


def test_fate_of_a_clause_that_is_nowhere_is_an_error(base):
    with pytest.raises(ValueError, match="neither version"):
        actions.issue_next(base, base.outline, fates=[Descended("", "f" * 32, Fate.NEW)], name="Rev.1", by=None)


def test_only_the_latest_version_is_followed(base):
    actions.issue_next(base, base.outline, name="Rev.1", by=None)

    with pytest.raises(NotPossible, match="later version"):
        actions.issue_next(base, base.outline, name="Rev.1", by=None)


def test_text_without_clauses_is_not_issued(base):
    with pytest.raises(Incomplete):
        actions.issue_next(base, (), name="Rev.1", by=None)
