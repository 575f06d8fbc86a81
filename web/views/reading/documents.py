"""The permanent address of everything that has a symbol: a contribution, or a document that was filed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from common.downloads import attached
from consultations.models import Document, Process, Symbol
from consultations.queries.symbols import acts_on
from contributions.enums import Consent, State
from contributions.models import Contribution, timing_of
from contributions.queries.amending import proposals_of
from contributions.queries.published import (
    invited_sources,
    original_digest,
    public_content,
    public_sources,
    published_form,
    removals_of,
)
from contributions.queries.reading import in_full, is_public, of_its_number, symbol_of
from contributions.queries.topics import of_contribution
from web import linked_data
from web.caching import kept_for_visitors
from web.context import reader

from .finding import crumbs_to, page_context, process_of
from .sight import Sight, looks_ahead, sight_of

LONGEST_SYMBOL = 120


@require_safe
@kept_for_visitors
def document(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """Whatever has this symbol in this process. An alias or a former symbol leads to the symbol to be cited."""
    found = _public(slug, symbol)
    if found.text != symbol:
        return redirect("web:document", slug, found.text, permanent=False)
    if hasattr(found, "contribution"):
        return _contribution(request, found)
    return _filed(request, found)


@require_safe
def exact(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """What everybody may read, in its canonical form: its SHA-256 is a digest on the page."""
    found = _public(slug, symbol)
    contribution = getattr(found, "contribution", None)
    if contribution is None or contribution.state != State.PUBLISHED or contribution.consent == Consent.AGGREGATE:
        raise Http404
    content = public_content(in_full(contribution))
    etag = f'"{content.digest}"'
    response = HttpResponse(content.bytes, content_type="application/json")
    response.headers["Content-Disposition"] = attached(found.text, "json")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response


def _public(slug: str, text: str) -> Symbol:
    """The symbol with what is public under it; 404 where nothing is."""
    process = process_of(slug)
    found = symbol_of(process, text) if len(text) <= LONGEST_SYMBOL and "\x00" not in text else None
    if found is None or not is_public(found):
        raise Http404
    return found


def _contribution(request: HttpRequest, symbol: Symbol) -> HttpResponse:
    found = in_full(symbol.contribution)
    process = found.round.process
    beside, documents = of_its_number(found)
    versions = [each for each in beside if each.modifies_id is None]
    at = [each.pk for each in versions].index(found.pk) if found in versions else len(versions)
    sources = public_sources(found)
    context = page_context(
        request,
        process=process,
        round=found.round,
        contribution=found,
        topic=of_contribution(found),
        symbol=symbol,
        sources=sources,
        structured=linked_data.of_contribution(found, symbol, sources),
        invited=invited_sources(found),
        versions=versions if found.modifies_id is None else [],
        modifications=[each for each in beside if each.modifies_id is not None and found.modifies_id is None],
        documents_beside=documents if found.modifies_id is None else [],
        acts=acts_on(symbol),
        replaced_by=next((each for each in reversed(versions[at + 1 :]) if each.state == State.PUBLISHED), None),
        crumbs=[*crumbs_to(process, found.round), (symbol.text, "")],
    )
    if found.state == State.WITHDRAWN or found.submission is None:
        return render(request, "web/reading/withdrawn.html", context)
    if found.consent == Consent.AGGREGATE:
        return render(request, "web/reading/counted.html", context | {"is_own": _is_own(request, found)})
    content = published_form(found)
    context |= {
        "content": content,
        "public_content": public_content(found),
        "original_digest": original_digest(found),
        "removed": removals_of(found),
        "proposals": proposals_of(content),
        "questions": list(found.period.questions.all()),
        "timing": timing_of(found.submission),
        "builds_on": _cited(process, content.builds_on),
        "is_own": _is_own(request, found),
    }
    return render(request, "web/reading/contribution.html", context)


def _is_own(request: HttpRequest, contribution: Contribution) -> bool:
    person = reader(request)
    return person is not None and person.has_perm("contributions.edit", contribution)


def _cited(process: Process, words: str) -> Symbol | None:
    """The document that "builds on" names, where it is nothing but a symbol or an alias."""
    words = words.strip()
    found = symbol_of(process, words) if 0 < len(words) <= LONGEST_SYMBOL else None
    return found if found is not None and is_public(found) else None


@require_safe
@looks_ahead
def prepared(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A document by its place in a round: one without a symbol, or one that is still being prepared."""
    found = get_object_or_404(
        Document.objects.select_related("round__process", "symbol"),
        pk=pk,
        round__number=number,
        round__process__slug=slug,
    )
    sight = sight_of(request, found.round.process, is_public=found.is_public)
    if found.symbol is not None and not sight.is_preview:
        return redirect("web:document", slug, found.symbol.text)
    return sight.finished(_shown(request, found, sight))


def _filed(request: HttpRequest, symbol: Symbol) -> HttpResponse:
    found: Document = symbol.document
    found.round = symbol.round
    return _shown(request, found, Sight(is_preview=False))


def _shown(request: HttpRequest, found: Document, sight: Sight) -> HttpResponse:
    symbol, round_ = found.symbol, found.round
    files = list(found.files.order_by("language", "pk"))
    modified_by = sight.of(found.modified_by).select_related("symbol", "round__process")
    context = page_context(
        request,
        sight=sight,
        process=round_.process,
        round=round_,
        document=found,
        symbol=symbol,
        acts=acts_on(symbol) if symbol else [],
        files=files,
        structured=linked_data.of_document(found, files),
        modified_by=list(modified_by.order_by("filed_at", "pk")),
        crumbs=[*crumbs_to(round_.process, round_), (symbol.text if symbol else found.wording.text, "")],
    )
    return render(request, "web/reading/document.html", context)
