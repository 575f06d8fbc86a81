"""Guiding questions, answered one by one and compiled one by one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from common.localized import Wording, best

from .period import CommentPeriod


class GuidingQuestion(models.Model):
    """One question of a comment period."""

    period = models.ForeignKey(CommentPeriod, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = I18nTextField(_("question"))
    is_required = models.BooleanField(_("an answer is required"), default=False)
    word_limit = models.PositiveIntegerField(_("word limit"), null=True, blank=True)
    clauses = models.ManyToManyField(
        "texts.Clause", related_name="questions", blank=True, verbose_name=_("clauses that it concerns")
    )
    edits = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it was changed: a form that was opened earlier is told."
    )

    class Meta:
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["period", "number"], name="question_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def wording(self) -> Wording:
        """The question in the reader's language, with the language it is in."""
        return best(self.text)
