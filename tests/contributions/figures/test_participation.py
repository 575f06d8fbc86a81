"""What may be published of who was heard: laws with made-up rounds, and what one would look at first."""

from hypothesis import given
from hypothesis import strategies as st

from contributions.figures.participation import DIVISIONS, MEASURES, Heard, Participation, every_number, publishable


@st.composite
def heard(draw, most=30):
    contributions = draw(st.integers(0, most))
    sources = draw(st.integers(0, most)) if contributions else 0
    first = draw(st.integers(0, sources))
    return Heard(contributions, sources, first, contributions * draw(st.integers(1, 500)))


def added(rows):
    return Heard(*(sum(getattr(row, name) for row in rows) for name in MEASURES))


@st.composite
def rounds(draw):
    """A round in which nothing is said jointly: each division adds up to the whole."""
    rows = draw(st.lists(heard(), min_size=1, max_size=7))
    groups = {f"g{place}": row for place, row in enumerate(rows)}
    cut = draw(st.integers(0, len(rows)))
    developing, developed = added(rows[:cut]), added(rows[cut:])
    ldc = draw(st.integers(0, cut))
    return Participation(
        whole=added(rows),
        groups=groups,
        un_groups={"african": added(rows[::2]), "": added(rows[1::2])},
        development={"developing": developing, "developed": developed},
        languages={"en": added(rows)},
        statuses={"ldc": added(rows[:ldc]), "lldc": Heard(), "sids": added(rows[:1])},
    )


@given(rounds())
def test_nothing_under_five_is_said_but_words(figures):
    said = publishable(figures)

    for name, part in said.items():
        for row in [part] if name == "whole" else part.values():
            assert all(row[measure] is None or row[measure] >= 5 for measure in MEASURES if measure != "words")
            if row["contributions"] is None or row["sources"] is None:
                assert row["words"] is None


@given(rounds())
def test_no_number_can_be_subtracted_from_the_whole(figures):
    said = publishable(figures)

    for name in DIVISIONS:
        for measure in MEASURES:
            missing = [key for key, row in said[name].items() if row[measure] is None]
            assert len(missing) != 1 or said["whole"][measure] is None


@given(rounds())
def test_neither_those_who_come_again_nor_the_rest_of_a_status_are_few(figures):
    said = publishable(figures)

    rows = [said["whole"], *(row for name in (*DIVISIONS, "statuses") for row in said[name].values())]
    for row in rows:
        if row["sources"] is not None and row["first_time_sources"] is not None:
            assert row["sources"] - row["first_time_sources"] >= 5
    for row in said["statuses"].values():
        for measure in ("contributions", "sources"):
            if row[measure] is not None and said["whole"][measure] is not None:
                assert said["whole"][measure] - row[measure] >= 5
            developing = said["development"]["developing"][measure]
            if row[measure] is not None and developing is not None:
                assert abs(developing - row[measure]) >= 5


@given(rounds())
def test_what_is_unsaid_of_the_whole_is_unsaid_everywhere(figures):
    said = publishable(figures)

    for measure in MEASURES:
        if said["whole"][measure] is None:
            for name in DIVISIONS:
                assert any(row[measure] is None for row in said[name].values())


def test_small_round_says_nothing_at_all():
    few = Heard(3, 3, 1, 900)
    said = publishable(Participation(few, {"a": few}, {"": few}, {"": few}, {"en": few}, {"ldc": Heard()}))

    assert set(every_number(said)) == {None}


def test_joint_contributions_do_not_let_a_small_whole_slip_through():
    # Four contributions, each of a government and a company.
    row = Heard(4, 8, 0, 1000)
    said = publishable(Participation(Heard(4, 16, 0, 1000), {"a": row, "b": row}))

    assert said["whole"]["contributions"] is None


def test_large_numbers_are_said():
    one, other = Heard(40, 30, 10, 5000), Heard(60, 20, 9, 9000)
    said = publishable(Participation(added([one, other]), {"a": one, "b": other}))

    assert said["groups"]["a"] == {"contributions": 40, "sources": 30, "first_time_sources": 10, "words": 5000}
    assert said["whole"]["words"] == 14_000


def test_one_small_group_takes_the_next_smallest_with_it():
    rows = {"a": Heard(2, 2, 0, 300), "b": Heard(9, 9, 0, 800), "c": Heard(50, 40, 20, 9000)}
    said = publishable(Participation(added(list(rows.values())), rows))

    assert [said["groups"][key]["contributions"] for key in "abc"] == [None, None, 50]
    assert [said["groups"][key]["words"] for key in "abc"] == [None, None, 9000]
    assert said["whole"]["contributions"] == 61
