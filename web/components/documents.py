"""Documents and other people's words: symbol, head of a document, text in its own language, file.

Those that give a part of a sentence are kept with ``as`` and put where the translated sentence wants them:
``{% symbol number as cited %}{% blocktranslate %}It was published as {{ cited }}.{% endblocktranslate %}``.
"""

from collections.abc import Iterable
from typing import Protocol

from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from i18nfield.strings import LazyI18nString

from common.languages import active, direction, name_in
from common.localized import Wording, best
from web.components import register, rendered
from web.components.ways import in_a_row


class Worded(Protocol):
    """Whatever is called something in several languages."""

    @property
    def wording(self) -> Wording: ...


@register.simple_tag
def symbol(value: str, url: str = "") -> SafeString:
    """A document's symbol, set as such: never translated, never broken, left to right everywhere."""
    if not url:
        return format_html('<span class="symbol" dir="ltr" translate="no">{}</span>', value)
    return format_html('<a class="symbol" dir="ltr" translate="no" href="{}">{}</a>', url, value)


@register.simple_block_tag
def folio(content: str, symbol: str = "", body: str = "", distribution: str = "") -> str:
    """The head of a document as the United Nations print it: the body, the symbol, then (inside) the title and more.

    ``distribution`` is a line such as "For information" or "Original: French".
    """
    return rendered(
        "folio",
        {
            "content": content,
            "symbol": symbol,
            "body": body,
            "distribution": distribution,
        },
    )


@register.simple_block_tag
def foreign(content: str, language: str = "", tag: str = "div", css: str = "") -> SafeString:
    """Somebody's words in the language they wrote them in: sets ``lang`` and ``dir`` for what is inside.

    Without a known language the text's own first letters decide the direction.
    """
    if tag not in {"div", "span", "p", "blockquote", "article", "section", "cite"}:
        raise TypeError(f"foreign cannot be a {tag}")
    lang = format_html(' lang="{}"', language) if language else ""
    style = format_html(' class="{}"', css) if css else ""
    start = format_html("<{}{}{}", SafeString(tag), style, lang)
    return format_html(
        '{} dir="{}">{}</{}>',
        start,
        direction(language),
        SafeString(content),
        SafeString(tag),
    )


@register.simple_tag
def wording(value: LazyI18nString | Wording | str | None) -> SafeString | str:
    """A text that exists in several languages, in the best one for the reader; says which if not the page's own."""
    chosen = value if isinstance(value, Wording) else best(value)
    if chosen.language == active() or not chosen.text:
        return chosen.text
    return format_html(
        '<span lang="{}" dir="{}">{}</span>',
        chosen.language,
        direction(chosen.language),
        chosen.text,
    )


@register.simple_tag
def wordings(things: Iterable[Worded]) -> SafeString:
    """What several things are called, such as stakeholder groups, in one line and in the order given."""
    return in_a_row(wording(thing.wording) for thing in things)


@register.simple_tag
def isolated(text: str, *, direction: str = "auto") -> SafeString:
    """A name, or other words of whatever direction, inside a sentence: they do not turn what stands around them.

    ``direction`` is ``ltr`` for what is written from the left whatever letters it begins with, such as an address.
    """
    if direction == "auto":
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi dir="{}">{}</bdi>', direction, text)


@register.simple_tag
def language_name(code: str) -> str:
    """A language's name in the reader's language: ``French``, ``français``."""
    return name_in(code)


@register.inclusion_tag("ui/file.html")
def file(name: str, url: str, kind: str = "", size: int | None = None, language: str = "") -> dict[str, object]:
    """A file to download: its name, what it is (``PDF``), its size in bytes, the language of what is in it."""
    facts = [
        kind,
        filesizeformat(size) if size is not None else "",
        name_in(language) if language else "",
    ]
    return {
        "name": name,
        "url": url,
        "facts": [fact for fact in facts if fact],
        "language": language,
    }
