"""Forms with words in several languages: all languages of a process stand beneath each other, each in its own field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import pgettext
from i18nfield.strings import LazyI18nString

from common.languages import direction, name_in
from common.localized import versions


@dataclass(frozen=True)
class Words:
    """Something that is said in several languages: its label, a hint, at most how many characters, in how many rows."""

    label: str | Promise
    hint: str | Promise = ""
    longest: int = 600
    rows: int = 0


@dataclass(frozen=True)
class Group:
    """The fields of one such thing, a field for each language."""

    name: str
    words: Words
    fields: list[BoundField]


class WordedForm(forms.Form):
    """``said`` names what is said in several languages; each becomes a field for every language of ``languages``.

    ``now`` holds what is stored, by the names of ``said``; versions in other languages stay as they are.
    """

    said: ClassVar[dict[str, Words]] = {}
    use_required_attribute = False

    def __init__(
        self,
        data: object = None,
        *args: Any,
        languages: Iterable[str],
        now: Mapping[str, LazyI18nString | str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(data, *args, **more)  # type: ignore[arg-type]  # a QueryDict, or None
        self.languages = list(languages)
        self.now = {name: versions(text) for name, text in (now or {}).items()}
        worded = {
            _field(name, code): self._made(name, words, code)
            for name, words in self.said.items()
            for code in self.languages
        }
        self.fields = {**worded, **self.fields}

    @property
    def worded(self) -> list[Group]:
        """What is said in several languages, in the order of ``said``."""
        return [
            Group(name, words, [self[_field(name, code)] for code in self.languages])
            for name, words in self.said.items()
        ]

    @property
    def alike(self) -> list[BoundField]:
        """The fields that are the same in every language."""
        worded = {_field(name, code) for name in self.said for code in self.languages}
        return [bound for bound in self if bound.name not in worded]

    def words(self, name: str) -> dict[str, str]:
        """What was typed, by language; with what is stored in languages that are not on the page."""
        typed = {code: self.cleaned_data[_field(name, code)].strip() for code in self.languages}
        return {code: text for code, text in (self.now.get(name, {}) | typed).items() if text}

    def all_words(self) -> dict[str, dict[str, str]]:
        """The same for everything of ``said``."""
        return {name: self.words(name) for name in self.said}

    def refuse(self, fields: Mapping[str, str | Promise]) -> None:
        """Put each sentence beside the field it is about; about words, beside their first language."""
        for name, sentence in fields.items():
            field = _field(name, self.languages[0]) if name in self.said and self.languages else name
            self.add_error(field if field in self.fields else None, str(sentence))

    def _made(self, name: str, words: Words, code: str) -> forms.Field:
        attributes = {"lang": code, "dir": direction(code)} | ({"rows": words.rows} if words.rows else {})
        said = {"what": words.label, "language": name_in(code)}
        return forms.CharField(
            label=pgettext("a field, and the language it is in", "%(what)s, in %(language)s") % said,
            required=False,
            max_length=words.longest,
            initial=self.now.get(name, {}).get(code, ""),
            widget=forms.Textarea(attrs=attributes) if words.rows else forms.TextInput(attrs=attributes),
        )


def _field(name: str, code: str) -> str:
    return f"{name}_{code}"
