"""What is known of the addresses that letters go to, and of the mail servers behind them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Trouble


class Domain(models.Model):
    """A mail server's domain, and from when on the next letter may go there: nobody's server is flooded."""

    name = models.CharField(_("domain"), max_length=253, primary_key=True)
    next_at = models.DateTimeField(_("next letter"))

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return self.name


class Undeliverable(models.Model):
    """An address whose mail server said for good that nothing arrives there, or whose owner called a letter unwanted.

    Letters of the official process are tried all the same; those to followers are not. It is forgotten when a letter
    arrives there again, or when its owner says so. The address stands here in small letters.
    """

    address = models.EmailField(_("e-mail address"), max_length=254, primary_key=True)
    trouble = models.CharField(_("trouble"), max_length=16, choices=Trouble)
    since = models.DateTimeField(_("since"))
    said = models.CharField(_("what was said"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("address that nothing arrives at")
        verbose_name_plural = _("addresses that nothing arrives at")

    def __str__(self) -> str:
        return self.address
