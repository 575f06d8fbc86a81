"""Comment periods: which are open, and everything that another portal needs to show them."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Min, Prefetch, Q
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from api.parameters import InstantFilter, WholeNumberFilter, instant
from api.serializers.periods import CommentPeriodSerializer
from api.serializers.rounds import FIRST_DOCUMENTS
from api.views.rounds import FIRST
from api.viewsets import PublicViewSet
from consultations.enums import PeriodState, Purpose
from consultations.models import CommentPeriod, PeriodQuerySet
from consultations.queries import ACTS

# More than will ever be open at one time, so that one request brings them all.
ALL_OPEN = 1000
ORDERS = {
    PeriodState.OPEN.value: ("closes_at", "pk"),
    PeriodState.UPCOMING.value: ("opens_at", "pk"),
}
AT = "As of another instant than now, RFC 3339 with offset."


class PeriodParameters(filters.FilterSet):
    """What may be asked of comment periods."""

    state = filters.ChoiceFilter(choices=PeriodState.choices, method="in_state", label="Where they stand.")
    at = InstantFilter(method="pass_over", label=AT)
    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="round__number", label="Number of a round in its process.")
    purpose = filters.ChoiceFilter(choices=Purpose.choices, label="What they ask for.")
    language = filters.CharFilter(method="in_language", label="Code of a language in which they take contributions.")
    group = filters.CharFilter(method="asking", label="Code of a group that is asked, or among everyone.")

    def in_state(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        at = self.request.parser_context["view"].at
        states = {
            "open": queryset.open,
            "upcoming": queryset.upcoming,
            "closed": queryset.closed,
            "cancelled": queryset.cancelled,
        }
        return states[value](at=at)

    def pass_over(self, queryset: PeriodQuerySet, name: str, value: datetime) -> PeriodQuerySet:
        return queryset

    def in_language(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        return queryset.filter(languages__contains=[value])

    def asking(self, queryset: PeriodQuerySet, name: str, value: str) -> PeriodQuerySet:
        return queryset.filter(Q(audience__code=value) | Q(audience=None)).distinct()


@extend_schema_view(
    retrieve=extend_schema(parameters=[OpenApiParameter("at", datetime, description=AT)]),
)
class CommentPeriods(PublicViewSet):
    """Comment periods. `?state=open` brings all that are open in one answer, the soonest to close first.

    Upcoming ones come by their opening, others by their closing, the latest first.
    """

    queryset = (
        CommentPeriod.objects.public()
        .select_related("round__process")
        .prefetch_related(
            "audience", "questions__clauses", ACTS, Prefetch("round__documents", FIRST, to_attr=FIRST_DOCUMENTS)
        )
    )
    serializer_class = CommentPeriodSerializer
    filterset_class = PeriodParameters
    detail_parameters = ("at",)
    lookup_value_regex = "[0-9]{1,18}"

    @cached_property
    def at(self) -> datetime:
        """The instant of the answer: the one that was asked for, else now. Read once."""
        given = self.request.query_params.get("at")
        return instant(given) if given else timezone.now()

    @property
    def page_size(self) -> int:  # type: ignore[override]  # a fact of the request here
        """Open ones all at once."""
        return ALL_OPEN if self._state == PeriodState.OPEN else super().page_size

    def order(self) -> tuple[str, ...]:
        return ORDERS.get(self._state, ("-closes_at", "-pk"))

    def holds_until(self) -> datetime:
        """Until the next period opens or closes, at the latest."""
        change, longest = next_change(self.at), super().holds_until()
        return min(longest, change) if change else longest

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "at": self.at, "runs": "at" not in self.request.query_params}

    @property
    def _state(self) -> str:
        return self.request.query_params.get("state", "")


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after ``at`` at which a period opens or closes; None when nothing is to come."""
    to_come = CommentPeriod.objects.public().aggregate(
        opens=Min("opens_at", filter=Q(opens_at__gt=at)), closes=Min("closes_at", filter=Q(closes_at__gt=at))
    )
    return min((instant for instant in to_come.values() if instant is not None), default=None)
