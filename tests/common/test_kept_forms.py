"""Which parts of a form are somebody's words."""

import pytest
from django.http import QueryDict

from common.kept_forms import written


@pytest.mark.parametrize(
    ("field", "value", "is_words"),
    [
        ("statement", "Cables matter.", True),
        ("statement", "网络属于所有人", True),
        ("title", "Câbles", True),
        ("statement", "https://example.org/" + "a" * 40, True),
        ("move", "next", False),
        ("base", "0123456789abcdef0123", False),
        ("speaking", "", False),
        ("statement", " \n ", False),
        ("password", "a long walk by the sea", False),
        ("oldpassword", "a long walk by the sea", False),
        ("credential", '{"id": "a key"}', False),
        ("csrfmiddlewaretoken", "t" * 64, False),
    ],
)
def test_words_are_what_a_person_has_written(field: str, value: str, is_words: bool) -> None:
    form = QueryDict(mutable=True)
    form[field] = value

    assert written(form) == ([value] if is_words else [])


def test_words_that_came_twice_are_told_once_in_their_order() -> None:
    form = QueryDict("statement=The+red+ones.&raw-text-statement=The+red+ones.&answer-1=And+more.")

    assert written(form) == ["The red ones.", "And more."]
