"""A document of the secretariat that keeps the number of a paper: as its Rev., Add. or Corr."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.refusals import Incomplete
from consultations.actions import publish_document
from consultations.actions.permission import must_issue
from consultations.enums import Beside
from consultations.models import Document, Symbol
from contributions import notices
from contributions.enums import State
from contributions.models import Contribution

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def publish_beside(document: Document, beside: Symbol, stands: Beside, *, by: "Person | None", alias: str = "") -> None:
    """Publish a prepared document beside the document or published contribution with this symbol; twice does no harm.

    Whoever speaks for the contribution is told, and whoever follows the round. Raise what ``publish_document`` raises,
    and ``Incomplete`` beside a contribution that was withdrawn, or to replace one: that only its source can do.
    """
    must_issue(document.round.process, by)
    original = _contribution_with(beside)
    if original is not None and original.state != State.PUBLISHED:
        raise _not_beside(_("%(symbol)s was withdrawn: nothing can be published beside it."), beside)
    if original is not None and stands == Beside.REPLACES:
        raise _not_beside(
            _("%(symbol)s is a contribution: only its source can replace it. You can add to it, or correct it."), beside
        )
    was_public = document.public_at is not None
    publish_document(document, beside=beside, stands=stands, alias=alias, by=by)
    if not was_public and document.is_public:
        notices.document_beside(document, original)


def _contribution_with(symbol: Symbol) -> Contribution | None:
    """What bears this symbol, or bore it before it was renumbered; None for a document.

    Its row is locked, before the document's and the symbols': see docs/architecture.md on locks. Not against those who
    only refer to it: a revision that is being published does, with the symbols in its hand.
    """
    bearing = Contribution.objects.filter(Q(symbol=symbol) | Q(symbol__acts__old=symbol)).values_list("pk", flat=True)
    pk = bearing.first()
    if pk is None:
        return None
    locked = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related(
        "period", "round__process"
    )
    return locked.defer("content", "search").get(pk=pk)


def _not_beside(sentence: str, symbol: Symbol) -> Incomplete:
    said = sentence % {"symbol": symbol.text}
    return Incomplete(said, fields={"beside": said})
