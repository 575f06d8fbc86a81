"""What was understood of a Word file, ready to be shown: each change with its clause, and all that is no change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.lines import isolated
from contributions import changes as rules
from contributions.content import Content
from contributions.models import Understanding
from contributions.queries.amending import Proposed
from texts.engine.alignment import Why
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import Piece, PieceKind
from texts.engine.redline import redline as redline_of
from texts.engine.wording import same
from texts.enums import Told
from texts.models import TextVersion

WHY: dict[str, str | Promise] = {
    Why.NOT_IN_BASE: gettext_lazy("It stands in the file without any change, but not in our text."),
    Why.CHANGED_NOT_IN_BASE: gettext_lazy("It changes words that our text does not have."),
    Why.EMPTY: gettext_lazy("A paragraph without words was put in or taken out."),
    Why.BLANKS: gettext_lazy("The words stay the same; only blank space is different."),
    Why.ABOVE_TITLE: gettext_lazy("It was put in above the title: it looks like a covering note."),
    Why.OUTSIDE: gettext_lazy("It was put into a footnote, an endnote or a text box, which are no clauses."),
    Why.OURS_ALREADY: gettext_lazy("The text here says this already."),
    Why.COME_AND_GONE: gettext_lazy("It was put in and taken out again."),
}


@dataclass(frozen=True)
class Item:
    """One change as the file has it (``pieces``), and the same against our text where its sender has mended it."""

    number: int
    change: Change
    pieces: Sequence[Piece]
    proposed: Proposed
    authors: Sequence[tuple[str, str]]
    is_sure: bool
    label: str
    comments: Sequence[Mapping[str, str]]
    decision: str
    rival: Proposed | None

    @property
    def needs_a_reason(self) -> bool:
        """Is a reason needed, and none there?"""
        return self.change.op in rules.NEEDS_A_REASON and not same(self.change.reason)


@dataclass(frozen=True)
class Aside:
    """Something of the file that is no change: what it says, why it stands here, and the clause it is about."""

    why: str
    pieces: Sequence[Piece] = ()
    clause: Clause | None = None
    detail: str = ""


def items_of(found: Understanding, version: TextVersion, content: Content) -> Iterator[Item]:
    """The changes in the order of the file. ``rival``: what the draft has for the same clause, from elsewhere."""
    known = {clause.id: clause for clause in version.outline}
    drafted = {each.clause: each for each in rules.read_all(content.changes) if each.op is not Op.ADD}
    for number, item in enumerate(found.items):
        change = rules.read(item["change"])
        if change is None:
            continue
        rival = drafted.get(change.clause) if change.op is not Op.ADD and not item["decision"] else None
        yield Item(
            number=number,
            change=change,
            pieces=_pieces(item["pieces"]),
            proposed=_proposed(change, known),
            authors=[(name, date) for name, date in item["authors"]],
            is_sure=item["certainty"] == "stated",
            label=item["label"],
            comments=item["comments"],
            decision=item["decision"],
            rival=_proposed(rival, known) if rival else None,
        )


def asides_of(found: Understanding, version: TextVersion) -> dict[str, list[Aside]]:
    """All that is no change, in lists by name (see the model); ``comments`` are those in the margin of no change."""
    known = {clause.id: clause for clause in version.outline}
    asides: Mapping[str, list[dict[str, Any]]] = found.asides
    return {
        "unplaced": [
            Aside(str(WHY.get(each["why"], "")), _pieces(each["pieces"]), known.get(each["clause"]), each["label"])
            for each in asides.get("unplaced", ())
        ],
        "differs": [
            Aside(_("Another place") if each["wandered"] else "", _both(each), known.get(each["clause"]))
            for each in asides.get("differs", ())
        ],
        "absent": [Aside("", clause=known.get(each["clause"])) for each in asides.get("absent", ())],
        "relabelled": [
            Aside(each["new"], clause=known.get(each["clause"]), detail=each["old"])
            for each in asides.get("relabelled", ())
        ],
        "comments": [Aside(each["text"], detail=each["author"]) for each in asides.get("comments", ())],
        "notices": [Aside(str(Told(each["code"]).label), detail=each["detail"]) for each in asides.get("notices", ())],
    }


def made_from(found: Understanding, version: TextVersion) -> str:
    """A sentence where the file says that it was made from something else than ``version``; "" otherwise.

    One query where it does, and none where it does not.
    """
    stated = next(iter(found.asides.get("made_from", ())), None)
    if stated is None or stated["digest"] == version.digest:
        return ""
    known = TextVersion.objects.filter(digest=stated["digest"]).order_by("issued_at").last()
    symbols = {
        "made": isolated((known.symbol if known else stated["symbol"]) or _("another text")),
        "amended": isolated(version.symbol or version.text.title),
    }
    if known is None:
        sentence = _(
            "This file says that it was made from %(made)s, with words that are not known here; you are amending "
            "%(amended)s."
        )
    elif known.text_id != version.text_id:
        sentence = _("This file was made from %(made)s, which is another text; you are amending %(amended)s.")
    elif known.number < version.number:
        sentence = _("This file was made from %(made)s, an earlier version of this text; you are amending %(amended)s.")
    else:
        sentence = _("This file was made from %(made)s, a later version of this text; you are amending %(amended)s.")
    return sentence % symbols


def _proposed(change: Change, known: Mapping[str, Clause]) -> Proposed:
    clause, after = known.get(change.clause), known.get(change.after)
    above = clause or after
    parent = known.get(above.parent) if above else None
    heading = parent if parent and parent.kind is ClauseKind.CONTAINER else None
    return Proposed(change, clause, after, heading)


def _both(each: Mapping[str, Any]) -> list[Piece]:
    return list(redline_of(each["ours"], each["theirs"]))


def _pieces(stored: Sequence[Sequence[str]]) -> list[Piece]:
    return [Piece(PieceKind(kind), text) for kind, text in stored]
