"""What a portal may be let do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a portal asks for in a process and is granted there; the values are OAuth 2 scopes."""

    READ = "periods:read", _("Read what is public, with limits of its own")
    SUBMIT = "contributions:submit", _("Submit contributions for people, who confirm them by e-mail")
    WEBHOOKS = "webhooks", _("Be told of what happens by webhook")
