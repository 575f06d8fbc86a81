"""Guiding questions."""

from django_filters import rest_framework as filters

from api.parameters import WholeNumberFilter
from api.serializers.questions import GuidingQuestionSerializer
from api.viewsets import PublicViewSet
from consultations.models import CommentPeriod, GuidingQuestion


class QuestionParameters(filters.FilterSet):
    """What may be asked of guiding questions."""

    comment_period = WholeNumberFilter(field_name="period", label="Id of a comment period.")
    process = filters.CharFilter(field_name="period__round__process__slug", label="Slug of a process.")


class GuidingQuestions(PublicViewSet):
    """Guiding questions, by comment period and number."""

    queryset = GuidingQuestion.objects.filter(period__in=CommentPeriod.objects.public()).prefetch_related("clauses")
    serializer_class = GuidingQuestionSerializer
    filterset_class = QuestionParameters
    keyset_order = ("period_id", "number")
    lookup_value_regex = "[0-9]{1,18}"
