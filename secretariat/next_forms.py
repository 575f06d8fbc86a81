"""What is chosen and typed while the next version of a text is worked out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.lines import isolated
from consultations.models import Round
from contributions.actions import Saying
from contributions.enums import Choice, Outcome
from contributions.queries.disposing import Fate
from contributions.queries.places import Option, Place
from texts.enums import ClauseKind

# As long as a contribution may be.
LONGEST = 600_000
LONGEST_REASON = 5_000
TAKE = "take-"
REVISION = "revision"


class PlaceForm(forms.Form):
    """What the next version says at one place. Several such forms stand on a page, so ids begin with the place."""

    use_required_attribute = False

    choice = forms.ChoiceField(
        label=_("What the next version says here"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the next version says here.")},
    )
    several = forms.MultipleChoiceField(
        label=_("Those that are taken together"), required=False, widget=forms.CheckboxSelectMultiple
    )
    moved = forms.ChoiceField(label=_("Its place"), required=False, widget=forms.RadioSelect)
    wording = forms.CharField(
        label=_("The chair’s wording"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        help_text=_("It begins with the words of the base."),
    )

    def __init__(self, place: Place, data: object = None) -> None:
        self.place = place
        initial = _stands(place)
        super().__init__(data, initial=initial, auto_id=f"{place.key}-%s")  # type: ignore[arg-type]  # QueryDict or None
        self._choose("choice", list(_choices(place)))
        self._choose("several", [(each.key, _named(each)) for each in place.rewordings])
        self._choose("moved", [("", gettext("It stays where it is")), *((each.key, "") for each in place.moves)])
        if len(place.rewordings) < 2:
            del self.fields["several"]
        if not place.moves:
            del self.fields["moved"]

    def decision(self) -> dict[str, Any]:
        """What ``contributions.actions.decide`` is to be told."""
        given = self.cleaned_data
        chosen: str = given["choice"]
        keys = [chosen.removeprefix(TAKE)] if chosen.startswith(TAKE) else []
        if chosen == Choice.TAKE_SEVERAL:
            keys = given.get("several", [])
        return {
            "choice": Choice.TAKE if chosen.startswith(TAKE) else Choice(chosen),
            "taken": _pks([*self.place.rewordings, *([self.place.new] if self.place.new else [])], keys),
            "moved": _pks(self.place.moves, [given.get("moved", "")]),
            "wording": given["wording"],
        }

    def _choose(self, name: str, choices: Sequence[tuple[str, str | Promise]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class ChairClauseForm(forms.Form):
    """A clause that the chair adds."""

    use_required_attribute = False

    wording = forms.CharField(
        label=_("Its words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        error_messages={"required": _("Write how the clause shall read.")},
    )
    kind = forms.ChoiceField(label=pgettext_lazy("of a clause", "What it is"), choices=ClauseKind.choices)
    label = forms.CharField(
        label=_("Letter or number"),
        required=False,
        max_length=40,
        help_text=_("Such as “c)”. If the clauses are lettered anew, it gets its own."),
    )


class DispositionForm(forms.Form):
    """What became of one change, and why."""

    use_required_attribute = False

    outcome = forms.ChoiceField(label=_("What became of it"), required=False)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        help_text=_("It is published. Only for what was taken it may stay empty."),
    )

    def __init__(self, fate: Fate, data: object = None) -> None:
        self.fate = fate
        said = fate.said
        initial = {"outcome": said.outcome if said else fate.proposed, "reason": said.reason if said else ""}
        super().__init__(data, initial=initial, prefix=str(fate.amendment.pk))  # type: ignore[arg-type]  # QueryDict
        nothing = pgettext("outcome of a change", "Nothing yet: it stays open")
        self.fields["outcome"].choices = [("", nothing), *Outcome.choices]  # type: ignore[attr-defined]

    def shown(self) -> "DispositionForm":
        """The same, with no "(optional)" beside a choice that has a first value, or beside its own hint."""
        for field in self.fields.values():
            field.required = True
        return self

    def saying(self, was: str | None) -> Saying:
        given = self.cleaned_data
        return Saying(given["outcome"], given["reason"], was)


class IssueForm(forms.Form):
    """Under which symbol the next version is issued, and why although something is open."""

    use_required_attribute = False

    place = forms.ChoiceField(label=_("Filed as"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("What people call it"), required=False, max_length=40, help_text=_("Such as Rev.1 or “second draft”.")
    )
    alias = forms.CharField(
        label=_("Alias"), required=False, max_length=120, help_text=_("Another number that people know it by.")
    )
    ground = forms.CharField(
        label=_("Why it is issued all the same"),
        error_messages={"required": _("Something is still open. Say why this version is issued all the same.")},
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        help_text=_("It is published with the outcome."),
    )

    def __init__(self, rounds: Sequence[Round], *, revision: str, is_open: bool, data: object = None) -> None:
        super().__init__(data, initial={"place": REVISION})  # type: ignore[arg-type]  # a QueryDict, or None
        self.fields["place"].required = True
        self.rounds = {str(each.pk): each for each in rounds}
        said = gettext("%(symbol)s, which replaces this version") % {"symbol": revision}
        elsewhere = [
            (key, gettext("A new document of the round “%(round)s”") % {"round": each.wording.text})
            for key, each in self.rounds.items()
        ]
        self.fields["place"].choices = [(REVISION, said), *elsewhere]  # type: ignore[attr-defined]
        if not is_open:
            del self.fields["ground"]

    def given(self) -> dict[str, Any]:
        """What ``contributions.actions.issue`` is to be told."""
        given = self.cleaned_data
        return {
            "ground": given.get("ground", ""),
            "name": given["name"],
            "alias": given["alias"],
            "round_": self.rounds.get(given["place"]),
        }


def _choices(place: Place) -> Iterator[tuple[str, str | Promise]]:
    if place.new:
        yield Choice.KEEP, gettext("Leave it out")
        yield f"{TAKE}{place.new.key}", gettext("Add it")
    else:
        yield Choice.KEEP, Choice.KEEP.label
        for each in place.rewordings:
            yield f"{TAKE}{each.key}", _named(each)
        if len(place.rewordings) > 1:
            yield Choice.TAKE_SEVERAL, Choice.TAKE_SEVERAL.label
        yield Choice.SUPPRESS, Choice.SUPPRESS.label
    yield Choice.OWN, Choice.OWN.label


def _named(option: Option) -> str:
    return gettext("Take %(label)s") % {"label": isolated(option.label)}


def _stands(place: Place) -> Mapping[str, object]:
    """What stands in the form: the decision that there is, else nothing chosen and the base's words to begin with."""
    base = place.clause.wording if place.clause else place.new.wording if place.new else ""
    decision = place.decision or place.lost
    if decision is None:
        return {"wording": base, "moved": ""}
    taken = set(decision.taken)
    options = [*place.rewordings, *([place.new] if place.new else [])]
    keys = [each.key for each in options if each.pks & taken]
    choice = f"{TAKE}{keys[0]}" if decision.choice == Choice.TAKE and keys else decision.choice
    return {
        "choice": choice if decision.choice != Choice.TAKE or keys else "",
        "several": keys if decision.choice == Choice.TAKE_SEVERAL else [],
        "moved": next((each.key for each in place.moves if each.pks & set(decision.moved)), ""),
        "wording": decision.wording if decision.choice == Choice.OWN else base,
    }


def _pks(options: Sequence[Option], keys: Sequence[str]) -> list[int]:
    """Everything behind the options that were chosen."""
    return sorted({pk for each in options if each.key in keys for pk in each.pks})
