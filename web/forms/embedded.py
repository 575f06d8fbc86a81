"""What may be asked of the list of comment periods that other sites show, and of the page that builds it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.colours import READABLE, colour, contrast
from common.languages import own_name

# What the list is printed on; static/embed.css says the same.
GROUNDS = {"light": "#ffffff", "dark": "#14171c"}
FAINT = {
    "light": _(
        "Words in this colour stand out from the light ground by %(ratio)s to 1 only, and need %(least)s. "
        "Take a darker one."
    ),
    "dark": _(
        "Words in this colour stand out from the dark ground by %(ratio)s to 1 only, and need %(least)s. "
        "Take a lighter one."
    ),
}
STATES = [
    ("open", pgettext_lazy("comment periods on another site", "What is open")),
    ("upcoming", pgettext_lazy("comment periods on another site", "What opens later")),
    ("both", pgettext_lazy("comment periods on another site", "What is open, then what opens later")),
]
SCHEMES = [
    ("light", pgettext_lazy("ground of a list", "Light")),
    ("dark", pgettext_lazy("ground of a list", "Dark")),
    ("auto", pgettext_lazy("ground of a list", "As each reader’s device is set")),
]
FONTS = [
    ("serif", pgettext_lazy("letters of a list", "Headings with serifs, as here")),
    ("sans", pgettext_lazy("letters of a list", "Without serifs")),
    ("system", pgettext_lazy("letters of a list", "Those of each reader’s device")),
]
DENSITIES = [
    ("comfortable", pgettext_lazy("room between lines", "Comfortable")),
    ("compact", pgettext_lazy("room between lines", "Compact")),
]
HEADINGS = [("on", pgettext_lazy("a heading", "Shown")), ("off", pgettext_lazy("a heading", "For screen readers only"))]
MOST = 50
PIXELS = 640
# No round has a larger number, and the database does not look for one.
LAST = 2**31 - 1
NOT_KNOWN = _("“%(value)s” is not known here. Known are: %(known)s.")


@dataclass(frozen=True)
class Asked:
    """A list as it was asked for: which periods, in which language, and how it looks. Everything has a default."""

    process: str = ""
    round: int | None = None
    group: str = ""
    state: str = "open"
    lang: str = ""
    scheme: str = "light"
    accent: str = ""
    accent_dark: str = ""
    density: str = "comfortable"
    font: str = "serif"
    heading: str = "on"
    limit: int = 10
    level: int = 1

    @property
    def query(self) -> str:
        """The part of an address that asks for this list: what is not as usual, in one order."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        usual = {each.name: each.default for each in fields(self)}
        return urlencode({name: str(value).lstrip("#") for name, value in said.items() if value != usual[name]})

    @property
    def card_tag(self) -> str:
        """The heading of each period, one level below the list's."""
        return f"h{self.level + 1}"

    @property
    def accents(self) -> dict[str, str]:
        """The accents that are not ours, by the ground on which they are read."""
        if self.scheme == "auto":
            given = {"light": self.accent, "dark": self.accent_dark}
        else:
            given = {self.scheme: self.accent}
        return {ground: accent for ground, accent in given.items() if accent}


class OneOf(forms.ChoiceField):
    """One of a few words; the refusal names them all."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **given: Any) -> None:
        super().__init__(choices=choices, required=False, **given)

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            known = ", ".join(str(code) for code, _label in self.choices if code)  # type: ignore[union-attr,misc]
            raise ValidationError(NOT_KNOWN, params={"value": value[:60], "known": known})


class ColourField(forms.CharField):
    """A colour in hexadecimal digits, with or without the sign before it."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off", "size": "8"})
        super().__init__(required=False, max_length=7, widget=widget, **given)

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        try:
            return colour(written) if written else ""
        except ValueError:
            raise ValidationError(_("Write a colour with six hexadecimal digits, such as 26389e.")) from None


class LookForm(forms.Form):
    """The accents of a list, each read on its ground. Nothing is mended silently: what cannot be read is refused."""

    scheme = OneOf(SCHEMES, label=_("Ground"), initial="light")
    accent = ColourField(
        label=_("Accent colour"),
        help_text=_("Of links and lines, in hexadecimal digits such as 26389e. It must be readable on the ground."),
    )
    accent_dark = ColourField(
        label=_("Accent colour on a dark ground"),
        help_text=_("Only where the ground is as each reader’s device is set. Without it there is ours."),
    )

    def clean(self) -> None:
        scheme = self.cleaned_data.get("scheme") or "light"
        if self.cleaned_data.get("accent_dark") and scheme != "auto":
            self.add_error("accent_dark", _("This goes with scheme=auto only. Here accent alone says the colour."))
            return
        self._must_be_readable("accent", "dark" if scheme == "dark" else "light")
        self._must_be_readable("accent_dark", "dark")

    def _must_be_readable(self, name: str, ground: str) -> None:
        given = self.cleaned_data.get(name)
        ratio = contrast(given, GROUNDS[ground]) if given else READABLE
        if ratio >= READABLE:
            return
        # Rounded down, so that nobody reads that 4.5 is not enough.
        said = {"ratio": f"{int(ratio * 100) / 100:.2f}", "least": READABLE}
        self.add_error(name, ValidationError(FAINT[ground], params=said))


class ListForm(LookForm):
    """All parameters of ``/embed/periods``. One that is not known, or comes twice, is refused like a wrong value."""

    process = forms.CharField(label=_("Process"), required=False, max_length=60)
    round = forms.IntegerField(
        label=_("Round"), required=False, min_value=1, max_value=LAST, help_text=_("Its number; empty for all rounds.")
    )
    group = forms.CharField(label=_("Who is asked"), required=False, max_length=40)
    state = OneOf(STATES, label=_("Comment periods"), initial="open")
    lang = OneOf([("", ""), *settings.LANGUAGES], label=_("Language"))
    density = OneOf(DENSITIES, label=_("Room between lines"), initial="comfortable")
    font = OneOf(FONTS, label=_("Letters"), initial="serif")
    heading = OneOf(HEADINGS, label=_("Heading"), initial="on")
    limit = forms.IntegerField(label=_("Periods at most"), required=False, min_value=1, max_value=MOST, initial=10)
    level = forms.IntegerField(label=_("Level of the heading"), required=False, min_value=1, max_value=4, initial=1)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.given = data

    def clean(self) -> None:
        super().clean()
        for name, values in self.given.lists():
            if name not in self.fields:
                said = {"value": name[:60], "known": ", ".join(self.fields)}
                self.add_error(None, ValidationError(NOT_KNOWN, params=said))
            elif len(values) > 1:
                self.add_error(name, _("This is said more than once. Say it once."))
            elif values[-1].isspace():
                # What is between blanks is taken for nothing, and nothing for all.
                self.add_error(name, _("This parameter has no value: give one, or leave it out."))
        if self.cleaned_data.get("round") and not self.cleaned_data.get("process"):
            self.add_error("round", _("Rounds are numbered in each process by itself: name the process as well."))

    @property
    def asked(self) -> Asked:
        """What a valid form asks for; the usual for what it leaves out."""
        names = {each.name for each in fields(Asked)}
        return Asked(**{name: value for name, value in self.cleaned_data.items() if name in names and value})


class BuilderForm(ListForm):
    """The same, to be chosen from; and how high a frame is, which cannot find out by itself."""

    pixels = forms.IntegerField(
        label=_("Height of the frame in pixels"),
        required=False,
        min_value=200,
        max_value=4000,
        initial=PIXELS,
        help_text=_("A frame without a script cannot grow with its list; what does not fit is scrolled to."),
    )
    field_order = (
        "process", "round", "group", "state", "lang", "limit",
        "scheme", "accent", "accent_dark", "font", "density", "heading", "pixels",
    )  # fmt: skip

    def __init__(
        self,
        data: QueryDict,
        *,
        processes: Iterable[tuple[str, str]],
        groups: Iterable[tuple[str, str]],
        language: str,
    ) -> None:
        super().__init__(data)
        del self.fields["level"]
        self._choose("process", _("All processes"), processes)
        self._choose("group", _("Everybody"), groups)
        self.fields["lang"] = OneOf(
            [(code, own_name(code)) for code, _name in settings.LANGUAGES], label=_("Language"), initial=language
        )
        self.order_fields(self.field_order)
        # A link from elsewhere names the process alone; the form shows the usual for the rest.
        filled = data.copy()
        for name, field in self.fields.items():
            field.required = field.initial is not None
            if field.required and not filled.get(name):
                filled[name] = str(field.initial)
        if filled["scheme"] != "auto":
            filled["accent_dark"] = ""
        self.data = filled

    def _choose(self, name: str, all_of_them: Any, choices: Iterable[tuple[str, str]]) -> None:
        label = self.fields[name].label
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", all_of_them), *choices])
