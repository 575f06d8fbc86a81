"""A wording of a compilation, with the brackets that say that it is not agreed."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from common.languages import direction
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import Piece
from web.components import register, rendered
from web.components.redline import redline


@register.simple_tag
def bracketed(
    clause: Clause,
    pieces: Sequence[Piece],
    *,
    language: str = "",
    level: int = 2,
    anchor: str = "",
    heading: bool = False,
    url: str = "",
) -> SafeString:
    """One wording in square brackets, its label inside them: ``[c) bis that cables are useful;]``.

    Its label links to ``url`` if there is one. ``heading``: whether a title or a heading of clauses is one on this
    page, from ``level`` on (rivals are not).
    """
    levels = {ClauseKind.TITLE: f"h{int(level)}", ClauseKind.CONTAINER: f"h{int(level) + 1}"} if heading else {}
    return rendered(
        "bracketed",
        {
            "clause": clause,
            "kind": clause.kind.value,
            "words": redline(pieces, language=language),
            "tag": levels.get(clause.kind, "p"),
            "language": language,
            "text_direction": direction(language) if language else "auto",
            "anchor": anchor,
            "url": url,
        },
    )
