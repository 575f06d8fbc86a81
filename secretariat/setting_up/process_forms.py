"""Setting up a process: the form that begins it, and one form for each section of its settings."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import is_known, name_in
from common.lines import one_line
from common.moments import zone_choices, zone_name
from consultations.models import Process
from consultations.symbols import check_grammar, render
from secretariat.setting_up.worded import WordedForm, Words
from stakeholders.groups import DEFAULT_GROUPS
from stakeholders.models import StakeholderGroup

EXAMPLE_MODIFIERS = ("", "Rev.1", "Add.1", "Corr.1")
CODE = r"[A-Za-z0-9][A-Za-z0-9.\-]*(?:[ /][A-Za-z0-9.\-]+)*"


def code_field() -> forms.CharField:
    """The code of a process as it stands in its symbols."""
    return forms.RegexField(
        rf"^{CODE}\Z",
        label=_("Code in symbols"),
        max_length=40,
        help_text=_("Short and known to everybody, such as WGEC in WGEC/3/1."),
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 16, "autocomplete": "off"}),
        error_messages={"invalid": _("Use letters without accents, digits, points and hyphens.")},
    )


def address_field() -> forms.SlugField:
    """The part of the address that is the process's own."""
    return forms.SlugField(
        label=pgettext_lazy("of a page", "Address"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens: what stands after /processes/. It stays once it is public."),
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 24, "autocomplete": "off"}),
    )


def languages_by_name() -> list[tuple[str, str]]:
    """The six languages of the United Nations, by name in the reader's language."""
    named = [(code, name_in(code)) for code in settings.UN_LANGUAGES]
    return sorted(named, key=lambda choice: readers_key(choice[1]))


class NewProcessForm(forms.Form):
    """As much as a process needs to begin; everything can be changed before it is opened."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"), max_length=600, help_text=_("Other languages can be added on the next page.")
    )
    language = forms.ChoiceField(label=_("Language of the name"), choices=languages_by_name)
    code = code_field()
    slug = address_field()

    def clean_name(self) -> str:
        return _line(self.cleaned_data["name"])


class ProcessForm(WordedForm):
    """One section of a process's settings. Fields that are called like the model's are read from it and stored in it.

    To add a section: a subclass with its fields, and a line in ``sections.SECTIONS``.
    """

    def __init__(self, process: Process, data: object = None) -> None:
        self.process = process
        now = {name: getattr(process, name) for name in self.said}
        initial = {name: getattr(process, name) for name in self.base_fields if hasattr(process, name)}
        super().__init__(data, languages=process.languages, now=now, initial=initial | self.initially())

    def initially(self) -> dict[str, Any]:
        """What fields show that are not read from the model as they are."""
        return {}

    def changes(self) -> Mapping[str, Any]:
        """What ``consultations.actions.change_process`` is to change, by the names of the model's fields."""
        others = {bound.name: self.cleaned_data[bound.name] for bound in self.alike}
        return {**self.all_words(), **others}

    def further(self) -> dict[str, Any]:
        """What else that action is to be told."""
        return {}

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        """What is set now, as terms and values, for the page that shows all sections."""
        raise NotImplementedError


class NamesForm(ProcessForm):
    """What the process is called, and what it is for."""

    said: ClassVar = {
        "name": Words(_("Name"), longest=600),
        "mandate": Words(
            pgettext_lazy("of a process", "Mandate"),
            _("Who gave it, and what for. Paragraphs, lists, *emphasis* and [links](https://…) are understood."),
            longest=20_000,
            rows=6,
        ),
    }

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        return [(gettext("Name"), process.name), (gettext("Mandate"), process.mandate)]


class LanguagesForm(ProcessForm):
    """In which languages the process works, and by whose clock."""

    known = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=languages_by_name,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Names, questions and documents are asked for in each of them. "
            "What is missing in one is shown in English, else in another, and says so."
        ),
    )
    further_languages = forms.CharField(
        label=_("Further languages"),
        required=False,
        max_length=200,
        help_text=_("By their codes, with blanks between them: pt sw"),
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 24, "autocomplete": "off"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("In which dates of comment periods are announced, unless a period says otherwise."),
    )

    def initially(self) -> dict[str, Any]:
        known = [code for code in self.process.languages if code in settings.UN_LANGUAGES]
        others = [code for code in self.process.languages if code not in settings.UN_LANGUAGES]
        return {"known": known, "further_languages": " ".join(others)}

    def clean_further_languages(self) -> list[str]:
        codes = self.cleaned_data["further_languages"].replace(",", " ").split()
        unknown = [code for code in codes if len(code) > 8 or not is_known(code)]
        if unknown:
            raise forms.ValidationError(_("No language has the code “%(code)s”."), params={"code": unknown[0]})
        return codes

    def changes(self) -> Mapping[str, Any]:
        given = self.cleaned_data
        chosen = dict.fromkeys([*given["known"], *given["further_languages"]])
        # The order in which they were chosen first is no rank; it is kept so that pages do not jump.
        kept = [code for code in self.process.languages if code in chosen]
        return {"languages": [*kept, *(code for code in chosen if code not in kept)], "time_zone": given["time_zone"]}

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        languages = " · ".join(name_in(code) for code in process.languages)
        return [(gettext("Languages"), languages), (gettext("Time zone"), zone_name(process.time_zone))]


class GroupsForm(ProcessForm):
    """Which stakeholder groups the process has."""

    groups = forms.MultipleChoiceField(
        label=_("Stakeholder groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever contributes belongs to one of them. None comes first: they are listed by name."),
    )

    def __init__(self, process: Process, data: object = None) -> None:
        super().__init__(process, data)
        self.found = {str(group.pk): group for group in groups_for(process)}
        self.fields["groups"].choices = [(key, group.wording.text) for key, group in self.found.items()]  # type: ignore[attr-defined]

    def initially(self) -> dict[str, Any]:
        return {"groups": [str(pk) for pk in self.process.groups.values_list("pk", flat=True)]}

    def changes(self) -> Mapping[str, Any]:
        return {}

    def further(self) -> dict[str, Any]:
        return {"groups": [self.found[key] for key in self.cleaned_data["groups"]]}

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        names = sorted((group.wording.text for group in process.groups.all()), key=readers_key)
        return [(gettext("Stakeholder groups"), " · ".join(names))]


class GroupForm(WordedForm):
    """A stakeholder group that a process has for itself."""

    said: ClassVar = {"name": Words(_("Name of the group"), longest=400)}


class SymbolsForm(ProcessForm):
    """How the process numbers what it publishes."""

    code = code_field()
    symbol_grammar = forms.CharField(
        label=_("Grammar of symbols"),
        max_length=80,
        help_text=_(
            "{process} stands for the code, {round} for the number of the round, {number} for the running number in it."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 30, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_symbol_grammar(self) -> str:
        grammar = str(self.cleaned_data["symbol_grammar"])
        check_grammar(grammar)
        return grammar

    @property
    def examples(self) -> list[tuple[str, str]]:
        """What the grammar on the page gives for document 7 of round 3; empty while it gives nothing."""
        grammar = str(self["symbol_grammar"].value() or "")
        try:
            check_grammar(grammar)
        except forms.ValidationError:
            return []
        code = str(self["code"].value() or "")
        return [
            (modifier, render(grammar, process=code, round_number=3, number=7, modifier=modifier))
            for modifier in EXAMPLE_MODIFIERS
        ]

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        first = render(process.symbol_grammar, process=process.code, round_number=3, number=7)
        return [(gettext("Grammar of symbols"), process.symbol_grammar), (gettext("For example"), first)]


class AddressForm(ProcessForm):
    """Where the pages of the process are found."""

    slug = address_field()

    @classmethod
    def told(cls, process: Process) -> list[tuple[str, Any]]:
        return [(gettext("Address of its page"), f"/processes/{process.slug}/")]


def groups_for(process: Process) -> list[StakeholderGroup]:
    """The groups a process can choose from: those of everybody, and its own; by name in the reader's language."""
    of_everybody = Q(code__in=[group.code for group in DEFAULT_GROUPS])
    own = Q(processes=process) | Q(code__startswith=f"{process.slug}-")
    found = StakeholderGroup.objects.filter(of_everybody | own).distinct()
    return sorted(found, key=lambda group: readers_key(group.wording.text))


def _line(text: str) -> str:
    line = one_line(text)
    if not line:
        raise forms.ValidationError(gettext("Give the name in one language at least."))
    return line
