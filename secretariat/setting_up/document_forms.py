"""Preparing a document, its language versions, and publishing it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.collation import readers_key
from common.languages import name_in
from consultations.enums import DocumentKind
from consultations.models import Document, Process, Round
from secretariat.setting_up.worded import WordedForm, Words
from secretariat.stands_form import StandsForm

LARGEST = 2**31 - 1


class DocumentForm(WordedForm):
    """What a document is called, what it is, and where it comes from."""

    said: ClassVar = {"title": Words(_("Title"), longest=600)}

    kind = forms.ChoiceField(label=pgettext_lazy("of a document", "What it is"), choices=DocumentKind.choices)
    submitted_by = forms.CharField(
        label=_("Submitted by"), max_length=300, required=False, help_text=_("Empty where it is the secretariat’s own.")
    )
    modifies = forms.CharField(
        label=_("Modifies the document"),
        max_length=120,
        required=False,
        help_text=_("By its symbol or alias."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Where it comes from"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, round_: Round, data: object = None, *, document: Document | None = None) -> None:
        self.round = round_
        now = {"title": document.title} if document else None
        initial: dict[str, Any] = {"kind": DocumentKind.AGENDA}
        if document is not None:
            initial = {name: getattr(document, name) for name in ("kind", "submitted_by", "note")}
            initial["modifies"] = (
                document.modifies.symbol.text if document.modifies and document.modifies.symbol else ""
            )
        super().__init__(data, languages=round_.process.languages, now=now, initial=initial)

    def clean_modifies(self) -> Document | None:
        words = self.cleaned_data["modifies"].strip()
        if not words:
            return None
        of_process = Document.objects.filter(round__process=self.round.process_id).select_related("round", "symbol")
        found = (
            of_process.filter(symbol__text__iexact=words).first()
            or of_process.filter(symbol__alias__iexact=words).first()
        )
        if found is None:
            raise forms.ValidationError(gettext("No document of this process has this symbol or alias."))
        return found

    def given(self) -> dict[str, Any]:
        """The fields of the document by their names."""
        others = {bound.name: self.cleaned_data[bound.name] for bound in self.alike}
        return {**self.all_words(), **others}


class FileForm(forms.Form):
    """A file and the language it is in."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word (.docx), OpenDocument (.odt) or plain text."),
        error_messages={"required": _("Choose a file.")},
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, languages: Iterable[str], data: object = None, files: object = None) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # a QueryDict and its files, or None
        codes = sorted({*languages, *settings.UN_LANGUAGES}, key=lambda code: readers_key(name_in(code)))
        self.fields["language"].choices = [(code, name_in(code)) for code in codes]  # type: ignore[attr-defined]
        self.fields["language"].initial = next(iter(languages), "en")


class PublishForm(StandsForm):
    """Under which symbol a document is published."""

    field_order = ("is_numbered", "stands", "beside", "number", "alias")

    is_numbered = forms.BooleanField(label=_("Give it a symbol"), required=False, initial=True)
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=_("Empty for the next one of the round."),
    )
    alias = forms.CharField(
        label=_("Alias"),
        max_length=120,
        required=False,
        help_text=_("Another number that people know it by, such as “Contribution 29”."),
    )

    def __init__(self, process: Process, data: object = None) -> None:
        self.process = process
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, or None
        self.fields["beside"].help_text = _(
            "By its symbol or alias: a document or a published contribution of this round."
        )

    def process_meant(self) -> Process:
        return self.process

    def clean(self) -> None:
        """Either a number of its own, or that of another paper."""
        super().clean()
        if not self.cleaned_data.get("stands"):
            return
        if not self.cleaned_data["is_numbered"]:
            self.add_error("is_numbered", gettext("What replaces, adds to or corrects another paper has a symbol."))
        if self.cleaned_data.get("number") is not None:
            self.add_error("number", gettext("It keeps the number of the other paper: leave this empty."))
