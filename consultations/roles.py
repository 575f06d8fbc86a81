"""What each role may do in its process, in words for people and as data for the rules. No database."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.enums import Role


class May(TextChoices):
    """Something that a role lets one do in its process."""

    SET_UP = "set_up", _("Set up the process: rounds, comment periods, questions, documents")
    APPOINT = "appoint", _("Say who works for the process, and as what")
    MODERATE = "moderate", _("Receive, check, publish, return and decline contributions")
    ISSUE = "issue", _("Bring in texts, issue drafts and their next versions")
    READ_DESK = "read_desk", _("Read everything at the desk, also what is not public yet")
    READ_SEALED = "read_sealed", _("Open what was removed before publication; each look is on record")


@dataclass(frozen=True)
class Card:
    """What is said of a role, and what it lets one do."""

    sentence: str | Promise
    may: frozenset[May]


ROLES: dict[Role, Card] = {
    Role.HEAD: Card(
        _("Runs the process: sets it up, appoints the others, and answers for what they do."), frozenset(May)
    ),
    Role.OFFICER: Card(
        _("Works at the desk: receives contributions, talks with their authors, publishes them, works on texts."),
        frozenset({May.MODERATE, May.ISSUE, May.READ_DESK}),
    ),
    Role.CHAIR: Card(
        _("Leads the meeting: sees all that came in and issues drafts, and decides on no contribution."),
        frozenset({May.ISSUE, May.READ_DESK}),
    ),
    Role.OBSERVER: Card(
        _("Watches how the desk works: reads everything there and changes nothing."), frozenset({May.READ_DESK})
    ),
}


def may(role: str, what: May) -> bool:
    """Does ``role`` (a value of ``Role``) let one do ``what``? A role that is not known lets one do nothing."""
    return role in ROLES and what in ROLES[Role(role)].may


def roles_that(what: May) -> tuple[Role, ...]:
    """The roles that let one do ``what``, in the order of ``ROLES``."""
    return tuple(role for role in ROLES if what in ROLES[role].may)
