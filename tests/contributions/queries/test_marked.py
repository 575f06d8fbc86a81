"""A change that was marked in Word is shown as it was marked, while it is still that change."""
# ruff: noqa: F811  # fixtures are asked for by name

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions import actions, changes
from contributions.content import Content
from contributions.queries.amending import proposals_of
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal
from texts.engine.redline import Piece, PieceKind, redline
from texts.word.writing import About, with_proposals

pytestmark = pytest.mark.django_db
BASE = "that herons may consider cables useful;"
# As a person does it who strikes more than has to be struck.
BY_HAND = (
    Piece(PieceKind.SAME, "that herons "),
    Piece(PieceKind.DEL, "may consider cables"),
    Piece(PieceKind.INS, "consider cables most"),
    Piece(PieceKind.SAME, " useful;"),
)
WORDING = "that herons consider cables most useful;"


@pytest.fixture
def draft(period, opinion, cast):
    return actions.begin_amending(period, opinion, by=cast.ana)[0]


@pytest.fixture
def understood(draft, opinion, cast):
    """A Word file of one change, read; its redline is one that only a person would make."""
    change = Change(Op.MOD, opinion.outline[2].id, wording=WORDING, reason="They do.")
    proposal = Proposal("1", ("Exampland",), (change,), at="2026-01-15T08:00:00+00:00")
    file = with_proposals(opinion.outline, [proposal], About(title="Opinion", language="en"))
    found = actions.read_word(draft, SimpleUploadedFile("changes.docx", file), by=cast.ana)
    found.items[0]["pieces"] = [[piece.kind.value, piece.text] for piece in BY_HAND]
    found.save(update_fields=["items"])
    return found


@pytest.fixture
def confirm(draft, understood, cast):
    def confirmed(wording=WORDING):
        change = replace(changes.read(understood.items[0]["change"]), wording=wording, reason="They do.")
        actions.confirm(understood, {0: change}, by=cast.ana)
        draft.refresh_from_db()
        return Content.from_json(draft.content)

    return confirmed


def shown(content):
    (proposed,) = proposals_of(content).changes
    return proposed.pieces


def test_a_confirmed_change_is_shown_as_it_was_marked(confirm):
    assert shown(confirm()) == BY_HAND != redline(BASE, WORDING)


def test_a_mended_change_is_compared(confirm):
    assert shown(confirm("that herons love cables;")) == redline(BASE, "that herons love cables;")


def test_another_reason_leaves_the_redline_as_it_was(confirm, draft, cast):
    (entry,) = confirm().changes
    change = changes.read(entry)
    actions.propose(draft, replace(change, reason="So we hope."), by=cast.ana, instead_of=changes.key(change))
    draft.refresh_from_db()

    assert shown(Content.from_json(draft.content)) == BY_HAND


def test_without_its_file_it_is_compared(confirm):
    content = confirm()
    content.files = []

    assert shown(content) == redline(BASE, WORDING)
