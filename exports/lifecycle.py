"""How long an export may take, how often it is tried, how long it is kept. No database, no clock."""

from datetime import timedelta

# Whoever makes one says so every few seconds; after this silence its worker is taken for dead.
SILENCE = timedelta(minutes=2)
ATTEMPTS = 3
# How many are made at once, so that letters and other work keep a worker.
AT_ONCE = 1
# How long a file is kept; it can be made again at any time.
KEPT = timedelta(days=2)
KEPT_SEALED = timedelta(days=1)
# How long a file serves whoever asks again, although something was published meanwhile.
FRESH = timedelta(minutes=10)
# Work on one export is cut off after this long.
LONGEST = timedelta(hours=2)

# What takes nothing away that a file may already hold. Whatever else happens makes older files unfit to be given
# out: a verb that nobody has thought of here errs to the safe side.
HARMLESS = (
    "contribution.begin",
    "contribution.refer",
    "contribution.save",
    "contribution.claim",
    "contribution.discard",
    "contribution.submit",
    "contribution.replace",
    "contribution.take_up",
    "contribution.assign",
    "contribution.return",
    "contribution.decline",
    "contribution.publish",
    "contribution.remark",
    "contribution.settle",
    "contribution.revise",
    "contribution.modify",
    "contribution.enter",
    "contribution.ask_source",
    "contribution.confirm_transcript",
    "contribution.complain",
    "contribution.publish_unconfirmed",
    "contribution.group",
    "contribution.ungroup",
    "contribution.confirm_source",
    "contribution.lift_redaction",
    "contribution.unseal",
    "contribution.offer_next_round",
    "contribution.leave_held",
    "contribution.carry",
    "contribution.carry_over",
    "contribution.join",
    "contribution.show_as_invited",
    "document.prepare",
    "document.publish",
    "document.file",
    "document.add_file",
    "person.join",
    "person.create",
    "person.change_details",
    "source.accreditation",
    "source.confirm",
    "source.dispute",
    "source.register",
    "group.create",
)
HARMLESS_SUBJECTS = (
    "admission.",
    "amendment.",
    "batch.",
    "campaign.",
    "endpoint.",
    "export.",
    "follow.",
    "ground.",
    "invitation.",
    "letter.",
    "mandate.",
    "news.",
    "next_version.",
    "period.",
    "portal.",
    "process.",
    "question.",
    "reader.",
    "reason_template.",
    "referral.",
    "role.",
    "round.",
    "text.",
)
# Of these, what adds to what is public.
ADDING = (
    "contribution.publish",
    "contribution.lift_redaction",
    "document.publish",
    "document.file",
    "text.issue",
    "text.carry",
    "question.add",
)
