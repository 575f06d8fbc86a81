"""Who speaks: for oneself, for a source, or several jointly."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_countries import countries

from common.collation import readers_key
from common.lines import one_line
from contributions.enums import Speaking
from stakeholders.models import Source, StakeholderGroup

from .fields import Chosen, Ticked, Written

ROW = ("id", "name", "acronym", "country", "group")
MOST_ROWS = 60


class WhoForm(forms.Form):
    """For whom somebody speaks. ``own`` are the sources they have a mandate for; the rows name others.

    Always holds what it is given, finished or not; errors are added by whoever checks it.
    """

    use_required_attribute = False

    def __init__(
        self,
        *,
        speaking: str,
        named: Sequence[Mapping[str, Any]],
        own: Sequence[Source],
        groups: Sequence[StakeholderGroup],
        rows: int = 1,
    ) -> None:
        own_ids = {source.pk for source in own}
        others = [entry for entry in named if entry.get("id") not in own_ids]
        self.rows = max(len(others), min(rows, MOST_ROWS), 0 if own else 1)
        super().__init__(self._data(speaking, named, others, own_ids))
        self.fields["speaking"] = Chosen(
            label=_("For whom do you speak?"), choices=Speaking.choices, widget=forms.RadioSelect
        )
        if own:
            self.fields["own"] = Ticked(
                label=_("Sources you speak for"),
                required=False,
                choices=[(str(source.pk), source.name) for source in own],
            )
        for row in range(self.rows):
            self._add_row(row, groups, is_known=row < len(others) and bool(others[row].get("id")))

    def _add_row(self, row: int, groups: Sequence[StakeholderGroup], *, is_known: bool) -> None:
        by_name = sorted(((group.code, group.wording.text) for group in groups), key=lambda item: readers_key(item[1]))
        blank = [("", _("Choose …"))]
        self.fields[f"source-{row}-id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"source-{row}-name"] = Written(
            label=_("Name"), max_length=300, help_text=_("In full, as it should be printed.")
        )
        self.fields[f"source-{row}-acronym"] = Written(label=_("Acronym"), max_length=40, required=False)
        self.fields[f"source-{row}-country"] = Chosen(
            label=_("Country"), required=False, choices=[("", _("None, or several")), *countries]
        )
        self.fields[f"source-{row}-group"] = Chosen(label=_("Stakeholder group"), choices=[*blank, *by_name])
        if is_known:
            for name in ROW[1:]:
                self.fields[f"source-{row}-{name}"].widget.attrs["readonly"] = True

    def row_fields(self) -> list[dict[str, forms.BoundField]]:
        """The rows for the template: the bound fields of each by their short names."""
        return [{name: self[f"source-{row}-{name}"] for name in ROW} for row in range(self.rows)]

    @staticmethod
    def _data(
        speaking: str, named: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], own_ids: set[int]
    ) -> dict[str, Any]:
        chosen = [str(entry["id"]) for entry in named if entry.get("id") in own_ids]
        data: dict[str, Any] = {"speaking": speaking, "own": chosen}
        for row, entry in enumerate(others):
            data |= {f"source-{row}-{name}": str(entry.get(name) or "") for name in ROW}
        return data


def read_who(posted: QueryDict, *, own: Sequence[Source], known: Set[int]) -> tuple[str, list[dict[str, Any]]]:
    """What a browser sent: for whom, and the sources, own ones first, then the named in their order.

    Besides the own ones only the ids in ``known``, which stand in the draft already, mean a source: by
    counting on one could read the names of all who are not public yet.
    """
    speaking = posted.get("speaking", "")
    chosen = set(posted.getlist("own"))
    sources = [describe(source) for source in own if str(source.pk) in chosen]
    for row in range(MOST_ROWS):
        entry = {name: one_line(posted.get(f"source-{row}-{name}", "")) for name in ROW}
        meant = next((pk for pk in known if str(pk) == entry["id"]), None)
        if meant or any(entry[name] for name in ROW[1:]):
            sources.append({**entry, "id": meant, "name": entry["name"][:300], "acronym": entry["acronym"][:40]})
    return speaking if speaking in Speaking.values else "", sources


def without_row(posted: QueryDict, row: int) -> QueryDict:
    """What a browser sent, with one row of the named sources emptied; none for -1."""
    rest = posted.copy()
    for name in ROW if row >= 0 else ():
        rest[f"source-{row}-{name}"] = ""
    return rest


def describe(source: Source) -> dict[str, Any]:
    """The object that stands for a known source in a draft."""
    return {
        "id": source.pk,
        "name": source.name,
        "acronym": source.acronym,
        "country": str(source.country or ""),
        "group": source.group.code,
    }
