"""Which paper a symbol means: by its own number, a former one, an alias or a former alias."""

from django.db.models import Case, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from consultations.models import Process, Symbol, SymbolAct


def named(process: Process, text: str) -> QuerySet[Symbol]:
    """The one symbol that is cited so in this process, whatever it is called now; empty where nothing is.

    A symbol is meant before an alias, and what is in use before what was. One query, with what is asked along.
    """
    present = (
        Symbol.objects.filter(Q(text=text) | (Q(alias=text) & ~Q(alias="")), process=process)
        .order_by(Case(When(text=text, then=0), default=1))
        .values_list(Coalesce("renumbered__symbol", "pk"))
    )
    former = SymbolAct.objects.filter(symbol__process=process, old=None, was=text).exclude(was="").order_by("-at")
    return Symbol.objects.filter(pk=Coalesce(Subquery(present[:1]), Subquery(former.values("symbol")[:1])))


def acts_on(symbol: Symbol) -> list[SymbolAct]:
    """What was done to the number of the paper with this symbol, oldest first."""
    return list(symbol.acts.all())
