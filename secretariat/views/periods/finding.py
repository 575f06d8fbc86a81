"""Finding comment periods of the person's own processes; 404 for any other."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.enums import Act
from consultations.models import CommentPeriod
from consultations.queries import ACTS
from secretariat.access import DeskRequest
from secretariat.views.setting_up.finding import there_or_gone

Crumbs = list[tuple[str, str]]


def period_of(request: DeskRequest, pk: int, *, with_history: bool = False) -> CommentPeriod:
    """The period of this id, with its round, process and audience, public or not; its acts as well if asked for."""
    periods = CommentPeriod.objects.filter(round__process__in=request.processes)
    found = periods.select_related("round__process").prefetch_related("audience", *([ACTS] if with_history else []))
    return there_or_gone(request, found, pk)


def act_called(name: str) -> Act:
    """The act of this name; 404 where there is none."""
    if name not in Act:
        raise Http404
    return Act(name)


def crumbs_to(*more: tuple[str, str], period: CommentPeriod | None = None) -> Crumbs:
    """The way to a page of periods at the desk."""
    way = [(_("Desk"), reverse("secretariat:desk")), (_("Comment periods"), reverse("secretariat:periods"))]
    if period is not None:
        way.append((period.wording.text, reverse("secretariat:period", args=[period.pk])))
    return [*way, *more]
