"""Filing the papers of a round: at once, or prepared first and published under a symbol afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.localized import versions
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.enums import Beside, DocumentKind
from consultations.models import Document, Round, Symbol, SymbolAct
from record.actions import enter

from .changing import differing, lock_as_seen, still_there, store
from .document_files import NewFile, store_file
from .permission import must_issue
from .process import Words
from .symbol import next_modifier, reserve_symbol

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def file_document(
    round_: Round,
    *,
    by: "Person | None",
    kind: DocumentKind,
    title: Words,
    files: Sequence[NewFile] = (),
    is_numbered: bool = True,
    number: int | None = None,
    alias: str = "",
    symbol: Symbol | None = None,
    modifies: Document | None = None,
    submitted_by: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Document:
    """File a document in the round under its next symbol, and with it its files. It is public as the round is.

    With ``number`` it keeps the number it was given elsewhere; without ``is_numbered`` it gets none; ``symbol`` is one
    that the caller has reserved for it in this transaction.
    ``alias`` is another number that people know it by; ``submitted_by`` names whoever wrote it where
    that is not the secretariat. Raise ``NotAllowed``, and ``NotPossible`` for a symbol or alias that
    is taken or a document modified from another process.
    """
    must_issue(round_.process, by)
    _must_modify_its_own(round_, modifies)
    document = Document.objects.create(
        round=round_,
        symbol=symbol or (reserve_symbol(round_, number=number, alias=alias) if is_numbered else None),
        kind=kind,
        title=title,
        submitted_by=submitted_by,
        modifies=modifies,
        note=note,
        filed_at=at or timezone.now(),
        public_at=at or timezone.now(),
    )
    digests = [store_file(document, file).sha256 for file in files]
    enter(
        "document.file",
        subject=document,
        by=by,
        digest=digests[0] if len(digests) == 1 else "",
        round=round_.pk,
        symbol=document.symbol_id,
        files=len(digests),
    )
    bump("public")
    return document


@transaction.atomic
def prepare_document(
    round_: Round,
    *,
    by: "Person | None",
    kind: DocumentKind,
    title: Words,
    submitted_by: str = "",
    note: str = "",
    modifies: Document | None = None,
) -> Document:
    """Begin a document that nobody else sees before ``publish_document``; files are added one by one.

    The same title again, while it has no file, does no harm. Raise ``NotAllowed``, and ``Incomplete`` without a title.
    """
    must_issue(round_.process, by)
    _must_modify_its_own(round_, modifies)
    _must_have_a_title(title)
    # The row of the round is the queue: of two presses at once the second finds what the first has made.
    still_there(round_)
    empty = round_.documents.filter(public_at=None, symbol=None, files=None, kind=kind)
    if again := next((each for each in empty if versions(each.title) == versions(title)), None):
        return again
    document = Document.objects.create(
        round=round_,
        kind=kind,
        title=title,
        submitted_by=submitted_by,
        note=note,
        modifies=modifies,
        filed_at=timezone.now(),
    )
    enter("document.prepare", subject=document, by=by, round=round_.pk)
    return document


@transaction.atomic
def change_document(document: Document, changes: Mapping[str, Any], *, seen: int, by: "Person | None") -> None:
    """Change fields of a document by their names. Of a published one only titles in more languages can be added.

    Raise ``NotAllowed``; ``Overtaken`` where somebody was faster; ``NotPossible`` for what is published and cited;
    ``Incomplete`` without a title.
    """
    must_issue(document.round.process, by)
    current = lock_as_seen(document, seen)
    new = differing(current, changes)
    if "title" in new:
        _must_have_a_title(new["title"])
    if "modifies" in new:
        _must_modify_its_own(current.round, new["modifies"])
    if current.public_at is not None and not _only_adds_titles(current, new):
        raise NotPossible(
            _("It is published and cited as it is. You can add titles in more languages; correct it by a Corr. or Rev.")
        )
    store(current, new, verb="document.change", by=by)
    document.refresh_from_db()


@transaction.atomic
def publish_document(
    document: Document,
    *,
    by: "Person | None",
    is_numbered: bool = True,
    number: int | None = None,
    alias: str = "",
    beside: Symbol | None = None,
    stands: Beside = Beside.REPLACES,
    at: datetime | None = None,
) -> None:
    """Make a prepared document public, under the next symbol of its round; twice does no harm.

    ``is_numbered``, ``number`` and ``alias`` as in ``file_document``. With ``beside`` it keeps the number of the paper
    with that symbol, as the next Rev., Add. or Corr. of it; whether a contribution can be modified is for
    ``contributions.actions.publish_beside`` to ask. Raise ``NotAllowed``; ``Incomplete`` for one without a file, or
    beside what is of another round or not public; ``NotPossible`` for a symbol or alias that is taken.
    """
    must_issue(document.round.process, by)
    current = still_there(document)
    if current.public_at is None:
        if not current.files.exists():
            raise Incomplete(_("Add a file first: there would be nothing to read."))
        facts: dict[str, Any] = {}
        if beside is not None and current.symbol is None:
            beside, modifier = _place_beside(current, beside, stands)
            facts = {"beside": beside.pk, "stands": str(stands)}
            current.modifies = getattr(beside, "document", current.modifies)
            current.symbol = reserve_symbol(current.round, number=beside.number, modifier=modifier, alias=alias)
        elif is_numbered and current.symbol is None:
            current.symbol = reserve_symbol(current.round, number=number, alias=alias)
        current.public_at = current.filed_at = at or timezone.now()
        current.edits += 1
        current.save(update_fields=["symbol", "modifies", "public_at", "filed_at", "edits"])
        enter("document.publish", subject=current, by=by, round=current.round_id, symbol=current.symbol_id, **facts)
        bump("public")
    document.refresh_from_db()


def _place_beside(document: Document, beside: Symbol, stands: Beside) -> tuple[Symbol, str]:
    """The symbol that this paper bears now, and the modifier of what comes beside it; under a lock on its number."""
    if beside.round_id != document.round_id:
        elsewhere = _("%(symbol)s is of another round. A document keeps the number of a paper of its own round.")
        raise _not_beside(elsewhere % {"symbol": beside.text})
    while True:
        modifier = next_modifier(beside, stands)
        # While we waited for the lock, the paper may have been given another number.
        moved = SymbolAct.objects.filter(old=beside).select_related("symbol").first()
        if moved is None:
            break
        beside = moved.symbol
    if hasattr(beside, "document") and beside.document.public_at is None:
        raise _not_beside(_("%(symbol)s is not published yet.") % {"symbol": beside.text})
    return beside, modifier


def _not_beside(sentence: str) -> Incomplete:
    return Incomplete(sentence, fields={"beside": sentence})


def _must_have_a_title(title: Words) -> None:
    if not versions(title):
        nameless = _("Give the title in one language at least.")
        raise Incomplete(nameless, fields={"title": nameless})


def _must_modify_its_own(round_: Round, modifies: Document | None) -> None:
    if modifies is not None and modifies.round.process_id != round_.process_id:
        raise NotPossible(_("A document can only modify one of the same process."))


def _only_adds_titles(document: Document, new: Mapping[str, Any]) -> bool:
    there, wanted = versions(document.title), versions(new.get("title", document.title))
    return new.keys() <= {"title"} and all(wanted.get(code) == text for code, text in there.items())
