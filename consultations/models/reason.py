"""What a secretariat says again and again: grounds for declining, and templates of its letters' words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from consultations.enums import ReasonUse

from .process import Process


class Ground(models.Model):
    """A ground of one process for declining, in its published list.

    One with the ``code`` of a default ground (``consultations.grounds``) takes its place there; with ``is_offered``
    off it is in the list no more, and what was declined on it keeps its words.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="grounds")
    code = models.SlugField(max_length=40)
    sentence = I18nCharField(_("ground"), max_length=400)
    is_offered = models.BooleanField(_("may be chosen"), default=True)

    class Meta:
        verbose_name = _("ground for declining")
        verbose_name_plural = _("grounds for declining")
        constraints = [models.UniqueConstraint(fields=["process", "code"], name="ground_once_a_process")]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.code}"


class ReasonTemplate(models.Model):
    """Words to begin a question, a ground or a remark with, in one language.

    They fill a field; nothing is sent before somebody has read it there.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="reason_templates")
    use = models.CharField(_("for"), max_length=10, choices=ReasonUse.choices)
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("words"), max_length=5000)

    class Meta:
        verbose_name = _("reason template")
        verbose_name_plural = _("reason templates")
        constraints = [
            models.UniqueConstraint(fields=["process", "use", "language", "name"], name="reason_template_once")
        ]

    def __str__(self) -> str:
        return self.name
