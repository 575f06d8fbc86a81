"""Finding the text that a paper carries."""

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
        .filter(symbol__process__slug=slug, symbol__text=symbol)
        .first()
    )
    if found is None or not is_public(found.symbol):
        raise Http404
    return found
