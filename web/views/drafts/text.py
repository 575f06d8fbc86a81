"""A contribution as plain text, for keeping it elsewhere."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from consultations.models import GuidingQuestion
from contributions.content import Content
from contributions.queries.amending import Proposals
from texts.engine.redline import Piece, PieceKind


def as_text(
    content: Content,
    questions: Sequence[GuidingQuestion],
    speakers: Sequence[str],
    proposals: Proposals | None = None,
) -> str:
    """Everything that was written, under headings, with Windows' line ends so that any editor shows it well."""
    blocks = [*_blocks(content, questions, speakers), *_proposed(proposals), *_files(content)]
    return "\n\n".join(blocks).replace("\n", "\r\n") + "\r\n"


def _blocks(content: Content, questions: Sequence[GuidingQuestion], speakers: Sequence[str]) -> Iterator[str]:
    yield content.title or _("(without a title yet)")
    if speakers:
        yield "\n".join(speakers)
    if content.builds_on:
        yield _("Builds on: %(what)s") % {"what": content.builds_on}
    if content.statement.strip():
        yield content.statement
    for question in questions:
        answer = content.answers.get(str(question.pk), "")
        if answer.strip():
            yield f"{question.number}. {question.wording.text}\n\n{answer}"
    for number, item in enumerate(content.recommendations, 1):
        yield f"{_('Recommendation %(number)d') % {'number': number}}\n{item}"


def _files(content: Content) -> Iterator[str]:
    if content.files:
        yield "\n".join([_("Files:"), *(str(item.get("name", "")) for item in content.files)])


def _proposed(proposals: Proposals | None) -> Iterator[str]:
    """What goes in [- -], what comes in {+ +}, as programs that compare texts write it."""
    if proposals is None:
        return
    yield _("Proposed changes to %(symbol)s") % {"symbol": proposals.symbol}
    for each in proposals.changes:
        place = each.clause or each.after
        where = " ".join(filter(None, [each.heading.wording if each.heading else "", place.label if place else ""]))
        lines = [f"{each.op_name} ({each.kind_name})", where, "".join(map(_piece, each.pieces)), each.change.reason]
        yield "\n".join(filter(None, lines))
    if proposals.missing:
        yield "\n".join([_("What is missing"), proposals.missing])


def _piece(piece: Piece) -> str:
    signs = {PieceKind.DEL: "[-{}-]", PieceKind.INS: "{{+{}+}}"}
    return signs.get(piece.kind, "{}").format(piece.text)
