"""Comment periods: which are open, and everything that another portal needs to show them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from api.exporting import in_languages, joined, plain
from api.exports import ExportingViewSet, is_rows
from api.parameters import INSTANT, NO_INSTANT, InstantFilter, WholeNumberFilter, instant
from api.problems import BadParameters
from api.serializers.periods import CommentPeriodSerializer
from api.serializers.rounds import FIRST_DOCUMENTS, MOST_DOCUMENTS
from consultations.enums import PeriodState, Purpose
from consultations.models import CommentPeriod, PeriodQuerySet
from consultations.queries import as_seen, decided_by, that_stood
from consultations.queries.surroundings import surround
from stakeholders.models import StakeholderGroup

# More than will ever be open at one time, so that one request brings them all.
ALL_OPEN = 1000
ORDERS = {
    PeriodState.OPEN.value: ("closes_at", "pk"),
    PeriodState.UPCOMING.value: ("opens_at", "pk"),
}
# Of a past instant: by the dates that everybody knew then.
PAST_ORDERS = {
    PeriodState.OPEN.value: ("said_closes_at", "pk"),
    PeriodState.UPCOMING.value: ("said_opens_at", "pk"),
}
AT = (
    "As of another instant than now, RFC 3339 with offset. Of a past one: what had been announced by then, with the "
    "dates and the history of then; what was decided later does not show."
)


class PeriodParameters(filters.FilterSet):
    """What may be asked of comment periods."""

    # First: what had been announced by then is what the others choose from.
    at = InstantFilter(method="as_of", label=AT)
    state = filters.ChoiceFilter(choices=PeriodState.choices, method="in_state", label="Where they stand.")
    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="round__number", label="Number of a round in its process.")
    purpose = filters.ChoiceFilter(choices=Purpose.choices, label="What they ask for.")
    opens_from = InstantFilter(method="by_date", label="That open at this instant or later, RFC 3339 with offset.")
    opens_until = InstantFilter(method="by_date", label="That open before this instant, RFC 3339 with offset.")
    closes_from = InstantFilter(method="by_date", label="That close at this instant or later, RFC 3339 with offset.")
    closes_until = InstantFilter(method="by_date", label="That close before this instant, RFC 3339 with offset.")
    language = filters.CharFilter(method="in_language", label="Code of a language in which they take contributions.")
    group = filters.CharFilter(method="asking", label="Code of a group that is asked, or among everyone.")

    def in_state(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        view = self.request.parser_context["view"]
        at = view.at
        if view.is_past:
            return that_stood(queryset, value, at=at)
        states = {
            "open": queryset.open,
            "upcoming": queryset.upcoming,
            "closed": queryset.closed,
            "cancelled": queryset.cancelled,
        }
        return states[value](at=at)

    def as_of(self, queryset: PeriodQuerySet, name: str, value: datetime) -> PeriodQuerySet:
        is_past = self.request.parser_context["view"].is_past
        return decided_by(queryset, at=value) if is_past else queryset

    def by_date(self, queryset: PeriodQuerySet, name: str, value: datetime) -> PeriodQuerySet:
        # Of a past instant: by the dates that everybody knew then.
        said = "said_" if self.request.parser_context["view"].is_past else ""
        which, _, end = name.partition("_")
        return queryset.filter(**{f"{said}{which}_at__{'gte' if end == 'from' else 'lt'}": value})

    def in_language(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        return queryset.filter(languages__contains=[value])

    def asking(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        # A code that is misspelt must not show what everyone is asked.
        return queryset.asking(value).filter(Exists(StakeholderGroup.objects.public().filter(code=value)))


@extend_schema_view(
    retrieve=extend_schema(parameters=[OpenApiParameter("at", INSTANT, description=AT)]),
)
class CommentPeriods(ExportingViewSet):
    """Comment periods. `?state=open` brings all that are open in one answer, the soonest to close first.

    Upcoming ones come by their opening, others by their closing, the latest first.
    """

    queryset = CommentPeriod.objects.public()
    serializer_class = CommentPeriodSerializer
    filterset_class = PeriodParameters
    detail_parameters = ("at",)
    lookup_value_regex = "[0-9]{1,18}"
    # The first opening or closing of any period after ``at``.
    next_change: datetime | None = None
    file_name = "comment-periods"
    columns = (
        *plain("id", "state"),
        *in_languages("title", settings.UN_LANGUAGES),
        *plain("purpose", "opens_at", "closes_at", "time_zone", "seconds_left", "notice_days"),
        joined("languages", "languages"),
        *plain("for_everyone"),
        joined("audience", "audience", "code"),
        *plain("process.slug", "round.number", "round.symbol"),
        joined("symbols", "symbols"),
        joined("ways", "ways", "url"),
        *plain("accepts_late", "take_part_url", "contributions_url", "url", "api_url"),
    )

    @cached_property
    def at(self) -> datetime:
        """The instant of the answer: the one that was asked for, else now. Read once."""
        given = self.request.query_params.get("at")
        try:
            return instant(given) if given else self.now
        except forms.ValidationError as error:
            raise BadParameters({"at": [str(NO_INSTANT)]}) from error

    @cached_property
    def is_past(self) -> bool:
        """Was it asked for an instant that is over?"""
        return self.at < self.now

    @cached_property
    def now(self) -> datetime:
        """The clock, read once."""
        return timezone.now()

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        """The page, each period as it was seen then."""
        # What finds a page; all the rest is fetched with what is around it.
        names = {name.removeprefix("-") for name in self.order()}
        return self._seen(super().paginate_queryset(queryset.values_list("round_id", *names, named=True)) or ())

    def exported(self, batch: Sequence[Any]) -> Sequence[Any]:
        """The periods of a batch, each as it was seen then."""
        return self._seen(batch)

    def get_object(self) -> CommentPeriod:
        """The period as it was seen then; nothing where it had not been announced."""
        [seen] = self._seen([super().get_object()])
        if seen is None:
            raise Http404
        return seen

    def _seen(self, found: Sequence[Any]) -> list[CommentPeriod | None]:
        """Periods with all that is told of them, as it was seen then."""
        periods, self.next_change = surround(found, at=self.at, documents=FIRST_DOCUMENTS, most=MOST_DOCUMENTS)
        return [as_seen(period, at=self.at, now=self.now) for period in periods]

    @property
    def page_size(self) -> int:  # type: ignore[override]  # a fact of the request here
        """Open ones all at once."""
        return ALL_OPEN if self._state == PeriodState.OPEN else super().page_size

    def order(self) -> tuple[str, ...]:
        if self.is_past:
            return PAST_ORDERS.get(self._state, ("-said_closes_at", "-pk"))
        return ORDERS.get(self._state, ("-closes_at", "-pk"))

    def holds_until(self) -> datetime:
        """Until the next period opens or closes, at the latest; what is past stays as it was."""
        if self.is_past:
            return super().holds_until()
        longest = super().holds_until()
        return min(longest, self.next_change) if self.next_change else longest

    def get_serializer_context(self) -> dict[str, Any]:
        # Rows are sent at once: no mark of the clock is replaced in them.
        runs = "at" not in self.request.query_params and not is_rows(self.request)
        return {**super().get_serializer_context(), "at": self.at, "runs": runs}

    @property
    def _state(self) -> str:
        return self.request.query_params.get("state", "")
