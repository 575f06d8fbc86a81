"""Texts under negotiation at the desk: what there is, and bringing another one in."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from consultations import actions
from consultations.models import IncomingText, Symbol
from contributions.intake import paste, upload
from contributions.queries import papers
from contributions.queries.papers import Paper
from secretariat.access import DeskRequest, secretariat_page
from secretariat.text_forms import OWN_WORDS, OriginalForm
from secretariat.views.crumbs import to_texts

NEWEST = 20


@require_safe
@secretariat_page
def texts(request: DeskRequest) -> HttpResponse:
    """Texts being brought in, texts that are issued, and the papers that could carry one (``?symbol=`` finds some)."""
    asked = request.GET.get("symbol", "").strip()[:120].replace("\x00", "")
    found = papers.without_text(request.processes, asked=asked, most=NEWEST + 1)
    context = {
        "incoming": list(papers.incoming_at(request.processes)),
        "texts": papers.texts_at(request.processes),
        "papers": found[:NEWEST],
        "has_more": len(found) > NEWEST,
        "asked": asked,
        "crumbs": [*to_texts()[:-1], (_("Texts"), "")],
    }
    return render(request, "secretariat/texts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def bring_in(request: DeskRequest, pk: int) -> HttpResponse:
    """Say where the text of this paper is to be read from; then it is shown as it was understood."""
    symbol = get_object_or_404(papers.public_papers(request.processes), pk=pk)
    paper = papers.paper(symbol)
    if request.method != "POST":
        kept = kept_forms.take(request).get("bring_in")
        return _shown(request, paper, OriginalForm(paper, kept))
    form = OriginalForm(paper, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, paper, form, status=422)
    try:
        original, name, notes = _original(paper, form)
        if begun := _begun(symbol, original):
            return redirect("secretariat:incoming", begun.pk)
        begun = actions.begin_text(
            symbol,
            original,
            name=name,
            language=form.cleaned_data["language"],
            title=form.cleaned_data["title"],
            by=request.user,
        )
    except Incomplete as refusal:
        for sentence in refusal.fields.values() or [refusal.sentence]:
            form.add_error(_field(form), str(sentence))
        return _shown(request, paper, form, status=422)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _shown(request, paper, form, status=status_of(refusal))
    for note in notes:
        messages.info(request, note)
    return redirect("secretariat:incoming", begun.pk)


def _original(paper: Paper, form: OriginalForm) -> tuple[bytes | str, str, list[str]]:
    """The original, its name, and what was done with pasted words."""
    given = form.cleaned_data
    if given.get("file"):
        checked = upload.check(given["file"])
        return given["file"].read(), checked.name, []
    words = given["paste"] if given["paste"].strip() else paper.words if given.get("stored") == OWN_WORDS else ""
    if words:
        cleaned = paste.clean(words)
        return cleaned.text, "", cleaned.notes
    found = next((file for file in paper.files if str(file.pk) == given.get("stored")), None)
    if found is None:
        raise Http404
    with found.file.open("rb") as stored:
        return stored.read(), found.name, []


def _begun(symbol: Symbol, original: bytes | str) -> IncomingText | None:
    """What the first press of the button has begun already with this very original."""
    content = original.encode() if isinstance(original, str) else original
    return IncomingText.objects.filter(symbol=symbol, reading__sha256=sha256(content).hexdigest()).first()


def _field(form: OriginalForm) -> str:
    """Beside which field a sentence about the original stands."""
    given = form.cleaned_data
    if given.get("file"):
        return "file"
    return "paste" if given["paste"].strip() else "stored" if "stored" in form.fields else "file"


def _shown(request: DeskRequest, paper: Paper, form: OriginalForm, *, status: int = 200) -> HttpResponse:
    symbol: Symbol = paper.symbol
    context = {
        "paper": paper,
        "symbol": symbol,
        "form": form,
        "begun": IncomingText.objects.filter(symbol=symbol).first(),
        "may": request.user.has_perm("consultations.issue", symbol.process),
        "crumbs": [*to_texts(), (symbol.text, "")],
    }
    return render(request, "secretariat/texts/bring_in.html", context, status=status)
