"""Giving numbers: never one twice, never one left out."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from consultations.models import Round, Symbol
from consultations.symbols import check_modifier, modifier_after, render


@transaction.atomic
def reserve_symbol(round_: Round, *, number: int | None = None, modifier: str = "", alias: str = "") -> Symbol:
    """Take the next number of the round and return its symbol, inside the caller's transaction.

    One UPDATE raises the counter and reads it; the row stays locked until the caller's transaction
    ends. So whoever comes next waits, and a transaction that is undone gives its number back.
    Everything else that the caller locks should be locked before; the caller's own entry in the
    record names the symbol.

    With ``number`` that one is taken: beside a modifier (Rev.1 of 7) or for a document that was
    numbered elsewhere. Raise ``NotPossible`` where it is taken, or where there is nothing to modify;
    ``ValidationError`` for a modifier of another form.
    """
    if modifier:
        check_modifier(modifier)
        if number is None:
            raise ValueError("A modifier belongs to a number that was given before.")
    taken = _raise_counter(round_, number)
    text = render(
        round_.process.symbol_grammar,
        process=round_.process.code,
        round_number=round_.number,
        number=taken,
        modifier=modifier,
    )
    _must_be_free(round_, taken, modifier, text, alias)
    return Symbol.objects.create(
        process=round_.process, round=round_, text=text, number=taken, modifier=modifier, alias=alias
    )


def next_revision(symbol: Symbol) -> str:
    """The modifier of what replaces this document: Rev.1, or what comes after the last one there is."""
    return next_modifier(symbol, "Rev")


def next_modifier(symbol: Symbol, kind: str) -> str:
    """The modifier of what revises (``Rev``), adds to (``Add``) or corrects (``Corr``) the paper with this symbol.

    Under a lock on everything of its number, so that two revisions cannot both become Rev.1.
    """
    beside = Symbol.objects.filter(round=symbol.round_id, number=symbol.number).order_by("pk")
    # Two statements on purpose: one that waits for a lock does not see what was added meanwhile.
    list(beside.select_for_update().values_list("pk"))
    return modifier_after(beside.values_list("modifier", flat=True), kind)


def _raise_counter(round_: Round, number: int | None) -> int:
    """The next number, or ``number`` with the counter brought up to it; the round's row is locked either way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE consultations_round"
            " SET last_number = GREATEST(last_number, COALESCE(%(number)s::integer, last_number + 1))"
            " WHERE id = %(round)s RETURNING last_number",
            {"number": number, "round": round_.pk},
        )
        (last,) = cursor.fetchone()
    round_.last_number = last
    return last if number is None else number


def _must_be_free(round_: Round, number: int, modifier: str, text: str, alias: str) -> None:
    """Under the lock on the round: refuse with a sentence what a constraint would refuse with an error."""
    of_number = Symbol.objects.filter(round=round_, number=number)
    if of_number.filter(modifier=modifier).exists():
        raise NotPossible(_("The symbol %(symbol)s is taken.") % {"symbol": text})
    if modifier and not of_number.filter(modifier="").exists():
        raise NotPossible(_("There is nothing that %(symbol)s could modify.") % {"symbol": text})
    if alias and Symbol.objects.filter(process=round_.process, alias=alias).exists():
        raise NotPossible(_("The alias %(alias)s is taken.") % {"alias": alias})
