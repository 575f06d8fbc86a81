"""Changing what several people set up: nothing is overwritten that its changer has not seen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from i18nfield.fields import I18nFieldMixin

from common.localized import versions
from common.refusals import Gone, Incomplete, Overtaken, Sentence
from common.stamps import bump
from consultations.models import Document, GuidingQuestion, Process, Round
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person

Changeable = TypeVar("Changeable", Process, Round, GuidingQuestion, Document)
M = TypeVar("M", bound=models.Model)


def still_there(thing: M) -> M:
    """The thing as it is now, its row kept by the caller's transaction. Raise ``Gone`` where it was thrown away.

    Whoever adds something to it asks this first: so nothing is added to what is being thrown away.
    """
    rows: models.QuerySet[M] = type(thing)._default_manager.select_for_update(of=("self",), no_key=True)
    current = rows.filter(pk=thing.pk).first()
    if current is None:
        raise Gone(_("Somebody has thrown this away meanwhile."))
    return current


def lock_as_seen(subject: Changeable, seen: int) -> Changeable:
    """The thing as it is now, locked until the caller's transaction ends.

    Raise ``Gone`` where it was thrown away, ``Overtaken`` where it was changed since ``seen``, the number of changes
    that it had on the page.
    """
    current = still_there(subject)
    if current.edits != seen:
        raise overtaken()
    return current


def overtaken() -> Overtaken:
    """The refusal for whoever changes what is not any more as they saw it."""
    return Overtaken(
        _("Somebody changed this while you wrote. Nothing was overwritten: look at both, then save what holds.")
    )


def differing(subject: Changeable, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes, by name of the field, that say something else than ``subject``."""
    return {name: value for name, value in changes.items() if not _same(subject, name, value)}


def store(subject: Changeable, changes: Mapping[str, Any], *, verb: str, by: "Person | None", also: str = "") -> bool:
    """Write what differs into a thing that is locked, and say whether anything did.

    ``also`` names what the caller changes with it that is no field of its own. The record tells which fields, never
    their words. Raise ``Incomplete`` for values that a field does not take.
    """
    new: dict[str, Any] = differing(subject, changes)
    if not new and not also:
        return False
    for name, value in new.items():
        setattr(subject, name, value)
    _check(subject, new)
    subject.edits += 1
    subject.save(update_fields=[*new, "edits"])
    enter(verb, subject=subject, by=by, fields=" ".join(sorted([*new, *([also] if also else [])])))
    bump("public")
    return True


def _same(subject: Changeable, name: str, value: object) -> bool:
    now = getattr(subject, name)
    if isinstance(subject._meta.get_field(name), I18nFieldMixin):
        return versions(now) == versions(value)
    return bool(now == value)


def _check(subject: Changeable, new: Mapping[str, Any]) -> None:
    others = [field.name for field in subject._meta.fields if field.name not in new]
    try:
        subject.full_clean(exclude=others)
    except ValidationError as error:
        wrong: dict[str, Sentence] = {
            name: " ".join(each) for name, each in error.message_dict.items() if name != "__all__"
        }
        raise Incomplete(_("Some of this cannot be stored."), fields=wrong) from error
