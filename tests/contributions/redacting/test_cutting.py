"""What words look like with something taken out of them."""

import copy
import pickle

from contributions.content import Content
from contributions.redacting import Cut, Gap, Mark, Redacted, part_named, parts_of, redacted

CONTENT = Content(
    language="en",
    title="Letter of Ann Smith",
    statement="Ann Smith lives here.\n\nAsk Ann.",
    answers={"7": "Ask Ann."},
    recommendations=["Keep a list.", "Ask Ann."],
    builds_on="Ann’s letter",
    changes=[{"op": "ADD", "wording": "Ann decides.", "reason": "Ann said so.", "label": "a)"}],
    missing="Ann.",
    files=[{"id": 3, "name": "ann.pdf"}],
)


def say(cut):
    return f"[{cut.characters} characters: {' and '.join(cut.grounds)}]"


def test_every_part_with_words_can_be_marked():
    assert list(parts_of(CONTENT)) == [
        "title",
        "builds_on",
        "statement",
        "change:0:label",
        "change:0:wording",
        "change:0:reason",
        "missing",
        "answer:7",
        "recommendation:0",
        "recommendation:1",
        "file:3:name",
    ]


def test_a_passage_is_replaced_in_every_part():
    marks = [
        Mark(part, text.lower().index("ann"), 3, "a-person")
        for part, text in parts_of(CONTENT).items()
        if "ann" in text.lower()
    ]
    made = redacted(CONTENT, marks, say)
    assert [part for part, text in parts_of(made).items() if "a-person" not in text] == [
        "change:0:label",
        "recommendation:0",
    ]
    assert part_named(made, "title") == "Letter of [3 characters: a-person] Smith"
    assert part_named(made, "change:0:reason") == "[3 characters: a-person] said so."
    assert part_named(made, "file:3:name") == "[3 characters: a-person].pdf"
    assert part_named(made, "recommendation:1") == "Ask [3 characters: a-person]."


def test_the_original_is_left_alone():
    before = copy.deepcopy(CONTENT)
    redacted(CONTENT, [Mark("change:0:wording", 0, 3, "x"), Mark("answer:7", 0, 3, "x")], say)
    assert before == CONTENT


def test_passages_that_overlap_are_one_with_both_grounds():
    made = redacted(CONTENT, [Mark("statement", 0, 9, "b"), Mark("statement", 4, 11, "a")], say)
    assert made.statement == "[15 characters: a and b] here.\n\nAsk Ann."
    assert made.statement.gaps == (Gap(0, 24, Cut(15, 3, ("a", "b"))),)


def test_neighbours_on_other_grounds_stay_apart():
    made = redacted(CONTENT, [Mark("missing", 0, 2, "a"), Mark("missing", 2, 1, "b")], say)
    assert made.missing == "[2 characters: a][1 characters: b]."


def test_blanks_around_a_passage_stay_so_that_paragraphs_do():
    made = redacted(CONTENT, [Mark("statement", 9, 14, "x")], say)
    assert made.statement == "Ann Smith [11 characters: x]\n\nAsk Ann."


def test_marks_that_fit_nowhere_are_passed_over():
    wrong = [Mark("statement", 900, 5, "x"), Mark("answer:8", 0, 3, "x"), Mark("statement", 5, -2, "x")]
    assert redacted(CONTENT, wrong, say) == CONTENT


def test_what_is_said_of_a_gap_is_one_line_and_never_nothing():
    assert redacted(CONTENT, [Mark("missing", 0, 4, "x")], lambda cut: "a\nb").missing == "a b"
    assert redacted(CONTENT, [Mark("missing", 0, 4, "x")], lambda cut: " ").missing == "[…]"


def test_gaps_survive_copies():
    text = Redacted("a [gone]", [Gap(2, 6, Cut(3, 1, ("x",)))])
    assert copy.deepcopy(text).gaps == text.gaps == pickle.loads(pickle.dumps(text)).gaps  # noqa: S301  # our own
