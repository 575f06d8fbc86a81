"""Guiding questions."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from api.parameters import WholeNumberFilter
from api.serializers.questions import GuidingQuestionSerializer
from api.viewsets import PublicViewSet
from consultations.models import CommentPeriod, GuidingQuestion


class QuestionParameters(filters.FilterSet):
    """What may be asked of guiding questions."""

    comment_period = WholeNumberFilter(field_name="period", label="Id of a comment period.")
    process = filters.CharFilter(field_name="period__round__process__slug", label="Slug of a process.")
    round = WholeNumberFilter(field_name="period__round__number", label="Number of a round in its process.")
    language = filters.CharFilter(method="in_language", label="Code of a language in which answers are taken.")

    def in_language(self, queryset: "QuerySet[GuidingQuestion]", name: str, value: str) -> "QuerySet[GuidingQuestion]":
        return queryset.filter(period__languages__contains=[value])


class GuidingQuestions(PublicViewSet):
    """Guiding questions, by comment period and number."""

    queryset = GuidingQuestion.objects.filter(period__in=CommentPeriod.objects.public()).prefetch_related("clauses")
    serializer_class = GuidingQuestionSerializer
    filterset_class = QuestionParameters
    keyset_order = ("period_id", "number")
    lookup_value_regex = "[0-9]{1,18}"
