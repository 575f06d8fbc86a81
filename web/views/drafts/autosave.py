"""Storing while somebody writes, for browsers with scripts; the same rules as the button "Save"."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.moments import readers_zone, written
from common.refusals import Refusal, status_of

from . import what, who
from .access import Draft, with_draft
from .parts import Conflict, store, what_of, who_of


@require_POST
@with_draft
def save(request: HttpRequest, draft: Draft) -> JsonResponse:
    """Store one step's form as it was typed.

    Answers ``{"base", "said"}``: the base for the next time, and a sentence for the reader; 409 with
    ``{"said"}`` if another window has stored the same part otherwise. Text is not tidied here, so that
    nothing moves under the writer's hands.
    """
    is_who = request.POST.get("step") == "who"
    try:
        if is_who:
            part = who.posted_part(request.POST, draft)
        else:
            questions = list(draft.contribution.period.questions.all())
            part = what.without_empty_rows(what.posted_part(request.POST, draft, questions))
        store(draft, part, base=request.POST.get("base", ""))
    except Conflict:
        said = _("This was changed from another window or device meanwhile. Nothing was overwritten.")
        return JsonResponse({"said": said, "conflict": True}, status=409)
    except Refusal as refusal:
        return JsonResponse({"said": str(refusal.sentence)}, status=status_of(refusal))
    stored = who_of(draft.contribution) if is_who else what_of(draft.contribution)
    said = _("Saved: %(time)s") % {"time": written(timezone.now(), readers_zone(), style="short")}
    return JsonResponse({"base": stored.base, "said": said})
