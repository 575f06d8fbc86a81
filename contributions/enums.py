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


class Speaking(TextChoices):
    """For whom somebody speaks in a contribution."""

    MYSELF = "myself", _("For myself, as an unaffiliated individual")
    SOURCE = "source", _("For an organisation or government")
    JOINTLY = "jointly", _("For several, jointly")
