"""Removing passages and pages: choosing, seeing what everybody will read, doing; and looking at what is sealed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.numbers import whole_number
from common.refusals import Incomplete, NotAllowed, Refusal, status_of
from contributions import actions
from contributions.actions.public_form import marks_of, original_of, public_form
from contributions.content import Content
from contributions.models import Contribution, ContributionFile, Redaction, TranscriptOriginal, transcript_of
from contributions.queries import redactions
from contributions.queries.amending import proposals_of
from contributions.queries.published import is_sealed_for
from contributions.redacting import masked, parts_of
from secretariat import marking
from secretariat.access import DeskRequest, contribution_form, form_on, secretariat_page

from .contribution import crumbs_to, find, shown


@require_safe
@secretariat_page
def redact(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose what is to go."""
    current = _found(request, pk)
    kept = kept_forms.take(request)
    return _choosing(request, current, kept.get("redact_preview") or kept.get("redact_now"))


@require_POST
@form_on("secretariat:redact")
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """Show each place and exactly what everybody will read; nothing is changed yet."""
    current = _found(request, pk)
    return _previewed(request, current)


@require_POST
@form_on("secretariat:redact")
def redact_now(request: DeskRequest, pk: int) -> HttpResponse:
    """Remove what was shown."""
    current = _found(request, pk)
    ground, content = request.POST.get("ground", ""), _readable(request, current, redactions.in_force(current))
    marks, _missed = marking.marks_in(request.POST, content, ground)
    files, _wrong = marking.files_in(request.POST, content, ground)
    try:
        actions.redact(
            current,
            marks,
            by=request.user,
            files=files,
            note=request.POST.get("note", "").replace("\x00", "")[: marking.LONGEST_NOTE],
            seen=request.POST.get("seen", "")[:40],
        )
    except Refusal as refusal:
        return _choosing(request, find(request, pk), request.POST, refusal=refusal)
    messages.success(request, _("It is removed. The source has a letter with the ground."))
    return HttpResponseRedirect(reverse("secretariat:contribution", args=[pk]) + "#removed")


@require_POST
@contribution_form
def lift(request: DeskRequest, pk: int, redaction: int) -> HttpResponse:
    """Let everybody read again what was removed."""
    current = find(request, pk)
    found = get_object_or_404(Redaction.objects.of(current), pk=redaction)
    try:
        actions.lift(found, by=request.user)
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    messages.success(request, _("It is back. The source has a letter about it."))
    return HttpResponseRedirect(reverse("secretariat:contribution", args=[pk]) + "#removed")


@require_POST
@contribution_form
def unseal(request: DeskRequest, pk: int) -> HttpResponse:
    """Look at what was submitted. It is an act: the look is on record, and the page is kept nowhere."""
    current = find(request, pk)
    try:
        sent = actions.unseal(current, by=request.user, number=whole_number(request.POST.get("number", ""), digits=9))
    except Refusal as refusal:
        return shown(request, current, refusal=refusal)
    content, transcript = Content.from_json(sent.content), transcript_of(current)
    context = {
        "contribution": current,
        "submission": sent,
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(current.period.questions.all()),
        "looks": redactions.looks_at(current),
        "sealed_files": [each for each in content.files if "id" in each],
        "originals": list(transcript.originals.order_by("pk")) if transcript else [],
        "crumbs": [*crumbs_to(current, request), (_("Sealed original"), "")],
    }
    return render(request, "secretariat/redaction/sealed.html", context)


@require_POST
@contribution_form
def unseal_file(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """Get an attached file as it was sent; the look is on record."""
    current = find(request, pk)
    stored = get_object_or_404(ContributionFile, pk=file, contribution=current)
    return _handed_over(request, current, stored, actions.unseal_file)


@require_POST
@contribution_form
def unseal_original(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """Get a file of what really came on paper or by e-mail; the look is on record."""
    current = find(request, pk)
    stored = get_object_or_404(TranscriptOriginal, pk=file, transcript=pk)
    return _handed_over(request, current, stored, actions.unseal_original)


def _handed_over(request: DeskRequest, current: Contribution, stored: Any, look: Callable[..., object]) -> HttpResponse:
    """A file to be saved, once the look at it is entered; a refusal is told on the contribution's page."""
    try:
        look(current, stored, by=request.user)
    except Refusal as refusal:
        return shown(request, current, refusal=refusal)
    with stored.file.open("rb") as bytes_:
        response = HttpResponse(bytes_.read(), content_type=stored.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _found(request: DeskRequest, pk: int) -> Contribution:
    current = find(request, pk)
    if current.submission is None or not request.user.has_perm("contributions.redact", current):
        raise NotAllowed(_("Only the secretariat of this process can remove passages."))
    return current


def _readable(request: DeskRequest, current: Contribution, done: list[Redaction]) -> Content:
    """What was submitted, as far as whoever asks may read it: each place is where it is in the original."""
    content = original_of(current)
    return masked(content, marks_of(done)) if is_sealed_for(request.user, current) else content


def _choosing(
    request: DeskRequest,
    current: Contribution,
    data: QueryDict | None = None,
    *,
    form: marking.MarkingForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page on which one chooses; what was chosen stands there again."""
    form = form or marking.MarkingForm(redactions.grounds_of(current.round.process), data)
    ever = redactions.ever_of(current)
    done = [each for each in ever if each.lifted_at is None]
    content = _readable(request, current, done)
    texts = parts_of(content)
    again = redactions.taken_out_before(current, content)
    context = {
        "contribution": current,
        "form": form,
        "is_sealed": is_sealed_for(request.user, current),
        "seen": redactions.stamp_of(current, ever),
        "personal": marking.personal(redactions.personal_data_in(content, but=done)),
        "own_names": [
            marking.place_at(part, start, length, texts[part])
            for part, start, length in redactions.own_names_in(current, content, but=done)
        ],
        "again": [marking.place_at(each.part, each.start, each.length, texts[each.part]) for each in again],
        "again_files": redactions.files_taken_out_before(current, content),
        "parts": marking.choices_of(content),
        "names": [(part, marking.name_of(part)) for part in texts],
        "files": marking.files_as_chosen(data, content),
        "chosen": set(data.getlist("mark")) if data is not None else set(),
        "wanted_part": data.get("part", "") if data is not None else "",
        "refusal": refusal,
        "crumbs": [*crumbs_to(current, request), (_("Remove passages or pages"), "")],
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "secretariat/redaction/choose.html", context, status=status)


def _previewed(request: DeskRequest, current: Contribution) -> HttpResponse:
    """What would go, place by place, and what everybody would read; or the page of choice, with what is wrong."""
    form = marking.MarkingForm(redactions.grounds_of(current.round.process), request.POST)
    ever = redactions.ever_of(current)
    done = [each for each in ever if each.lifted_at is None]
    content = _readable(request, current, done)
    ground = request.POST.get("ground", "")
    marks, missed = marking.marks_in(request.POST, content, ground)
    files, wrong = marking.files_in(request.POST, content, ground)
    form.is_valid()
    for line in missed:
        form.add_error("words", _("These words stand nowhere in it: “%(words)s”") % {"words": line[:80]})
    for written in wrong:
        form.add_error(None, _("“%(pages)s” are no page numbers. Write them such as 2, 5-7.") % {"pages": written})
    if form.errors or not (marks or files):
        sentence = _("Say what is to be removed: choose sentences, write the words, or name pages.")
        return _choosing(request, current, request.POST, form=form, refusal=Incomplete(sentence))
    made = public_form(current, done, marks, files)
    read = made.content if made is not None else content
    context = {
        "contribution": current,
        "form": form,
        "ground": dict(form.fields["ground"].choices).get(ground, ""),  # type: ignore[attr-defined]  # a ChoiceField
        "seen": redactions.stamp_of(current, ever),
        "places": list(marking.ordered(marks, content)),
        "files": marking.files_named(files, content),
        "content": read,
        "proposals": proposals_of(read),
        "questions": list(current.period.questions.all()),
        "crumbs": [*crumbs_to(current, request), (_("What everybody will read"), "")],
    }
    return render(request, "secretariat/redaction/preview.html", context)
