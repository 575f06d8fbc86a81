"""The words of one letter to many, kept once."""

from secrets import token_hex

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_mark() -> str:
    """Return a mark that stands in no text by chance."""
    return f"mark-{token_hex(12)}"


class Words(models.Model):
    """What many letters say alike, in one language and one time zone.

    Where ``mark`` stands in them, each letter has the token of its own ``stop``: it cannot stand there by chance, nor
    be put there by somebody whose words the letter repeats.
    """

    family = models.CharField(_("family"), max_length=80)
    language = models.CharField(_("language"), max_length=16)
    subject_line = models.CharField(_("subject line"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    mark = models.CharField(max_length=40, default=new_mark, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("words of many letters")
        verbose_name_plural = _("words of many letters")

    def __str__(self) -> str:
        return self.subject_line

    def for_reader(self, token: str) -> tuple[str, str]:
        """Return text and HTML as one reader has them: with the ``token`` that ends their letters."""
        return self.text.replace(self.mark, token), self.html.replace(self.mark, token)
