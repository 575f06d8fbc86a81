"""Texts that papers carry: who may bring one in, one paper one text, and what is issued."""

from types import SimpleNamespace

import pytest

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CarriedText, IncomingText, Round, Symbol
from record.queries import about
from texts.intake.correcting import LeaveOut
from texts.models import Reading

OPINION = "OPINION 3\nconsidering\na) that herons fly;"


@pytest.fixture
def symbol(round_: Round) -> Symbol:
    document = actions.file_document(
        round_, by=None, kind=DocumentKind.DRAFT, title={"en": "Draft"}, alias="Contribution 29"
    )
    assert document.symbol is not None
    return document.symbol


@pytest.fixture
def incoming(symbol: Symbol, cast: SimpleNamespace) -> IncomingText:
    return actions.begin_text(symbol, OPINION, language="en", title="Opinion 3", by=cast.dora)


@pytest.mark.parametrize("who", ["ana", "otto", "olga"])
def test_only_the_secretariat_and_the_chair_bring_texts_in(symbol, incoming, cast, who) -> None:
    somebody = getattr(cast, who)

    for act in (
        lambda: actions.begin_text(symbol, OPINION, language="en", by=somebody),
        lambda: actions.correct_text(incoming, LeaveOut(0), step=1, by=somebody),
        lambda: actions.issue_text(incoming, by=somebody),
        lambda: actions.discard_text(incoming, by=somebody),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Reading.objects.get().step == 1


@pytest.mark.parametrize("who", ["omar", "chris"])
def test_officer_and_chair_bring_texts_in(symbol, cast, who):
    somebody = getattr(cast, who)
    incoming = actions.begin_text(symbol, OPINION, language="en", title="Opinion 3", by=somebody)

    actions.correct_text(incoming, LeaveOut(0), step=1, by=somebody)
    version = actions.issue_text(incoming, by=somebody)

    assert about(version).first().actor == f"person:{somebody.pk}"


def test_issued_text_is_carried_by_its_paper(symbol, incoming, cast) -> None:
    actions.correct_text(incoming, LeaveOut(0), step=1, by=cast.dora)

    version = actions.issue_text(incoming, step=2, by=cast.dora)

    assert CarriedText.objects.get(symbol=symbol).version == version
    assert (version.symbol, version.alias) == (symbol.text, "Contribution 29")
    assert [clause.wording for clause in version.outline] == ["considering", "that herons fly;"]
    assert not IncomingText.objects.exists()
    assert [entry.verb for entry in about(version)] == ["text.issue", "text.carry"]


def test_two_do_not_bring_in_the_same_text(symbol, incoming, cast) -> None:
    with pytest.raises(NotPossible, match="Somebody"):
        actions.begin_text(symbol, OPINION, language="en", by=cast.dora)

    actions.discard_text(incoming, by=cast.dora)

    assert actions.begin_text(symbol, OPINION, language="en", by=cast.dora).reading.step == 1


def test_a_paper_carries_one_text(symbol, incoming, cast) -> None:
    actions.issue_text(incoming, by=cast.dora)

    with pytest.raises(NotPossible, match="already"):
        actions.begin_text(symbol, OPINION, language="en", by=cast.dora)


def test_original_that_cannot_be_read_leaves_the_paper_free(symbol, cast) -> None:
    with pytest.raises(Incomplete):
        actions.begin_text(symbol, b"", language="en", by=cast.dora)

    assert not IncomingText.objects.exists()
