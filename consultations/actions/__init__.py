"""Everything that can be done with processes, rounds, comment periods, documents and symbols."""

from .calendar import set_calendar
from .carried import begin_text, carry, correct_text, discard_text, issue_text
from .dates import decide, open_period, pointed_out
from .document import NewFile, file_document
from .follow import follow, unfollow
from .period import add_question, change_period, create_period
from .process import create_process, give_role, open_process
from .receiving import set_receiving
from .round import create_round, open_round
from .symbol import next_revision, reserve_symbol

__all__ = [
    "NewFile",
    "add_question",
    "begin_text",
    "carry",
    "change_period",
    "correct_text",
    "create_period",
    "create_process",
    "create_round",
    "decide",
    "discard_text",
    "file_document",
    "follow",
    "give_role",
    "issue_text",
    "next_revision",
    "open_period",
    "open_process",
    "open_round",
    "pointed_out",
    "reserve_symbol",
    "set_calendar",
    "set_receiving",
    "unfollow",
]
