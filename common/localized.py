"""Words that exist in several languages: which one a reader gets, and what is said of it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from i18nfield.strings import LazyI18nString


@dataclass(frozen=True)
class Wording:
    """A text with the language it is really in, for the ``lang`` attribute."""

    text: str
    language: str


def versions(value: LazyI18nString | str | None) -> dict[str, str]:
    """Every language version there is, by code. A plain string counts as the default language."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        return {code: text for code, text in data.items() if text}
    return {settings.LANGUAGE_CODE: str(data)} if data else {}


def in_every_language(text: str | Promise) -> dict[str, str]:
    """Words of ours in the languages they are translated into, by code; where they are not, they would be English."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(text)
    english = said.get("en", "")
    return {language: words for language, words in said.items() if language == "en" or words != english}


def best(value: LazyI18nString | str | None, language: str | None = None) -> Wording:
    """The version for ``language`` (the active one if not named).

    Falls back to English, then to the first there is in the alphabetical order of codes,
    and always says which language it gives. Empty when there is no version at all.
    """
    there = versions(value)
    wanted = language or translation.get_language() or settings.LANGUAGE_CODE
    for code in (wanted, settings.LANGUAGE_CODE, *sorted(there)):
        if code in there:
            return Wording(there[code], code)
    return Wording("", wanted)
