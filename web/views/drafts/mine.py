"""What a person has written and sent: the list, one of them, its receipt, and what can be done with it."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.kept_forms import signed_in, take
from common.listing import listed
from contributions import actions
from contributions.actions.draft import EDITABLE
from contributions.content import Content, canonical
from contributions.enums import Lane, Modifier, State
from contributions.lifecycle import STEPS, Move
from contributions.models import Contribution, Submission, timing_of
from contributions.queries.amending import proposals_of
from contributions.queries.carried import number_returned
from contributions.queries.joining import named_in, waiting_for
from contributions.queries.mine import LATEST, in_full, of_person
from contributions.queries.next_round import UNDECIDED
from following.queries import unseen_of
from notifications.queries import trouble_at
from stakeholders.models import Person

from .access import private
from .frame import crumbs_of, too_late
from .speakers import speakers_of
from .states import words_of

# More news than this are not counted.
MOST_UNSEEN = 99


class RemarkForm(forms.Form):
    """An answer to the secretariat."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only you and the secretariat read it."),
    )


class WithdrawForm(forms.Form):
    """Why a contribution is withdrawn, if its source wants to say."""

    reason = forms.CharField(
        label=gettext_lazy("Why you withdraw it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("If it was published, this is public."),
    )


@require_safe
@private
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Everything that the person has begun or sent, or that was sent for a source they speak for; latest first."""
    listing = listed(request, of_person(person_of(request)), LATEST)
    rows = [(each, words_of(each, at=timezone.now())) for each in listing.rows]
    person = person_of(request)
    context = {
        "listing": listing,
        "rows": rows,
        "waiting": waiting_for(person),
        "trouble": trouble_at(person.email),
        "unseen": unseen_of(person, most=MOST_UNSEEN + 1),
        "most_unseen": MOST_UNSEEN,
    }
    return render(request, "web/drafts/me.html", context, status=listing.status)


@require_safe
@private
@login_required
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own contribution: how it stands, what comes next, the talk with the secretariat."""
    found = own(request, pk)
    return _page(request, found, RemarkForm(take(request).get("remark")))


@require_POST
@private
@signed_in("web:contribution_mine")
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the secretariat."""
    found, form = own(request, pk), RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.remark(found, form.cleaned_data["text"], by=person_of(request))
    messages.success(request, _("Your answer was sent to the secretariat."))
    return redirect("web:contribution_mine", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@signed_in()
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then withdraw."""
    found = own(request, pk)
    form = WithdrawForm(request.POST or take(request).get("withdraw"))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(found, by=person_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The contribution is withdrawn."))
        return redirect("web:contribution_mine", pk)
    if found.state not in STEPS[Move.WITHDRAW].sources:
        return redirect("web:contribution_mine", pk)
    context = {"contribution": found, "form": form, "crumbs": crumbs_of(found, (_("Withdraw"), ""))}
    return render(request, "web/drafts/withdraw.html", context, status=422 if form.errors else 200)


@require_POST
@private
@signed_in("web:contribution_mine")
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a revision with the published words in it, and go on writing it."""
    revision, _token = actions.revise(own(request, pk), by=person_of(request))
    return redirect("web:draft_what", str(revision.pk))


@require_POST
@private
@signed_in("web:contribution_mine")
def modify(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an addition to what is published, or a correction of it, and go on writing it."""
    modifier = request.POST.get("modifier", "")
    if modifier not in Modifier.values:
        raise Http404
    made, _token = actions.modify(own(request, pk), Modifier(modifier), by=person_of(request))
    return redirect("web:draft_what", str(made.pk))


@require_safe
@private
@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was received, when, and how anybody can verify it."""
    found = own(request, pk)
    if found.submission is None:
        raise Http404
    content = Content.from_json(found.submission.content)
    context = {
        "contribution": found,
        "submission": found.submission,
        "timing": timing_of(found.submission),
        "file_name": file_name(found.submission),
        "earlier": list(found.submissions.exclude(pk=found.submission.pk).defer("content").order_by("-number")),
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(found.period.questions.all()),
        "sources": named_in(found),
        "crumbs": crumbs_of(found, (_("Receipt"), "")),
    }
    return render(request, "web/drafts/receipt.html", context)


@require_safe
@private
@login_required
def exact(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The bytes whose SHA-256 is the digest of a submission."""
    submission = own(request, pk).submissions.filter(number=number).first()
    if submission is None:
        raise Http404
    response = HttpResponse(canonical(submission.content), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(submission)}"'
    return response


def file_name(submission: Submission) -> str:
    """What the file with the exact content is called."""
    return f"contribution-{submission.contribution_id}-{submission.number}.json"


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in; for views that let nobody else in."""
    return cast("Person", request.user)


def own(request: HttpRequest, pk: int) -> Contribution:
    """The contribution, if the person may write it; 404 otherwise."""
    found = in_full().filter(pk=pk).first()
    if found is None or not person_of(request).has_perm("contributions.edit", found):
        raise Http404
    return found


def _page(request: HttpRequest, found: Contribution, form: RemarkForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    submitted = found.submission.content if found.submission else None
    content = Content.from_json(submitted or found.content)
    can_modify = found.state == State.PUBLISHED and person_of(request).has_perm("contributions.revise", found)
    speakers = [] if submitted else speakers_of(found.speaking, content.sources, person=person_of(request))
    context = {
        "contribution": found,
        "words": words_of(found, at=now),
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(found.period.questions.all()),
        "speakers": speakers,
        "sources": named_in(found) if submitted else [],
        "remarks": list(found.remarks.select_related("by")),
        "form": form,
        "can_edit": found.state in EDITABLE,
        "has_unsent": _has_unsent(found),
        "can_submit": not too_late(found, at=now),
        "is_held": found.lane == Lane.NEXT_ROUND and found.state in UNDECIDED,
        "can_withdraw": found.state in STEPS[Move.WITHDRAW].sources,
        "can_discard": found.state == State.DRAFT and found.submission_id is None,
        "returned": number_returned(found) if found.state == State.PUBLISHED else 0,
        "can_modify": can_modify,
        "can_revise": can_modify and not _is_revised(found),
        "crumbs": crumbs_of(found, (found.title or _("Your contribution"), "")),
    }
    return render(request, "web/drafts/mine.html", context, status=status)


def _has_unsent(found: Contribution) -> bool:
    """Has something been written since it was sent?"""
    if found.submission is None or found.state not in EDITABLE:
        return False
    sent, now = Content.from_json(found.submission.content), Content.from_json(found.content)
    sent.sources, now.sources = [], []
    # What the public sees can be changed without sending again.
    sent.consent, now.consent = "", ""
    return sent != now


def _is_revised(found: Contribution) -> bool:
    return found.revisions.exclude(state__in=(State.WITHDRAWN, State.DECLINED)).exists()
