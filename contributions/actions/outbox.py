"""What the secretariat does with its outbox: held mailings and letters, and what did not arrive."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

import following.actions as following
import notifications.actions as notifications
from common.lines import storable
from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions.permission import must_work_for
from consultations.roles import May, roles_that
from contributions.notices.spoken import may_be_told
from contributions.queries.mailings import process_of
from contributions.queries.outbox import letters_read_at
from following.models import News
from following.queries import letters_unwanted
from notifications.models import Letter
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_WORD = 2000


@transaction.atomic
def say_first(mailing: News, words: Mapping[str, str], *, by: "Person", seen: Mapping[str, str] | None = None) -> None:
    """Put a word of the secretariat in front of a held mailing, by languages; without any there is none.

    ``seen`` are the words that stood on the page. Raise ``NotAllowed``, ``Incomplete`` for a word too long, and
    ``NotPossible`` where it is not held any more or somebody has written another word meanwhile.
    """
    current = _held(mailing, by)
    said = {language: storable(text).replace("\r\n", "\n").strip() for language, text in words.items()}
    said = {language: text for language, text in said.items() if text}
    too_long = _("A word in front may have %(most)d characters.") % {"most": LONGEST_WORD}
    wrong: dict[str, str | Promise] = {
        language: too_long for language, text in said.items() if len(text) > LONGEST_WORD
    }
    if wrong:
        raise Incomplete(too_long, fields=wrong)
    before = current.data.get("said_first", {})
    if seen is not None and dict(seen) != before:
        raise NotPossible(_("Somebody has written another word in front meanwhile. Here is how it stands now."))
    if said != before:
        current.data = {**current.data, "said_first": said}
        current.save(update_fields=["data"])
        enter("news.say_first", subject=current, by=by, languages=len(said))
    mailing.refresh_from_db()


@transaction.atomic
def release_mailing(mailing: News, *, by: "Person") -> None:
    """Let a held mailing go to whoever follows.

    Raise ``NotAllowed``, and ``NotPossible`` where it is not held any more or nobody may read of what it tells.
    """
    current = _held(mailing, by)
    if not may_be_told(current):
        raise NotPossible(_("What this tells is not public. Make it public first, and release this then."))
    following.release(current, by=by)
    mailing.refresh_from_db()


@transaction.atomic
def drop_mailing(mailing: News, *, reason: str, by: "Person") -> None:
    """Tell nobody of it, and say why. Raise ``Incomplete`` without reason, and as ``release_mailing``."""
    current = _held(mailing, by)
    reason = storable(reason).strip()
    if not reason:
        raise Incomplete(_("Give a reason."), fields={"reason": _("Give a reason.")})
    if len(reason) > LONGEST_WORD:
        too_long = _("Say it in at most %(most)d characters.") % {"most": LONGEST_WORD}
        raise Incomplete(too_long, fields={"reason": too_long})
    following.drop(News.objects.filter(pk=current.pk), at=timezone.now())
    # The record has no words of people: they stand with the mailing.
    News.objects.filter(pk=current.pk).update(data={**current.data, "why_dropped": reason})
    enter("news.drop", subject=current, by=by)
    mailing.refresh_from_db()


@transaction.atomic
def release_letter(letter: Letter, *, by: "Person") -> None:
    """Let a held letter go. Raise ``NotAllowed``, ``NotPossible`` where it is not held any more."""
    _must_work_on([letter], by)
    if not notifications.release(letter, by=by):
        raise NotPossible(_not_held())


@transaction.atomic
def edit_letter(letter: Letter, *, subject_line: str, text: str, by: "Person") -> None:
    """Give a held letter other words. Raise ``NotAllowed``, ``Incomplete``; ``NotPossible`` where it changed since."""
    _must_work_on([letter], by)
    as_read = Letter.objects.held().filter(pk=letter.pk, subject_line=letter.subject_line, text=letter.text)
    # One with words of many, or with a way to end it, was never shown here as its reader has it.
    if not as_read.filter(words=None, stop="").select_for_update(no_key=True).exists():
        raise NotPossible(_("This letter has gone, or somebody has changed it meanwhile. Here is how it stands now."))
    notifications.edit(letter, subject_line=subject_line, text=text, by=by)


@transaction.atomic
def resend_letters(letters: Iterable[Letter], *, by: "Person") -> int:
    """Try letters again that were given up or came back; return how many were. Raise ``NotAllowed``.

    Those to followers only where their readers still want them.
    """
    letters = list(letters)
    _must_work_on(letters, by)
    unwanted = letters_unwanted(letters)
    return sum(_resent(letter, by) for letter in letters if letter.pk not in unwanted)


def _resent(letter: Letter, by: "Person") -> bool:
    """Was it sent again? Where a colleague was faster, or it is of no use any more, the others go all the same."""
    try:
        notifications.resend(letter, by=by)
    except NotPossible:
        return False
    return True


def _held(mailing: News, by: "Person") -> News:
    """It as it stands, locked. Who may is asked first."""
    must_work_for(process_of(mailing), by)
    current = News.objects.held().select_for_update(no_key=True).filter(pk=mailing.pk).first()
    if current is None:
        raise NotPossible(_not_held())
    return current


def _must_work_on(letters: list[Letter], by: "Person") -> None:
    ours = letters_read_at(by.processes_as(roles_that(May.MODERATE)))
    if ours.filter(pk__in=[letter.pk for letter in letters]).count() != len(letters):
        raise NotAllowed(_("Only the secretariat of this process can do this."))


def _not_held() -> str:
    return _("This is not held any more: somebody has released or dropped it meanwhile. Here is how it stands now.")
