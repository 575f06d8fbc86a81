"""Many contributions by one decision: chosen in a list, tried, shown, confirmed, done."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, F, Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.kept_forms import take
from common.numbers import whole_number
from common.refusals import Refusal, status_of
from contributions import actions
from contributions.actions.batch import MOST
from contributions.enums import BatchKind, BatchState, ItemOutcome
from contributions.models import Batch, BatchItem
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.filter_forms import filters_of
from secretariat.marking import point_out
from secretariat.paging import sheet
from secretariat.views.desk import desk_of
from stakeholders.models import Person

PAGE = 50
BY_PLACE = ("place", "pk")
NEWEST = ("-pk",)


@require_POST
@form_on("secretariat:batches")
def plan(request: DeskRequest) -> HttpResponse:
    """Try what was chosen: the contributions that are marked, or all of the list that they stand in."""
    try:
        batch = actions.plan_batch(_kind(request), _chosen(request), by=request.user, to=_to(request))
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
        wanted = filters_of(request.POST.get("list", "")).chosen
        return HttpResponseRedirect(reverse("secretariat:desk") + (f"?{urlencode(wanted)}" if wanted else ""))
    return HttpResponseRedirect(reverse("secretariat:batch", args=[batch.pk]))


@require_safe
@secretariat_page
def batches(request: DeskRequest) -> HttpResponse:
    """What the person has done in bulk, or begun to, the newest first."""
    kept = take(request).get("plan_batch")
    own = Batch.objects.filter(by=request.user).select_related("to").annotate(number=Count("items"))
    listing = sheet(request, own, NEWEST, size=PAGE)
    context = {
        "listing": listing,
        "kept": kept.lists() if kept else [],
        "crumbs": [(_("Desk"), reverse("secretariat:desk")), (_("In bulk"), "")],
    }
    return render(request, "secretariat/bulk/list.html", context, status=listing.status)


@require_safe
@secretariat_page
def batch(request: DeskRequest, pk: int) -> HttpResponse:
    """What would happen, what is happening, or what became of each."""
    return _page(request, _own(request, pk))


@require_POST
@form_on("secretariat:batch")
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Do what was shown."""
    found = _own(request, pk)
    try:
        actions.confirm_batch(found, by=request.user)
    except Refusal as refusal:
        return _page(request, _own(request, pk), refusal=refusal)
    return HttpResponseRedirect(reverse("secretariat:batch", args=[pk]))


def _own(request: DeskRequest, pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("to"), pk=pk, by=request.user)


def _page(request: DeskRequest, found: Batch, *, refusal: Refusal | None = None) -> HttpResponse:
    items = BatchItem.objects.filter(batch=found).select_related("contribution__round__process")
    is_trial = found.kind == BatchKind.PUBLISH and found.state in (BatchState.CHECKING, BatchState.READY)
    items = items.select_related("contribution__submission") if is_trial else items
    items = items.defer("contribution__content", "contribution__search")
    only_trouble = request.GET.get("only") == "trouble"
    if only_trouble:
        items = items.filter(~Q(trouble="") | Q(outcome__in=(ItemOutcome.REFUSED, ItemOutcome.FAILED)))
    listing = sheet(request, items, BY_PLACE, size=PAGE)
    if is_trial:
        point_out([item.contribution for item in listing.rows], to=request.user)
    context = {
        "batch": found,
        "listing": listing,
        "numbers": _numbers(found),
        "is_working": found.state in (BatchState.CHECKING, BatchState.RUNNING),
        "is_publishing": found.kind == BatchKind.PUBLISH,
        "only_trouble": only_trouble,
        "refusal": refusal,
        "crumbs": [
            (_("Desk"), reverse("secretariat:desk")),
            (_("In bulk"), reverse("secretariat:batches")),
            (str(BatchKind(found.kind).label), ""),
        ],
    }
    return render(
        request, "secretariat/bulk/batch.html", context, status=status_of(refusal) if refusal else listing.status
    )


def _numbers(found: Batch) -> dict[str, int]:
    """How many items there are of each kind, and how many letters the trial wrote."""
    return BatchItem.objects.filter(batch=found).aggregate(
        all=Count("pk"),
        checked=Count("pk", filter=Q(checked_at__isnull=False)),
        good=Count("pk", filter=Q(checked_at__isnull=False, trouble="")),
        bad=Count("pk", filter=~Q(trouble="")),
        ended=Count("pk", filter=~Q(outcome="")),
        done=Count("pk", filter=Q(outcome=ItemOutcome.DONE)),
        refused=Count("pk", filter=Q(outcome__in=(ItemOutcome.REFUSED, ItemOutcome.FAILED))),
        letters=Sum("letters", default=0),
        otherwise=Count("pk", filter=Q(outcome=ItemOutcome.DONE) & ~Q(symbol="") & ~Q(given=F("symbol"))),
    )


def _kind(request: DeskRequest) -> BatchKind:
    return BatchKind.ASSIGN if request.POST.get("do") == BatchKind.ASSIGN else BatchKind.PUBLISH


def _chosen(request: DeskRequest) -> list[int]:
    """The ids of what was marked; of all that the list has, one more than is possible at most."""
    if request.POST.get("which") != "all":
        marked = map(whole_number, request.POST.getlist("item")[: MOST + 1])
        return [pk for pk in marked if pk is not None]
    filters = filters_of(request.POST.get("list", ""))
    listed = desk_of(request, filters).listed(filters).order_by(*filters.order)
    return list(listed.values_list("pk", flat=True)[: MOST + 1])


def _to(request: DeskRequest) -> Person | None:
    return Person.objects.filter(pk=whole_number(request.POST.get("to", "")) or 0).first()
