"""What people change about themselves."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.kept_forms import signed_in, take
from common.refusals import Incomplete
from notifications.actions import reachable
from notifications.queries import trouble_at
from stakeholders import actions
from stakeholders.models import Person
from web.forms.people import DetailsForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in()
def details(request: HttpRequest) -> HttpResponse:
    """Show and change the name, the language and the time zone of whoever is signed in."""
    person = cast(Person, request.user)
    now = {"name": person.name, "language": person.language, "time_zone": person.time_zone}
    form = DetailsForm(request.POST or take(request).get("settings"), initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_details(person, **form.cleaned_data)
        except Incomplete as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        else:
            messages.success(request, _("Your details are saved."))
            return redirect("web:settings")
    crumbs = [(_("My contributions"), reverse("web:me")), (_("My details"), "")]
    status = 422 if form.errors else 200
    context = {"form": form, "crumbs": crumbs, "trouble": trouble_at(person.email)}
    return render(request, "web/people/details.html", context, status=status)


@require_POST
@never_cache
@login_required
def letters_arrive(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in says that letters arrive at their address, or are wanted there, again."""
    person = cast(Person, request.user)
    if reachable(person.email):
        messages.success(
            request, _("Letters about what you follow go to %(address)s again.") % {"address": person.email}
        )
    return redirect("web:me")
