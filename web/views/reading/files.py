"""Files to download: always as attachments, never shown by the browser as pages of ours."""

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from consultations.models import DocumentFile
from contributions.enums import Consent, State
from contributions.models import Contribution, ContributionFile, RedactedFile, Submission
from contributions.queries.published import is_sealed_for
from stakeholders.models import Person
from web.context import reader

from .sight import looks_ahead, sight_of

A_DAY = 86400


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
@looks_ahead
def file(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponseBase:
    """A file of a filed document, or of a contribution that the reader may see. The name only helps people.

    Caches may keep what is public: files of documents, which never change, for a day. Those of contributions they ask
    us about each time, since they can be withdrawn, kept back, and pages can be taken out of them.
    """
    stored = _stored(request, kind, pk)
    etag = f'"{stored[0].sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        found = stored[0]
        response = FileResponse(_opened(found), as_attachment=True, filename=found.name, content_type=found.media_type)
        response.headers["Content-Length"] = str(found.size)
    response.headers["ETag"] = etag
    if stored[1] and kind == "documents":
        patch_cache_control(response, public=True, max_age=A_DAY)
    elif stored[1]:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _opened(found: DocumentFile | ContributionFile | RedactedFile) -> object:
    try:
        return found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _stored(request: HttpRequest, kind: str, pk: int) -> tuple[DocumentFile | ContributionFile | RedactedFile, bool]:
    """The file, and whether everybody may have it; 404 for who may not, as for what is not there."""
    if kind == "documents":
        filed = get_object_or_404(DocumentFile.objects.select_related("document__round__process"), pk=pk)
        sight = sight_of(request, filed.document.round.process, is_public=filed.document.is_public)
        return filed, not sight.is_preview
    if kind != "contributions":
        raise Http404
    found = get_object_or_404(
        ContributionFile.objects.select_related("contribution__submission", "contribution__round__process", "redacted"),
        pk=pk,
    )
    person = reader(request)
    copy = getattr(found, "redacted", None)
    if copy is not None and (person is None or not person.has_perm("contributions.revise", found.contribution)):
        return _copy(copy, person)
    if _is_published(found.contribution, found):
        return found, copy is None
    if person is None or not _may_have(person, found):
        raise Http404
    return found, False


def _copy(copy: RedactedFile, person: Person | None) -> tuple[ContributionFile | RedactedFile, bool]:
    """What everybody gets of a file from which something was taken out. Who judges it yet gets it as it was sent."""
    original = copy.original
    is_public = _is_published(original.contribution, original)
    if not is_public and (person is None or not _may_have(person, original)):
        raise Http404
    if not is_public and person is not None and not is_sealed_for(person, original.contribution):
        return original, False
    if not copy.file:
        raise Http404
    return copy, is_public


def _may_have(person: Person, file: ContributionFile) -> bool:
    """Its authors in any case; who reads at the desk only what was sent, not what is being attached."""
    if person.has_perm("contributions.edit", file.contribution):
        return True
    # Not "view": everybody may view a withdrawn contribution's page, but not what was withdrawn.
    if not person.has_perm("contributions.read_what_was_sent", file.contribution):
        return False
    return Submission.objects.filter(contribution=file.contribution).naming(file.pk).exists()


def _is_published(contribution: Contribution, file: ContributionFile) -> bool:
    """Part of what everybody may read; not what the author has attached since, nor what its source keeps back."""
    submission = contribution.submission
    if contribution.state != State.PUBLISHED or contribution.consent != Consent.NAMED:
        return False
    return submission is not None and file.pk in submission.file_ids
