"""Fields that never refuse: a draft may be stored in any state."""

from typing import Any

from django import forms


class Written(forms.CharField):
    """One line, or with ``rows`` a text. ``required`` is only said, not enforced."""

    def __init__(self, *, rows: int = 0, **given: Any) -> None:
        if rows:
            given["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**given)

    def clean(self, value: Any) -> str:
        return value or ""


class Chosen(forms.ChoiceField):
    """One of several, or none yet."""

    def clean(self, value: Any) -> str:
        return value or ""


class Ticked(forms.MultipleChoiceField):
    """Any of several."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        return list(value or [])


class Files(forms.Field):
    """Files to attach; what they are is checked when they are attached."""

    class Input(forms.FileInput):
        allow_multiple_selected = True

    widget = Input


def as_typed(text: str) -> str:
    """The text with line breaks as we keep them; a browser sends two characters for each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
