"""Contributions that everybody may read."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view

from api.exporting import Column, joined, plain
from api.exports import ExportingViewSet
from api.parameters import InstantFilter, WholeNumberFilter
from api.problems import BadParameters
from api.serializers.contributions import ContributionSerializer, ContributionWithContentSerializer
from consultations.models import Round
from contributions.enums import Channel, Lane, State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.queries.changes import clauses_named
from contributions.queries.reading import may_be_found
from contributions.queries.search import matching
from contributions.search.query import LONGEST
from stakeholders.models import Source, StakeholderGroup

SOURCES = ContributionSource.objects.select_related("source", "group").order_by("pk")
REVISIONS = Contribution.objects.public().select_related("symbol").only("symbol__text", "revises_id").order_by("pk")
OTHERS = Contribution.objects.select_related("symbol").only("symbol__text")
# What nobody is told of a withdrawn one, so that it is not found by it either.
NOT_OF_WITHDRAWN = {"source", "group", "region", "language", "question", "search"}
# No row has this id.
NOBODY = [0]
COLUMNS = [
    *plain("symbol", "alias", "state", "consent", "title", "language", "excerpt"),
    joined("sources", "sources", "name"),
    joined("source_slugs", "sources", "slug"),
    joined("source_countries", "sources", "country"),
    joined("source_groups", "sources", "group"),
    *plain("process", "round", "comment_period", "lane", "channel", "portal"),
    *plain("is_confirmed_transcript", "is_for_action"),
    *plain("published_at", "withdrawn_at", "revises.symbol"),
    joined("revised_by", "revised_by", "symbol"),
    *plain("modifies.symbol", "modifier"),
    joined("former_symbols", "former_symbols"),
    *plain("campaign.url", "digest", "url", "api_url"),
]
# With what each says.
CONTENT_COLUMNS = [
    *plain("content.statement", "content.answers"),
    joined("content_recommendations", "content.recommendations"),
    *plain("content.missing", "content.builds_on", "content.on_behalf", "content_digest"),
    joined("files", "files", "url"),
]


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
    channel = filters.ChoiceFilter(choices=Channel.choices, label="How it came.")
    published_from = InstantFilter(
        field_name="published_at", lookup_expr="gte", label="Published at this instant or later, RFC 3339 with offset."
    )
    published_until = InstantFilter(
        field_name="published_at", lookup_expr="lt", label="Published before this instant, RFC 3339 with offset."
    )
    search = filters.CharFilter(
        method="with_words",
        label="Words that all stand in it, in any form that its language gives them; those in double quotes together.",
    )

    def filter_queryset(self, queryset: ContributionQuerySet) -> ContributionQuerySet:
        state = self.form.cleaned_data.get("state") or State.PUBLISHED
        if state == State.WITHDRAWN and NOT_OF_WITHDRAWN & {*self.data}:
            return queryset.none()
        left: ContributionQuerySet = super().filter_queryset(queryset.filter(state=state))
        return left

    def pass_over(self, queryset: ContributionQuerySet, name: str, value: Any) -> ContributionQuerySet:
        return queryset

    def in_round(self, queryset: ContributionQuerySet, name: str, value: int) -> ContributionQuerySet:
        rounds = Round.objects.filter(number=value)
        if slug := self.form.cleaned_data.get("process"):
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

    def with_words(self, queryset: ContributionQuerySet, name: str, value: str) -> ContributionQuerySet:
        if len(value) > LONGEST:
            raise BadParameters({name: [_("This is longer than %(most)s characters.") % {"most": LONGEST}]})
        return matching(queryset, value)


@extend_schema_view(retrieve=extend_schema(responses=ContributionWithContentSerializer))
class Contributions(ExportingViewSet):
    """Contributions, the last published first. With `?content=true` each comes with what it says."""

    queryset = (
        Contribution.objects.public()
        .select_related("symbol", "round__process", "submission", "campaign", "portal")
        # What few have is asked for apart: joined as well, the database took twenty times as long to plan the question
        # as to answer it.
        .prefetch_related(
            "symbol__acts",
            "transcript",
            Prefetch("sources", queryset=SOURCES),
            Prefetch("revisions", queryset=REVISIONS),
            Prefetch("revises", queryset=OTHERS),
            Prefetch("modifies", queryset=OTHERS),
        )
        .defer(
            "content",
            "search",
            "round__description",
            "round__process__mandate",
        )
    )
    serializer_class = ContributionSerializer
    filterset_class = ContributionParameters
    keyset_order = ("-published_at", "-pk")
    others_keep = 0
    lookup_value_regex = "[0-9]{1,18}"
    file_name = "contributions"
    expansions: ClassVar = {
        "round": "its round",
        "process": "its process",
        "comment_period": "its comment period, in short",
    }

    @property
    def batch_size(self) -> int:  # type: ignore[override]  # a fact of the request here
        """Fewer where each comes with what it says."""
        return 100 if self._with_content else super().batch_size

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]  # a fact of the request here
        """With what each says, where that was asked for."""
        return [*COLUMNS, *CONTENT_COLUMNS] if self._with_content else COLUMNS

    def get_queryset(self) -> "QuerySet[Any]":
        queryset = super().get_queryset()
        if "comment_period" in self.expand:
            queryset = queryset.select_related("period")
        return queryset if self._with_content else queryset.defer("submission__content")

    def get_serializer_context(self) -> dict[str, Any]:
        named = clauses_named(self.told) if self._with_content else {}
        return {**super().get_serializer_context(), "words": named}

    def get_serializer_class(self) -> Any:
        return ContributionWithContentSerializer if self._with_content else ContributionSerializer

    @property
    def _with_content(self) -> bool:
        return self.detail or self.request.query_params.get("content") == "true"
