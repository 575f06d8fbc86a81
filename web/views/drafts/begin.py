"""Beginning, coming back to, keeping and throwing away a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.models import CommentPeriod
from contributions import actions
from contributions.enums import Speaking
from web import visitors
from web.context import reader

from .access import Draft, private, with_draft
from .frame import draft_context
from .parts import what_of


@require_POST
@private
def begin(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Begin a draft, signed in or not, and go to its first step. 409 outside the period, 429 for a flood."""
    period = get_object_or_404(
        CommentPeriod.objects.public().select_related("round__process"),
        pk=pk,
        round__number=number,
        round__process__slug=slug,
    )
    visitors.count_draft(request)
    person = reader(request)
    contribution, token = actions.begin(period, by=person)
    return redirect("web:draft_who", str(contribution.pk) if person else token)


@require_safe
@with_draft
def draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """To the first step that is not finished."""
    contribution = draft.contribution
    has_sources = contribution.speaking == Speaking.MYSELF or contribution.content.get("sources")
    if not contribution.speaking or not has_sources:
        return redirect(draft.url("draft_who"))
    part = what_of(contribution).content
    has_words = part["statement"] or part["answers"] or part["recommendations"] or contribution.content.get("files")
    if contribution.content.get("amends") and not (contribution.content.get("changes") or has_words):
        return redirect(draft.url("draft_changes"))
    has_words = has_words or contribution.content.get("changes")
    is_written = part["title"] and part["language"] and has_words
    return redirect(draft.url("draft_preview" if is_written else "draft_what"))


@require_POST
@with_draft
def claim(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep a draft that was begun without signing in among one's own."""
    if draft.person is None:
        return redirect(draft.url("draft_preview"))
    actions.claim(draft.contribution, by=draft.person)
    messages.success(request, _("This draft is yours now. You find it under “My contributions”."))
    return redirect("web:draft", str(draft.contribution.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Ask first, then throw a draft away that was never submitted."""
    if request.method != "POST":
        return render(request, "web/drafts/discard.html", draft_context(draft, current=""))
    period = draft.contribution.period
    actions.discard(draft.contribution, by=draft.person)
    messages.success(request, _("The draft was thrown away."))
    return redirect("web:period", period.round.process.slug, period.round.number, period.pk)
