"""A compilation to take along: for a word processor, for print, for other programs; and the text itself, printed."""

import json
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.languages import active
from common.localized import best
from common.refusals import NotPossible
from consultations.models import CarriedText
from contributions.models import Contribution
from contributions.queries.compiling import Proposed, proposed_to
from contributions.queries.published import public_sources
from texts.engine.compilation import Compilation, to_json
from texts.printing import Sheet, compilation_pdf, text_pdf
from texts.word.writing import About, compilation_docx
from web.made_files import kept, sent

from . import said
from .carried import carried_text

# What is made in some fifteen seconds; whoever asks for more would wait, and keep others waiting.
MOST_WORDINGS = {"docx": 10_000, "pdf": 3_000, "json": 20_000}
MOST_PAIRS = 100_000


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def file(request: HttpRequest, slug: str, symbol: str, kind: str) -> HttpResponse:
    """The whole compilation as ``docx``, ``pdf`` or ``json``, in the reader's language; ``?editorial=0`` as ever.

    The same contributions give the same bytes. What is too long for one file is refused (409).
    """
    if kind not in _MAKERS:
        raise Http404
    carried = carried_text(slug, symbol)
    editorial = request.GET.get("editorial") != "0"

    def make() -> bytes:
        proposed = proposed_to(carried.version)
        compilation = proposed.compiled(carried.version, editorial=editorial)
        _must_fit(compilation, kind)
        return _MAKERS[kind](carried, compilation, proposed)

    made = kept(f"compilation.{kind}:{carried.version_id}:{int(editorial)}", make)
    return sent(request, made, kind, f"{carried.symbol.text} compilation")


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def version_pdf(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """The text as this version words it, for print."""
    carried = carried_text(slug, symbol)
    made = kept(
        f"text.pdf:{carried.version_id}",
        lambda: text_pdf(carried.version.outline, _sheet(carried, _title(carried), address="web:document")),
    )
    return sent(request, made, "pdf", carried.symbol.text)


def _must_fit(compilation: Compilation, kind: str) -> None:
    """Refuse what is too long for a file of this kind. ``NotPossible`` says where it can be read instead."""
    wordings = sum(len(each.alternatives) + len(each.added) for each in compilation.clauses)
    if wordings > MOST_WORDINGS[kind]:
        raise NotPossible(_("This compilation is too long for one file. The page shows it part by part."))


def _docx(carried: CarriedText, compilation: Compilation, proposed: Proposed) -> bytes:
    about = About(
        title=_compilation_of(carried), language=carried.version.text.language, head=carried.symbol.text, tracking=False
    )
    return compilation_docx(
        compilation, about, notes=list(_notes(carried, compilation, proposed)), phrases=said.phrases()
    )


def _pdf(carried: CarriedText, compilation: Compilation, proposed: Proposed) -> bytes:
    sheet = _sheet(carried, _compilation_of(carried), *_notes(carried, compilation, proposed))
    return compilation_pdf(compilation, sheet, phrases=said.phrases())


def _json(carried: CarriedText, compilation: Compilation, proposed: Proposed) -> bytes:
    """What the page shows, and whatever it leaves to programs. Keys always stand in the same order."""
    version = carried.version
    pairs = sum(len(each.alternatives) ** 2 for each in compilation.clauses)
    whole = {
        "text": {"title": version.text.title, "language": version.text.language},
        "version": {
            "symbol": carried.symbol.text,
            "alias": carried.symbol.alias,
            "name": version.name,
            "number": version.number,
            "issued_at": version.issued_at.isoformat(),
            "digest": version.digest,
            "address": _absolute("web:document", carried.symbol.round.process.slug, carried.symbol.text),
        },
        "language": active(),
        "order": said.rule_of_order(),
        "contributions": [_contribution(name, each) for name, each in sorted(proposed.contributions.items())],
        **to_json(compilation, collisions=pairs <= MOST_PAIRS),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _contribution(name: str, each: Contribution) -> dict[str, Any]:
    """Whom ``proposal`` means, wherever it stands."""
    symbol = each.symbol.text if each.symbol else ""
    return {
        "proposal": name,
        "symbol": symbol,
        "title": each.title,
        "language": each.language,
        "published_at": each.published_at.isoformat() if each.published_at else None,
        "address": _absolute("web:document", each.round.process.slug, symbol),
        "sources": [source.called for source in public_sources(each)],
    }


_MAKERS: dict[str, Callable[[CarriedText, Compilation, Proposed], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "json": _json,
}


def _sheet(carried: CarriedText, title: str, *notes: str, address: str = "") -> Sheet:
    process = carried.symbol.round.process
    return Sheet(
        title=title,
        language=carried.version.text.language,
        spoken=active(),
        head=carried.symbol.text,
        body=best(process.name).text,
        notes=notes or (_absolute(address, process.slug, carried.symbol.text),),
        page=_("Page {number} of {total}"),
        gaps=_("Some letters cannot be printed here and show as empty boxes. The page on the web has them."),
    )


def _notes(carried: CarriedText, compilation: Compilation, proposed: Proposed) -> tuple[str, ...]:
    address = _absolute("web:compilation", carried.symbol.round.process.slug, carried.symbol.text)
    return tuple(said.notes(compilation, contributions=len(proposed.proposals), address=address))


def _title(carried: CarriedText) -> str:
    return " · ".join(filter(None, (carried.version.text.title, carried.version.name)))


def _compilation_of(carried: CarriedText) -> str:
    return _("Compilation: %(text)s") % {"text": _title(carried)}


def _absolute(name: str, *args: str) -> str:
    return settings.SITE_URL + reverse(name, args=args)
