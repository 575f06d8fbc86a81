"""How a guiding question goes out."""

from typing import Any

from rest_framework import serializers

from api import links
from api.fields import Versions
from common.localized import versions
from common.together import belonging
from consultations.models import GuidingQuestion


class QuestionReference(serializers.Serializer[GuidingQuestion]):
    """A guiding question, inside its comment period."""

    id = serializers.IntegerField(help_text="What the filter `question` takes.")
    number = serializers.IntegerField(help_text="Its place in the period.")
    text = Versions()
    is_required = serializers.BooleanField(help_text="No contribution without an answer to it.")
    word_limit = serializers.IntegerField(allow_null=True, help_text="Most words for an answer, or null.")
    clauses = serializers.SerializerMethodField(help_text="The clauses of a text that it concerns, by identity.")

    def get_clauses(self, question: GuidingQuestion) -> list[str]:
        return sorted(clause.pk.hex for clause in belonging(question, "clauses"))


def question_told(question: GuidingQuestion) -> dict[str, Any]:
    """The same as ``QuestionReference`` tells, at once: see ``api.quick``."""
    return {
        "id": question.pk,
        "number": question.number,
        "text": versions(question.text),
        "is_required": question.is_required,
        "word_limit": question.word_limit,
        "clauses": sorted(clause.pk.hex for clause in belonging(question, "clauses")),
    }


class GuidingQuestionSerializer(QuestionReference):
    """A guiding question of a comment period."""

    comment_period = serializers.SerializerMethodField(help_text="Its comment period, in this API.")
    api_url = serializers.SerializerMethodField(help_text="Itself in this API.")

    def get_comment_period(self, question: GuidingQuestion) -> str:
        return links.resource("comment-period", question.period_id)

    def get_api_url(self, question: GuidingQuestion) -> str:
        return links.resource("guiding-question", question.pk)
