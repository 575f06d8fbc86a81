"""Finding the text that a paper carries."""

from django.db.models import Q
from django.http import Http404

from consultations.models import CarriedText
from contributions.queries.reading import is_public


def carried_text(slug: str, symbol: str) -> CarriedText:
    """What the public paper with this symbol carries, with version, text, round and process, in one query.

    404 where there is no such paper, or one without a text.
    """
    if "\x00" in symbol:
        raise Http404
    found = (
        CarriedText.objects.select_related(
            "version__text", "symbol__round__process", "symbol__document", "symbol__contribution"
        )
        .only(
            *(f"version__{name}" for name in ("number", "name", "symbol", "alias", "issued_at", "digest")),
            *(f"version__text__{name}" for name in ("title", "language")),
            *(f"symbol__{name}" for name in ("text", "alias", "round__number", "round__title", "round__public_at")),
            *(f"symbol__round__process__{name}" for name in ("slug", "code", "name", "is_example", "public_at")),
            "symbol__document__public_at",
            *(f"symbol__contribution__{name}" for name in ("published_at", "state")),
        )
        .filter(_bears(symbol), symbol__process__slug=slug)
        .first()
    )
    if found is None or not is_public(found.symbol):
        raise Http404
    return found


def _bears(text: str) -> Q:
    """The paper that has this symbol, or had it before it was given another number."""
    return Q(symbol__text=text) | Q(symbol__acts__old__text=text)
