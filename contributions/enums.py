"""States, moves and kinds of contributions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a contribution stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    RETURNED = "returned", _("Returned with a question")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Move(TextChoices):
    """What can be done to a contribution."""

    SUBMIT = "submit", _("Submit")
    REPLACE = "replace", _("Replace what was submitted")
    TAKE_UP = "take_up", _("Take up")
    RETURN = "return", _("Return with a question")
    PUBLISH = "publish", _("Publish")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")


class Speaking(TextChoices):
    """For whom somebody speaks in a contribution."""

    MYSELF = "myself", _("For myself, as an unaffiliated individual")
    SOURCE = "source", _("For an organisation or government")
    JOINTLY = "jointly", _("For several, jointly")
