"""How urgent a letter is, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.IntegerChoices):
    """Which letters go first. The numbers are also the broker's: nought is served first."""

    FIRST = 0, _("somebody waits for it at the screen")
    NORMAL = 3, _("about the reader's own matter")
    BULK = 6, _("to many")
    DIGEST = 9, _("digests")


class State(models.TextChoices):
    """Where a letter stands; computed from its times, stored nowhere."""

    HELD = "held", _("held for the secretariat to read first")
    WAITING = "waiting", _("waiting")
    BEING_SENT = "being_sent", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    CALLED_OFF = "called_off", _("called off")
    BOUNCED = "bounced", _("came back")


class Trouble(models.TextChoices):
    """Why an address has no letters to followers any more."""

    BOUNCE = "bounce", _("nothing arrives there")
    COMPLAINT = "complaint", _("a letter was called unwanted")


class Verdict(models.IntegerChoices):
    """What an error means for a letter; the milder is the greater."""

    FINAL = 0, _("it will never be taken")
    LATER = 1, _("it may be taken later")
    OURS = 2, _("it is not about this letter")
