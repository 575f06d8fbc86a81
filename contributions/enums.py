"""States, moves and kinds of contributions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a contribution stands."""

    DRAFT = "draft", pgettext_lazy("state of a contribution", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a contribution", "Submitted")
    UNDER_REVIEW = "under_review", pgettext_lazy("state of a contribution", "Under review")
    RETURNED = "returned", pgettext_lazy("state of a contribution", "Returned with a question")
    PUBLISHED = "published", pgettext_lazy("state of a contribution", "Published")
    DECLINED = "declined", pgettext_lazy("state of a contribution", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a contribution", "Withdrawn")


class Move(TextChoices):
    """What can be done to a contribution."""

    SUBMIT = "submit", _("Submit")
    REPLACE = "replace", _("Replace what was submitted")
    TAKE_UP = "take_up", _("Take up")
    RETURN = "return", _("Return with a question")
    PUBLISH = "publish", _("Publish")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")
    CARRY = "carry", _("Carry to the next round")


class Lane(TextChoices):
    """When a contribution came, measured by the rules of its round."""

    IN_TIME = "in_time", pgettext_lazy("lane of a contribution", "In time")
    DELAYED = "delayed", pgettext_lazy("lane of a contribution", "Delayed")
    NEXT_ROUND = "next_round", pgettext_lazy("lane of a contribution", "For the next round")


class Modifier(TextChoices):
    """How something stands beside what was published without replacing it; the value is written in its symbol."""

    ADDS = "Add", pgettext_lazy("of a contribution", "Addition")
    CORRECTS = "Corr", pgettext_lazy("of a contribution", "Correction")


class Held(TextChoices):
    """What its source wants with something that came too late."""

    CARRY = "carry", pgettext_lazy("what is held", "Carry it to the next round")
    LEAVE = "leave", pgettext_lazy("what is held", "Leave it where it is")


class Channel(TextChoices):
    """How a contribution came to the house."""

    WEB = "web", pgettext_lazy("channel of a contribution", "On these pages")
    PAPER = "paper", pgettext_lazy("channel of a contribution", "On paper")
    EMAIL = "email", pgettext_lazy("channel of a contribution", "By e-mail")
    SPOKEN = "spoken", pgettext_lazy("channel of a contribution", "Spoken")
    PORTAL = "portal", pgettext_lazy("channel of a contribution", "Through another portal")


# What the desk writes down.
BY_HAND = (Channel.PAPER, Channel.EMAIL, Channel.SPOKEN)


class Consent(TextChoices):
    """What its source lets the public see of a contribution."""

    NAMED = "named", pgettext_lazy("consent of a source", "Name and words")
    GROUP = "group", pgettext_lazy("consent of a source", "Words, with the stakeholder group only")
    AGGREGATE = "aggregate", pgettext_lazy("consent of a source", "Counted only")


class Outcome(TextChoices):
    """What became of a proposed change in the next version of its text."""

    TAKEN = "taken", pgettext_lazy("outcome of a change", "Taken")
    IN_PART = "in_part", pgettext_lazy("outcome of a change", "Taken in part")
    NOT_TAKEN = "not_taken", pgettext_lazy("outcome of a change", "Not taken")
    COVERED = "covered", pgettext_lazy("outcome of a change", "Covered elsewhere")
    LATER = "later", pgettext_lazy("outcome of a change", "Left for a later round")


class Choice(TextChoices):
    """What the next version says at one clause."""

    KEEP = "keep", _("Keep the base")
    TAKE = "take", _("Take an alternative")
    TAKE_SEVERAL = "several", _("Take several that do not overlap")
    OWN = "own", _("The chair’s wording")
    SUPPRESS = "suppress", _("Suppress the clause")


class Carriage(TextChoices):
    """How a change that is still pending came to the next version."""

    CARRIED = "carried", pgettext_lazy("change", "Carried on: its words were untouched")
    ADOPTED = "adopted", pgettext_lazy("change", "Already in the text")
    RETURNED = "returned", pgettext_lazy("change", "Collides: its source is asked")
    CONFIRMED = "confirmed", pgettext_lazy("change", "Confirmed by its source")
    DROPPED = "dropped", pgettext_lazy("change", "Given up by its source")


class Speaking(TextChoices):
    """For whom somebody speaks in a contribution."""

    MYSELF = "myself", _("For myself, as an unaffiliated individual")
    SOURCE = "source", _("For an organisation or government")
    JOINTLY = "jointly", _("For several, jointly")


class BatchKind(TextChoices):
    """What is done with many contributions at once."""

    PUBLISH = "publish", _("Publish")
    ASSIGN = "assign", _("Assign")


class BatchState(TextChoices):
    """Where a bulk act stands."""

    CHECKING = "checking", pgettext_lazy("bulk act", "Being tried")
    READY = "ready", pgettext_lazy("bulk act", "Waits to be confirmed")
    RUNNING = "running", pgettext_lazy("bulk act", "Being done")
    DONE = "done", pgettext_lazy("bulk act", "Done")


class ItemOutcome(TextChoices):
    """What became of one contribution in a bulk act."""

    DONE = "done", pgettext_lazy("outcome in a bulk act", "Done")
    REFUSED = "refused", pgettext_lazy("outcome in a bulk act", "Not done")
    FAILED = "failed", pgettext_lazy("outcome in a bulk act", "Our fault: not done")
