"""An invitation to speak for a source: what its link shows, and taking it."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.kept_forms import signed_in
from common.lines import isolated
from contributions import actions
from contributions.queries.joining import waiting_for
from stakeholders import actions as stakeholders
from stakeholders.models import Invitation, Person
from web.context import reader

from .drafts.access import private


@require_safe
@private
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what, and until when. Nothing happens by looking: mail programs look too.

    Whoever has the link needs no account to read it, and one to take it.
    """
    found = _found(token)
    person = reader(request)
    closed = stakeholders.why_closed(found)
    is_theirs = person is not None and found.accepted_by_id == person.pk
    if is_theirs and person is not None:
        return redirect(_on(found, person))
    context = {
        "invitation": found,
        "source": found.source,
        "closed": closed,
        "token": token,
        "is_signed_in": person is not None,
        "other_address": person is not None and person.email.casefold() != found.address.casefold(),
        "crumbs": [(_("Home"), reverse("web:home")), (_("Invitation"), "")],
    }
    return render(request, "web/organisations/invitation.html", context, status=410 if closed else 200)


@require_POST
@private
@signed_in("web:invitation")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take it."""
    found, person = _found(token), cast(Person, request.user)
    mandate = actions.accept_invitation(found, by=person)
    if mandate.confirmed_at is not None:
        messages.success(request, _("You speak for %(source)s now.") % {"source": isolated(found.source.name)})
    else:
        messages.success(request, _("Accepted. Somebody still has to confirm that you speak for it."))
    return redirect(_on(found, person))


def _found(token: str) -> Invitation:
    """404 for a link that never was."""
    found = stakeholders.find_invitation(token)
    if found is None:
        raise Http404
    return found


def _on(found: Invitation, person: Person) -> str:
    """Where somebody goes on who has taken it: to the contribution that asks for their answer, if one does."""
    asked = [each for each in waiting_for(person) if each.named.source_id == found.source_id]
    return asked[0].url if len(asked) == 1 else reverse("web:organisation", args=[found.source.slug])
