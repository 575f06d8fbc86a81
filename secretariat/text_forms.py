"""What is typed and chosen while a text is brought in."""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import name_in
from common.numbers import whole_number
from contributions.queries.papers import Paper
from texts.engine.outline import ClauseKind as Kind
from texts.enums import ClauseKind
from texts.intake.correcting import Correction, LeaveOut, Merge, Move, Part, PutBack, Restate

OWN_WORDS = "words"
# As long as a contribution may be.
LONGEST = 600_000
_EMPTY_LINE = re.compile(r"\r?\n[^\S\n]*\r?\n")


class OriginalForm(forms.Form):
    """Where the text is to be read from, what it is called, and the language it is in."""

    use_required_attribute = False

    stored = forms.ChoiceField(
        label=_("From the paper"), required=False, widget=forms.RadioSelect, help_text=_("What is published already.")
    )
    file = forms.FileField(
        label=_("Or another file"), required=False, help_text=_("Word (.docx), OpenDocument (.odt) or plain text.")
    )
    paste = forms.CharField(
        label=_("Or pasted words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        help_text=_("An empty line, a label such as a) or a heading such as “considering” begins a clause."),
    )
    title = forms.CharField(
        label=_("What the text is called"),
        max_length=600,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say what the text is called.")},
    )
    language = forms.ChoiceField(label=_("The language in which it is negotiated"))

    def __init__(self, paper: Paper, data: object = None, files: object = None) -> None:
        initial = {"title": paper.title, "language": paper.language}
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]  # a QueryDict and its files, or None
        choices = [(str(file.pk), file.name) for file in paper.files]
        if paper.words:
            choices.append((OWN_WORDS, gettext("The words of the contribution itself")))
        self.fields["stored"].choices = [*choices, ("", gettext("Neither: the file or the words below"))]  # type: ignore[attr-defined]
        self.fields["stored"].initial = choices[0][0] if choices else ""
        if not choices:
            del self.fields["stored"]
        codes = sorted({*settings.UN_LANGUAGES, paper.language}, key=lambda code: readers_key(name_in(code)))
        self.fields["language"].choices = [(code, name_in(code)) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """One original, not none; what is sent along goes before what is stored."""
        given = self.cleaned_data
        if not (given.get("file") or given.get("paste", "").strip() or given.get("stored")) and not self.errors:
            self.add_error("file", gettext("Choose a file or paste the words."))
        if given.get("file") and given.get("paste", "").strip():
            self.add_error("paste", gettext("Either a file or pasted words, not both."))


class ClauseForm(forms.Form):
    """What a clause is and says."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=pgettext("of a clause", "What it is"), choices=ClauseKind.choices)
    label = forms.CharField(
        label=_("Label, as printed"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "size": 8}),
        help_text=_("Such as a) or 1. It may be missing, or stand twice."),
    )
    wording = forms.CharField(
        label=_("Wording"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto"}),
        help_text=_("An empty line splits it: what follows becomes a clause of its own."),
    )

    def __init__(self, part: Part, data: object = None) -> None:
        initial = {"kind": part.kind.value, "label": part.label, "wording": part.wording}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict, or None
        self.seen = seen_of(part)

    def restated(self, at: int) -> Restate:
        given = self.cleaned_data
        wordings = tuple(each for each in _EMPTY_LINE.split(given["wording"]) if each.strip())
        return Restate(at, Kind(given["kind"]), given["label"], wordings)


def acts(act: str, at: int, restated: Restate | None) -> Sequence[Correction]:
    """What a button asks for. What was typed beside it counts, too, split or not."""
    if act == "put_back":
        return [PutBack(at)]
    if restated is None:
        return []
    pieces = max(len(restated.wordings), 1)
    moves: dict[str, list[Correction]] = {
        "merge": [restated, Merge(at)],
        "up": [restated, Move(at - 1, pieces)],
        "down": [restated, Move(at + pieces, -pieces)],
        "leave_out": [LeaveOut(at)],
    }
    return moves.get(act, [restated])


def seen_of(part: Part) -> str:
    """What an officer saw of a clause: it tells the clause again when others were put in or taken away before it."""
    words = json.dumps([part.kind.value, part.label, part.wording])
    return f"{sha256(words.encode()).hexdigest()[:16]}.{'-'.join(map(str, part.sources))}"


def whereabouts(parts: Sequence[Part], typed: Mapping[str, str]) -> int | None:
    """Where the clause stands now for which this was typed; None where it is gone.

    Of several that look the same, or were read from the same paragraphs, the nearest to where it stood.
    """
    at, seen = typed.get("at", ""), typed.get("seen", "")
    was = whole_number(at, digits=6) or 0
    if not seen:
        return was if was < len(parts) else None
    names = {place: seen_of(part) for place, part in enumerate(parts)}
    alike = [place for place, name in names.items() if name == seen]
    sources = seen.partition(".")[2]
    alike = alike or [place for place, name in names.items() if name.partition(".")[2] == sources]
    return min(alike, key=lambda place: abs(place - was), default=None)
