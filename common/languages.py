"""What a language is called, by itself and by others, and which way it is written."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import translation


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Babel's locale for a code such as ``fr`` or ``zh-hans``; English where it is unknown."""
    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def is_known(language: str) -> bool:
    """Is this the code of a language whose name and direction we know?"""
    return bool(language) and (language.startswith("en") or locale_of(language).language != "en")


def active() -> str:
    """The code of the language that the page is being written in."""
    return translation.get_language() or "en"


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` where the language is not known, so that the text itself decides."""
    return locale_of(language).text_direction if is_known(language) else "auto"


@lru_cache(maxsize=256)
def own_name(language: str) -> str:
    """The language's name for itself, as a title: ``Français``. The code where it is not known."""
    name = locale_of(language).get_display_name() if is_known(language) else None
    return name[0].upper() + name[1:] if name else language


def name_in(language: str, *, reader: str | None = None) -> str:
    """The language's name in the reader's language (the active one unless given). The code where it is not known."""
    name = locale_of(language).get_display_name(locale_of(reader or active())) if is_known(language) else None
    return name or language
