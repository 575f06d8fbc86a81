"""Tags of the reading pages: texts of several paragraphs, names of sources and rounds, kinds of files, counts."""

import datetime

import nh3
from babel.numbers import format_decimal
from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from i18nfield.strings import LazyI18nString
from markdown_it import MarkdownIt

from common.languages import active, direction, locale_of
from common.localized import Wording, best
from common.moments import written_date
from consultations.models import Document, Process, Round
from contributions.enums import Consent
from contributions.models import Contribution, TranscriptOriginal
from contributions.queries.published import PublicSource, public_originals, public_sources
from contributions.queries.reading import Count
from stakeholders.models import Source
from web.components.documents import isolated, symbol, wording

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "code"}
_KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.oasis.opendocument.text": "ODT",
}


@register.simple_tag
def words(value: LazyI18nString | str | None) -> SafeString | str:
    """A text of the secretariat in the best language for the reader: paragraphs, lists, emphasis and links.

    A little Markdown is understood (no headings, images or HTML), and the result is cleaned. "" for no text.
    """
    chosen = best(value)
    if not chosen.text.strip():
        return ""
    cleaned = nh3.clean(_MARKDOWN.render(chosen.text), tags=_TAGS, attributes={"a": {"href"}}, link_rel="noopener")
    return format_html(
        '<div class="prose" lang="{}" dir="{}">{}</div>',
        chosen.language,
        direction(chosen.language),
        mark_safe(cleaned),  # noqa: S308 - cleaned the line before
    )


@register.simple_tag
def source_name(source: Source) -> SafeString:
    """A source's name in the reader's language where it is known, else as the source writes itself."""
    return isolated(source.name_in(active()))


@register.simple_tag
def who_speaks(contribution: Contribution) -> list[PublicSource]:
    """Who speaks in a published contribution, as far as they may be named."""
    return public_sources(contribution)


@register.simple_tag
def originals_of(contribution: Contribution) -> list[TranscriptOriginal]:
    """What really came, as files that everybody can get."""
    return public_originals(contribution)


@register.simple_tag
def called_publicly(contribution: Contribution) -> Wording:
    """The title of a published contribution in a list; for one that is counted only a line that says so."""
    if contribution.consent == Consent.AGGREGATE:
        return Wording(_("Counted, and not published at its source’s wish"), active())
    return Wording(contribution.title, contribution.language)


@register.simple_tag
def round_name(round_: Round) -> SafeString:
    """A round where several processes stand together: the code of its process, then its title."""
    return _filled(
        pgettext("a round, after the code of its process", "%(process)s, %(round)s"),
        process=isolated(round_.process.code),
        round=wording(round_.wording),
    )


@register.simple_tag
def cited(document: Document, process: Process) -> SafeString | str:
    """A filed document as a sentence names it: its symbol as a link, then its title; the title alone without one."""
    title = wording(document.wording)
    if document.symbol is None:
        return title
    text = document.symbol.text
    return _filled(
        pgettext("a document, by symbol and title", "%(symbol)s, %(title)s"),
        symbol=symbol(text, reverse("web:document", args=[process.slug, text])),
        title=title,
    )


@register.simple_tag
def on_day(date: datetime.date | None) -> SafeString | str:
    """A day that belongs to no zone, such as a meeting's, as the reader's language writes it. "" for none."""
    if date is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), written_date(date))


@register.simple_tag
def how_many(count: Count) -> str:
    """How many contributions a list has, as far as it was counted: ``3 contributions``, ``more than 1,000 …``."""
    number = format_decimal(count.number, locale=locale_of(active()))
    if count.is_more:
        return _("more than %(number)s contributions") % {"number": number}
    return ngettext("%(number)s contribution", "%(number)s contributions", count.number) % {"number": number}


@register.filter
def file_kind(media_type: str) -> str:
    """What people call a file of this media type."""
    return _KINDS.get(media_type) or (_("Text") if media_type.startswith("text/") else "")


def _filled(pattern: str, **parts: SafeString | str) -> SafeString:
    """A translated pattern with its parts, each escaped unless it is HTML already."""
    return mark_safe(pattern % {name: conditional_escape(part) for name, part in parts.items()})  # noqa: S308
