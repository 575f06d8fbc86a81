"""What is stored is carried over when it comes to be written otherwise."""

from importlib import import_module

import pytest

as_it_is = import_module("following.migrations.0003_searches_as_they_are").as_it_is


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("search:q=cable", "search:q=cable"),
        ("search:q=%D9%83%D8%A7%D8%A8%D9%84+%22a+b%22", 'search:q=كابل "a b"'),
        ("search:q=a%26b%3D%2B&process=wgec&round=3", "search:process=wgec&round=3&q=a&b=+"),
        ("round:12", "round:12"),
    ],
)
def test_search_is_written_in_its_own_letters(before, after):
    assert as_it_is(before) == after
