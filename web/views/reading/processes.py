"""Processes, rounds and comment periods."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.collation import readers_key
from common.listing import Listing, listed
from common.moments import readers_zone
from consultations.models import CommentPeriod, Document, Process, Round, ServiceTimes
from consultations.queries import ACTS, history_of, notice_given, stood
from consultations.queries.concerns import with_concerns
from consultations.queries.documents import BY_NUMBER, in_order
from contributions.actions.timing import takes_late
from contributions.models import ContributionQuerySet
from contributions.queries import topics
from contributions.queries.reading import capped_count, of_round
from contributions.queries.receiving import explained
from web import linked_data
from web.caching import changes_at, kept_for_visitors
from web.context import reader
from web.forms.periods import WasOpenForm

from .elsewhere import elsewhere
from .finding import any_process_of, any_round_of, by_name, crumbs_to, page_context
from .sight import looks_ahead, sight_of


@require_safe
@kept_for_visitors
def processes(request: HttpRequest) -> HttpResponse:
    """All processes, by name in the reader's language."""
    found = sorted(Process.objects.public(), key=lambda process: readers_key(process.wording.text))
    crumbs = [*crumbs_to()[:-1], (_("Processes"), "")]
    return render(request, "web/reading/processes.html", page_context(request, processes=found, crumbs=crumbs))


@require_safe
@kept_for_visitors
@looks_ahead
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """A process: its mandate, its rounds, its groups."""
    found = any_process_of(slug)
    sight = sight_of(request, found, is_public=found.public_at is not None)
    at = timezone.now()
    rounds = list(sight.of(found.rounds).defer("description").order_by("-number"))
    periods = sight.of(CommentPeriod.objects).filter(round__process=found)
    open_now = list(periods.open(at=at).select_related("round__process").order_by("closes_at", "pk"))
    following = periods.upcoming(at=at).order_by("opens_at").first()
    context = page_context(
        request,
        sight=sight,
        process=found,
        topic=topics.of_process(found.pk),
        rounds=rounds,
        open_periods=open_now,
        groups=by_name(found.groups.all()),
        times=ServiceTimes.objects.filter(process=found).first(),
        at=at,
        elsewhere=elsewhere(("process", slug), ("process", slug), shown=request.path),
        structured=linked_data.of_process(found, open_now, at=at),
        crumbs=[*crumbs_to()[:-1], crumbs_to()[-1], (found.code, "")],
    )
    response = sight.finished(render(request, "web/reading/process.html", context))
    return changes_at(
        response, *(each.closes_at for each in open_now[:1]), following.opens_at if following is not None else None
    )


@require_safe
@kept_for_visitors
@looks_ahead
def round_(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A round: its periods with dates and questions, its documents, the way to its contributions."""
    found = any_round_of(slug, number)
    sight = sight_of(request, found.process, is_public=found.is_public)
    at = timezone.now()
    periods = list(sight.of(found.periods).prefetch_related("questions", "audience").order_by("opens_at", "pk"))
    with_concerns(question for period in periods for question in period.questions.all())
    documents = documents_listed(request, sight.of(found.documents))
    context = page_context(
        request,
        sight=sight,
        **round_matter(found, periods, documents, at=at),
        topic=topics.of_round(found.pk),
        elsewhere=elsewhere(("round", slug, number), ("process", slug), shown=request.path),
        structured=linked_data.of_round(found, periods, at=at),
        crumbs=[*crumbs_to(found.process), (found.wording.text, "")],
    )
    response = sight.finished(render(request, "web/reading/round.html", context, status=documents.status))
    return changes_at(response, *_boundaries(periods, at))


@require_safe
@looks_ahead
def period(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A comment period: what is asked, of whom, until when; and the way in, while it is open."""
    found = get_object_or_404(
        CommentPeriod.objects.select_related("round__process").prefetch_related("questions", "audience", ACTS),
        pk=pk,
        round__number=number,
        round__process__slug=slug,
    )
    sight = sight_of(request, found.round.process, is_public=found.is_public)
    with_concerns(found.questions.all())
    at = timezone.now()
    asked = WasOpenForm(request.GET if "on" in request.GET else None, zones=(readers_zone(), found.time_zone))
    instant = asked.instant if asked.is_valid() else None
    context = page_context(
        request,
        sight=sight,
        process=found.round.process,
        round=found.round,
        period=found,
        topic=topics.of_round(found.round_id),
        **history_context(found),
        was_open=asked,
        answer=stood(found, at=instant) if instant else None,
        state=found.state(at=at),
        audience=by_name(found.audience.all()),
        at=at,
        is_signed_in=reader(request) is not None,
        takes_late=takes_late(found, found.round, at=at),
        elsewhere=elsewhere(("round", slug, number), ("period", pk), shown=request.path),
        structured=linked_data.of_period(found, history_of(found), found.audience.all(), at=at),
        crumbs=[*crumbs_to(found.round.process, found.round), (found.wording.text, "")],
    )
    status = 400 if asked.is_bound and instant is None else 200
    return sight.finished(render(request, "web/reading/period.html", context, status=status))


def round_matter(
    found: Round,
    periods: Iterable[CommentPeriod],
    documents: Listing[Document],
    *,
    at: datetime,
    contributions: ContributionQuerySet | None = None,
) -> dict[str, Any]:
    """What the page of a round says as of ``at``, with these of its periods, documents and contributions (else all)."""
    return {
        "process": found.process,
        "round": found,
        "periods": [(period, period.state(at=at)) for period in periods],
        "documents": documents,
        "count": capped_count(of_round(found) if contributions is None else contributions),
        "receiving": explained(found),
        "at": at,
    }


def documents_listed(request: HttpRequest, documents: QuerySet[Document]) -> Listing[Document]:
    """The page of a round's documents that the address names."""
    return listed(request, in_order(documents), BY_NUMBER, at="documents")


def history_context(period: CommentPeriod) -> dict[str, Any]:
    """What a page says of the acts on a period's dates."""
    notice = notice_given(period)
    return {"history": history_of(period), "notice_days": None if notice is None else notice.days}


def _boundaries(periods: list[CommentPeriod], at: datetime) -> list[datetime]:
    """The instants still to come at which a period opens or closes."""
    return [instant for each in periods for instant in (each.opens_at, each.closes_at) if instant > at]
