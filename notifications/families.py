"""Which families of letters there are: what each tells, to whom, when, and whether it can be ended.

Each app declares its own in its module ``letters``, beside the notices that write them. No letter of a family that
nobody declared is ever stored, so what is read here is all there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.enums import Priority

Words = str | Promise

AT_ONCE = _("at once")


class Ending(models.TextChoices):
    """Whether its reader can have no more of a family, and how."""

    OFFICIAL = "official", _("belongs to the official process: it cannot be switched off")
    TASK = "task", _("comes as long as its reader has the task that it is about")
    ACCOUNT = "account", _("comes when somebody uses the account or the address: it cannot be switched off")
    CHOSEN = "chosen", _("each letter has a link that ends its kind, without signing in")


@dataclass(frozen=True, slots=True)
class Family:
    """One family: the ``event`` it tells, who is told (``to``), ``when``, and in which order letters go.

    ``name`` is that of its templates, ``contributions/declined``.
    """

    name: str
    event: Words
    to: Words
    ending: Ending = Ending.OFFICIAL
    when: Words = AT_ONCE
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True)
class Group:
    """Families that are about the same kind of thing, in the order in which one reads of them."""

    title: Words
    families: tuple[Family, ...]


class UnknownFamily(LookupError):
    """A letter whose family nobody declared: it would stand in no list of what people are told."""


_families: dict[str, Family] = {}
_declared: list[Group] = []


def declare(title: Words, *families: Family) -> None:
    """Add families to what is known, under a title that several apps may use.

    Raise ``ValueError`` for a name that is declared already.
    """
    for family in families:
        if family.name in _families:
            raise ValueError(f"The family {family.name} is declared twice.")
        _families[family.name] = family
    _declared.append(Group(title, families))


def family_called(name: str) -> Family:
    """Return the family of that name. Raise ``UnknownFamily`` where nobody declared it."""
    try:
        return _families[name]
    except KeyError:
        raise UnknownFamily(f"No module “letters” declares the family {name}.") from None


def groups() -> list[Group]:
    """All that is declared, each title once, in the order in which the apps are installed."""
    found: dict[str, Group] = {}
    for each in _declared:
        before = found[str(each.title)].families if str(each.title) in found else ()
        found[str(each.title)] = Group(each.title, before + each.families)
    return list(found.values())


def families() -> Iterator[Family]:
    """Every family that is declared."""
    yield from _families.values()
