"""Following with nothing but an address: asked on a page, confirmed from a letter, and only then stored."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible, TooMuch
from contributions import notices
from contributions.notices.following import ASKED
from contributions.queries.topics import Topic, followable
from following.actions import follow, follow_here, reader_at
from following.enums import Pace
from following.models import Follow
from following.queries import follow_at
from notifications.actions import letter_arrived
from notifications.enums import Trouble
from notifications.models import Letter
from notifications.queries import trouble_at
from stakeholders.models import Person

# So long the link in the letter works.
OPEN_FOR = timedelta(days=3)
# Letters that strangers can cause to one address in a day.
MOST_A_DAY = 6
# Asked for the same once more so soon, a second letter is not written: a button was pressed twice.
TWICE = timedelta(minutes=2)
LONGEST_ADDRESS = 254  # RFC 5321, as RFC 3696 was corrected
_SALT = "follow.confirm"
_OTHER_LETTERS = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the link in a letter begins, and for which address; ``follow`` once it has."""

    topic: Topic
    address: str
    follow: Follow | None


@transaction.atomic
def ask_to_follow(
    topic: Topic,
    *,
    address: str,
    language: str,
    time_zone: str,
    pace: Pace = Pace.AT_ONCE,
    reminders: bool = False,
    at: datetime | None = None,
) -> None:
    """Send a letter to the address with the link that begins it. Nothing else is kept, and nobody is told who is known.

    Whoever called letters of ours unwanted gets one in a day, and nobody who asks learns of it. Raise ``Incomplete``
    for what is no address, ``TooMuch`` after ``MOST_A_DAY`` such letters to one address.
    """
    address = _sound(address)
    at = at or timezone.now()
    chosen = [topic.word, address, language, time_zone, int(pace), reminders]
    key = "follow-asked:" + sha256("\n".join(map(str, chosen)).encode()).hexdigest()
    # To one's own address only, so that the index over those is used.
    to_it = Letter.objects.annotate(lower=Lower("address")).filter(family=ASKED, words=None, lower=address.lower())
    if to_it.filter(key__startswith=key, created_at__gt=at - TWICE).exists():
        return
    asked = to_it.filter(created_at__gt=at - timedelta(days=1)).count()
    if asked and _has_complained(address):
        return
    if asked >= MOST_A_DAY:
        raise TooMuch(
            _("This address has been sent several such letters today. Open one of them, or try again tomorrow.")
        )
    token = signing.dumps(chosen, salt=_SALT)
    notices.asked_to_follow(topic, address=address, language=language, token=token, key=f"{key}:{at.timestamp():.0f}")


def asked_for(token: str) -> Asked | None:
    """What the link in a letter begins, or has begun; None for one that is none of ours, or too old."""
    found = _read(token)
    topic = followable(found[0]) if found is not None else None
    if found is None or topic is None:
        return None
    return Asked(topic, found[1], follow_at(found[1], topic.word))


@transaction.atomic
def confirm_following(token: str, *, at: datetime | None = None) -> Follow:
    """Begin what the link says. Whose address is a person's own has it in their account. Twice does no harm.

    Raise ``NotPossible`` for a link that is too old or leads to nothing, and after too many follows.
    """
    found = _read(token)
    if found is None or followable(found[0]) is None:
        raise NotPossible(
            _("This link is too old, or it was cut off. Ask for a new letter on the page that you want to follow.")
        )
    word, address, language, time_zone, pace, reminders = found
    # The link stood in a letter to this address, and nowhere else.
    letter_arrived(address)
    chosen: dict[str, Any] = {"pace": Pace(pace), "reminders": reminders, "at": at}
    person = Person.objects.filter(email__iexact=address, is_active=True).first()
    if person is not None:
        return follow(word, by=person, **chosen)
    return follow_here(word, reader=reader_at(address, language=language, time_zone=time_zone), **chosen)


def _has_complained(address: str) -> bool:
    trouble = trouble_at(address)
    return trouble is not None and trouble.trouble == Trouble.COMPLAINT


def _sound(address: str) -> str:
    """The address without blanks around it, in the one form of its letters; ``Incomplete`` for what is none.

    Before the @ letters of any script may stand (RFC 6531).
    """
    address = normalize("NFC", address.strip()[: LONGEST_ADDRESS + 1])
    local, at, domain = address.rpartition("@")
    try:
        MaxLengthValidator(LONGEST_ADDRESS)(address)
        validate_email(_OTHER_LETTERS.sub("x", local) + at + domain)
        if not address.isprintable():
            raise ValidationError("")
    except ValidationError as error:
        wrong = _("Enter an e-mail address, such as name@example.org.")
        raise Incomplete(wrong, fields={"address": wrong}) from error
    return address


def _read(token: str) -> list[Any] | None:
    try:
        return list(signing.loads(token, salt=_SALT, max_age=OPEN_FOR))
    except signing.BadSignature:
        return None
