"""A file that a worker makes: how far it is, and the file itself."""

from uuid import UUID

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.downloads import streamed
from consultations.models import Round
from exports import actions
from exports.models import Export
from exports.naming import file_name
from exports.queries.standing import how_far, standing
from web.context import reader
from web.views.reading.finding import crumbs_to


@require_safe
@never_cache
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is; the way to the file once it is ready. Works by looking again; a script looks by itself."""
    found = _public(pk)
    round_ = found.round
    away = reverse("web:take_away", args=[round_.process.slug, round_.number])
    context = {
        "export": found,
        "process": round_.process,
        "round": round_,
        "standing": standing(found),
        "crumbs": [*crumbs_to(round_.process, round_), (_("To take away"), away), (found.get_what_display(), "")],
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
    response = get_conditional_response(request, etag=etag) or _opened(found)
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _public(pk: UUID) -> Export:
    of_public = Export.objects.public().filter(round__in=Round.objects.public())
    return get_object_or_404(of_public.select_related("round__process"), pk=pk)


def _opened(export: Export) -> HttpResponseBase:
    try:
        stored = export.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return streamed(stored, export.format, file_name(export.what, export.round), size=export.size or 0)
