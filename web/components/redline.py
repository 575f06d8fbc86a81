"""Redlines and clauses: what a wording changes, for those who see it, hear it or print it.

Nothing hangs on colour or on a line through words: what goes and what comes carries a sign before it, is underlined or
struck, and is announced in the reader's language to whoever listens. Each piece is isolated, so that words of another
direction do not change places with their neighbours. The words stand in the text's language, the announcements in
the page's.
"""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.languages import active, direction
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import Piece, PieceKind
from texts.engine.redline import redline as redline_of
from texts.word.writing.directions import runs_left
from web.components import register, rendered

VIEWS = ("inline", "side")
# Signs that turn the direction of what follows, if they are left open.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@register.simple_tag
def redline(
    pieces: Sequence[Piece], *, language: str = "", view: str = "inline", before: str = "", after: str = ""
) -> SafeString:
    """A redline in one piece of text, or side by side: ``{% redline alternative.pieces language=text.language %}``.

    ``language`` is the text's, "" for an unknown one. Inline it can stand in any line of text, a heading too.
    ``view="side"`` gives a block of two columns, which ``before`` and ``after`` head.
    """
    if view not in VIEWS:
        raise TypeError(f"view must be one of {', '.join(VIEWS)}, not {view!r}")
    if view == "inline":
        return _words(pieces, language, (PieceKind.SAME, PieceKind.DEL, PieceKind.INS))
    columns = {
        "before": (before or _("Before"), _words(pieces, language, (PieceKind.SAME, PieceKind.DEL))),
        "after": (after or _("After"), _words(pieces, language, (PieceKind.SAME, PieceKind.INS))),
    }
    way = direction(language) if language else "auto"
    return rendered("redline", {"columns": columns, "text_direction": way})


@register.simple_tag
def redlined(
    old: str, new: str, *, language: str = "", view: str = "inline", before: str = "", after: str = ""
) -> SafeString:
    """The same of two wordings: ``{% redlined base.wording change.wording language=text.language %}``."""
    return redline(redline_of(old, new), language=language, view=view, before=before, after=after)


@register.simple_tag
def legend() -> SafeString:
    """What the signs of a redline mean, once on a page that has some."""
    return format_html(
        '<p class="meta redline-legend">{}</p>',
        format_html_join(
            " ",
            "<{}>{}</{}>",
            [("del", _("What goes is struck through."), "del"), ("ins", _("What comes is underlined twice."), "ins")],
        ),
    )


@register.simple_block_tag
def clause(
    content: str, clause: Clause, *, language: str = "", level: int = 2, anchor: bool = True, url: str = ""
) -> str:
    """A clause of a text around its words: ``{% clause each language=… %}{% redlined … %}{% endclause %}``.

    Without content, its own wording. Titles and headings of clauses become headings, from ``level`` on; the label is
    what was printed, and links to ``url`` if there is one. What a page has to say of the clause stands after it.
    """
    words = (
        SafeString(content.strip()) if content.strip() else _words([Piece(PieceKind.SAME, clause.wording)], language)
    )
    tag = {ClauseKind.TITLE: f"h{int(level)}", ClauseKind.CONTAINER: f"h{int(level) + 1}"}.get(clause.kind, "p")
    return rendered(
        "clause",
        {
            "clause": clause,
            "kind": clause.kind.value,
            "words": words,
            "tag": tag,
            "language": language,
            "text_direction": direction(language) if language else "auto",
            "anchor": anchor and clause.id,
            "url": url,
            "spoken": active(),
        },
    )


def _words(pieces: Iterable[Piece], language: str, kinds: Sequence[PieceKind] = tuple(PieceKind)) -> SafeString:
    """The pieces of these kinds as one stretch of text in its language; new words in other letters, in their way."""
    chosen = [piece for piece in pieces if piece.kind in kinds]
    way = direction(language) if language else "auto"
    if language and _way_of_new(chosen, way) != way:
        language, way = "", _way_of_new(chosen, way)
    lang = format_html(' lang="{}"', language) if language else ""
    shown = [_piece(piece, way) for piece in chosen]
    return format_html(
        '<span class="redline"{} dir="{}">{}</span>', lang, way, format_html_join("", "{}", ((each,) for each in shown))
    )


def _way_of_new(pieces: Sequence[Piece], way: str) -> str:
    """Which way words run of which all are new; ``way`` for words that the text has."""
    if any(piece.kind is not PieceKind.INS for piece in pieces):
        return way
    return "rtl" if runs_left("".join(piece.text for piece in pieces), otherwise=way == "rtl") else "ltr"


def _piece(piece: Piece, way: str) -> SafeString | str:
    if piece.kind is PieceKind.SAME:
        return format_html('<span dir="{}">{}</span>', way, piece.text) if _TURNS.search(piece.text) else piece.text
    begins, ends = _announced(piece.kind)
    return format_html('<{0} dir="{1}">{2}{3}{4}</{0}>', piece.kind.value, way, begins, piece.text, ends)


def _announced(kind: PieceKind) -> tuple[SafeString, SafeString]:
    """What is said before and after a piece, in the page's language; nobody sees or copies it."""
    begins, ends = {
        PieceKind.DEL: (pgettext("read aloud", "deletion:"), pgettext("read aloud", "end of deletion")),
        PieceKind.INS: (pgettext("read aloud", "insertion:"), pgettext("read aloud", "end of insertion")),
    }[kind]
    pattern = '<span class="hidden-text" lang="{}" dir="{}"> {} </span>'
    spoken = active()
    return (
        format_html(pattern, spoken, direction(spoken), begins),
        format_html(pattern, spoken, direction(spoken), ends),
    )
