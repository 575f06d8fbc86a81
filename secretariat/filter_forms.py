"""What of the desk is wanted: filters as an address has them, and as a form shows them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import name_in
from contributions.enums import Lane, State
from contributions.queries.desk_counts import Choices
from contributions.queries.desk_list import ALL, ANSWERED, LATE, ME, NOBODY, Filters
from contributions.queries.desk_places import Named, Places
from contributions.search.query import tidy

# The lists of the desk, in the order in which they are offered.
LISTS: dict[str, str | Promise] = {
    "": _("Waits for the secretariat"),
    LATE: _("Late"),
    ANSWERED: _("Its author has answered"),
    State.SUBMITTED.value: _("Not taken up"),
    State.UNDER_REVIEW.value: _("Under review"),
    State.RETURNED.value: _("With its author"),
    State.PUBLISHED.value: _("Published"),
    State.DECLINED.value: _("Declined"),
    State.WITHDRAWN.value: _("Withdrawn"),
    ALL: _("Everything"),
}
ID = re.compile(r"[0-9]{1,18}", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,8}", re.ASCII)


def filters_from(given: Mapping[str, str]) -> Filters:
    """Read the filters from an address; what makes no sense is as if it were not there."""

    def value(name: str, is_sound: bool) -> str:
        return str(given[name]) if is_sound else ""

    asked = {name: str(given.get(name, "")) for name in ("state", "round", "period", "group", "language", "lane")}
    assignee = str(given.get("assignee", ""))
    return Filters(
        state=value("state", asked["state"] in LISTS and "state" in given),
        round=value("round", bool(ID.fullmatch(asked["round"]))),
        period=value("period", bool(ID.fullmatch(asked["period"]))),
        group=value("group", bool(re.fullmatch(r"[0-9]{1,9}", asked["group"], re.ASCII))),
        language=value("language", bool(LANGUAGE.fullmatch(asked["language"]))),
        lane=value("lane", asked["lane"] in Lane.values and bool(asked["lane"])),
        assignee=value("assignee", assignee in (ME, NOBODY) or bool(ID.fullmatch(assignee))),
        q=tidy(str(given.get("q", ""))),
    )


def filters_of(address: str) -> Filters:
    """Read the filters from what stands behind the question mark of an address."""
    return filters_from(QueryDict(address[:2000]))


def address_of(filters: Filters, **more: str) -> str:
    """What stands behind the question mark of the address of this list."""
    return urlencode(filters.chosen | {name: value for name, value in more.items() if value})


@dataclass(frozen=True)
class Said:
    """One filter that is chosen, in words: what it is, and its value."""

    name: str
    value: str


class FilterForm(forms.Form):
    """The filters of the desk, to be shown only; each choice says how many it would leave, where that is known."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words, a symbol, a source or an author"),
        required=False,
        widget=forms.TextInput(attrs={"data-key": "/", "type": "search"}),
    )
    round = forms.ChoiceField(label=_("Round"))
    period = forms.ChoiceField(label=_("Comment period"))
    group = forms.ChoiceField(label=_("Stakeholder group"))
    language = forms.ChoiceField(label=_("Language"))
    lane = forms.ChoiceField(label=_("Lane"))
    assignee = forms.ChoiceField(label=_("Who answers for it"))

    def __init__(self, filters: Filters, choices: Choices, places: Places) -> None:
        super().__init__(initial=filters.chosen)
        everything: dict[str, tuple[Promise, Mapping[str, str | Promise]]] = {
            "round": (_("All rounds"), {str(each.pk): _round(each) for each in places.rounds}),
            "period": (_("All periods of the round"), {str(each.pk): each.wording.text for each in places.periods}),
            "group": (_("All groups"), _in_order(places.groups)),
            "language": (_("All languages"), _languages(filters, choices)),
            "lane": (_("All lanes"), {value: label for value, label in Lane.choices if value}),
            "assignee": (
                _("Anybody or nobody"),
                {ME: _("Me"), NOBODY: _("Nobody")} | {str(pk): name for pk, name in places.colleagues.items()},
            ),
        }
        for name, (all_of_them, labels) in everything.items():
            options = [("", all_of_them), *_counted(labels, choices.of(name), getattr(filters, name))]
            self.fields[name].choices = options  # type: ignore[attr-defined]
        if not places.periods:
            del self.fields["period"]

    def said(self, filters: Filters) -> Iterator[Said]:
        """What is chosen, in words."""
        for name, field in self.fields.items():
            value = getattr(filters, name)
            if value:
                labels = dict(getattr(field, "choices", []))
                yield Said(str(field.label), str(labels.get(value, value)))


def _round(round_: Named) -> str:
    said = {"process": round_.process, "round": round_.wording.text}
    return pgettext("a round, after the code of its process", "%(process)s, %(round)s") % said


def _in_order(named: Iterable[Named]) -> dict[str, str]:
    return {str(each.pk): each.wording.text for each in sorted(named, key=lambda each: readers_key(each.wording.text))}


def _languages(filters: Filters, choices: Choices) -> dict[str, str]:
    codes = {*(choices.of("language") or {}), *([filters.language] if filters.language else [])}
    if choices.of("language") is None:
        codes |= {"ar", "en", "es", "fr", "ru", "zh"}
    return {code: name_in(code) for code in sorted(codes, key=lambda code: readers_key(name_in(code)))}


def _counted(
    labels: Mapping[str, str | Promise], numbers: Mapping[str, int] | None, chosen: str
) -> Iterator[tuple[str, str | Promise]]:
    """Choices with their numbers: those that leave something, and the one that is chosen even if it leaves nothing."""
    for value in [*labels, *([chosen] if chosen and chosen not in labels else [])]:
        label = labels.get(value, value)
        if numbers is None:
            yield value, label
        elif numbers.get(value) or value == chosen:
            said = {"choice": label, "number": numbers.get(value, 0)}
            yield value, gettext("%(choice)s: %(number)d") % said
