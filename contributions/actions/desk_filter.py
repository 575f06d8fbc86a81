"""Keeping filters of the desk. It changes nobody's rights and no contribution: the record says nothing of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.models import Process
from contributions.models import DeskFilter

if TYPE_CHECKING:
    from stakeholders.models import Person

MOST = 30


@transaction.atomic
def keep_filter(
    *,
    by: "Person",
    name: str,
    wanted: Mapping[str, str],
    process: Process | None = None,
    instead_of: DeskFilter | None = None,
) -> DeskFilter:
    """Keep what is ``wanted`` of the desk under a name, for the whole secretariat of ``process`` if one is given.

    ``instead_of`` is the one that is renamed or changed. Raise ``Incomplete`` without a name or with one that ``by``
    has given already, ``NotAllowed`` for somebody else's filter or desk, ``NotPossible`` above ``MOST``.
    """
    if process is not None and not by.has_perm("consultations.read_desk", process):
        raise NotAllowed(_("You do not read at this desk."))
    if instead_of is not None and instead_of.person_id != by.pk:
        raise NotAllowed(_("Only whoever made this filter can change it."))
    name = name.strip()[:80]
    others = DeskFilter.objects.filter(person=by)
    if instead_of is not None:
        others = others.exclude(pk=instead_of.pk)
    if not name or others.filter(name=name).exists():
        sentence = _("Give it a name.") if not name else _("You have another filter of this name.")
        raise Incomplete(sentence, fields={"name": sentence})
    if instead_of is None and others.count() >= MOST:
        raise NotPossible(_("You have %(number)d filters already. Remove one first.") % {"number": MOST})
    kept = instead_of or DeskFilter(person=by)
    kept.name, kept.process, kept.wanted = name, process, {key: value for key, value in wanted.items() if value}
    kept.save()
    return kept


def remove_filter(kept: DeskFilter, *, by: "Person") -> None:
    """Forget a filter. Raise ``NotAllowed`` for somebody else's."""
    if kept.person_id != by.pk:
        raise NotAllowed(_("Only whoever made this filter can change it."))
    kept.delete()
