"""Changes that collided with the next version of their text: their source says how they shall read now, or gives up."""

from collections.abc import Mapping
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.kept_forms import signed_in, take
from common.numbers import whole_number
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.enums import Carriage
from contributions.models import Amendment, Contribution
from contributions.queries.carried import Returned, returned_to
from contributions.queries.mine import in_full
from stakeholders.models import Person
from texts.engine.carrying import Clash
from texts.engine.redline import Piece, redline
from texts.models import TextVersion
from texts.queries import called
from web.forms.returned import AnswerForm
from web.views.drafts.access import private
from web.views.drafts.frame import crumbs_of


class Asked:
    """A returned change as the page shows it, with the form that asks for an answer."""

    def __init__(self, returned: Returned, form: AnswerForm) -> None:
        self.returned, self.form = returned, form
        self.amendment = returned.amendment
        self.base, self.version = returned.base, returned.version

    @property
    def name(self) -> str:
        """What the clause or place is called in the version to which the change was proposed."""
        outline = self.base.outline
        key = self.returned.origin.as_change().after if self.returned.clause is None else ""
        clause = self.returned.clause or next((each for each in outline if each.id == key), None)
        if clause is None:
            return _("the beginning of the text")
        return called(clause, outline)

    @property
    def proposed(self) -> tuple[Piece, ...]:
        """What was proposed, against the words it was proposed for."""
        origin = self.returned.origin
        before = self.returned.clause.wording if self.returned.clause else ""
        return redline(before, "" if origin.op == "SUP" else origin.wording or before)

    @property
    def adopted(self) -> tuple[Piece, ...]:
        """What the new version made of these words."""
        before = self.returned.clause.wording if self.returned.clause else ""
        return redline(before, self.returned.now.wording if self.returned.now else "")

    @property
    def why(self) -> str:
        """Why it could not be carried on, as a sentence."""
        sentences = {
            Clash.WORDS: _("The new version changes the same words otherwise."),
            Clash.REWORDED: _("The clause reads differently now."),
            Clash.GONE: _("The clause, or the place, is not in the new version any more."),
            Clash.PLACE: _("Something else stands at this place now."),
            Clash.MOVED: _("The new version has moved the clause to another place."),
        }
        clash = self.returned.clash
        return sentences[clash] if clash else _("It could be carried on now, but waits for your word.")


@require_safe
@private
@login_required
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for an answer, each with its form; and what was answered."""
    kept = take(request).get("carried_answer")
    return _page(request, _own(request, pk), typed=kept)


@require_POST
@private
@signed_in("web:carried")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm how a change shall read now."""
    found, amendment = _own(request, pk), _named(request)
    asked = next((each for each in _asked(found, request.POST) if each.amendment.pk == amendment), None)
    if asked is None:
        return _page(request, found, gone=_answered_already())
    if not asked.form.is_valid():
        return _page(request, found, typed=request.POST, status=422)
    try:
        actions.confirm_carried(asked.amendment, asked.form.answered(), by=cast(Person, request.user))
    except Incomplete as refusal:
        return _page(request, found, typed=request.POST, wrong=(amendment, refusal), status=422)
    except Refusal as refusal:
        return _page(request, found, gone=str(refusal.sentence), status=status_of(refusal))
    messages.success(request, _("Confirmed: it is proposed to the new version, as you wrote it."))
    return redirect("web:carried", pk)


@require_POST
@private
@signed_in("web:carried")
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a change up."""
    found = _own(request, pk)
    current = get_object_or_404(Amendment, pk=_named(request), contribution=found)
    try:
        actions.give_up_carried(current, by=cast(Person, request.user))
    except Refusal as refusal:
        return _page(request, found, gone=str(refusal.sentence), status=status_of(refusal))
    messages.success(request, _("Given up. What you proposed stays readable."))
    return redirect("web:carried", pk)


def _own(request: HttpRequest, pk: int) -> Contribution:
    """The contribution, for those who speak for it; 404 for anybody else."""
    found = get_object_or_404(in_full(), pk=pk)
    if not cast(Person, request.user).has_perm("contributions.answer_for", found) or found.symbol is None:
        raise Http404
    return found


def _named(request: HttpRequest) -> int:
    """The id of the change that the form is about; 0 for none."""
    return whole_number(request.POST.get("amendment", "")) or 0


def _asked(
    found: Contribution, typed: Mapping[str, str] | None = None, wrong: tuple[int, Incomplete] | None = None
) -> list[Asked]:
    """Each form empty but the one that was sent."""
    shown = []
    outlines: dict[int, TextVersion] = {}
    for each in returned_to(found):
        version = outlines.setdefault(each.version.pk, each.version)
        is_sent = typed is not None and any(name.startswith(f"{each.amendment.pk}-") for name in typed)
        form = AnswerForm(each, version.outline, typed if is_sent else None)
        if wrong and wrong[0] == each.amendment.pk:
            for name, sentence in wrong[1].fields.items():
                form.add_error(name if name in form.fields else None, str(sentence))
        shown.append(Asked(each, form))
    return shown


def _answered_already() -> str:
    return _("This change does not wait for an answer any more. Look at what became of it.")


def _page(
    request: HttpRequest,
    found: Contribution,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: tuple[int, Incomplete] | None = None,
    gone: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = _asked(found, typed, wrong)
    answered = Amendment.objects.filter(contribution=found, carriage__in=(Carriage.CONFIRMED, Carriage.DROPPED))
    process = found.round.process
    context = {
        "contribution": found,
        "process": process,
        "asked": asked,
        "forms": [each.form for each in asked],
        "answered": [
            (each, reverse("web:text", args=[process.slug, each.version.symbol]))
            for each in answered.select_related("version__text").order_by("version", "place")
        ],
        "gone": gone,
        "crumbs": crumbs_of(found, (_("Changes that collide"), "")),
    }
    return render(request, "web/texts/returned.html", context, status=409 if gone and status == 200 else status)
