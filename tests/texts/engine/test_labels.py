"""Labels of rival wordings."""

import pytest

from texts.engine.labels import nth

# Written out, not computed.
WORDS = {
    2: "bis",
    3: "ter",
    4: "quater",
    5: "quinquies",
    6: "sexies",
    7: "septies",
    8: "octies",
    9: "nonies",
    10: "decies",
    11: "undecies",
    12: "duodecies",
    13: "terdecies",
    14: "quaterdecies",
    15: "quindecies",
    16: "sexdecies",
    17: "septdecies",
    18: "octodecies",
    19: "novodecies",
    20: "vicies",
    21: "unvicies",
    22: "duovicies",
    30: "tricies",
    39: "novotricies",
    40: "quadragies",
    50: "quinquagies",
    60: "sexagies",
    70: "septuagies",
    80: "octogies",
    90: "nonagies",
    99: "novononagies",
    100: "centies",
    101: "centies semel",
    102: "centies bis",
    111: "centies undecies",
    200: "ducenties",
    201: "ducenties semel",
    999: "nongenties novononagies",
    1000: "milies",
    2002: "bis milies bis",
}


@pytest.mark.parametrize(("place", "word"), WORDS.items())
def test_later_wordings_count_in_latin(place, word):
    assert nth("c)", place) == f"c) {word}"


def test_the_first_wording_keeps_its_label():
    assert nth("c)", 1) == "c)"


def test_a_clause_without_a_label_is_counted_alone():
    assert [nth("", place) for place in (1, 2, 3)] == ["", "bis", "ter"]


def test_blanks_around_a_label_do_not_count():
    assert nth(" 3. ", 2) == "3. bis"


def test_no_two_places_share_a_label():
    assert len({nth("a)", place) for place in range(1, 5001)}) == 5000


@pytest.mark.parametrize("place", [0, -1])
def test_there_is_no_place_before_the_first(place):
    with pytest.raises(ValueError, match="from one"):
        nth("c)", place)
