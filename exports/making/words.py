"""What we say in files that are taken away, in the language they are made in."""

from collections.abc import Iterable

from babel.lists import format_list
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_countries import countries as country_names

from common.languages import active, locale_of, name_in
from common.moments import written_day
from contributions.enums import Channel
from contributions.models import Contribution
from contributions.queries.published import PublicSource
from exports.enums import Order
from exports.queries.indexed import Row


def rule(order: str) -> str:
    """By what rule one stands after another."""
    if order == Order.SYMBOL:
        return _("In the order of symbols.")
    return _(
        "In the alphabetical order of the sources’ names in %(language)s, the first name of each counting. Those that "
        "are not named stand last, by symbol. The order says nothing about their weight."
    ) % {"language": name_in(active())}


def sources(named: Iterable[PublicSource]) -> str:
    """Who speaks, each with the group: ``Ministry of Posts (Governments) and Example Union (Civil society)``."""
    return in_a_row(with_group(each) for each in named)


def with_group(source: PublicSource) -> str:
    """One source with its group; the group alone where it is not named."""
    group = source.group.wording.text
    if not source.is_named:
        return _("a source that is not named (%(group)s)") % {"group": group}
    return pgettext("a source and its group", "%(source)s (%(group)s)") % {"source": source.name, "group": group}


def names(named: Iterable[PublicSource]) -> str:
    """The names alone."""
    return in_a_row(each.name if each.is_named else _("not named") for each in named)


def groups(named: Iterable[PublicSource]) -> str:
    """Each group once."""
    return in_a_row(dict.fromkeys(each.group.wording.text for each in named))


def countries(named: Iterable[PublicSource]) -> str:
    """Each country once, by its name."""
    return in_a_row(dict.fromkeys(str(country_names.name(each.country)) for each in named if each.country))


def facts(contribution: Contribution, named: Iterable[PublicSource], language: str) -> str:
    """The line below the head of an entry: groups, language, day of publication, lane, how it came."""
    day = written_day(contribution.published_at) if contribution.published_at else ""
    lane = contribution.get_lane_display() if contribution.lane else ""
    known = (groups(named), name_in(language) if language else "", day, lane, channel(contribution))
    return " · ".join(filter(None, known))


def channel(contribution: Contribution) -> str:
    """How it came, with the name of the portal that brought it; "" for what was written on these pages."""
    if contribution.channel == Channel.WEB:
        return ""
    portal = f": {contribution.portal.name}" if contribution.portal else ""
    return f"{contribution.get_channel_display()}{portal}"


def state(row: Row) -> str:
    """What became of a symbol."""
    if row.is_withdrawn:
        return pgettext("state of a contribution", "Withdrawn")
    if row.replaced_by:
        return _("Replaced by %(symbol)s") % {"symbol": row.replaced_by}
    if row.is_only_counted:
        return _("Counted only, at its source’s wish")
    return pgettext("state of a contribution", "Published")


def in_a_row(said: Iterable[str]) -> str:
    """Several names in one line, as the language lists them."""
    return str(format_list(list(said), style="standard", locale=locale_of(active())))


def address(name: str, *args: object) -> str:
    """Where it is to be read on the web."""
    return settings.SITE_URL + reverse(name, args=args)


def address_of(contribution: Contribution) -> str:
    symbol = contribution.symbol.text if contribution.symbol else ""
    return address("web:document", contribution.round.process.slug, symbol)
