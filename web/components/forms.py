"""Form fields as we show them: label, hint, errors and control, tied together for those who listen."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import pgettext

from web.components import register, rendered

# Controls that are several inputs under one question.
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# Kinds of input whose content is written from left to right in any language.
LEFT_TO_RIGHT = {"email", "url", "tel", "number", "password"}
# A label that asks is a sentence by itself: no colon follows it.
QUESTION_MARKS = ("?", "؟", "？")


@register.simple_tag
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    rows: int = 0,
    hide_label: bool = False,
) -> str:
    """One field of a form, of any kind: ``{% field form.title %}``.

    ``label`` and ``hint`` replace the field's own; ``rows`` sets a text area's height. The hint has the id
    ``<id>_hint``, the errors ``<id>_error``; the control (or its fieldset) names both in ``aria-describedby``.
    A hidden field is only its input.
    """
    if not isinstance(bound, BoundField):
        raise TypeError(f"field takes a form's field, not {bound!r}")
    if bound.is_hidden:
        return bound.as_widget()
    described = _described_by(bound, str(hint or bound.help_text))
    grouped = isinstance(bound.field.widget, GROUPS)
    context: dict[str, Any] = {
        "bound": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "described": described,
        "optional": not bound.field.required,
        "hide_label": hide_label,
    }
    if grouped:
        context["options"] = list(_options(bound))
    else:
        context["control"] = bound.as_widget(attrs=_attributes(bound, described, rows))
    return rendered(_template(bound, grouped=grouped), context)


@register.simple_tag
def fields(form: forms.BaseForm, hide_labels: bool = False) -> str:
    """All fields of a form in their order, hidden ones too; errors of the form as a whole stand in the summary."""
    return rendered("fields", {"form": form, "hide_labels": hide_labels})


class InLanguages(Protocol):
    """Something that is said in several languages, with a field for each: ``secretariat.setting_up.worded.Group``."""

    name: str
    fields: Sequence[BoundField]

    @property
    def words(self) -> Any: ...


@register.simple_tag
def worded(group: InLanguages) -> str:
    """What is said in several languages: a field for each, one beneath the other, under one question.

    Each field's label names its language in that language; the whole is a fieldset with the hint.
    """
    rows = []
    for bound in group.fields:
        described = _described_by(bound, "")
        control = bound.as_widget(attrs=_attributes(bound, described, 0))
        rows.append({"bound": bound, "control": control, "language": bound.field.widget.attrs.get("lang", "")})
    return rendered("worded", {"group": group, "rows": rows})


@register.simple_tag
def error_summary(*given: forms.BaseForm | forms.BaseFormSet | None) -> str:
    """What is wrong in one or several forms or formsets, each line linked to its field. Nothing when all is well.

    Put it above the first form. It is an alert and takes the focus (``js/page.js``) when the page arrives.
    """
    errors = [line for item in given if item is not None for line in _errors(item)]
    return rendered("error_summary", {"errors": errors}) if errors else ""


def field_id(bound: BoundField) -> str:
    """Where a link to this field must lead: the control, or the first of several, which takes the focus."""
    if isinstance(bound.field.widget, GROUPS):
        return bound.subwidgets[0].id_for_label if bound.subwidgets else bound.auto_id
    return bound.id_for_label or bound.auto_id


def _errors(item: forms.BaseForm | forms.BaseFormSet) -> Iterator[tuple[str, str]]:
    """What to say of each error: (id of the field or "", its line in the summary)."""
    if not item.is_bound:
        return
    if isinstance(item, forms.BaseFormSet):
        yield from (("", str(sentence)) for sentence in item.non_form_errors())
        for form in item.forms:
            yield from _errors(form)
        return
    yield from (("", str(sentence)) for sentence in item.non_field_errors())
    for bound in item:
        if bound.is_hidden:
            yield from (("", str(sentence)) for sentence in bound.errors)
        else:
            yield from ((field_id(bound), _line(str(bound.label), str(sentence))) for sentence in bound.errors)


def _line(label: str, sentence: str) -> str:
    """What is wrong, after the name of the field or the question it asks."""
    if label.endswith(QUESTION_MARKS):
        return f"{label} {sentence}"
    return pgettext("what is wrong in a field", "%(field)s: %(sentence)s") % {"field": label, "sentence": sentence}


def _described_by(bound: BoundField, hint: str) -> str:
    parts = [f"{bound.auto_id}_hint"] if hint else []
    if bound.errors:
        parts.append(f"{bound.auto_id}_error")
    return " ".join(parts)


def _attributes(bound: BoundField, described: str, rows: int) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if rows:
        attributes["rows"] = str(rows)
    widget = bound.field.widget
    # A placeholder vanishes when it is needed; the label and the hint stay.
    widget.attrs.pop("placeholder", None)
    if isinstance(widget, forms.TextInput | forms.Textarea) and "dir" not in widget.attrs:
        attributes["dir"] = "ltr" if getattr(widget, "input_type", "") in LEFT_TO_RIGHT else "auto"
    return attributes


def _options(bound: BoundField) -> Iterator[BoundWidget]:
    """One input per choice. What is said of the question as a whole is said at the fieldset, not at each choice."""
    for option in bound.subwidgets:
        for name in ("aria-invalid", "aria-describedby"):
            option.data["attrs"].pop(name, None)
        yield option


def _template(bound: BoundField, *, grouped: bool) -> str:
    if grouped:
        return "field_group"
    return "field_check" if isinstance(bound.field.widget, forms.CheckboxInput) else "field"
