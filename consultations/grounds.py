"""The grounds on which any secretariat may decline a contribution, unless its process says otherwise.

Data, and words that are translated; a process switches some off and adds its own (``models.Ground``).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER = "other"

GROUNDS: dict[str, str | Promise] = {
    "off_topic": _("It does not speak to what this comment period asks."),
    "already_received": _("The same source has sent the same before."),
    "not_its_source": _("The source in whose name it was sent says that it is not its own."),
    "no_answer": _("A question about it stayed without an answer."),
    "personal_data": _("It has personal data of others in it that its author would not take out."),
    "harmful": _("It insults, threatens or incites."),
    "unlawful": _("Publishing it would be against the law or against somebody’s rights."),
    OTHER: _("Another ground, in the secretariat’s own words."),
}
