"""The calendars: of everything, of a process, and of one period to be saved."""

from datetime import timedelta

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from api.subscriptions import Made, address, subscribed
from consultations.models import CommentPeriod, PeriodQuerySet, Process
from consultations.queries import ACTS

from .events import MEDIA_TYPE, calendar, changed_at

# What closed longer ago is in the calendar of its process only: nobody looks for it among everything.
KEPT = timedelta(days=366)


@subscribed()
def deadlines(request: HttpRequest) -> Made:
    """The deadlines of all processes, of the last year and all to come."""
    periods = _periods().filter(closes_at__gt=timezone.now() - KEPT)
    return _made(request, _("Comment periods"), periods)


@subscribed()
def process(request: HttpRequest, slug: str) -> Made:
    """All deadlines of a process."""
    found = get_object_or_404(Process.objects.public(), slug=slug)
    return _made(request, f"{found.code} · {found.wording.text}", _periods().filter(round__process=found))


@subscribed()
def period(request: HttpRequest, pk: int) -> Made:
    """One period, to be put into a calendar of one's own. Who subscribes to it is told as well when it is extended."""
    if pk >= 2**63:
        raise Http404
    found = get_object_or_404(_periods(), pk=pk)
    body = calendar(found.wording.text, [found], address=address(request), warns=True)
    return Made(body, MEDIA_TYPE, changed_at([found]), filename=f"period-{found.pk}.ics")


def _periods() -> PeriodQuerySet:
    found = CommentPeriod.objects.public().select_related("round__process").prefetch_related(ACTS)
    return found.defer("description", "round__description", "round__process__mandate").order_by("closes_at", "pk")


def _made(request: HttpRequest, name: str, periods: PeriodQuerySet) -> Made:
    found = list(periods)
    return Made(calendar(name, found, address=address(request)), MEDIA_TYPE, changed_at(found))
