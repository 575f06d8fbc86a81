"""Where two wordings differ."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.engine.wordings import wordings
from texts.engine import edits as module
from texts.engine.edits import Edit, edits, joined, phrases
from texts.engine.tokens import cut


def applied(found: list[Edit], old: str) -> str:
    """The old wording with these edits made."""
    words = list(cut(old))
    for edit in reversed(found):
        words[edit.start : edit.end] = edit.words
    return "".join(words)


@given(wordings, wordings)
def test_edits_turn_the_old_wording_into_the_new_one(old: str, new: str) -> None:
    assert applied(list(edits(old, new)), old) == new


@given(wordings, wordings)
def test_phrases_turn_the_old_wording_into_the_new_one(old: str, new: str) -> None:
    groups = phrases(edits(old, new), cut(old))

    assert applied([joined(group, cut(old)) for group in groups], old) == new


@given(wordings, wordings)
def test_between_two_edits_a_token_remains(old: str, new: str) -> None:
    found = edits(old, new)

    assert all(one.end < other.start for one, other in pairwise(found))


@given(wordings)
def test_equal_wordings_need_no_edit(old: str) -> None:
    assert edits(old, old) == ()


@given(st.data())
def test_one_word_more_is_one_insertion(data: st.DataObject) -> None:
    old = data.draw(wordings)
    at = data.draw(st.integers(0, len(cut(old))))
    new = "".join((*cut(old)[:at], " new ", *cut(old)[at:]))

    assert len(edits(old, new)) <= 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a, b, c", "a, b, x, c", ("x", ",", " ")),
        ("One. Three.", "One. Two. Three.", ("Two", ".", " ")),
        ("a b", "a b c", (" ", "c")),
        ("a (b) c", "a (b) (d) c", ("(", "d", ")", " ")),
    ],
)
def test_an_insertion_stands_around_whole_phrases(old: str, new: str, expected: tuple[str, ...]) -> None:
    [edit] = edits(old, new)
    assert edit.words == expected


def test_neighbouring_words_are_replaced_one_by_one() -> None:
    assert edits("governments may consider", "states shall consider") == (
        Edit(0, 1, ("states",)),
        Edit(2, 3, ("shall",)),
    )
    assert edits("governments may consider", "everybody should then consider") == (
        Edit(0, 3, ("everybody", " ", "should", " ", "then")),
    )


def test_texts_too_long_to_compare_differ_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 0)
    edits.cache_clear()

    [edit] = edits("same begin, then one middle end", "same begin, now middle and other end")

    edits.cache_clear()
    assert edit == Edit(5, 10, ("now", " ", "middle", " ", "and", " ", "other"))
