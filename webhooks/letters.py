"""What is told of deliveries to other sites' programs."""

from django.utils.translation import gettext_lazy as _

from notifications.families import Circle, Ending, Family, declare

OWNER = _("whoever runs the portal")

declare(
    _("Portals and programs"),
    Family("webhooks/disabled", _("An address is told nothing more by webhook, and why."), OWNER, Ending.TASK),
    Family(
        "webhooks/given_up",
        _("One delivery by webhook was not taken for three days."),
        OWNER,
        Ending.TASK,
        when=_("at most once a day"),
    ),
    circle=Circle.PORTAL,
)
