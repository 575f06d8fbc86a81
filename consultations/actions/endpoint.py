"""Where a portal is told of what happens: only in processes that let it be told."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible
from consultations.queries.admitted import processes_that_tell
from portals.models import Portal
from webhooks import actions as webhooks
from webhooks.actions import Wanted
from webhooks.models import Endpoint

if TYPE_CHECKING:
    from stakeholders.models import Person


def register_endpoint(portal: Portal, *, url: str, wanted: Wanted, by: "Person", description: str = "") -> Endpoint:
    """Register an address that is told what happens in processes, and send it a challenge.

    Raise ``NotPossible`` where no secretariat lets the portal be told yet, ``Incomplete`` for a process that does not,
    and what ``webhooks.actions.register`` raises.
    """
    _must_be_told(portal, wanted.processes)
    return webhooks.register(portal, url=url, wanted=wanted, by=by, description=description)


def change_endpoint(
    endpoint: Endpoint,
    *,
    by: "Person",
    url: str | None = None,
    wanted: Wanted | None = None,
    description: str | None = None,
) -> None:
    """Change what is given. A process that it was told of stays possible also where that has ended.

    Raise ``Incomplete`` for a process that does not let it be told, and what ``webhooks.actions.change`` raises.
    """
    if wanted is not None:
        _must_be_known(set(wanted.processes) - set(endpoint.processes), processes_that_tell(endpoint.portal))
    webhooks.change(endpoint, by=by, url=url, wanted=wanted, description=description)


def _must_be_told(portal: Portal, processes: Iterable[str]) -> None:
    admitted = processes_that_tell(portal)
    if not admitted:
        raise NotPossible(_("No process lets this portal be told by webhook yet. Ask its secretariat for that first."))
    _must_be_known(processes, admitted)


def _must_be_known(processes: Iterable[str], admitted: Iterable[str]) -> None:
    if set(processes) - set(admitted):
        sentence = _("Choose among the processes that let this portal be told.")
        raise Incomplete(sentence, fields={"processes": sentence})
