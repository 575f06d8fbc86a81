"""Figures of a round as pages show them: charts, tables, numbers. The desk and the public see the same tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal, format_percent
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from common.collation import readers_key
from common.languages import active, locale_of, name_in
from stakeholders.countries import UN_GROUPS
from stakeholders.models import StakeholderGroup

register = template.Library()

Numbers = Mapping[str, int | None]

# What can be drawn; the table beneath has all of it.
MEASURES = {
    "sources": gettext_lazy("Sources"),
    "contributions": gettext_lazy("Contributions"),
    "words": pgettext_lazy("how many", "Words"),
}
DEVELOPMENT = {
    "developed": pgettext_lazy("countries", "Developed"),
    "developing": pgettext_lazy("countries", "Developing"),
}
STATUSES = {
    "ldc": gettext_lazy("Least developed countries"),
    "lldc": gettext_lazy("Landlocked developing countries"),
    "sids": gettext_lazy("Small island developing States"),
}
TITLES = {
    "groups": gettext_lazy("By stakeholder group"),
    "un_groups": gettext_lazy("By regional group of the United Nations"),
    "development": gettext_lazy("By development"),
    "statuses": gettext_lazy("From countries in special situations"),
    "languages": gettext_lazy("By language"),
}
# How a chart is called, by what it draws.
CHARTS = {
    ("sources", "groups"): gettext_lazy("Sources by stakeholder group"),
    ("sources", "un_groups"): gettext_lazy("Sources by regional group"),
    ("sources", "development"): gettext_lazy("Sources by development of their countries"),
    ("sources", "statuses"): gettext_lazy("Sources from countries in special situations"),
    ("sources", "languages"): gettext_lazy("Sources by language"),
    ("contributions", "groups"): gettext_lazy("Contributions by stakeholder group"),
    ("contributions", "un_groups"): gettext_lazy("Contributions by regional group"),
    ("contributions", "development"): gettext_lazy("Contributions by development of their sources’ countries"),
    ("contributions", "statuses"): gettext_lazy("Contributions from countries in special situations"),
    ("contributions", "languages"): gettext_lazy("Contributions by language"),
    ("words", "groups"): gettext_lazy("Words by stakeholder group"),
    ("words", "un_groups"): gettext_lazy("Words by regional group"),
    ("words", "development"): gettext_lazy("Words by development of their sources’ countries"),
    ("words", "statuses"): gettext_lazy("Words from countries in special situations"),
    ("words", "languages"): gettext_lazy("Words by language"),
}


@dataclass(frozen=True)
class Division:
    """One chart with its table: rows of a label and its numbers; ``silent`` are labels of which nothing came."""

    name: str
    title: str
    chart: str
    rows: list[tuple[str, Numbers]]
    drawn: list[tuple[str, int | None, int]]
    silent: list[str]


@register.inclusion_tag("web/figures/_participation.html")
def participation(
    figures: Mapping[str, Any], *, groups: Iterable[StakeholderGroup], show: str = "sources", is_public: bool = False
) -> dict[str, Any]:
    """Every division of a round's figures, as ``contributions.figures.participation`` gives them.

    Rows stand in the alphabetical order of the reader's language, never by size; what belongs nowhere stands last.
    """
    show = show if show in MEASURES else "sources"
    named = {group.code: group.wording.text for group in groups}
    return {
        "divisions": [_division(name, figures.get(name, {}), named, show) for name in TITLES],
        "whole": figures["whole"],
        "has_parts": show == "sources",
        "is_public": is_public,
    }


@register.simple_tag
def silent_everywhere(figures: Mapping[str, Any], groups: Iterable[StakeholderGroup]) -> list[tuple[str, list[str]]]:
    """Who has not been heard at all: titles of divisions with the labels of which nothing came."""
    named = {group.code: group.wording.text for group in groups}
    found = [_division(name, figures.get(name, {}), named, "contributions") for name in TITLES]
    return [(each.title, each.silent) for each in found if each.silent]


@register.simple_tag
def number(value: float | None) -> SafeString | str:
    """A number as the reader writes it; for None the word that it is not shown."""
    if value is None:
        return format_html('<span class="muted">{}</span>', _("not shown"))
    return format_decimal(value, locale=locale_of(active()))


@register.simple_tag
def share(value: float) -> str:
    """A share from 0 to 1 in percent."""
    return format_percent(value, locale=locale_of(active()))


@register.simple_tag
def time_taken(hours: float | None) -> SafeString | str:
    """A stretch of time in hours, from two days on in days; as ``number`` for None."""
    if hours is None:
        return number(None)
    if hours < 48:
        whole = max(1, round(hours))
        return ngettext("%(number)d hour", "%(number)d hours", whole) % {"number": whole}
    days = round(hours / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def _division(name: str, found: Mapping[str, Numbers], named: Mapping[str, str], show: str) -> Division:
    def first(row: Numbers) -> int:
        return (row["first_time_sources"] or 0) if show == "sources" else 0

    rows = sorted(((_label(name, key, named), key, row) for key, row in found.items()), key=_place)
    return Division(
        name=name,
        title=str(TITLES[name]),
        chart=str(CHARTS[show, name]),
        rows=[(label, row) for label, _key, row in rows],
        drawn=[(label, row[show], first(row)) for label, _key, row in rows],
        silent=[label for label, key, row in rows if key and row["contributions"] == 0],
    )


def _place(row: tuple[str, str, Any]) -> tuple[bool, bytes]:
    label, key, _numbers = row
    return not key, readers_key(label)


def _label(name: str, key: str, named: Mapping[str, str]) -> str:
    if name == "languages":
        return name_in(key) if key else _("No language given")
    if not key:
        return pgettext("countries", "In none of these, or no country given")
    known: Mapping[str, Any] = {
        "groups": named, "un_groups": UN_GROUPS, "development": DEVELOPMENT, "statuses": STATUSES,
    }[name]  # fmt: skip
    return str(known.get(key, key))
