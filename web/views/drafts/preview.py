"""The last step: see it exactly as it will be published, and submit it. And what a draft can be taken away as."""

from collections.abc import Mapping, Sequence
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.completeness import shortcomings
from contributions.content import Content
from contributions.enums import BY_HAND, Consent
from contributions.models import ContributionFile
from contributions.queries.amending import proposals_of, undecided_in
from contributions.queries.redactions import named_in
from contributions.redacting import parts_of
from stakeholders.models import Person

from .access import Draft, with_draft
from .frame import draft_context
from .speakers import Speaker, speakers_of
from .text import as_text

WHO_FIELDS = ("speaking", "sources", "name")
# Where on the page of the changes something is missing; each change has a place of its own.
PLACES_OF_CHANGES = {"amends": "#text", "changes": "#text", "understood": "#word"}


@require_safe
@with_draft
def preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The contribution as it will be published, what it still needs, and the button."""
    kept_forms.take(request)
    return _page(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def submit(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Submit, and go to the receipt; first to sign in where nobody is. A refusal is told on the preview."""
    if request.method != "POST":
        return redirect(draft.url("draft_preview"))
    if draft.person is None:
        return redirect_to_login(draft.url("draft_preview"))
    try:
        actions.submit(
            draft.contribution,
            by=draft.person,
            for_action="for_action" in request.POST,
            told=request.POST.get("lane", ""),
        )
    except Refusal as refusal:
        return _page(request, draft, refusal=refusal)
    if draft.contribution.channel in BY_HAND:
        messages.success(request, _("It is stored, and its source is asked to confirm it."))
        return redirect("secretariat:contribution", draft.contribution.pk)
    messages.success(request, _("Your contribution was submitted. A receipt is on its way by e-mail."))
    return redirect("web:receipt", draft.contribution.pk)


@require_safe
@with_draft
def text(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The draft as a text file, whatever became of its period."""
    contribution = draft.contribution
    content = Content.from_json(contribution.content)
    speakers = speakers_of(contribution.speaking, content.sources, person=draft.person)
    questions = list(contribution.period.questions.all())
    words = as_text(content, questions, [speaker.name for speaker in speakers], proposals_of(content))
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="draft-{contribution.pk}.txt"'
    return response


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@with_draft
def file(request: HttpRequest, draft: Draft, pk: int) -> HttpResponseBase:
    """A file of the draft, for whoever may write it; as an attachment, never as a page of ours."""
    return handed_out(get_object_or_404(ContributionFile, pk=pk, contribution=draft.contribution))


def handed_out(found: ContributionFile) -> FileResponse:
    """Give a file that nobody else may read yet, as it came."""
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.media_type)


def _page(request: HttpRequest, draft: Draft, *, refusal: Refusal | None = None) -> HttpResponse:
    contribution = draft.contribution
    content = Content.from_json(contribution.content)
    questions = list(contribution.period.questions.all())
    proposals = proposals_of(content)
    missing: Mapping[str, Any] = shortcomings(
        content,
        contribution.speaking,
        [] if contribution.channel in BY_HAND else questions,
        draft.person or Person(name="?"),
        amended=proposals.version.outline if proposals else None,
        undecided=undecided_in(contribution, content),
    )
    if isinstance(refusal, Incomplete):
        missing = {**missing, **refusal.fields}
    speakers = speakers_of(contribution.speaking, content.sources, person=draft.person)
    context = draft_context(
        draft,
        current="preview",
        content=content,
        questions=questions,
        proposals=proposals,
        speakers=speakers,
        own_names=_own_names(content, speakers),
        missing=[(_where(draft, name), sentence) for name, sentence in missing.items()],
        refusal=refusal,
        person=draft.person,
        words=content.words(),
    )
    return render(request, "web/drafts/preview.html", context, status=status_of(refusal) if refusal else 200)


def _own_names(content: Content, speakers: Sequence[Speaker]) -> list[str]:
    """What of the words tells who speaks, where only the group may be named; each once, in reading order."""
    if content.consent != Consent.GROUP:
        return []
    texts = parts_of(content)
    said: dict[str, str] = {}
    for part, start, length in named_in(content, [each.name for each in speakers], [each.acronym for each in speakers]):
        name = " ".join(texts[part][start : start + length].split())
        said.setdefault(name.casefold(), name)
    return list(said.values())


def _where(draft: Draft, name: str) -> str:
    """The address of the field that something is missing in."""
    if name in WHO_FIELDS:
        return draft.url("draft_who") + ("#id_speaking_0" if name == "speaking" else "")
    if name in PLACES_OF_CHANGES or name.startswith("change-"):
        return draft.url("draft_changes") + PLACES_OF_CHANGES.get(name, f"#{name}")
    return draft.url("draft_what") + f"#id_{name}"
