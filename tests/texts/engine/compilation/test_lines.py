"""A compilation reads as negotiators know it."""

from texts.engine.changes import Change, Op
from texts.engine.compilation import Phrases, Proposal, Role, as_text, compiled, lines
from texts.engine.outline import Clause, ClauseKind

BASE = (
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that all take part;", "a)", "k"),
    Clause("b", ClauseKind.ITEM, "that the Internet is essential;", "b)", "k"),
    Clause("p", ClauseKind.PARAGRAPH, "in good faith,"),
)
PROPOSALS = [
    Proposal(
        "2",
        ("Example Union",),
        (
            Change(Op.MOD, "b", wording="that the Internet is useful;", reason="modest"),
            Change(Op.SUP, "p", reason="self-evident"),
            Change(Op.MOVE, "b"),
        ),
        missing="Nothing on accessibility.",
        symbol="X/1/2",
    ),
    Proposal("1", ("Example Ministry",), (Change(Op.MOD, "b", wording="that the Internet is useful; "),)),
    Proposal(
        "3",
        ("Example Society", "Example Academy"),
        (
            Change(Op.MOD, "b", wording="that the Internet is essential for all;"),
            Change(Op.NOC, "a", reason="agreed"),
            Change(Op.ADD, after="b", wording="that time is short;", label="c)", clause_kind=ClauseKind.ITEM),
            Change(Op.MOVE, "p", after="a"),
            Change(Op.SUP, "gone"),
        ),
    ),
]


def test_a_compilation_reads_as_negotiators_know_it():
    assert (
        as_text(lines(compiled(BASE, PROPOSALS)))
        == """\
considering
a) that all take part;
a): keep as it is — Example Academy, Example Society
[b) that the Internet is essential;]
[b) bis that the Internet is essential for all;] — proposed by Example Academy, Example Society
[b) ter that the Internet is useful;] — proposed by Example Ministry; Example Union (X/1/2)
[move b) to the beginning] — proposed by Example Union (X/1/2)
[ADD c) that time is short;] — proposed by Example Academy, Example Society
[in good faith,]
[SUP clause 4] — proposed by Example Union (X/1/2)
[move clause 4 after a)] — proposed by Example Academy, Example Society
What is missing
Nothing on accessibility. — Example Union (X/1/2)
Proposals that have no place in this version
SUP — Example Academy, Example Society
"""
    )


def test_lines_say_why():
    (rival,) = (each for each in lines(compiled(BASE, PROPOSALS)) if "useful" in each.text)

    assert rival.role == Role.RIVAL
    assert rival.reasons == (("Example Union", "modest"),)


def test_our_own_words_are_the_readers():
    french = Phrases(keep="{clause} : maintenir tel quel")

    assert "a) : maintenir tel quel — " in as_text(lines(compiled(BASE, PROPOSALS), french))


def test_braces_in_what_others_wrote_are_letters():
    base = (Clause("x", ClauseKind.CONTAINER, "{clause} {0}"),)

    found = compiled(base, [Proposal("1", ("{sources}",), (Change(Op.SUP, "x"),))])

    assert as_text(lines(found)) == "[{clause} {0}]\n[SUP “{clause} {0}”] — proposed by {sources}\n"
