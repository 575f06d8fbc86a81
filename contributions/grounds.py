"""The grounds on which words are taken out before everybody reads them, as a process begins with them.

Published with what is taken out; a process may say them otherwise, leave some out and add its own
(``contributions.models.RedactionGround``).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULT_GROUNDS: dict[str, str | Promise] = {
    "third-person": _("personal data of somebody else"),
    "contact": _("contact details, or the number of an account or of a paper"),
    "safety": _("somebody could come to harm"),
    "confidential": _("given in confidence by somebody else"),
    "hatred": _("insults somebody or incites to hatred"),
    "law": _("the law or a court forbids to publish it"),
    "copyright": _("somebody else’s work, without their leave"),
}
