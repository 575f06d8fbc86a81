"""Changes that published contributions propose to texts."""

from typing import Any, ClassVar

from django.db.models import Q
from django_filters import rest_framework as filters

from api.exporting import joined, plain
from api.exports import ExportingViewSet
from api.parameters import IdentityFilter, InstantFilter, WholeNumberFilter
from api.serializers.changes import PublishedChangeSerializer
from contributions.enums import Outcome
from contributions.models import AmendmentQuerySet
from contributions.models.amendment import NOT_PROPOSED
from contributions.queries.changes import published_changes, words_under
from contributions.queries.reading import may_be_found
from stakeholders.models import Source, StakeholderGroup
from texts.engine.changes import ChangeKind, Op

# No row has this id.
NOBODY = [0]
YES = "true"


class ChangeParameters(filters.FilterSet):
    """What may be asked of changes."""

    text = WholeNumberFilter(field_name="version__text", label="Id of a text.")
    text_version = WholeNumberFilter(field_name="version", label="Id of a version of a text.")
    clause = IdentityFilter(method="around", label="Identity of a clause: what is to change there or come after it.")
    contribution = WholeNumberFilter(label="Id of a contribution.")
    process = filters.CharFilter(field_name="contribution__round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="contribution__round__number", label="Number of a round in its process.")
    source = filters.CharFilter(method="of_source", label="Slug of a source.")
    group = filters.CharFilter(method="of_group", label="Code of a stakeholder group.")
    op = filters.ChoiceFilter(choices=[(op.value, op.value) for op in Op], label="What it does.")
    kind = filters.ChoiceFilter(choices=[(kind.value, kind.value) for kind in ChangeKind], label="Of which kind it is.")
    outcome = filters.ChoiceFilter(choices=Outcome.choices, method="become", label="What became of it.")
    in_force = filters.ChoiceFilter(
        choices=[(YES, "yes"), ("false", "no")], method="standing", label="Whether it is proposed as it stands."
    )
    published_from = InstantFilter(
        field_name="contribution__published_at",
        lookup_expr="gte",
        label="Of contributions published at this instant or later, RFC 3339 with offset.",
    )
    published_until = InstantFilter(
        field_name="contribution__published_at",
        lookup_expr="lt",
        label="Of contributions published before this instant, RFC 3339 with offset.",
    )

    def around(self, queryset: AmendmentQuerySet, name: str, value: Any) -> AmendmentQuerySet:
        return queryset.filter(Q(clause=value) | Q(after=value))

    def of_source(self, queryset: AmendmentQuerySet, name: str, value: str) -> AmendmentQuerySet:
        sources = Source.objects.filter(slug=value).values_list("pk", flat=True)
        theirs = Q(contribution__source_ids__contains=list(sources) or NOBODY)
        return queryset.filter(theirs & may_be_found(named=True, of="contribution__"))

    def of_group(self, queryset: AmendmentQuerySet, name: str, value: str) -> AmendmentQuerySet:
        groups = StakeholderGroup.objects.filter(code=value).values_list("pk", flat=True)
        return queryset.filter(contribution__group_ids__contains=list(groups) or NOBODY)

    def become(self, queryset: AmendmentQuerySet, name: str, value: str) -> AmendmentQuerySet:
        return queryset.filter(Q(is_decided=True), disposition__outcome=value)

    def standing(self, queryset: AmendmentQuerySet, name: str, value: str) -> AmendmentQuerySet:
        is_over = Q(is_replaced=True) | Q(carriage__in=NOT_PROPOSED)
        return queryset.filter(~is_over if value == YES else is_over)


class Changes(ExportingViewSet):
    """Changes that published contributions propose to texts, in the order in which they were published."""

    serializer_class = PublishedChangeSerializer
    filterset_class = ChangeParameters
    others_keep = 0
    lookup_value_regex = "[0-9]{1,18}"
    queryset = published_changes()
    file_name = "changes"
    columns = (
        *plain(
            "id",
            "op",
            "kind",
            "clause",
            "clause_called",
            "after",
            "after_called",
            "clause_kind",
            "label",
            "language",
            "text_before",
            "text_after",
        ),
        *plain("reason", "is_in_force", "carriage", "carried_from", "carried_to"),
        *plain("disposition.outcome", "disposition.reason", "disposition.text_version"),
        *plain("disposition.clause", "disposition.clause_called"),
        joined("sources", "sources", "name"),
        joined("source_groups", "sources", "group"),
        *plain("contribution.symbol", "contribution_id", "process", "round", "text", "text_version", "url", "api_url"),
    )
    expansions: ClassVar = {
        "contribution": "the contribution that proposes it, in short",
        "text": "the text",
        "text_version": "the version that it was proposed to",
    }

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "words": words_under(self.told)}
