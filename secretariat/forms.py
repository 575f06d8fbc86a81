"""What is typed and chosen at the desk."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import name_in
from consultations.models import Round
from contributions.enums import Move
from contributions.lifecycle import STEPS
from contributions.queries.desk import AT_THE_DESK, Counts, Filters

# A question, a ground, a remark: a page and a half of text.
LONGEST = 5000

ASSIGNEES = {"me": _("Me"), "nobody": _("Nobody"), "other": _("Somebody else")}
QUESTIONS = {
    Move.RETURN: _("Your question to the source"),
    Move.DECLINE: _("Ground"),
    Move.WITHDRAW: _("What the source said"),
}
HINTS = {
    Move.RETURN: _("They read exactly these words, by letter and on their page."),
    Move.DECLINE: _("The source reads these words, and they stay on its page."),
    Move.WITHDRAW: _("Public if the contribution is."),
}


class ReasonForm(forms.Form):
    """Why a move is made. Several stand on one page, so each field's id begins with its move."""

    use_required_attribute = False

    reason = forms.CharField(max_length=LONGEST, widget=forms.Textarea)

    def __init__(self, move: Move, data: object = None) -> None:
        super().__init__(data, auto_id=f"{move.value}-%s")  # type: ignore[arg-type]  # QueryDict or None
        field = self.fields["reason"]
        field.label, field.help_text = QUESTIONS[move], HINTS[move]
        field.required = STEPS[move].reason_needed
        field.error_messages["required"] = _("Say why: the source reads these words.")


class RemarkForm(forms.Form):
    """Something said between the secretariat and the author."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your remark"),
        help_text=_("The author and your colleagues see it. It is not published."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Write something first.")},
    )


def filters_from(given: Mapping[str, str]) -> Filters:
    """Read the filters from an address; what makes no sense is as if it were not there."""
    state, round_id = given.get("state", ""), given.get("round", "")
    language, assignee = given.get("language", ""), given.get("assignee", "")
    return Filters(
        state=state if state in AT_THE_DESK else "",
        round=round_id if re.fullmatch(r"[0-9]{1,18}", round_id) else "",
        language=language if re.fullmatch(r"[A-Za-z0-9-]{1,8}", language) else "",
        assignee=assignee if assignee in ASSIGNEES else "",
    )


class FilterForm(forms.Form):
    """The filters of the queue, to be shown only; each choice says how many it would leave."""

    use_required_attribute = False

    state = forms.ChoiceField(label=_("State"))
    round = forms.ChoiceField(label=_("Round"))
    language = forms.ChoiceField(label=_("Language"))
    assignee = forms.ChoiceField(label=_("Taken up by"))

    def __init__(self, filters: Filters, counts: Counts, rounds: Iterable[Round]) -> None:
        super().__init__(initial=asdict(filters))
        names = {str(round_.pk): _name(round_) for round_ in rounds}
        codes = {*counts.languages, *([filters.language] if filters.language else [])}
        languages = sorted(codes, key=lambda code: readers_key(name_in(code)))
        everything: dict[str, tuple[Promise, Mapping[str, str | Promise]]] = {
            "state": (_("Everything that waits for the secretariat"), {str(key): key.label for key in AT_THE_DESK}),
            "round": (_("All rounds"), names),
            "language": (_("All languages"), {code: name_in(code) for code in languages}),
            "assignee": (_("Anybody or nobody"), ASSIGNEES),
        }
        for name, (all_of_them, labels) in everything.items():
            choices = _counted(labels, getattr(counts, f"{name}s"), getattr(filters, name))
            self.fields[name].choices = [("", all_of_them), *choices]  # type: ignore[attr-defined]


def _name(round_: Round) -> str:
    said = {"process": round_.process.code, "round": round_.wording.text}
    return pgettext("a round, after the code of its process", "%(process)s, %(round)s") % said


def _counted(labels: Mapping[str, str | Promise], numbers: Mapping[str, int], chosen: str) -> Iterator[tuple[str, str]]:
    """Choices with their numbers: those that leave something, and the one that is chosen even if it leaves nothing."""
    for value in [*labels, *([chosen] if chosen and chosen not in labels else [])]:
        if numbers.get(value) or value == chosen:
            said = {"choice": labels.get(value, value), "number": numbers.get(value, 0)}
            yield value, gettext("%(choice)s: %(number)d") % said
