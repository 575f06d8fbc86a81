"""What two contributions say differently, part by part."""

from hypothesis import given
from hypothesis import strategies as st

from contributions.content import Content
from contributions.similarity.differences import differences, summary
from texts.engine.redline import after, before

ONE = Content(
    title="On cables", statement="Keep spare parts.\n\nAsk first.", answers={"7": "Anchors.", "12": "Storms."},
    recommendations=["Mark cables.", "Ask villages."],
)  # fmt: skip


def test_the_same_has_no_difference():
    parts = differences(ONE, ONE)

    assert [(part.name, part.question) for part in parts] == [
        ("title", ""), ("statement", ""), ("answer", "7"), ("answer", "12"), ("recommendations", ""),
    ]  # fmt: skip
    assert all(part.is_same and not part.pieces for part in parts)
    assert summary(parts).is_none


def test_what_is_added_and_left_out_is_counted_in_words():
    other = Content(
        title="On cables", statement="Keep many spare parts.\n\nAsk first.", answers={"12": "Storms.", "13": "We do."},
        recommendations=["Mark cables."],
    )  # fmt: skip

    parts = {(part.name, part.question): part for part in differences(ONE, other)}

    assert (summary(list(parts.values())).added, summary(list(parts.values())).left_out) == (3, 3)
    assert parts["answer", "7"].new == ""
    assert parts["answer", "13"].old == ""


def test_line_ends_of_another_machine_are_no_difference():
    other = Content(**(vars(ONE) | {"statement": "Keep spare parts.\r\n\r\nAsk first.\n"}))

    assert summary(differences(ONE, other)).is_none


def test_what_is_too_long_to_compare_is_counted_whole():
    long = Content(statement="word " * 30_000)

    (part,) = differences(Content(statement="another"), long)

    assert part.is_too_long
    assert summary([part]).added == 30_000


def test_changes_to_a_text_are_compared_by_their_words():
    one = Content(changes=[{"op": "MOD", "wording": "shall", "reason": "clearer"}])
    other = Content(changes=[{"op": "MOD", "wording": "should", "reason": "clearer"}])

    (part,) = differences(one, other)

    assert (part.name, before(part.pieces), after(part.pieces)) == ("changes", "shall – clearer", "should – clearer")


@given(st.text(max_size=200), st.text(max_size=200))
def test_redlines_give_both_back(one, other):
    for part in differences(Content(statement=one), Content(statement=other)):
        if part.pieces:
            assert (before(part.pieces), after(part.pieces)) == (part.old, part.new)
