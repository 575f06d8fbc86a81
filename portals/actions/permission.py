"""The question that these actions ask first. ``by`` None is the house itself (a command), which may everything."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.refusals import NotAllowed
from portals.models import Portal

if TYPE_CHECKING:
    from stakeholders.models import Person


def must_run(portal: Portal, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` runs the portal."""
    if by is not None and not by.has_perm("portals.run", portal):
        raise NotAllowed(_("Only whoever runs this portal can do this."))


def held(portal: Portal, by: "Person | None") -> Portal:
    """The portal as it is now, its row kept. Raise ``NotAllowed`` unless ``by`` still runs it."""
    current = locked(portal)
    must_run(current, by)
    return current


def locked(portal: Portal) -> Portal:
    """The portal as it is now, its row kept by the caller's transaction."""
    return Portal.objects.select_for_update(of=("self",), no_key=True).get(pk=portal.pk)
