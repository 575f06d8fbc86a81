"""A text to take along as a Word file: to be amended there, or with proposals in it as tracked changes."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.collation import readers_key
from common.refusals import NotPossible
from consultations.models import CarriedText
from contributions.intake.word import DIGEST, SYMBOL
from contributions.queries.compiling import proposed_to
from texts.word import writing

from .carried import carried_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Beyond this no word processor opens the file with ease.
MOST_CHANGES = 20_000


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def to_amend(_request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """The text with Track Changes switched on; each clause knows its identity, so that it comes home rightly."""
    carried = carried_text(slug, symbol)
    made = writing.to_amend(carried.version.outline, _about(carried, tracking=True))
    return _sent(made, carried.symbol.text)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def with_proposals(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """The text with the changes of each contribution named by ``?with=`` its symbol, or of all where none is named.

    404 for one that proposes nothing to this version; refused (409) where they are more than a file can hold.
    """
    carried = carried_text(slug, symbol)
    wanted = set(filter(None, request.GET.getlist("with")))
    proposals = proposed_to(carried.version).proposals
    if wanted - {each.symbol for each in proposals}:
        raise Http404
    chosen = [each for each in proposals if not wanted or each.symbol in wanted]
    if sum(len(each.changes) for each in chosen) > MOST_CHANGES:
        raise NotPossible(_("There are too many changes for one file. Choose some of the contributions."))
    made = writing.with_proposals(
        carried.version.outline, chosen, _about(carried, tracking=True), order=readers_key, remarks=_remarks()
    )
    return _sent(made, f"{carried.symbol.text} {_('proposals')}")


def _about(carried: CarriedText, *, tracking: bool) -> writing.About:
    version, symbol = carried.version, carried.symbol
    address = settings.SITE_URL + reverse("web:text", args=[symbol.round.process.slug, symbol.text])
    return writing.About(
        title=" · ".join(filter(None, (version.text.title, version.name))),
        language=version.text.language,
        head=symbol.text,
        tracking=tracking,
        at=version.issued_at.isoformat(timespec="seconds"),
        facts={SYMBOL: symbol.text, "Address": address, DIGEST: version.digest},
    )


def _remarks() -> writing.Remarks:
    return writing.Remarks(
        keep=_("Keep as it is."),
        rival=_("A rival wording: it cannot stand in the same words."),
        missing=_("What is missing: {wording}"),
        unplaced=_("{op}: this version has no place for it. {wording}"),
    )


def _sent(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=WORD)
    plain = name.replace("/", "-").replace(" ", "-")
    header = content_disposition_header(as_attachment=True, filename=f"{plain}.docx")
    response.headers["Content-Disposition"] = header or "attachment"
    patch_cache_control(response, private=True, no_cache=True)
    return response
