"""A joint contribution, for those whom its author has named: reading it, confirming or refusing."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common.kept_forms import signed_in, take
from common.refusals import Refusal, status_of
from contributions import actions
from contributions.content import Content
from contributions.models import ContributionSource
from contributions.queries.amending import proposals_of
from contributions.queries.joining import answerable_by, named_in
from contributions.queries.mine import in_full
from stakeholders.models import Person

from .drafts.access import private


class RefusalForm(forms.Form):
    """Why a source does not want to be named, if it wants to say."""

    reason = forms.CharField(
        label=gettext_lazy("What you say to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only the author and the secretariat read it."),
    )


@require_safe
@private
@login_required
def join(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """What the source is asked to confirm, word for word."""
    return _page(request, _named(request, pk, slug), form=RefusalForm(take(request).get("refuse_joining")))


@require_POST
@private
@signed_in("web:join")
def confirm(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Say yes to the words that stood on the page."""
    named = _named(request, pk, slug)
    try:
        actions.confirm_joining(named, by=_person(request), digest=request.POST.get("digest", ""))
    except Refusal as refusal:
        return _page(request, _named(request, pk, slug), refusal=refusal)
    messages.success(request, _("Confirmed. The author has a letter about it."))
    return redirect("web:join", pk, slug)


@require_POST
@private
@signed_in("web:join")
def refuse(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Say no: the name is taken out."""
    named, form = _named(request, pk, slug), RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, named, form=form, status=422)
    try:
        actions.refuse_joining(named, by=_person(request), reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return _page(request, _named(request, pk, slug), refusal=refusal, form=form)
    messages.success(request, _("The name is taken out. The author has a letter about it."))
    return redirect("web:organisations")


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _named(request: HttpRequest, pk: int, slug: str) -> ContributionSource:
    """The source in the contribution, for those who may answer for it; 404 for everybody else."""
    found = None
    if "\x00" not in slug:
        theirs = answerable_by(_person(request)).filter(contribution=pk, source__slug=slug)
        found = theirs.select_related("source__group", "answered_by").first()
    if found is None:
        raise Http404
    found.contribution = in_full().get(pk=pk)
    return found


def _page(
    request: HttpRequest,
    named: ContributionSource,
    *,
    form: RefusalForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    contribution = named.contribution
    content = Content.from_json(contribution.submission.content if contribution.submission else {})
    others = named_in(contribution)
    context = {
        "named": named,
        "contribution": contribution,
        "submission": contribution.submission,
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(contribution.period.questions.all()),
        "sources": others,
        "may_refuse": named.confirmed_at is None or any(each.confirmed_at for each in others if each != named),
        "form": form or RefusalForm(),
        "refusal": refusal,
        "crumbs": [
            (_("My contributions"), reverse("web:me")),
            (_("My organisations"), reverse("web:organisations")),
            (contribution.title, ""),
        ],
    }
    return render(request, "web/joining/join.html", context, status=status_of(refusal) if refusal else status)
