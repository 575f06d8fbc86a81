"""Which families of letters there are: what each tells, to whom, when, and whether it can be ended.

Each app declares its own in its module ``letters``, beside the notices that write them. No letter of a family that
nobody declared is ever stored, so what is read here is all there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

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

    @property
    def word(self) -> Words:
        """The same in so few words that it can stand in every row of a list."""
        return _ENDING_WORDS[self]


_ENDING_WORDS: dict[Ending, Words] = {
    Ending.OFFICIAL: _("official: always"),
    Ending.TASK: _("with the task"),
    Ending.ACCOUNT: _("with the account"),
    Ending.CHOSEN: _("can be ended"),
}


class Circle(models.TextChoices):
    """Who asks "which letters do I get?"; a family can be for more than one of them."""

    AUTHOR = "author", _("whoever contributes, or speaks for a source")
    FOLLOWER = "follower", _("whoever follows something")
    DESK = "desk", _("the secretariat")
    PORTAL = "portal", _("whoever runs a portal")
    ACCOUNT = "account", _("everybody who has an account")


@dataclass(frozen=True, slots=True)
class Family:
    """One family: the ``event`` it tells, who is told (``to``), ``when``, and in which order letters go.

    ``name`` is that of its templates, ``contributions/declined``. ``circles`` are those of its group unless given.
    """

    name: str
    event: Words
    to: Words
    ending: Ending = Ending.OFFICIAL
    when: Words = AT_ONCE
    priority: Priority = Priority.NORMAL
    circles: tuple[Circle, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Families that are about the same kind of thing, in the order in which one reads of them."""

    title: Words
    families: tuple[Family, ...]


class UnknownFamily(LookupError):
    """A letter whose family nobody declared: it would stand in no list of what people are told."""


_families: dict[str, Family] = {}
_declared: list[Group] = []


def declare(title: Words, *families: Family, circle: Circle) -> None:
    """Add families to what is known, under a title that several apps may use.

    ``circle`` gets those of them that name no other. Raise ``ValueError`` for a name that is declared already.
    """
    families = tuple(each if each.circles else replace(each, circles=(circle,)) for each in families)
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


def groups(*, circle: Circle | None = None) -> list[Group]:
    """All that is declared, each title once, in the order in which the apps are installed; or what a circle gets."""
    found: dict[str, Group] = {}
    for each in _declared:
        before = found[str(each.title)].families if str(each.title) in found else ()
        found[str(each.title)] = Group(each.title, before + each.families)
    if circle is None:
        return list(found.values())
    theirs = (Group(each.title, tuple(of for of in each.families if circle in of.circles)) for each in found.values())
    return [each for each in theirs if each.families]


def families() -> Iterator[Family]:
    """Every family that is declared."""
    yield from _families.values()
