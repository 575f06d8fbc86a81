"""Contributions that everybody may read."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view

from api.parameters import WholeNumberFilter
from api.serializers.contributions import ContributionSerializer, ContributionWithContentSerializer
from api.viewsets import PublicViewSet
from consultations.models import Round
from contributions.enums import Lane, State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.queries.reading import may_be_found
from stakeholders.models import Source, StakeholderGroup

SOURCES = ContributionSource.objects.select_related("source", "group").order_by("pk")
REVISIONS = Contribution.objects.public().select_related("symbol").only("symbol__text", "revises_id").order_by("pk")
# No row has this id.
NOBODY = [0]


class ContributionParameters(filters.FilterSet):
    """What may be asked of contributions."""

    state = filters.ChoiceFilter(
        choices=[(State.PUBLISHED.value, "published"), (State.WITHDRAWN.value, "withdrawn")],
        method="pass_over",
        label="`published` unless said.",
    )
    content = filters.ChoiceFilter(
        choices=[("true", "yes"), ("false", "no")],
        method="pass_over",
        label="`true`: each with what it says, not only its excerpt.",
    )
    process = filters.CharFilter(field_name="round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(method="in_round", label="Number of a round in its process.")
    comment_period = WholeNumberFilter(field_name="period", label="Id of a comment period.")
    symbol = filters.CharFilter(field_name="symbol__text", label="The whole symbol, such as `WGEC/3/1`.")
    source = filters.CharFilter(method="of_source", label="Slug of a source.")
    group = filters.CharFilter(method="of_group", label="Code of a stakeholder group.")
    region = filters.CharFilter(method="of_region", label="M49 code of a region.")
    language = filters.CharFilter(method="in_language", label="Code of the language it is written in.")
    lane = filters.ChoiceFilter(choices=Lane.choices, label="When it came, by the rules of its round.")
    question = WholeNumberFilter(method="answering", label="Id of a guiding question that it answers.")

    def filter_queryset(self, queryset: ContributionQuerySet) -> ContributionQuerySet:
        state = self.form.cleaned_data["state"] or State.PUBLISHED
        left: ContributionQuerySet = super().filter_queryset(queryset.filter(state=state))
        return left

    def pass_over(self, queryset: ContributionQuerySet, name: str, value: Any) -> ContributionQuerySet:
        return queryset

    def in_round(self, queryset: ContributionQuerySet, name: str, value: int) -> ContributionQuerySet:
        rounds = Round.objects.filter(number=value)
        if slug := self.form.cleaned_data["process"]:
            rounds = rounds.filter(process__slug=slug)
        # Looked up first: with the ids in hand the database follows its index by round and time.
        return queryset.filter(round__in=list(rounds.values_list("pk", flat=True)))

    def of_source(self, queryset: ContributionQuerySet, name: str, value: str) -> ContributionQuerySet:
        sources = Source.objects.filter(slug=value).values_list("pk", flat=True)
        return queryset.filter(may_be_found(named=True), source_ids__contains=list(sources) or NOBODY)

    def of_group(self, queryset: ContributionQuerySet, name: str, value: str) -> ContributionQuerySet:
        groups = StakeholderGroup.objects.filter(code=value).values_list("pk", flat=True)
        return queryset.filter(may_be_found(named=False), group_ids__contains=list(groups) or NOBODY)

    def of_region(self, queryset: ContributionQuerySet, name: str, value: str) -> ContributionQuerySet:
        return queryset.filter(may_be_found(named=True), regions__contains=[value])

    def in_language(self, queryset: ContributionQuerySet, name: str, value: str) -> ContributionQuerySet:
        return queryset.filter(may_be_found(named=False), language=value)

    def answering(self, queryset: ContributionQuerySet, name: str, value: int) -> ContributionQuerySet:
        return queryset.filter(may_be_found(named=False), question_ids__contains=[value])


@extend_schema_view(retrieve=extend_schema(responses=ContributionWithContentSerializer))
class Contributions(PublicViewSet):
    """Contributions, the last published first. With `?content=true` each comes with what it says."""

    queryset = (
        Contribution.objects.public()
        .select_related("symbol", "round__process", "submission", "revises__symbol", "modifies__symbol", "campaign")
        .select_related("transcript", "portal")
        .prefetch_related(
            "symbol__acts", Prefetch("sources", queryset=SOURCES), Prefetch("revisions", queryset=REVISIONS)
        )
        .defer(
            "content",
            "search",
            "round__description",
            "round__process__mandate",
            "revises__content",
            "revises__search",
            "modifies__content",
            "modifies__search",
        )
    )
    serializer_class = ContributionSerializer
    filterset_class = ContributionParameters
    keyset_order = ("-published_at", "-pk")
    others_keep = 0
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> "QuerySet[Any]":
        queryset = super().get_queryset()
        return queryset if self._with_content else queryset.defer("submission__content")

    def get_serializer_class(self) -> Any:
        return ContributionWithContentSerializer if self._with_content else ContributionSerializer

    @property
    def _with_content(self) -> bool:
        return self.detail or self.request.query_params.get("content") == "true"
