"""Which paper a symbol means: by its own number, a former one, an alias or a former alias."""

from django.db.models import Q

from consultations.models import Process, Symbol, SymbolAct


def symbol_named(process: Process, text: str) -> int | None:
    """The id of the symbol that is cited so in this process, whatever it is called now; None where nothing is.

    A symbol is meant before an alias, and what is in use before what was.
    """
    found = Symbol.objects.filter(Q(text=text) | (Q(alias=text) & ~Q(alias="")), process=process)
    best = min(found.select_related("renumbered"), key=lambda symbol: symbol.text != text, default=None)
    if best is not None:
        act: SymbolAct | None = getattr(best, "renumbered", None)
        return act.symbol_id if act is not None else best.pk
    former = SymbolAct.objects.filter(symbol__process=process, old=None, was=text).exclude(was="")
    return former.order_by("-at").values_list("symbol", flat=True).first()


def acts_on(symbol: Symbol) -> list[SymbolAct]:
    """What was done to the number of the paper with this symbol, oldest first."""
    return list(symbol.acts.all())
