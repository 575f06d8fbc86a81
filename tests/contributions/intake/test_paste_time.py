"""A long text costs seconds at most, however it is made."""

import time

import pytest

from contributions.content import LONGEST
from contributions.intake.paste import split

# A quarter of the longest, and about three times what a slow machine needs: what grows with the square takes minutes.
LENGTH, SECONDS = LONGEST // 4, 3

TEASING = {
    "broken by a page's width": "Text from a file whose lines were broken where the page ended and the\n",
    "a word divided at each line's end": "broken where the page ended and so the whole word was also divi-\n",
    "bullets": "• We recommend that everybody keep the network open.\n",
    "bullets of a special font": "\uf0b7\tkeep open and fair for everybody who comes along\n",
    "one line": "word ",
    "one word": "word",
    "marks of direction": "\u2067",
    "soft hyphens": "a\u00ad",
    "blanks": " ",
    "a numeral after another": "1",
    "Chinese": "合作合作合作合作合作合作合作合作合作合作合作合作合作合作\n",
}


@pytest.mark.parametrize("kind", TEASING)
def test_a_long_text_is_taken_apart_in_time(kind):
    text = (TEASING[kind] * LENGTH)[:LENGTH]
    began = time.perf_counter()

    split(text)

    assert time.perf_counter() - began < SECONDS
