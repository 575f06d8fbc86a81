"""Every change has its place at the desk, whatever it folds with."""

import pytest

from contributions.enums import Choice
from contributions.queries.disposing import fates
from contributions.queries.drafting import work_on
from tests.deciding import CABLES, Desk, desk, sources
from tests.negotiating import make_text, opinion, propose

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db
CLAUSES = (
    ("title", "", "Opinion"),
    ("container", "", "considering"),
    ("item", "a)", "that the heron's eyes see;"),
)
CURLED = "that the heron’s eyes see;"


def test_other_quotes_are_a_change_to_be_decided_and_answered(make_text, propose, sources, cast):
    work = Desk(make_text(CLAUSES), propose, sources, cast)
    work.reword(0, CURLED)

    assert len(fates(work_on(work.draft))) == 1
    work.decide(2, Choice.TAKE, "’")
    work.dispose_all()

    assert work.issue().outline[2].wording == CURLED


def test_same_words_added_twice_are_two_places(desk):
    desk.propose(0, *[{"op": "ADD", "after": CABLES, "wording": "that eels exist;"}] * 2)
    first, second = work_on(desk.draft).open_places

    desk.decide(first.key, Choice.TAKE, "eels")

    work = work_on(desk.draft)
    assert first.key != second.key
    assert (len(fates(work)), work.decided) == (2, 1)
    assert [clause.wording for clause in work.outline].count("that eels exist;") == 1
