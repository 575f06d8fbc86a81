"""What a word processor keeps of our files when somebody opens them and saves them again."""

import io

import pytest

from tests.texts.word.office import saved_again
from texts.engine.alignment import Certainty, aligned
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal
from texts.engine.outline import Clause, ClauseKind
from texts.word.reading import read
from texts.word.writing import About, to_amend, with_proposals

pytestmark = pytest.mark.xdist_group("saved again")  # so that LibreOffice is started once

# Two clauses with the same label, and two with the same words: only their identities tell them apart.
BASE = (
    Clause("0" * 31 + "1", ClauseKind.TITLE, "Draft opinion"),
    Clause("0" * 31 + "2", ClauseKind.CONTAINER, "considering"),
    Clause("0" * 31 + "3", ClauseKind.ITEM, "that article 55 says so;", "b)"),
    Clause("0" * 31 + "4", ClauseKind.ITEM, "أن الإنترنت (Internet) أساسية؛", "b)"),
    Clause("0" * 31 + "5", ClauseKind.ITEM, "that all take part;", "c)"),
    Clause("0" * 31 + "6", ClauseKind.ITEM, "that all take part;", "d)"),
)
CHANGES = (
    Change(Op.MOD, "0" * 31 + "3", wording="that paragraph 55 says so;"),
    Change(Op.SUP, "0" * 31 + "6"),
    Change(Op.ADD, after="0" * 31 + "5", wording="one more;", label="d)", clause_kind=ClauseKind.ITEM),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Each file after LibreOffice has saved it."""
    files = {
        "clean": to_amend(BASE, About("Draft", facts={"Symbol": "X/1/2", "SHA-256": "ab"})),
        "proposed": with_proposals(BASE, [Proposal("1", ("Ana",), CHANGES)], About("Draft")),
    }
    saved = saved_again(files, tmp_path_factory.mktemp("office"))
    return {name: read(io.BytesIO(content)) for name, content in saved.items()}


def test_each_clause_still_knows_its_identity(found):
    assert [each.identity for each in found["clean"].paragraphs if each.text] == [clause.id for clause in BASE]


def test_the_file_still_says_what_it_was_made_from(found):
    assert found["clean"].facts.items() >= {"Symbol": "X/1/2", "SHA-256": "ab"}.items()


def test_the_changes_are_understood_as_before(found):
    understanding = aligned(found["proposed"].paragraphs, BASE)

    assert {each.change for each in understanding.changes} == set(CHANGES)
    assert {each.certainty for each in understanding.changes} == {Certainty.STATED}
    assert (understanding.unplaced, understanding.base_differs, understanding.missing_clauses) == ((), (), ())
