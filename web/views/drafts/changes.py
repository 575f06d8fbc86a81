"""The step "Changes": the text clause by clause with what the draft proposes, and what is missing from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import kept_forms
from common.refusals import Refusal, status_of
from contributions import actions
from contributions.content import Content
from contributions.models import Understanding
from contributions.queries.amending import amended_version, proposals_of, texts_of
from texts.models import TextVersion
from web.forms.drafts.fields import as_typed

from .access import Draft, with_draft
from .frame import draft_context


@require_safe
@with_draft
def changes(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The whole text with what is proposed; or the choice of a text, where the draft names none yet."""
    kept = kept_forms.take(request).get("draft_missing")
    return page(request, draft, missing=kept.get("missing") if kept else None)


@require_POST
@with_draft
def choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take up one of the process's texts."""
    carried = texts_of(draft.contribution.period.round.process)
    chosen = next((each.version for each in carried if str(each.version_id) == request.POST.get("version")), None)
    if chosen is None:
        raise Http404
    actions.amend(draft.contribution, chosen, by=draft.person)
    return redirect(draft.url("draft_changes"))


@require_POST
@with_draft
def take_back(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take one change out."""
    actions.take_back(draft.contribution, request.POST.get("change", ""), by=draft.person)
    messages.success(request, _("The change was taken out of your draft."))
    return redirect(draft.url("draft_changes"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def missing(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What the text does not say and should. 409 where another window said something else meanwhile."""
    if request.method != "POST":
        return redirect(draft.url("draft_changes") + "#missing")
    typed = as_typed(request.POST.get("missing", ""))
    try:
        actions.say_missing(draft.contribution, typed, by=draft.person, was=as_typed(request.POST.get("was", "")))
    except Refusal as refusal:
        draft.contribution.refresh_from_db(fields=["content"])
        return page(request, draft, missing=typed, refusal=refusal)
    messages.success(request, _("Saved."))
    return redirect(draft.url("draft_changes") + "#missing")


def page(
    request: HttpRequest,
    draft: Draft,
    *,
    missing: str | None = None,
    refusal: Refusal | None = None,
    file_refusal: Refusal | None = None,
) -> HttpResponse:
    """The step's page; ``missing`` is what somebody has typed and that is not stored, ``refusal`` says why."""
    content = Content.from_json(draft.contribution.content)
    proposals = proposals_of(content)
    status = status_of(refusal or file_refusal) if refusal or file_refusal else 200  # type: ignore[arg-type]
    if proposals is None:
        texts = texts_of(draft.contribution.period.round.process)
        return render(request, "web/drafts/changes_choice.html", draft_context(draft, current="changes", texts=texts))
    attached = [item["id"] for item in content.files if isinstance(item.get("id"), int)]
    understood = Understanding.objects.filter(contribution=draft.contribution, file__in=attached)
    context = draft_context(
        draft,
        current="changes",
        proposals=proposals,
        language=proposals.language,
        rows=list(proposals.rows()),
        missing=content.missing if missing is None else missing,
        stored_missing=content.missing,
        refusal=refusal,
        file_refusal=file_refusal,
        understood=list(understood.select_related("file").order_by("read_at", "pk")),
        latest=_latest(proposals.version),
    )
    return render(request, "web/drafts/changes.html", context, status=status)


def version_of(draft: Draft) -> TextVersion:
    """The version that the draft amends; 404 for a draft that amends none."""
    version = amended_version(Content.from_json(draft.contribution.content))
    if version is None:
        raise Http404
    return version


def _latest(version: TextVersion) -> TextVersion | None:
    """The version in force, where it is a later one."""
    return version.text.versions.filter(number__gt=version.number).order_by("-number").first()
