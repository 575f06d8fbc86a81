"""What the public sees of a contribution that was sent: its source can say so anew at any time."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.kept_forms import signed_in, take
from common.refusals import Refusal, status_of
from contributions import actions
from contributions.enums import Consent
from contributions.queries.mine import in_full
from stakeholders.models import Person
from web.forms.drafts.who import consent_field

from .access import private
from .frame import crumbs_of


class ConsentForm(forms.Form):
    """What the public may see."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, *, now: str) -> None:
        super().__init__(data, initial={"consent": now})
        self.fields["consent"] = consent_field(forms.ChoiceField)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@signed_in()
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change it."""
    person = cast("Person", request.user)
    found = in_full().filter(pk=pk).first()
    if found is None or found.submission is None or not person.has_perm("contributions.answer_for", found):
        raise Http404
    given = request.POST if request.method == "POST" else take(request).get("consent")
    form, refused = ConsentForm(given, now=found.consent), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_consent(found, Consent(form.cleaned_data["consent"]), by=person)
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, _("It holds at once: this is what the public sees from now on."))
            is_own = person.has_perm("contributions.edit", found)
            return redirect("web:contribution_mine" if is_own else "web:consent", pk)
    crumbs = crumbs_of(found, (_("What the public sees"), ""))
    context = {"contribution": found, "form": form, "refusal": refused, "crumbs": crumbs}
    status = status_of(refused) if refused else 422 if form.errors else 200
    return render(request, "web/drafts/consent.html", context, status=status)
