"""A file that a worker makes: how far it is, and the file itself."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.models import Round
from exports import actions
from exports.enums import Stage
from exports.making.words import title
from exports.models import Export
from exports.queries.freshness import has_grown, was_overtaken
from web.context import reader
from web.made_files import TYPES, attached
from web.views.reading.finding import crumbs_to

from .taking import name_of


@require_safe
@never_cache
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is; the way to the file once it is ready. Works by looking again; a script looks by itself."""
    found = _public(pk)
    round_ = found.round
    context = {
        "export": found,
        "process": round_.process,
        "round": round_,
        **standing(found),
        "crumbs": [*crumbs_to(round_.process, round_), (_("To take away"), ""), (found.get_what_display(), "")],
    }
    return render(request, "web/output/export.html", context)


@require_safe
@never_cache
def progress(_request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for the script."""
    found = _public(pk)
    return JsonResponse({"unfinished": found.is_unfinished, "percent": found.percent, "said": how_far(found)})


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for everybody."""
    found = _public(pk)
    actions.give(found, to=reader(request))
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag) or opened(found)
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def standing(export: Export) -> dict[str, Any]:
    """What the page of an export says of it."""
    is_done = export.stage == Stage.DONE
    return {
        "title": title(export.what, export.round),
        "how_far": how_far(export),
        "is_done": is_done,
        "has_failed": export.stage == Stage.FAILED,
        "overtaken": is_done and not export.is_sealed and was_overtaken(export),
        "grown": is_done and has_grown(export),
    }


def how_far(export: Export) -> str:
    """In words: that it waits, or how many contributions are done."""
    if export.stage != Stage.RUNNING or not export.total:
        return str(export.get_stage_display())
    return ngettext(
        "%(done)s of %(total)s contribution is done.", "%(done)s of %(total)s contributions are done.", export.total
    ) % {"done": export.done, "total": export.total}


def opened(export: Export) -> HttpResponseBase:
    """The file on its way, to be saved."""
    try:
        stored = export.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=TYPES[export.format])
    response.headers["Content-Length"] = str(export.size)
    response.headers["Content-Disposition"] = attached(name_of(export.round, export.what), export.format)
    return response


def _public(pk: UUID) -> Export:
    of_public = Export.objects.public().filter(round__in=Round.objects.public())
    return get_object_or_404(of_public.select_related("round__process"), pk=pk)
