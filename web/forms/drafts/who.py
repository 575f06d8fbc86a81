"""Who speaks: for oneself, for a source, or several jointly."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from common.collation import readers_key
from common.lines import one_line
from contributions.content import LONGEST_LINE, Content
from contributions.enums import Consent, Speaking
from stakeholders.models import Source, StakeholderGroup

from .fields import Chosen, Ticked, Written

ROW = ("id", "name", "acronym", "country", "group", "email")
# What says who a source is; the address only says who can be asked.
DETAILS = ROW[1:5]
MOST_ROWS = 60
CONSENTS = (
    (Consent.NAMED, gettext_lazy("Publish it under the name of whoever speaks")),
    (
        Consent.GROUP,
        gettext_lazy(
            "Publish the words, but name only the stakeholder group. Files are not published then, since they can "
            "tell who wrote them; take names out of the words yourself."
        ),
    ),
    (Consent.AGGREGATE, gettext_lazy("Count it, and publish neither words nor name")),
)


def consent_field(kind: type[forms.ChoiceField] = Chosen) -> forms.ChoiceField:
    """What the public may see, with what each choice means; a draft may leave it open, ``kind`` says."""
    return kind(
        label=_("What may the public see?"),
        choices=[(consent.value, label) for consent, label in CONSENTS],
        widget=forms.RadioSelect,
        help_text=_("The secretariat reads everything in any case. You can let the public see less at any time."),
    )


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
        on_behalf: str = "",
        consent: str = "",
    ) -> None:
        own_ids = {source.pk for source in own}
        others = [entry for entry in named if entry.get("id") not in own_ids]
        self.rows = max(len(others), min(rows, MOST_ROWS), 0 if own else 1)
        data = self._data(speaking, named, others, own_ids)
        super().__init__(data | {"on_behalf": on_behalf, "consent": consent or Consent.NAMED.value})
        self.fields["speaking"] = Chosen(
            label=_("For whom do you speak?"), choices=Speaking.choices, widget=forms.RadioSelect
        )
        if own:
            self.fields["own"] = Ticked(
                label=_("Sources you speak for"),
                required=False,
                choices=[(str(source.pk), source.name) for source in own],
            )
        self.fields["on_behalf"] = Written(
            label=_("On whose behalf, if that needs saying"),
            required=False,
            max_length=LONGEST_LINE,
            help_text=_("One line, such as “on behalf of five regional registries”. It is published under the source."),
        )
        self.fields["consent"] = consent_field()
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
        self.fields[f"source-{row}-email"] = Written(
            label=_("E-mail address of somebody who can answer for it"),
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            help_text=_(
                "Only if you name it beside your own. They are asked to confirm when you submit; "
                "the address is not published."
            ),
        )
        if is_known:
            for name in DETAILS:
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


def read_terms(posted: QueryDict) -> dict[str, str]:
    """On whose behalf, and what the public may see, as a browser sent it and as a draft keeps it."""
    content = Content.from_json({"on_behalf": posted.get("on_behalf", ""), "consent": posted.get("consent", "")})
    return {"on_behalf": content.on_behalf, "consent": content.consent}


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
        email = entry.pop("email")[:254]
        meant = next((pk for pk in known if str(pk) == entry["id"]), None)
        if meant or email or any(entry[name] for name in DETAILS):
            kept = {**entry, "id": meant, "name": entry["name"][:300], "acronym": entry["acronym"][:40]}
            sources.append(kept | ({"email": email} if email else {}))
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
