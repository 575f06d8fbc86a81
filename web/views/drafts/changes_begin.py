"""Beginning a draft on the page of a text."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.numbers import whole_number
from common.refusals import Incomplete, TooMuch
from consultations.models import CarriedText, CommentPeriod
from contributions import actions
from web import visitors
from web.context import reader

from .access import private


@require_POST
@private
def begin(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """Begin a draft that proposes changes to the text that this document carries, in the period that was chosen.

    Signed in or not. A Word file that came along is read at once; what is wrong with it is told in the draft, which
    has begun all the same. 409 outside the period, 429 for a flood.
    """
    carried = get_object_or_404(
        CarriedText.objects.select_related("version__text"), symbol__process__slug=slug, symbol__text=symbol
    )
    periods = CommentPeriod.objects.public().select_related("round__process")
    period = get_object_or_404(periods, pk=whole_number(request.POST.get("period", "")), round__process__slug=slug)
    visitors.count_draft(request)
    person = reader(request)
    contribution, token = actions.begin_amending(period, carried.version, by=person)
    key = str(contribution.pk) if person else token
    file = request.FILES.get("file")
    if file is None:
        return redirect("web:draft_changes", key)
    try:
        visitors.count_bytes(request, file.size or 0)
        understood = actions.read_word(contribution, file, by=person)
    except (Incomplete, TooMuch) as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect(reverse("web:draft_changes", args=[key]) + "#word")
    return redirect("web:draft_understood", key, understood.pk)
