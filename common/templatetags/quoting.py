"""Words of others in letters: ``{{ period.wording|quoted }}``, ``{{ source.name|set_apart }}``."""

from django import template
from django.utils.html import format_html
from django.utils.translation import pgettext

from common import quoting
from common.languages import direction
from common.localized import Wording

register = template.Library()


@register.filter(needs_autoescape=True)
def quoted(wording: Wording, autoescape: bool = True) -> str:
    """A title that exists in some languages only: as it is, and in which language where that is not the letter's."""
    named = quoting.foreign(wording)
    note = " " + pgettext("after words in another language", "[in %(language)s]") % {"language": named} if named else ""
    if not autoescape:
        return quoting.set_apart(wording.text) + note
    if not named:
        return format_html("<bdi>{}</bdi>", wording.text)
    way = direction(wording.language)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>{}', wording.language, way, wording.text, note)


@register.filter(needs_autoescape=True)
def written_in(text: str, language: str, autoescape: bool = True) -> str:
    """The same for words that are there in one language."""
    return quoted(Wording(text, language), autoescape)


@register.filter(needs_autoescape=True)
def set_apart(text: object, autoescape: bool = True) -> str:
    """A name, or other words of whatever direction, inside a sentence: they do not turn what stands around them."""
    said = "" if text is None else str(text)
    return format_html("<bdi>{}</bdi>", said) if autoescape else quoting.set_apart(said)
