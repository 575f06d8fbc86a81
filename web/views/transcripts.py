"""Where a source confirms what the secretariat wrote down: without an account, without scripts."""

from typing import Any

from csp.decorators import csp_replace
from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.actions.transcribing import LONGEST
from contributions.content import Content
from contributions.enums import State
from contributions.models import Contribution, Transcript, TranscriptOriginal, timing_of
from contributions.queries.amending import proposals_of
from contributions.queries.published import public_originals
from contributions.queries.transcripts import by_token, has_expired

from .drafts.access import private
from .drafts.speakers import speakers_of

LONGEST_TOKEN = 64


class ComplaintForm(forms.Form):
    """What is wrong with the transcript."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("What is wrong"),
        help_text=_("The secretariat mends it and asks you again."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what is wrong first.")},
    )


@require_safe
@private
def transcript(request: HttpRequest, token: str) -> HttpResponse:
    """The transcript as it was sent to its source; 404 for an address that is void, 410 for one that has expired."""
    return _page(request, _found(token), token, ComplaintForm())


@require_POST
@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """These are my words."""
    found = _found(token)
    try:
        actions.confirm_transcript(token)
    except Refusal as refusal:
        return _page(request, found, token, ComplaintForm(), refusal=refusal)
    return redirect("web:transcript", token)


@require_POST
@private
def complain(request: HttpRequest, token: str) -> HttpResponse:
    """These are not my words, or not all of them."""
    found, form = _found(token), ComplaintForm(request.POST)
    if not form.is_valid():
        return _page(request, found, token, form, refusal=Incomplete(_("Nothing was sent yet.")))
    try:
        actions.complain(token, form.cleaned_data["text"])
    except Refusal as refusal:
        return _page(request, found, token, form, refusal=refusal)
    return redirect("web:transcript", token)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@private
def original(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file of what really came, for its source."""
    found = _found(token)
    if has_expired(found, at=timezone.now()):
        raise Http404
    return served(get_object_or_404(found.originals, pk=pk))


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def public_original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of what really came, where everybody can get it."""
    of_what = Contribution.objects.select_related("transcript").prefetch_related("sources")
    contribution = get_object_or_404(of_what, transcript__originals=pk)
    found = next((each for each in public_originals(contribution) if each.pk == pk), None)
    if found is None:
        raise Http404
    response = served(found)
    # Asked for each time: a name or a passage may be kept back from now on.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def served(found: TranscriptOriginal) -> HttpResponseBase:
    """The file as an attachment, never as a page of ours; 404 where its bytes are gone."""
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.media_type)


def _found(token: str) -> Transcript:
    found = by_token(token) if len(token) <= LONGEST_TOKEN and "\x00" not in token else None
    if found is None or found.contribution.submission is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Transcript, token: str, form: ComplaintForm, *, refusal: Refusal | None = None
) -> HttpResponse:
    contribution = found.contribution
    submission = contribution.submission
    is_over = has_expired(found, at=timezone.now())
    context: dict[str, Any] = {"transcript": found, "contribution": contribution, "process": contribution.round.process}
    if is_over or submission is None:
        return render(request, "web/transcripts/expired.html", context, status=410)
    content = Content.from_json(submission.content)
    context |= {
        "token": token,
        "form": form,
        "refusal": None if form.errors else refusal,
        "submission": submission,
        "timing": timing_of(submission),
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(contribution.period.questions.all()),
        "speakers": speakers_of("", content.sources, person=None),
        "originals": list(found.originals.order_by("pk")),
        "can_answer": not found.is_confirmed and contribution.state not in (State.DECLINED, State.WITHDRAWN),
    }
    return render(request, "web/transcripts/transcript.html", context, status=status_of(refusal) if refusal else 200)
