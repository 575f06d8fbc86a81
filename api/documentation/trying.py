"""Asking an operation from its place on the documentation page: a form of its parameters, and the address it makes.

What is filled in is checked by nobody but the API itself: its answer is what somebody who tries it wants to see.
"""

from functools import partial
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from api.documentation.operations import Operation, Parameter

AS_IT_IS: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
LONGEST = 2000
BODY = "body"  # no parameter has this name; a test says when one does


class Trying(forms.Form):
    """The parameters of one operation. Fields have the names of the parameters."""

    def __init__(self, operation: Operation, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{operation.id}-%s")
        self.operation = operation
        said = parse_qs(urlsplit(operation.asked).query)
        for parameter in operation.parameters:
            self.fields[parameter.name] = _field(parameter, said.get(parameter.name, [""])[0])
        # What has to be there comes first, then what the example asks.
        needed = [parameter.name for parameter in operation.parameters if parameter.required]
        self.order_fields([*needed, *said])
        if operation.body:
            self.fields[BODY] = forms.CharField(
                label=_("What is sent"),
                initial=operation.sent,
                widget=forms.Textarea(AS_IT_IS | {"translate": "no", "class": "code"}),
            )

    def address(self) -> str:
        """Return the address that asks for what was filled in; what was left empty is not in it."""
        path, asked = self.operation.path, {}
        for parameter in self.operation.parameters:
            value = self.cleaned_data.get(parameter.name, "")
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.name}}}", quote(value, safe=""))
            elif parameter.place == "query" and value:
                asked[parameter.name] = value
        return f"{path}?{urlencode(asked)}" if asked else path


def _field(parameter: Parameter, said: str) -> forms.Field:
    place = {"data-place": parameter.place}
    make = partial(
        forms.CharField,
        required=parameter.required,
        label=parameter.name,
        help_text=_told(parameter),
        # Checked here and not by a length that the browser is told: numbers and choices have none in HTML.
        validators=[MaxLengthValidator(LONGEST)],
    )
    if parameter.choices:
        choices = [("", "—"), *((value, value) for value in parameter.choices)]
        initial = said if said in parameter.choices else ""
        return make(initial=initial, widget=forms.Select(place | {"dir": "ltr", "translate": "no"}, choices))
    if parameter.kind == "integer":
        return make(widget=forms.NumberInput(AS_IT_IS | place | {"step": "1"}))
    return make(widget=forms.TextInput(AS_IT_IS | place))


def _told(parameter: Parameter) -> str:
    kind = "" if parameter.choices else parameter.kind
    return format_html(
        '<span lang="en" dir="ltr" translate="no">{}{}</span>',
        format_html('<span class="kind">{}</span> ', kind) if kind else "",
        parameter.words,
    )
