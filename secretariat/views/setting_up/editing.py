"""One page for changing something: its form, what somebody else stored meanwhile, and where to go afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from common import kept_forms
from common.refusals import Incomplete, Overtaken, Refusal, status_of
from secretariat.access import DeskRequest
from secretariat.setting_up.both import Stored
from secretariat.setting_up.worded import WordedForm
from secretariat.views.setting_up.finding import Crumbs


@dataclass
class Editing:
    """What the page says around its form. ``edits`` is how many changes the thing has now; ``None`` for a new one."""

    title: str
    crumbs: Crumbs
    save: str
    back: str
    lede: str = ""
    edits: int | None = None
    beneath: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def of(self) -> str:
        """The code of the process that the thing is part of; "" for a process that is only being begun."""
        return self.crumbs[2][0] if len(self.crumbs) > 3 else ""


def typed(request: DeskRequest) -> object:
    """What was filled in: just now, or before its sender had to sign in again. None for a fresh form."""
    if request.method == "POST":
        return request.POST
    name = request.resolver_match.url_name if request.resolver_match else ""
    return kept_forms.take(request).get(name or "")


def done(form: forms.Form, act: Callable[[], object]) -> Refusal | None:
    """Make the act and return None; what it refuses stands beside the fields, and is returned."""
    try:
        act()
    except Incomplete as refusal:
        fields = refusal.fields or {"": refusal.sentence}
        if isinstance(form, WordedForm):
            form.refuse(fields)
        else:
            for name, sentence in fields.items():
                form.add_error(name if name in form.fields else None, str(sentence))
        return refusal
    except Refusal as refusal:
        return refusal
    return None


def shown(
    request: DeskRequest,
    form: forms.Form,
    page: Editing,
    *,
    refusal: Refusal | None = None,
    theirs: Sequence[Stored] = (),
) -> HttpResponse:
    """The page: fresh, or with what was typed after something was refused."""
    said_at_fields = isinstance(refusal, Incomplete) and form.errors
    # What was seen stays what it was while a form goes back and forth; only who is shown both has seen both.
    has_seen_now = isinstance(refusal, Overtaken) or not form.is_bound
    context = {
        "form": form,
        "edits": page.edits if has_seen_now or page.edits is None else form.data.get("seen", ""),
        "page": page,
        "refusal": None if said_at_fields else refusal,
        "overtaken": isinstance(refusal, Overtaken),
        "theirs": theirs,
        "crumbs": page.crumbs,
        **page.more,
    }
    status = status_of(refusal) if refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "secretariat/setting_up/edit.html", context, status=status)
