"""Redlines read as a delegate would mark them, and lose nothing."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given

from tests.texts.engine.wordings import wordings
from texts.engine.redline import Piece, PieceKind, after, before, flattened, redline

SAME, INS, DEL = PieceKind.SAME, PieceKind.INS, PieceKind.DEL


def marked(old: str, new: str) -> str:
    """A redline on one line: [what goes] and {what comes}."""
    shapes = {SAME: "%s", DEL: "[%s]", INS: "{%s}"}
    return "".join(shapes[piece.kind] % piece.text for piece in redline(old, new))


@given(wordings, wordings)
def test_a_redline_holds_both_wordings(old: str, new: str) -> None:
    pieces = redline(old, new)

    assert (before(pieces), after(pieces)) == (old, new)


@given(wordings, wordings)
def test_neighbours_differ_and_what_goes_stands_before_what_comes(old: str, new: str) -> None:
    pieces = redline(old, new)

    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind and (one.kind, other.kind) != (INS, DEL) for one, other in pairwise(pieces))


@given(wordings, wordings)
def test_no_piece_but_the_first_begins_with_a_mark(old: str, new: str) -> None:
    texts = [piece.text for piece in redline(old, new)][1:]

    assert not any(unicodedata.category(text[0]).startswith("M") for text in texts)


@given(wordings)
def test_equal_wordings_are_one_piece(old: str) -> None:
    assert redline(old, old) == ((Piece(SAME, old),) if old else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "new", "{new}"),
        ("old", "", "[old]"),
        ("a  b", "a b", "a[  ]{ }b"),
        # A word is whole, also where only its end changes; what stands around it stays.
        ("The articles of the Agenda", "The article of the Agenda", "The [articles]{article} of the Agenda"),
        ("l’Internet libre", "d’Internet libre", "[l’]{d’}Internet libre"),
        ("the Internet shall", "the “Internet” shall", "the {“}Internet{”} shall"),
        # A short word does not stand alone between two replacements …
        ("the abuse of children online", "the use of minors online", "the [abuse of children]{use of minors} online"),
        (
            "articles 72 and 73 of the Tunis Agenda",
            "paragraphs 68 and 69 of the Geneva Agenda",
            "[articles 72 and 73 of the Tunis]{paragraphs 68 and 69 of the Geneva} Agenda",
        ),
        # … but words of substance do, and whatever is only added to or taken from.
        (
            "articles 72 and 73 of the Tunis Agenda",
            "paragraphs 72 and 73 of the Tunis Agenda",
            "[articles]{paragraphs} 72 and 73 of the Tunis Agenda",
        ),
        (
            "that international cooperation and support is also essential",
            "that cooperation is essential",
            "that [international ]cooperation [and support ]is [also ]essential",
        ),
        ("peace security", "lasting peace and security", "{lasting }peace {and }security"),
        # Insertions and deletions take whole phrases and sentences.
        (
            "governments, in consultation with all stakeholders, shall",
            "governments shall",
            "governments[, in consultation with all stakeholders,] shall",
        ),
        ("One. Three.", "One. Two. Three.", "One. {Two. }Three."),
        # Sentences are set against each other, not against the whole paragraph.
        (
            "Alpha beta gamma. Delta epsilon.",
            "Eta theta iota. Kappa lambda.",
            "[Alpha beta gamma]{Eta theta iota}. [Delta epsilon]{Kappa lambda}.",
        ),
        # Scripts without blanks go by characters, right-to-left ones by whole words.
        ("政府应发挥平等作用。", "各国政府应发挥同等作用。", "{各国}政府应发挥[平]{同}等作用。"),
        ("ينبغي للحكومات أن تضطلع", "ينبغي لجميع الحكومات أن تضطلع", "ينبغي [للحكومات]{لجميع الحكومات} أن تضطلع"),
        (
            "Une deuxième session a lieu en 2013\u00a0; les États sont invités.",
            "Une troisième session aura lieu en 2014\u00a0; tous les États sont invités.",
            "Une [deuxième]{troisième} session [a]{aura} lieu en [2013]{2014}\u00a0; {tous }les États sont invités.",
        ),
    ],
)
def test_a_redline_reads_like_a_delegates(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_heavily_reworked_clause_keeps_its_phrases_whole() -> None:
    old = (
        "that minimal progress can be made without relevant international policies, agreed by governments, "
        "for multilateral cooperation;"
    )
    new = "that progress can be expected through bilateral and multilateral cooperation;"

    assert marked(old, new) == (
        "that [minimal ]progress can be [made without relevant international policies, agreed by governments, for]"
        "{expected through bilateral and} multilateral cooperation;"
    )


def test_flattened_shows_everything_side_by_side() -> None:
    assert flattened(redline("progress can be made", "progress can be expected")) == "progress can be madeexpected"
