"""Everything that can be done with a contribution; the only doors through which its state changes."""

from .amending import amend, begin_amending, propose, say_missing, take_back
from .answering_referrals import confirm_referral, forget_referrals, refuse_referral
from .asking import change_question, remove_question, swap_question
from .asking_to_follow import ask_to_follow, asked_for, confirm_following
from .assignment import assign
from .batch import confirm_batch, plan_batch, sweep_batches
from .beside import publish_beside
from .campaign import add_to_campaign, dissolve, group, name_organiser, represent, take_out_of_campaign
from .carrying import confirm_carried, give_up_carried
from .chair_clauses import add_clause, change_clause, remove_clause
from .consenting import change_consent
from .dates import cancel_period, extend_period, reopen_period, reschedule_period, shorten_period
from .desk_filter import keep_filter, remove_filter
from .draft import attach, begin, claim, detach, discard, save
from .drafting import Saying, begin_next, decide, dispose, dispose_several, letter, undecide
from .entering import Arrival, enter_beside, enter_elsewhere
from .figures import figures_at, publish_figures
from .files import sweep_files
from .following import remind, spread_news, write_digests
from .issuing import issue
from .joining import confirm_joining, refuse_joining, show_as_invited
from .making_public import open_process, open_round
from .next_round import carry, leave_held, offer_next_rounds
from .numbering import renumber, set_alias
from .opening import announce_openings
from .outbox import (
    drop_mailing,
    edit_letter,
    release_letter,
    release_mailing,
    resend_letters,
    say_first,
)
from .redaction import FileMark, lift, redact, unseal, unseal_file, unseal_original
from .redaction_grounds import set_redaction_ground
from .referring import HandedIn, refer
from .remark import remark, settle
from .review import decline, publish, return_to_author, take_up
from .revision import modify, revise
from .similarity import compare, compare_waiting
from .staff import end_role
from .submission import submit
from .throwing_away import throw_away
from .transcribing import (
    ask_again,
    complain,
    confirm_transcript,
    publish_unconfirmed,
)
from .understanding import compare_word, confirm, leave_out, mend, only_attach, read_word, reopen
from .voices import accept_invitation, confirm_mandate, confirm_source, end_mandate
from .withdrawal import withdraw

__all__ = [
    "Arrival",
    "FileMark",
    "HandedIn",
    "Saying",
    "accept_invitation",
    "add_clause",
    "add_to_campaign",
    "amend",
    "announce_openings",
    "ask_again",
    "ask_to_follow",
    "asked_for",
    "assign",
    "attach",
    "begin",
    "begin_amending",
    "begin_next",
    "cancel_period",
    "carry",
    "change_clause",
    "change_consent",
    "change_question",
    "claim",
    "compare",
    "compare_waiting",
    "compare_word",
    "complain",
    "confirm",
    "confirm_batch",
    "confirm_carried",
    "confirm_following",
    "confirm_joining",
    "confirm_mandate",
    "confirm_referral",
    "confirm_source",
    "confirm_transcript",
    "decide",
    "decline",
    "detach",
    "discard",
    "dispose",
    "dispose_several",
    "dissolve",
    "drop_mailing",
    "edit_letter",
    "end_mandate",
    "end_role",
    "enter_beside",
    "enter_elsewhere",
    "extend_period",
    "figures_at",
    "forget_referrals",
    "give_up_carried",
    "group",
    "issue",
    "keep_filter",
    "leave_held",
    "leave_out",
    "letter",
    "lift",
    "mend",
    "modify",
    "name_organiser",
    "offer_next_rounds",
    "only_attach",
    "open_process",
    "open_round",
    "plan_batch",
    "propose",
    "publish",
    "publish_beside",
    "publish_figures",
    "publish_unconfirmed",
    "read_word",
    "redact",
    "refer",
    "refuse_joining",
    "refuse_referral",
    "release_letter",
    "release_mailing",
    "remark",
    "remind",
    "remove_clause",
    "remove_filter",
    "remove_question",
    "renumber",
    "reopen",
    "reopen_period",
    "represent",
    "reschedule_period",
    "resend_letters",
    "return_to_author",
    "revise",
    "save",
    "say_first",
    "say_missing",
    "set_alias",
    "set_redaction_ground",
    "settle",
    "shorten_period",
    "show_as_invited",
    "spread_news",
    "submit",
    "swap_question",
    "sweep_batches",
    "sweep_files",
    "take_back",
    "take_out_of_campaign",
    "take_up",
    "throw_away",
    "undecide",
    "unseal",
    "unseal_file",
    "unseal_original",
    "withdraw",
    "write_digests",
]
