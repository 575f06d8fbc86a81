"""Whether a guiding question was answered: then it is no longer only the secretariat's."""

from consultations.models import GuidingQuestion
from contributions.models import Contribution, Submission


def was_answered(question: GuidingQuestion) -> bool:
    """Did anybody send an answer to it, in whatever became of it since?"""
    sent = Submission.objects.filter(contribution__period=question.period_id)
    return sent.filter(content__answers__has_key=str(question.pk)).exists()


def is_being_answered(question: GuidingQuestion) -> bool:
    """Has somebody begun to answer it, sent or not?"""
    written = Contribution.objects.filter(period=question.period_id)
    return was_answered(question) or written.filter(content__answers__has_key=str(question.pk)).exists()
