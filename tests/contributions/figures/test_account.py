"""What may be published of what a secretariat did."""

from hypothesis import given
from hypothesis import strategies as st

from contributions.figures.account import OUTCOMES, Account, Treated, as_shown, publishable


@st.composite
def treated(draw):
    numbers = {name: draw(st.integers(0, 20)) for name in OUTCOMES}
    row = Treated(**numbers)
    return Treated(**numbers, returned=draw(st.integers(0, row.received)))


def added(rows):
    names = (*OUTCOMES, "returned")
    return Treated(**{name: sum(getattr(row, name) for row in rows) for name in names})


@st.composite
def accounts(draw):
    rows = draw(st.lists(treated(), min_size=1, max_size=6))
    whole = added(rows)
    spam = draw(st.integers(0, whole.declined))
    return Account(
        whole=whole,
        groups={f"g{place}": row for place, row in enumerate(rows)},
        grounds={"spam": spam, "": whole.declined - spam} if whole.declined else {},
        hours={"whole": 5.0} | {f"g{place}": 4.0 for place in range(len(rows))},
    )


@given(accounts())
def test_nothing_under_five_is_said_and_none_stands_alone_unsaid(account):
    said = publishable(account)
    names = ("received", *OUTCOMES, "returned")
    rows = [said["whole"], *said["groups"].values()]

    assert all(row[name] is None or row[name] == 0 or row[name] >= 5 for row in rows for name in names)
    for row in rows:
        parts = ("received", *OUTCOMES)
        assert sum(row[name] is None for name in parts) != 1
        if row["received"] is not None and row["returned"] is not None:
            assert row["received"] - row["returned"] not in (1, 2, 3, 4)
    for name in names:
        assert sum(row[name] is None for row in rows) != 1


@given(accounts())
def test_grounds_are_held_to_the_same_rule(account):
    said = publishable(account)
    grounds = list(said["grounds"].values())

    assert all(number is None or number == 0 or number >= 5 for number in grounds)
    assert grounds.count(None) != 1 or said["whole"]["declined"] is None


@given(accounts())
def test_median_is_said_only_where_enough_were_published(account):
    said = publishable(account)

    for row in [said["whole"], *said["groups"].values()]:
        assert row["median_hours"] is None or row["published"] >= 5


def test_desk_sees_every_number():
    account = Account(
        Treated(published=1, declined=2), {"a": Treated(published=1, declined=2)}, {"spam": 2}, {"a": 3.0}
    )

    shown = as_shown(account)

    assert shown["groups"]["a"]["received"] == 3
    assert shown["groups"]["a"]["median_hours"] == 3.0
    assert shown["grounds"] == {"spam": 2}


def test_enough_is_said():
    row = Treated(published=40, with_secretariat=9, with_author=8, declined=12, withdrawn=6, returned=20)
    said = publishable(Account(row, {"a": row}, {"spam": 12}, {"whole": 30.0, "a": 30.0}))

    assert said["whole"] == {
        "received": 75, "published": 40, "with_secretariat": 9, "with_author": 8, "declined": 12, "withdrawn": 6,
        "returned": 20, "median_hours": 30.0,
    }  # fmt: skip
    assert said["grounds"] == {"spam": 12}
