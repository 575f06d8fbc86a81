"""Colours: how they are written, and how well one is read on another."""

import re

import pytest

from common.colours import colour, contrast


@pytest.mark.parametrize(
    ("written", "meant"), [("26389e", "#26389e"), ("#26389E", "#26389e"), ("#abc", "#aabbcc"), ("000", "#000000")]
)
def test_three_and_six_digits_are_read_with_and_without_their_sign(written, meant):
    assert colour(written) == meant


@pytest.mark.parametrize(
    "written", ["", "red", "#26389", "#26389e0", "12345g", "#٢٦٣٨٩٠", " 26389e", "26389e\n", "url(x)"]
)
def test_anything_else_is_no_colour(written):
    with pytest.raises(ValueError, match=re.escape(written) or None):
        colour(written)


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#26389e", "#26389e") == 1
