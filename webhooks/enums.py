"""Of what endpoints can be told, and where they and what is told to them stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What can happen. Names only: who tells it knows what it means, and what is in it."""

    PERIOD_ANNOUNCED = "comment_period.announced", _("A comment period was announced")
    PERIOD_MOVED = "comment_period.moved", _("A comment period was moved before it opened")
    PERIOD_OPENED = "comment_period.opened", _("A comment period has opened")
    PERIOD_EXTENDED = "comment_period.extended", _("A comment period was extended")
    PERIOD_SHORTENED = "comment_period.shortened", _("A comment period was shortened")
    PERIOD_REOPENED = "comment_period.reopened", _("A comment period was reopened")
    PERIOD_CANCELLED = "comment_period.cancelled", _("A comment period was cancelled")
    PERIOD_CLOSING = "comment_period.closing", _("A comment period closes in some days")
    PERIOD_CLOSED = "comment_period.closed", _("A comment period has closed")
    CONTRIBUTION_PUBLISHED = "contribution.published", _("A contribution was published")
    CONTRIBUTION_REVISED = "contribution.revised", _("A published contribution was revised")
    CONTRIBUTION_WITHDRAWN = "contribution.withdrawn", _("A published contribution was withdrawn")
    TEXT_ISSUED = "text_version.issued", _("A version of a text was issued")

    CHALLENGE = "endpoint.challenge", _("A challenge, by which the receiver proves itself")
    TEST = "endpoint.test", _("A test")

    @classmethod
    def wanted(cls) -> list["Kind"]:
        """Those that an endpoint can want; the others are about the endpoint itself."""
        return [kind for kind in cls if kind not in ABOUT_ITSELF]


ABOUT_ITSELF = (Kind.CHALLENGE, Kind.TEST)


class EndpointState(TextChoices):
    """Where an endpoint stands."""

    UNPROVEN = "unproven", pgettext_lazy("state of a receiver of webhooks", "Waits for its proof")
    ACTIVE = "active", pgettext_lazy("state of a receiver of webhooks", "Active")
    PAUSED = "paused", pgettext_lazy("state of a receiver of webhooks", "Paused")
    DISABLED = "disabled", pgettext_lazy("state of a receiver of webhooks", "Disabled")


class Because(TextChoices):
    """Why an endpoint was disabled."""

    FAILING = "failing", _("It did not take what it was told for three days.")
    GONE = "gone", _("It answered 410: it wants to be told no more.")


class DeliveryState(TextChoices):
    """Where one delivery stands."""

    WAITING = "waiting", pgettext_lazy("state of a delivery by webhook", "Waiting")
    DELIVERED = "delivered", pgettext_lazy("state of a delivery by webhook", "Delivered")
    GIVEN_UP = "given_up", pgettext_lazy("state of a delivery by webhook", "Not delivered")
    CALLED_OFF = "called_off", pgettext_lazy("state of a delivery by webhook", "Called off by the process")


class Fault(TextChoices):
    """What kept a receiver from taking a delivery."""

    UNKNOWN_NAME = "unknown_name", _("The name in the address is not known.")
    NOT_PUBLIC = "not_public", _("The name leads to an address that is not public: nothing was sent there.")
    NO_CONNECTION = "no_connection", _("No connection could be made, or it broke off.")
    CERTIFICATE = "certificate", _("The connection could not be secured: look at the certificate.")
    TOO_SLOW = "too_slow", _("The answer did not come in time.")
    REDIRECT = "redirect", _("It answered with a redirect, which is not followed: register the new address.")
    STATUS = "status", _("It did not answer with a status from 200 to 299.")
    WRONG_ANSWER = "wrong_answer", _("The answer does not hold the challenge.")
    ANOTHER = "another", _("It could not be sent.")
