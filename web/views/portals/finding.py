"""One's own portal, and forms that an action refuses."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from common.refusals import Incomplete, Refusal
from portals.models import Portal
from stakeholders.models import Person

Crumbs = list[tuple[str, str]]


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in, behind ``login_required``."""
    return cast(Person, request.user)


def own_portal(request: HttpRequest, slug: str) -> Portal:
    """The portal, for whoever runs it; 404 for everybody else."""
    found = Portal.objects.select_related("owner").filter(slug=slug, owner=person_of(request)).first()
    if found is None:
        raise Http404
    return found


def crumbs_to(portal: Portal | None, here: str) -> Crumbs:
    """The way to a page below the list of portals."""
    way = [(_("My portals"), reverse("web:portals"))]
    if portal is not None:
        way.append((portal.name, reverse("web:portal", args=[portal.slug])))
    return [*way, (here, "")]


def done(form: forms.Form, act: Callable[[], Any]) -> Refusal | None:
    """Do it; put what is wrong to its fields, and return a refusal that belongs to none."""
    try:
        act()
    except Incomplete as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return None if refusal.fields else refusal
    except Refusal as refusal:
        return refusal
    return None
