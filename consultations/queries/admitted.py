"""In which processes a portal may do what."""

from consultations.models import Admission
from portals.enums import Scope
from portals.models import Portal


def processes_that_tell(portal: Portal) -> dict[str, str]:
    """The processes that let the portal be told by webhook: code by short name, by code."""
    told = Admission.objects.filter(portal=portal).that_may(Scope.WEBHOOKS)
    return dict(told.order_by("process__code").values_list("process__slug", "process__code"))
