"""What is told of processes, of those who run them, and of the dates of their comment periods."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Priority
from notifications.families import Circle, Ending, Family, declare

PERSON = _("the person themselves")

declare(
    _("Comment periods"),
    Family(
        "consultations/period_decided",
        _("A comment period is announced, extended, shortened, moved, opened once more or cancelled, and why."),
        _("everybody who follows it, or what it belongs to"),
        Ending.CHOSEN,
        _("at once, once a day or once a week, as each reader chose"),
        Priority.BULK,
    ),
    circle=Circle.FOLLOWER,
)

declare(
    _("Who runs a process"),
    Family("consultations/appointed", _("Somebody has a role in a process."), PERSON),
    Family("consultations/dismissed", _("A role in a process has ended."), PERSON),
    Family("consultations/may_found", _("Somebody can set up a process."), PERSON),
    circle=Circle.DESK,
)

declare(
    _("Portals and programs"),
    Family(
        "consultations/admission_asked",
        _("A portal asks to be let in to a process."),
        _("those who decide about portals there"),
        Ending.TASK,
        circles=(Circle.DESK,),
    ),
    Family(
        "consultations/admission_decided",
        _("A process lets a portal in, does not, or does so no longer."),
        _("whoever runs the portal"),
        Ending.TASK,
    ),
    circle=Circle.PORTAL,
)
