"""The documents of a round: prepared, with a file for each language, then published under a symbol."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import kept_forms
from common.languages import name_in
from common.numbers import whole_number
from common.refusals import Overtaken, Refusal, status_of
from consultations import actions
from consultations.actions import NewFile
from consultations.actions.permission import must_issue
from consultations.enums import Beside
from consultations.models import Document
from contributions.actions import publish_beside
from contributions.intake import upload
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.setting_up.both import both
from secretariat.setting_up.document_forms import DocumentForm, FileForm, PublishForm
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import crumbs_to, document_at, round_at, seen


@require_safe
@secretariat_page
def document(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A document with its titles, its files, and whether it is published."""
    kept = kept_forms.take(request).get("publish_document")
    found = document_at(request, slug, number, pk)
    return _shown(request, found, publish_form=PublishForm(found.round.process, kept) if kept else None)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def new_document(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Prepare a document; its files come next."""
    round_ = round_at(request, slug, number)
    must_issue(round_.process, request.user)
    form = DocumentForm(round_, typed(request))
    page = Editing(
        title=_("Prepare a document"),
        lede=_(
            "Its files come on the next page, one for each language. Nobody outside sees it before it is published."
        ),
        crumbs=[*crumbs_to(round_.process, round_), (_("Prepare a document"), "")],
        save=_("Prepare this document"),
        back=reverse("secretariat:round", args=[slug, number]),
    )
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, page)
    made: list[Document] = []
    refusal = done(form, lambda: made.append(actions.prepare_document(round_, **form.given(), by=request.user)))
    if refusal is not None:
        return shown(request, form, page, refusal=refusal)
    messages.success(request, _("The document is prepared. Add its files, then publish it."))
    return redirect("secretariat:document", slug, number, made[0].pk)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def change_document(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Change titles and facts of a document."""
    found = document_at(request, slug, number, pk)
    must_issue(found.round.process, request.user)
    form = DocumentForm(found.round, typed(request), document=found)
    refusal, theirs = None, []
    if request.method == "POST" and form.is_valid():
        given = form.given()
        refusal = done(form, lambda: actions.change_document(found, given, seen=seen(request), by=request.user))
        if refusal is None:
            messages.success(request, _("It is saved."))
            return redirect("secretariat:document", slug, number, pk)
        found = document_at(request, slug, number, pk)
        theirs = both(form, DocumentForm(found.round, document=found)) if isinstance(refusal, Overtaken) else []
    public = _("It is published: titles in more languages can be added, everything else stays.")
    page = Editing(
        title=_("Change the document"),
        lede=public if found.public_at else "",
        crumbs=[*_crumbs(found), (_("Change the document"), "")],
        save=_("Save"),
        back=_address(found),
        edits=found.edits,
    )
    return shown(request, form, page, refusal=refusal, theirs=theirs)


@require_POST
@form_on("secretariat:document")
def add_file(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Add a file in a language."""
    found = document_at(request, slug, number, pk)
    form = FileForm(found.round.process.languages, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, found, file_form=form, status=422)
    refusal = done(form, lambda: _store(request, found, form))
    if refusal is not None:
        return _shown(request, found, file_form=form, refusal=refusal)
    said = _("The file is added, in %(language)s.") % {"language": name_in(form.cleaned_data["language"])}
    messages.success(request, said)
    return redirect("secretariat:document", slug, number, pk)


@require_POST
@form_on("secretariat:document")
def change_files(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Take the file out that the button names (``remove``)."""
    found = document_at(request, slug, number, pk)
    file = found.files.filter(pk=whole_number(request.POST.get("remove", "")) or 0).first()
    if file is not None:
        try:
            actions.remove_file(file, by=request.user)
        except Refusal as refusal:
            return _shown(request, found, refusal=refusal)
        messages.success(request, _("The file is taken out."))
    return redirect("secretariat:document", slug, number, pk)


@require_POST
@form_on("secretariat:document")
def publish_document(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Make it public, under a symbol."""
    found = document_at(request, slug, number, pk)
    form = PublishForm(found.round.process, request.POST)
    if not form.is_valid():
        return _shown(request, found, publish_form=form, status=422)
    refusal = done(form, lambda: _publish(request, found, form))
    if refusal is not None:
        return _shown(request, found, publish_form=form, refusal=refusal)
    symbol = found.symbol.text if found.symbol else ""
    messages.success(
        request, _("It is published as %(symbol)s.") % {"symbol": symbol} if symbol else _("It is published.")
    )
    return redirect("secretariat:document", slug, number, pk)


def _publish(request: DeskRequest, found: Document, form: PublishForm) -> None:
    given = dict(form.cleaned_data)
    stands, beside = given.pop("stands"), given.pop("beside")
    if beside is None:
        actions.publish_document(found, **given, by=request.user)
    else:
        publish_beside(found, beside, Beside(stands), alias=given["alias"], by=request.user)


def _store(request: DeskRequest, found: Document, form: FileForm) -> None:
    given = form.cleaned_data["file"]
    checked = upload.check(given)
    language = form.cleaned_data["language"]
    actions.add_file(found, NewFile(checked.name, checked.media_type, language, given.read()), by=request.user)


def _shown(
    request: DeskRequest,
    found: Document,
    *,
    file_form: FileForm | None = None,
    publish_form: PublishForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    found = document_at(request, found.round.process.slug, found.round.number, found.pk)
    files = list(found.files.order_by("language", "pk"))
    process = found.round.process
    there = {each.language for each in files}
    said = any(form.errors for form in (file_form, publish_form) if form is not None)
    context = {
        "process": process,
        "round": found.round,
        "document": found,
        "files": files,
        "missing": [code for code in process.languages if code not in there],
        "file_form": file_form or FileForm(process.languages),
        "publish_form": publish_form or PublishForm(process),
        "next_number": found.round.last_number + 1,
        "refusal": None if said else refusal,
        "may": request.user.has_perm("consultations.issue", process),
        "crumbs": [*_crumbs(found)[:-1], (found.wording.text, "")],
    }
    return render(
        request, "secretariat/setting_up/document.html", context, status=status_of(refusal) if refusal else status
    )


def _address(found: Document) -> str:
    return reverse("secretariat:document", args=[found.round.process.slug, found.round.number, found.pk])


def _crumbs(found: Document) -> list[tuple[str, str]]:
    return [*crumbs_to(found.round.process, found.round), (found.wording.text, _address(found))]
