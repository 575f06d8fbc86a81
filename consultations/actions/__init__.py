"""Everything that can be done with processes, rounds, comment periods, documents and symbols."""

from .admission import admit, ask_admission, decline_admission, end_admission
from .carried import begin_text, carry, correct_text, discard_text, issue_text
from .clock import tell_the_clock
from .copying import copy_round
from .dates import decide, open_period, pointed_out, weigh
from .document import change_document, file_document, prepare_document, publish_document
from .document_files import NewFile, add_file, remove_file
from .endpoint import change_endpoint, register_endpoint
from .period import add_question, change_period, create_period
from .permission import must_set_up
from .process import create_process, give_role, open_process
from .reason import remove_reason_template, save_reason_template, set_ground
from .receiving import set_receiving
from .round import change_round, create_round, open_round
from .service import set_service_times
from .settings import add_group, change_process
from .staff import appoint, end_role, let_found
from .symbol import next_modifier, next_revision, reserve_symbol

__all__ = [
    "NewFile",
    "add_file",
    "add_group",
    "add_question",
    "admit",
    "appoint",
    "ask_admission",
    "begin_text",
    "carry",
    "change_document",
    "change_endpoint",
    "change_period",
    "change_process",
    "change_round",
    "copy_round",
    "correct_text",
    "create_period",
    "create_process",
    "create_round",
    "decide",
    "decline_admission",
    "discard_text",
    "end_admission",
    "end_role",
    "file_document",
    "give_role",
    "issue_text",
    "let_found",
    "must_set_up",
    "next_modifier",
    "next_revision",
    "open_period",
    "open_process",
    "open_round",
    "pointed_out",
    "prepare_document",
    "publish_document",
    "register_endpoint",
    "remove_file",
    "remove_reason_template",
    "reserve_symbol",
    "save_reason_template",
    "set_ground",
    "set_receiving",
    "set_service_times",
    "tell_the_clock",
    "weigh",
]
