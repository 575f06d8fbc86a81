"""Splits and mergers are said where the words prove them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.lineage import Kinship, kinships
from texts.engine.outline import Clause, ClauseKind

HERONS, CABLES = "that herons nest on the shore", "that cables lie under the sea"
BOTH = f"{HERONS}, and {CABLES};"


def outline(**wordings):
    return tuple(Clause(name, ClauseKind.ITEM, wording) for name, wording in wordings.items())


def test_part_that_became_a_clause_of_its_own():
    assert kinships(outline(a=BOTH), outline(a=f"{HERONS};", n=f"{CABLES}.")) == (
        Kinship("a", "a", "split"),
        Kinship("a", "n", "split"),
    )


def test_clause_that_became_two_others():
    assert kinships(outline(a=BOTH), outline(m=f"{HERONS};", n=CABLES)) == (
        Kinship("a", "m", "split"),
        Kinship("a", "n", "split"),
    )


def test_clause_that_went_into_another():
    assert kinships(outline(a=HERONS, b=CABLES), outline(a=BOTH)) == (
        Kinship("a", "a", "merged"),
        Kinship("b", "a", "merged"),
    )


def test_chinese_is_compared_sign_by_sign():
    assert kinships(
        outline(a="考虑到互联网的发展，注意到各国政府的作用；"),
        outline(a="考虑到互联网的发展；", n="注意到各国政府的作用。"),
    ) == (
        Kinship("a", "a", "split"),
        Kinship("a", "n", "split"),
    )


@pytest.mark.parametrize(
    ("base", "adopted"),
    [
        (outline(a=HERONS), outline(a=HERONS, n=CABLES)),
        (outline(a=BOTH), outline(a=BOTH, n=CABLES)),  # said twice now, but nothing was taken away
        (outline(a=BOTH), outline(n=CABLES)),  # only one part is left: suppressed, and something new
        (outline(a=BOTH, b=BOTH), outline(a=HERONS, b=HERONS, n=CABLES)),  # of which of the two?
        (outline(a="on the shore of it, yes"), outline(a="yes", n="on the shore")),  # too few words
        (outline(a=HERONS, b=CABLES), outline(a=f"{HERONS} where cables lie")),
    ],
)
def test_what_the_words_do_not_prove_is_not_said(base, adopted):
    assert kinships(base, adopted) == ()


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([HERONS, CABLES, BOTH, "other words are here now"])))
def test_law_a_version_has_no_kinship_with_itself(wordings):
    assert kinships(outline(**wordings), outline(**wordings)) == ()
