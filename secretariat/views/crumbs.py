"""Ways to pages of the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _


def to_texts() -> list[tuple[str, str]]:
    """The way to the texts at the desk."""
    return [(_("Desk"), reverse("secretariat:desk")), (_("Texts"), reverse("secretariat:texts"))]
