"""How often a follower hears of what they follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.IntegerChoices):
    """When letters about what is followed come. The smaller number wins where two follows bring the same news."""

    AT_ONCE = 0, _("at once")
    DAILY = 1, _("once a day, together")
    WEEKLY = 2, _("once a week, together")
