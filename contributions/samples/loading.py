"""Loading all of it, once."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from stakeholders.actions import ensure_default_groups

from .accounts import people
from .example import load_example
from .lagoon import load_lagoon
from .negotiation import load_negotiation
from .portals import load_portal
from .wgec import load_wgec
from .wtpf import load_wtpf


def load(*, at: datetime | None = None) -> None:
    """Bring in whatever of the sample data is missing, with dates around ``at`` (now unless given).

    A second time changes nothing; what an interrupted loading left out is added. Raise ``NotPossible``
    where this is not a demonstration: published passwords belong in no other place.
    """
    if not settings.DEMO:
        raise NotPossible(_("Sample data is for demonstrations only. Set DEMO=true where one is wanted."))
    with translation.override("en"):
        ensure_default_groups()
        everybody = people()
        load_wgec(officer=everybody["officer"])
        opinion = load_wtpf(officer=everybody["officer"])
        load_example(at=at or timezone.now(), people=everybody)
        load_lagoon(at=at or timezone.now(), people=everybody)
        load_portal(at=at or timezone.now(), people=everybody)
        load_negotiation(opinion, at=at or timezone.now(), people=everybody)
