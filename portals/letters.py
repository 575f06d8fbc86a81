"""What is told of portals and their keys."""

from django.utils.translation import gettext_lazy as _

from notifications.families import Circle, Ending, Family, declare

OWNER = _("whoever runs the portal")

declare(
    _("Portals and programs"),
    Family("portals/key_issued", _("A portal has a new key."), OWNER, Ending.TASK),
    Family("portals/key_revoked", _("A key of a portal opens nothing any more."), OWNER, Ending.TASK),
    Family(
        "portals/offered",
        _("Somebody is asked to take a portal over."),
        _("the address that is asked"),
        Ending.TASK,
    ),
    Family("portals/taken", _("A portal is taken over: what to replace."), OWNER, Ending.TASK),
    Family(
        "portals/given",
        _("A portal that somebody ran is taken over."),
        _("whoever ran it until then"),
        Ending.TASK,
    ),
    Family("portals/declined", _("An offer to take a portal over is declined."), OWNER, Ending.TASK),
    circle=Circle.PORTAL,
)
