"""LibreOffice opens what we write, and makes of it what we mean."""

import pytest

from tests.texts.word.office import outcomes
from texts.engine.applying import applied
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal, compiled
from texts.engine.outline import Clause, ClauseKind
from texts.word.writing import About, compilation_docx, redlined, to_amend, with_proposals

pytestmark = pytest.mark.xdist_group("office")  # so that LibreOffice is started once

BASE = (
    Clause("t", ClauseKind.TITLE, "Draft opinion"),
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that article 55 says so, and article 68 too;", "a)", "k"),
    Clause("b", ClauseKind.ITEM, "أن الإنترنت (Internet) أساسية؛", "ب)", "k"),
    Clause("c", ClauseKind.ITEM, "考虑到“互联网”；", "一、", "k"),
    Clause("d", ClauseKind.SUB_ITEM, "that all should take part.", "i)", "c"),
)
CHANGES = {
    "words": [Change(Op.MOD, "a", wording="that paragraph 55 says this, and paragraph 68 as well;", reason="so")],
    "arabic": [Change(Op.MOD, "b", wording="أن الإنترنت (Internet) ضرورية؛")],
    "suppressed": [Change(Op.SUP, "a"), Change(Op.SUP, "b")],
    "first": [Change(Op.SUP, "t", reason="no title")],
    "last": [Change(Op.SUP, "d")],
    "added": [
        Change(Op.ADD, after="c", wording="one more;", label="二、", clause_kind=ClauseKind.ITEM, reason="needed"),
        Change(Op.ADD, after="c", wording="and another;"),
        Change(Op.ADD, after="d", wording="at the end."),
        Change(Op.ADD, after="", wording="at the beginning"),
    ],
    "moved": [Change(Op.MOVE, "d", after="k"), Change(Op.MOVE, "a", after="c", wording="that article 55 moves;")],
    "everything": [
        Change(Op.SUP, "k"),
        Change(Op.ADD, after="k", wording="recognizing", clause_kind=ClauseKind.CONTAINER),
        Change(Op.MOD, "c", wording="考虑到“国际互联网”；"),
        Change(Op.SUP, "d"),
        Change(Op.ADD, after="d", wording="the end", label="ii)"),
        Change(Op.NOC, "a", reason="agreed"),
    ],
}
NEW = (
    BASE[0],
    BASE[2],
    BASE[1],
    Clause("c", ClauseKind.ITEM, "考虑到互联网；", "1."),
    Clause("n", ClauseKind.ITEM, "new"),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What LibreOffice makes of each file, accepted and rejected, without the closing paragraph."""
    about = About("Draft", at="2013-02-01T12:00:00Z", facts={"version": "x"})
    files = {
        name: with_proposals(BASE, [Proposal("1", ("Example & <Ministry>",), tuple(changes))], about)
        for name, changes in CHANGES.items()
    }
    files["rivals"] = with_proposals(
        BASE, [Proposal(name, (name,), tuple(each)) for name, each in CHANGES.items()], about
    )
    files["clean"] = to_amend(BASE, about)
    files["version"] = redlined(BASE, NEW, about, by="The Chair", at="2013-02-01T12:00:00Z")
    files["compiled"] = compilation_docx(compiled(BASE, [Proposal("1", ("Ana",), tuple(CHANGES["words"]))]), about)
    said = outcomes(files, tmp_path_factory.mktemp("office"))
    return {name: tuple([line for line in way if line] for way in ways) for name, ways in said.items()}


def said(outline):
    return [f"{each.label}\t{each.wording}" if each.label else each.wording for each in outline]


@pytest.mark.parametrize("name", CHANGES)
def test_accepting_all_gives_the_proposal_and_rejecting_all_the_base(name, found):
    assert found[name] == (said(applied(BASE, CHANGES[name])), said(BASE))


def test_rejecting_all_gives_the_base_whoever_disagrees(found):
    assert found["rivals"][1] == said(BASE)


def test_a_clean_text_is_the_same_either_way(found):
    assert found["clean"] == (said(BASE), said(BASE))


def test_a_version_becomes_the_new_one_or_the_old(found):
    assert found["version"] == (said(NEW), said(BASE))


def test_a_compilation_opens(found):
    accepted, rejected = found["compiled"]
    assert accepted == rejected
    assert "[a)\tthat article 55 says so, and article 68 too;]" in accepted
