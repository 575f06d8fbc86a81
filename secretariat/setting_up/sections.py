"""The sections of a process's settings, in the order in which its page shows them.

Each is a form of its own, stored by one action, so that two people who set up different things do not meet. To add
one: a subclass of ``ProcessForm`` whose fields are called like the model's, and a line here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.setting_up.calendar_form import CalendarForm
from secretariat.setting_up.mail_forms import ByEmailForm, HeldLettersForm
from secretariat.setting_up.process_forms import (
    AddressForm,
    GroupsForm,
    LanguagesForm,
    NamesForm,
    ProcessForm,
    SymbolsForm,
)


@dataclass(frozen=True)
class Section:
    """A part of the settings: its place in the address, its title, its form.

    ``beneath`` is a template for what stands inside the form above its button, ``after`` for what follows it.
    """

    key: str
    title: str | Promise
    form: type[ProcessForm]
    beneath: str = ""
    after: str = ""


SECTIONS = (
    Section("names", _("Name and mandate"), NamesForm),
    Section("languages", _("Languages and time zone"), LanguagesForm),
    Section("groups", _("Stakeholder groups"), GroupsForm, after="secretariat/setting_up/_own_group.html"),
    Section("symbols", _("Symbols"), SymbolsForm, beneath="secretariat/setting_up/_examples.html"),
    Section("calendar", _("Calendar"), CalendarForm),
    Section("email", _("Contributions by e-mail"), ByEmailForm),
    Section("letters", _("Letters to followers"), HeldLettersForm),
    Section("address", pgettext_lazy("of a page", "Address"), AddressForm),
)


def section_called(key: str) -> Section | None:
    """The section at this place of the address; None where there is none."""
    return next((section for section in SECTIONS if section.key == key), None)
