"""A compilation as the API tells it: made once, as plain values."""

from typing import Any

from django.utils.translation import gettext as _

from api import links
from api.fields import in_zone
from api.serializers.contributions import OWN, PublicSourceSerializer
from api.serializers.texts import TextReference, TextVersionReference
from common.languages import name_in
from common.refusals import NotPossible
from contributions.models import Contribution
from contributions.queries.compiling import proposed_to
from contributions.queries.published import public_sources
from texts.engine.compilation import to_json
from texts.models import TextVersion
from texts.queries import all_called

# As many as the file of the page holds (``web.views.texts.compilation_files``).
MOST_WORDINGS = 20_000


def compilation_of(version: TextVersion, *, editorial: bool, language: str) -> dict[str, Any]:
    """Return the version with all that is proposed to it; sources are named and ordered in the active language.

    Raise NotPossible where that is too long for one answer.
    """
    proposed = proposed_to(version)
    compilation = proposed.compiled(version, editorial=editorial)
    if sum(len(each.alternatives) + len(each.added) for each in compilation.clauses) > MOST_WORDINGS:
        raise NotPossible(_("This compilation is too long for one file. The page shows it part by part."))
    told = to_json(compilation, collisions=False)
    names = all_called(tuple(each.clause for each in compilation.clauses), language=version.text.language)
    for clause in told["clauses"]:
        clause["called"] = names[clause["id"]]
    rule = _(
        "Wordings and sources stand in the alphabetical order of the sources’ names in %(language)s. The order says "
        "nothing about their weight."
    )
    return {
        "text": TextReference(version.text).data,
        "text_version": TextVersionReference(version).data,
        "language": language,
        "order": rule % {"language": name_in(language)},
        "contributions": [_contribution(name, each) for name, each in sorted(proposed.contributions.items())],
        **told,
    }


def _contribution(name: str, each: Contribution) -> dict[str, Any]:
    symbol = each.symbol.text if each.symbol else ""
    return {
        "proposal": name,
        "symbol": symbol,
        "title": each.title,
        "language": each.language,
        "published_at": in_zone(each.published_at, "UTC") if each.published_at else None,
        "sources": [PublicSourceSerializer(source).data for source in public_sources(each, language=OWN)],
        "url": links.page("document", each.round.process.slug, symbol),
    }
