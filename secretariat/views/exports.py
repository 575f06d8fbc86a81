"""What of the rounds can be taken away, at the desk: with what is sealed, for those who may open it."""

from dataclasses import dataclass
from uuid import UUID

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.downloads import streamed
from common.numbers import whole_number
from consultations.models import Round
from consultations.roles import May, roles_that
from exports import actions
from exports.enums import Format, What
from exports.models import Export, ExportQuerySet
from exports.naming import file_name
from exports.queries.standing import how_far, standing
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.paging import sheet

LATEST = ("-pk",)


@dataclass(frozen=True)
class Offer:
    """A round with what the person may take away of it."""

    round: Round
    may_be_opened: bool


@require_safe
@secretariat_page
def exports(request: DeskRequest) -> HttpResponse:
    """The rounds of the person's processes, and the archives with sealed matter that they had made."""
    rounds = Round.objects.filter(process__in=request.processes).select_related("process")
    listing = sheet(request, rounds, LATEST)
    opens = request.user.processes_as(roles_that(May.READ_SEALED))
    context = {
        "listing": listing,
        "offers": [Offer(each, each.process_id in opens) for each in listing.rows],
        "own": _own(request).order_by("-asked_at"),
        "crumbs": [*_way()[:-1], (_("To take away"), "")],
    }
    return render(request, "secretariat/exports/list.html", context, status=listing.status)


@require_POST
@form_on("secretariat:exports")
def ask(request: DeskRequest) -> HttpResponse:
    """Have an archive made that also holds what is sealed."""
    rounds = Round.objects.filter(process__in=request.processes).select_related("process")
    round_ = get_object_or_404(rounds, pk=whole_number(request.POST.get("round", "")) or 0)
    export = actions.ask(round_, what=What.ARCHIVE, format=Format.ZIP, by=request.user, is_sealed=True)
    return redirect("secretariat:export", export.pk)


@require_safe
@secretariat_page
def export(request: DeskRequest, pk: UUID) -> HttpResponse:
    """How far an archive is, and the way to it."""
    found = get_object_or_404(_own(request), pk=pk)
    context = {"export": found, "standing": standing(found), "crumbs": [*_way(), (_("Archive"), "")]}
    return render(request, "secretariat/exports/detail.html", context)


@require_safe
@secretariat_page
def progress(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The same for the script."""
    found = get_object_or_404(_own(request), pk=pk)
    return JsonResponse({"unfinished": found.is_unfinished, "percent": found.percent, "said": how_far(found)})


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@secretariat_page
def file(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The archive; each look is on record."""
    found = get_object_or_404(_own(request), pk=pk)
    actions.give(found, to=request.user)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = file_name(f"{found.what} sealed", found.round)
    return streamed(stored, found.format, name, size=found.size or 0)  # type: ignore[return-value]  # it streams


def _own(request: DeskRequest) -> ExportQuerySet:
    return Export.objects.filter(is_sealed=True, by=request.user, round__process__in=request.processes).select_related(
        "round__process"
    )


def _way() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("secretariat:desk")), (_("To take away"), reverse("secretariat:exports"))]
