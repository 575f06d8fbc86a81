"""Laws of taking passages out, with made-up texts: nothing survives, nothing else is lost, no character is torn."""

import json
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from contributions.content import Content, canonical
from contributions.redacting import Mark, Redacted, fitted, parts_of, redacted
from contributions.redacting.graphemes import begins_at

# Letters with marks, flags, families, jamo, directions, line breaks, an astral letter, Arabic, Chinese.
PIECES = [*"aéZ 1\n", "e\u0301", "\r\n", "🇫🇷", "👩\u200d👩\u200d👧", "각", "\u1100\u1161", "\u202b", "\u202c"]
PIECES += ["\u2067", "\u2069", "عَ", "中", "𝔸", "क\u094dष", "👍🏽", "\u200e"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
PLACES = st.tuples(st.integers(-3, 60), st.integers(-2, 30), st.sampled_from(["a-person", "secret"]))


def say(cut):
    return f"<{cut.characters} {','.join(cut.grounds)}>"


def marks_in(part, places):
    return [Mark(part, start, length, ground) for start, length, ground in places]


@given(TEXTS, st.lists(PLACES, max_size=6))
def test_lengths_add_up(text, places):
    content = Content(statement=text)
    made = redacted(content, marks_in("statement", places), say).statement
    gaps = made.gaps if isinstance(made, Redacted) else ()
    left = len(made) - sum(gap.length for gap in gaps)
    assert all(made[gap.start : gap.end].startswith("<") for gap in gaps)
    # Signs of direction whose other half stands outside are counted on both sides.
    directions = sum(map(text.count, "\u202b\u202c\u2067\u2069"))
    assert len(text) <= left + sum(gap.cut.characters for gap in gaps) <= len(text) + directions


@given(TEXTS, TEXTS, TEXTS)
@example("a", "\u0301e", "b")
def test_what_is_marked_is_nowhere_in_the_public_form(before, inside, after):
    """Words that stand nowhere else are not in the bytes either."""
    secret = f"Ξ{inside}Ω"
    content = Content(title=f"{before}{secret}{after}", statement=f"{before}{secret}{after}", missing=secret)
    marks = [Mark(part, text.index("Ξ"), len(secret), "x") for part, text in parts_of(content).items()]
    made = redacted(content, marks, say)
    written = canonical(made.to_json()).decode()
    assert "Ξ" not in written
    assert "Ω" not in written
    assert f"<{len(secret)} x>" in json.loads(written)["missing"]


@given(TEXTS, st.lists(PLACES, max_size=6), st.randoms())
def test_order_and_repetition_do_not_matter(text, places, random):
    content, marks = Content(statement=text), marks_in("statement", places)
    shuffled = [*marks, *marks[:2]]
    random.shuffle(shuffled)
    assert redacted(content, marks, say) == redacted(content, shuffled, say)


@given(TEXTS, PLACES)
def test_no_character_is_torn(text, place):
    found = fitted(text, marks_in("statement", [place])[0])
    if found is not None:
        assert begins_at(text, found.start)
        assert begins_at(text, found.end)
        assert not text[found.start].isspace()


@given(TEXTS, st.lists(PLACES, max_size=4))
def test_what_is_left_begins_with_no_mark_without_its_letter(text, places):
    made = redacted(Content(statement=text), marks_in("statement", places), say).statement
    for gap in getattr(made, "gaps", ()):
        assert gap.end == len(made) or unicodedata.combining(made[gap.end]) == 0


@given(TEXTS, st.lists(PLACES, max_size=4))
def test_directions_stay_in_balance(text, places):
    def balance(said):
        depth = {"\u202c": 0, "\u2069": 0}
        for sign in said:
            if sign in "\u202b":
                depth["\u202c"] += 1
            elif sign == "\u2067":
                depth["\u2069"] += 1
            elif sign in depth:
                depth[sign] -= 1
        return depth

    assert balance(redacted(Content(statement=text), marks_in("statement", places), say).statement) == balance(text)


@given(TEXTS)
def test_without_marks_nothing_changes(text):
    content = Content(title=text, statement=text, recommendations=[text])
    assert redacted(content, [], say).to_json() == content.to_json()
