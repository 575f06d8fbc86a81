"""Issuing the next version of a text: a clean text, a redline, and an account of every change."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.actions import NewFile, carry, file_document, next_revision, reserve_symbol
from consultations.enums import DocumentKind
from consultations.models import CarriedText, Document, Round, Symbol
from contributions import notices
from contributions.enums import Outcome
from contributions.intake.kinds import KINDS
from contributions.intake.word import DIGEST, SYMBOL
from contributions.models import Amendment, Contribution, Disposition, NextVersion
from contributions.queries.disposing import Fate, fates, undisposed
from contributions.queries.drafting import Work, fingerprint, work_on
from record.actions import enter
from texts import actions as texts
from texts.engine.lineage import kinships
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.enums import Fate as ClauseFate
from texts.models import Text, TextVersion
from texts.models.clause import identity
from texts.queries.naming import called
from texts.word.writing.about import About
from texts.word.writing.amend import to_amend
from texts.word.writing.versions import redlined

from .carrying import carry_over
from .drafting import lock_draft

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def issue(
    draft: NextVersion,
    *,
    seen: str,
    by: "Person | None",
    ground: str = "",
    name: str = "",
    alias: str = "",
    round_: Round | None = None,
) -> TextVersion:
    """Issue what was decided as the next version, and bring to it what is still pending.

    It is filed as a draft, with a clean text and a redline against the version before, as Rev.1 (or what comes next) of
    the document that carries that version; with ``round_`` as a new document of that round. ``seen`` is the
    ``fingerprint`` of what the officer has looked at. ``ground`` says why it is issued although something is open: a
    place without a decision (it keeps the base), a change without a disposition, one that waits for its source.

    Raise ``NotAllowed``; ``NotPossible`` where anything changed since it was looked at, where a disposition contradicts
    the text, or a later version was issued; ``Incomplete`` with the field ``ground`` where one is needed.
    """
    current = lock_draft(draft, by=by)
    base = _held(current)
    work = work_on(current)
    found = fates(work)
    _must_be_ready(work, found, seen=seen, ground=ground.strip())
    symbol = _symbol(base, round_, alias=alias)
    version = texts.issue_next(
        base,
        work.outline,
        fates=_fates(work),
        name=name.strip() or symbol.modifier or symbol.text,
        symbol=symbol.text,
        alias=symbol.alias,
        by=by,
    )
    _file(version, base, symbol, by=by)
    _fix(found, work, version)
    current.issued, current.ground = version, ground.strip()
    current.save(update_fields=["issued", "ground"])
    arrived = carry_over(base, version, by=by)
    _tell(base, version, found, arrived)
    enter(
        "next_version.issue",
        subject=current,
        by=by,
        digest=version.digest,
        version=version.pk,
        symbol=symbol.pk,
        disposed=len(found) - len(undisposed(found)),
        carried=len(arrived),
        undecided=len(work.undecided),
    )
    bump("public")
    draft.refresh_from_db()
    return version


def _fates(work: Work) -> list[texts.Descended]:
    """What no comparison of a clause with itself can tell: moved by a decision; split or merged, as the words prove."""
    kin = [
        texts.Descended(step.before, step.after, ClauseFate(step.how))
        for step in kinships(work.version.outline, work.outline)
    ]
    told = {step.before for step in kin}
    moved = [place.clause.id for place in work.places if place.clause and place.destination is not None]
    return [*kin, *(texts.Descended(each, each, ClauseFate.MOVED) for each in moved if each not in told)]


def _held(draft: NextVersion) -> TextVersion:
    """The base, everything locked that an issue may meet: those who proposed changes, then the text itself.

    In this order, as in publishing; the rows of the round and of the record follow, as everywhere.
    """
    proposing = Amendment.objects.filter(version=draft.base_id).values("contribution")
    rows = Contribution.objects.select_for_update(no_key=True).filter(pk__in=proposing)
    list(rows.order_by("pk").values_list("pk"))
    Text.objects.select_for_update().get(pk=draft.base.text_id)
    return draft.base


def _must_be_ready(work: Work, found: Sequence[Fate], *, seen: str, ground: str) -> None:
    if fingerprint(work) != seen:
        raise NotPossible(
            _("Something has changed since you looked at this version: a decision, a disposition or a contribution.")
        )
    if any(each.contradicts for each in found):
        raise NotPossible(_("Some dispositions say something else than the text as it is drafted. Mend them first."))
    if (work.undecided or work.waiting or undisposed(found)) and not ground:
        sentence = _("Something is still open. Say why this version is issued all the same: the reason is published.")
        raise Incomplete(sentence, fields={"ground": sentence})


def _symbol(base: TextVersion, round_: Round | None, *, alias: str) -> Symbol:
    carrier = CarriedText.objects.select_related("symbol__round__process").get(version=base).symbol
    if round_ is None:
        return reserve_symbol(carrier.round, number=carrier.number, modifier=next_revision(carrier), alias=alias)
    if round_.process_id != carrier.process_id:
        raise NotPossible(_("A text goes on in the process it belongs to."))
    return reserve_symbol(round_, alias=alias)


def _file(version: TextVersion, base: TextVersion, symbol: Symbol, *, by: "Person | None") -> None:
    """The document that carries it: a clean text and a redline, both to be opened in any word processor."""
    language, title = version.text.language, version.text.title
    about = About(title=title, language=language, head=symbol.text, at=version.issued_at.isoformat())
    before: Outline = base.outline
    clean = to_amend(version.outline, replace(about, facts={SYMBOL: symbol.text, DIGEST: version.digest}))
    marked = redlined(before, version.outline, about, by=symbol.process.code, at=version.issued_at.isoformat())
    name = symbol.text.replace("/", "-")
    kind = KINDS["docx"].media_type
    file_document(
        symbol.round,
        by=by,
        kind=DocumentKind.DRAFT,
        title={language: title},
        symbol=symbol,
        modifies=Document.objects.filter(symbol__carried_text__version=base).first(),
        files=[
            NewFile(f"{name}.docx", kind, language, clean),
            NewFile(f"{name}-redline.docx", kind, language, marked),
        ],
        at=version.issued_at,
    )
    carry(version, symbol=symbol, by=by)


def _fix(found: Sequence[Fate], work: Work, version: TextVersion) -> None:
    """Say of each disposition in which version it is, and where in it; from now on it stays so."""
    named = {old.id: new.id for old, new in zip(work.outline, version.outline, strict=True)}
    fixed = []
    for each in found:
        if each.said is None:
            continue
        clause = each.place.clause.id if each.place.clause else work.new_names.get(each.place.key, "")
        each.said.version, each.said.clause_id = version, identity(named.get(clause, ""))
        fixed.append(each.said)
    Disposition.objects.bulk_update(fixed, ["version", "clause"])


def _became(fate: Fate, base: TextVersion) -> notices.Became:
    """What its source is told of it, each in their own language."""
    clause, outline = fate.place.clause or Clause("", ClauseKind.PARAGRAPH, fate.amendment.wording), base.outline
    where = lazy(lambda: called(clause, outline), str)()
    reason = fate.said.reason if fate.said else ""
    return notices.Became(where, Outcome(fate.said.outcome).label if fate.said else "", reason)


def _tell(base: TextVersion, version: TextVersion, found: Sequence[Fate], arrived: Sequence[Amendment]) -> None:
    """One letter for each contribution that had something to win or to lose, and one to all others who follow."""
    concerned = {each.amendment.contribution_id for each in found} | {each.contribution_id for each in arrived}
    contributions = Contribution.objects.filter(pk__in=concerned).select_related(
        "period", "round__process", "symbol", "author"
    )
    for contribution in contributions.order_by("pk"):
        own = [each for each in found if each.amendment.contribution_id == contribution.pk]
        disposed = [_became(each, base) for each in own if each.said is not None and each.said.outcome != Outcome.LATER]
        came = [each for each in arrived if each.contribution_id == contribution.pk]
        notices.version_issued(contribution, version, disposed=disposed, arrived=came)
    carrier, follows = (
        Symbol.objects.select_related("round", "process").get(carried_text__version=each) for each in (version, base)
    )
    notices.version_filed(version, carrier, base=base, follows=follows, but=contributions)
