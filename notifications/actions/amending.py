"""What the secretariat can do with a letter that waits for it, failed or came back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import record.actions
from common.lines import one_line, storable
from common.refusals import Incomplete, NotPossible, Sentence
from notifications.actions import handover
from notifications.enums import Priority
from notifications.models import Letter
from notifications.rendering import LONGEST_SUBJECT_LINE, LONGEST_TEXT, html_of


@transaction.atomic
def edit(letter: Letter, *, subject_line: str, text: str, by: object) -> None:
    """Give a held letter other words; its HTML is made anew from the text. Who changed it is entered in the record.

    A letter that shares its words with others has its own from then on. Raise ``Incomplete`` for words that are
    missing or too long, ``NotPossible`` for a letter that is not held any more.
    """
    subject_line, text = one_line(subject_line), _tidy(text)
    _check(subject_line, text)
    current = Letter.objects.held().select_for_update(of=("self",), no_key=True).filter(pk=letter.pk).first()
    if current is None:
        raise NotPossible(_("This letter is not held any more: its words cannot be changed."))
    html = html_of(subject_line, text, language=current.language)
    Letter.objects.filter(pk=current.pk).update(subject_line=subject_line, text=text, html=html, words=None)
    record.actions.enter("letter.edit", subject=current, by=by)
    letter.refresh_from_db()


@transaction.atomic
def resend(letter: Letter, *, by: object) -> None:
    """Try a letter anew that failed or came back, under its own Message-ID. Who asked is entered in the record.

    Raise ``NotPossible`` for any other letter, and for one that is of no use any more.
    """
    now = timezone.now()
    ended = Letter.objects.failed() | Letter.objects.bounced()
    if letter.useless_from is not None and letter.useless_from <= now:
        raise NotPossible(_("This letter is of no use any more: what it says is over."))
    anew = ended.useful(at=now).filter(pk=letter.pk)
    handed = now if letter.priority == Priority.FIRST else None
    if not anew.update(
        failed_at=None,
        bounced_at=None,
        sent_at=None,
        attempts=0,
        next_attempt_at=now,
        handed_over_at=handed,
        claim=None,
        claimed_at=None,
    ):
        raise NotPossible(_("Only a letter that failed or came back can be sent again."))
    record.actions.enter("letter.resend", subject=letter, by=by)
    letter.refresh_from_db()
    transaction.on_commit(lambda: handover.start_delivery(letter))


def _tidy(text: str) -> str:
    """The text as letters are stored: lines end alike, and the last one ends."""
    lines = storable(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{lines.rstrip()}\n" if lines.strip() else ""


def _check(subject_line: str, text: str) -> None:
    wrong: dict[str, Sentence] = {}
    if not subject_line:
        wrong["subject_line"] = _("Give the letter a subject line.")
    elif len(subject_line) > LONGEST_SUBJECT_LINE:
        wrong["subject_line"] = _("Say it in at most %(most)d characters.") % {"most": LONGEST_SUBJECT_LINE}
    if not text:
        wrong["text"] = _("Write what the letter says.")
    elif len(text.encode()) > LONGEST_TEXT:
        wrong["text"] = _("A letter may have %(most)s kB of text; this has %(size)s kB.") % {
            "most": LONGEST_TEXT // 1000,
            "size": len(text.encode()) // 1000 + 1,
        }
    if wrong:
        raise Incomplete(_("Something is missing or wrong: look at what is marked."), fields=wrong)
