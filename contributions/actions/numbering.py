"""Another number or another alias for a paper that has one: acts of the head, on record, and public with the reason."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotPossible
from common.stamps import bump
from consultations.actions import must_set_up, reserve_symbol
from consultations.models import CarriedText, Document, IncomingText, Process, Round, Symbol, SymbolAct
from contributions import notices
from contributions.models import Contribution
from contributions.queries.published import published_form
from contributions.search import index
from record.actions import enter

from .showing import show_at_the_desk

if TYPE_CHECKING:
    from stakeholders.models import Person

LONGEST_ALIAS = 120
LONGEST_REASON = 1000


@transaction.atomic
def renumber(symbol: Symbol, *, by: "Person | None", reason: str, number: int | None = None) -> Symbol:
    """Give the paper with this symbol the next number of its round, and return its new symbol.

    What modifies it goes with it: 7 and 7/Rev.1 become 9 and 9/Rev.1. The old symbols stay reserved for good and lead
    to the new ones. ``number`` takes that one instead, where it is free and leaves no gap. Raise ``NotAllowed`` for
    anybody but the head, ``Incomplete`` without a reason, ``NotPossible`` for a number that is taken or leaves a gap,
    and where somebody else was faster.
    """
    must_set_up(symbol.process, by)
    reason = _reason(reason)
    round_, of_number = symbol.round, {"symbol__round": symbol.round_id, "symbol__number": symbol.number}
    # Papers first, then symbols, then the round: see docs/architecture.md on locks. Not against those who only refer to
    # them: a revision that is being published does, with the symbols in its hand.
    list(
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .filter(**of_number)
        .order_by("pk")
        .values_list("pk")
    )
    list(
        Document.objects.select_for_update(of=("self",), no_key=True)
        .filter(**of_number)
        .order_by("pk")
        .values_list("pk")
    )
    beside = Symbol.objects.filter(round=round_, number=symbol.number)
    # Two statements on purpose: one that waits for a lock does not see what was added meanwhile.
    list(beside.select_for_update().order_by("pk").values_list("pk"))
    old = list(beside.filter(renumbered=None).select_related("process", "round").order_by("modifier", "pk"))
    if symbol.pk not in {each.pk for each in old}:
        raise NotPossible(_("This paper was given another number meanwhile. Look at it again."))
    new_number = _number_for(round_, number)
    new = {each.pk: _moved(each, new_number, reason=reason, by=by) for each in old}
    bump("public")
    return new[symbol.pk]


@transaction.atomic
def set_alias(symbol: Symbol, alias: str, *, by: "Person | None", reason: str) -> None:
    """Say by which other number a paper is known; "" for none. The former alias still leads to it.

    The same alias again changes nothing. Raise ``NotAllowed`` for anybody but the head, ``Incomplete`` without a
    reason, ``NotPossible`` for one that means another paper, now or formerly.
    """
    must_set_up(symbol.process, by)
    alias, reason = one_line(alias), _reason(reason)
    if len(alias) > LONGEST_ALIAS:
        too_long = _("An alias has at most %(limit)d characters.") % {"limit": LONGEST_ALIAS}
        raise Incomplete(too_long, fields={"alias": too_long})
    # The paper first, then its symbol: see docs/architecture.md on locks.
    list(Contribution.objects.select_for_update(no_key=True).filter(symbol=symbol.pk).values_list("pk"))
    current = Symbol.objects.select_for_update(of=("self",)).select_related("process", "round").get(pk=symbol.pk)
    # Aliases are given one after the other: in a round also to papers that are just being numbered.
    Round.objects.select_for_update(no_key=True).get(pk=symbol.round_id)
    Process.objects.select_for_update(no_key=True).get(pk=symbol.process_id)
    if hasattr(current, "renumbered"):
        raise NotPossible(_("This paper was given another number meanwhile. Look at it again."))
    if alias == current.alias:
        return
    others = Symbol.objects.filter(process=current.process_id).exclude(pk=current.pk)
    former = SymbolAct.objects.filter(symbol__process=current.process_id, was=alias).exclude(symbol=current)
    if alias and (others.filter(alias=alias) or others.filter(text=alias) or former):
        raise NotPossible(_("“%(alias)s” means another paper of this process.") % {"alias": alias})
    was, current.alias = current.alias, alias
    current.save(update_fields=["alias"])
    SymbolAct.objects.create(symbol=current, was=was, now=alias, reason=reason, by=by, at=timezone.now())
    _index_anew(current)
    enter("symbol.alias", subject=current, by=by)
    bump("public")
    symbol.alias = alias


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        sentence = _("Say why: the reason is public.")
        raise Incomplete(sentence, fields={"reason": sentence})
    if len(reason) > LONGEST_REASON:
        sentence = _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_REASON}
        raise Incomplete(sentence, fields={"reason": sentence})
    return reason


def _number_for(round_: Round, number: int | None) -> int:
    """The number to be taken: this one, or the next of the round. Under the lock on the round."""
    last = Round.objects.select_for_update(no_key=True).values_list("last_number", flat=True).get(pk=round_.pk)
    if number is None:
        return last + 1
    if not 0 < number <= last + 1:
        gap = {"number": last + 1}
        raise NotPossible(_("This number would leave a gap: the next one of the round is %(number)d.") % gap)
    return number


def _moved(old: Symbol, number: int, *, reason: str, by: "Person | None") -> Symbol:
    """The new symbol in the place of ``old``, with everything that bore it."""
    alias, old.alias = old.alias, ""
    old.save(update_fields=["alias"])
    new = reserve_symbol(old.round, number=number, modifier=old.modifier, alias=alias)
    SymbolAct.objects.filter(symbol=old).update(symbol=new)
    SymbolAct.objects.create(symbol=new, old=old, was=old.text, now=new.text, reason=reason, by=by, at=timezone.now())
    Contribution.objects.filter(symbol=old).update(symbol=new, number=new.number, shown_at=timezone.now())
    Document.objects.filter(symbol=old).update(symbol=new)
    for carrying in (CarriedText, IncomingText):
        carrying.objects.filter(symbol=old).update(symbol=new)
    contribution = _index_anew(new)
    if contribution is not None:
        notices.renumbered(contribution, was=old.text, reason=reason)
        enter("contribution.renumber", subject=contribution, by=by, was=old.pk, symbol=new.pk)
    enter("symbol.renumber", subject=new, by=by, was=old.pk)
    return new


def _index_anew(symbol: Symbol) -> Contribution | None:
    """Let search find the contribution with this symbol by it, at the desk too; None where it is a document's."""
    found = (
        Contribution.objects.select_related("symbol", "submission", "round__process", "author")
        .filter(symbol=symbol)
        .first()
    )
    if found is not None and found.search is not None:
        index(found, published_form(found))
    if found is not None:
        show_at_the_desk(found)
    return found
