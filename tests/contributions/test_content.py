"""One shape for draft, submission, page and digest."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contributions.content import Content, canonical, digest, excerpt

TEXT = st.text(max_size=60)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)
FIELDS = ["language", "title", "statement", "answers", "recommendations", "builds_on", "files", "sources", "other"]


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_whatever_was_stored_can_be_read_and_reading_it_again_changes_nothing(data: dict[str, Any]):
    once = Content.from_json(data).to_json()

    assert Content.from_json(once).to_json() == once


@given(st.dictionaries(TEXT, ANYTHING, max_size=4))
def test_the_digest_does_not_depend_on_the_order_of_keys_nor_on_a_trip_through_json(data: dict[str, Any]):
    turned = dict(reversed(list(json.loads(json.dumps(data)).items())))

    assert digest(turned) == digest(data)


def test_the_canonical_form_is_utf_8_with_sorted_keys_and_no_white_space():
    assert canonical({"b": "ж", "a": [1, None]}) == '{"a":[1,null],"b":"ж"}'.encode()


@given(st.text(max_size=800), st.integers(10, 300))
def test_an_excerpt_is_one_short_line(text: str, limit: int):
    line = excerpt(text, limit=limit)

    assert len(line) <= limit + 1
    assert "\n" not in line


def test_nothing_but_white_space_is_empty():
    assert Content(statement=" \n", answers={"1": "\t"}).is_empty
    assert not Content(recommendations=["Do it."]).is_empty


def test_contribution_without_changes_keeps_the_shape_and_digest_it_always_had() -> None:
    shape = Content(title="Cables").to_json()

    assert not {"amends", "changes", "missing"} & set(shape)
    assert Content.from_json(shape).to_json() == shape


def test_changes_to_a_text_are_words_that_search_finds() -> None:
    content = Content(changes=[{"op": "MOD", "wording": "that herons", "reason": "clearer"}], missing="storks")

    assert not content.is_empty
    assert content.plain_text() == "that herons\n\nclearer\n\nstorks"
