"""Whatever the engine and the Word reader can say has words for people."""

import pytest

from texts import enums
from texts.engine import changes, outline
from texts.word.document import NoticeCode
from texts.word.unreadable import Fault


@pytest.mark.parametrize(
    ("said", "worded"),
    [
        (outline.ClauseKind, enums.ClauseKind),
        (changes.Op, enums.Op),
        (changes.ChangeKind, enums.ChangeKind),
        (Fault, enums.Fault),
        (NoticeCode, enums.Told),
    ],
)
def test_each_code_has_a_label(said, worded) -> None:
    assert {code.value for code in said} <= set(worded.values)
