"""Following with nothing but an address: asked on a page, confirmed from a letter, and only then stored."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible, TooMuch
from contributions import notices
from contributions.notices.following import ASKED
from contributions.queries.topics import Topic, followable
from following.actions import follow, follow_here, reader_at
from following.enums import Pace
from following.models import Follow
from notifications.actions import letter_arrived
from notifications.models import Letter
from stakeholders.models import Person

# So long the link in the letter works.
OPEN_FOR = timedelta(days=3)
# Letters that strangers can cause to one address in a day.
MOST_A_DAY = 6
LONGEST_ADDRESS = 254  # RFC 5321, as RFC 3696 was corrected
_SALT = "follow.confirm"


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

    Raise ``Incomplete`` for what is no address, ``TooMuch`` after ``MOST_A_DAY`` such letters to one address.
    """
    address = address.strip()
    try:
        validate_email(address[: LONGEST_ADDRESS + 1])
        MaxLengthValidator(LONGEST_ADDRESS)(address)
    except ValidationError as error:
        wrong = _("Enter an e-mail address, such as name@example.org.")
        raise Incomplete(wrong, fields={"address": wrong}) from error
    at = at or timezone.now()
    asked = Letter.objects.filter(family=ASKED, address__iexact=address, created_at__gt=at - timedelta(days=1))
    if asked.count() >= MOST_A_DAY:
        raise TooMuch(
            _("This address has been sent several such letters today. Open one of them, or try again tomorrow.")
        )
    token = signing.dumps([topic.word, address, language, time_zone, int(pace), reminders], salt=_SALT)
    notices.asked_to_follow(topic, address=address, language=language, token=token, key=f"follow-asked:{uuid4()}")


def asked_for(token: str) -> tuple[Topic, str] | None:
    """What the link in a letter begins, and for which address; None for one that is none of ours, or too old."""
    found = _read(token)
    topic = followable(found[0]) if found is not None else None
    return (topic, found[1]) if topic is not None and found is not None else None


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


def _read(token: str) -> list[Any] | None:
    try:
        return list(signing.loads(token, salt=_SALT, max_age=OPEN_FOR))
    except signing.BadSignature:
        return None
