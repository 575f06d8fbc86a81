"""What is told of who speaks for whom."""

from django.utils.translation import gettext_lazy as _

from notifications.families import Circle, Family, declare

declare(
    _("Sources, and who speaks for them"),
    Family(
        "stakeholders/invited",
        _("Somebody is invited to speak for a source."),
        _("the address that is invited"),
    ),
    Family("stakeholders/accepted", _("An invitation is accepted."), _("whoever invited")),
    Family(
        "stakeholders/claimed",
        _("Somebody says that they speak for a source: it is to be confirmed."),
        _("whoever leads the source"),
    ),
    Family("stakeholders/ended", _("A mandate has ended, and why."), _("whoever had it")),
    Family(
        "stakeholders/leads",
        _("Somebody else leads a source."),
        _("whoever leads it from now on, and whoever did before"),
    ),
    Family(
        "stakeholders/disputed",
        _("A secretariat doubts a source’s name, country or stakeholder group, and why."),
        _("everybody who speaks for it"),
    ),
    circle=Circle.AUTHOR,
)
