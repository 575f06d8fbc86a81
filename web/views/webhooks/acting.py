"""Buttons on the page of one address: each does one thing and leads back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from web.views.webhooks.endpoints import secret_page
from webhooks import actions
from webhooks.models import Endpoint

from .finding import crumbs, own_endpoint, owner


def _button(act: Callable[..., object], said: object) -> Callable[..., HttpResponse]:
    @require_POST
    @own_endpoint
    def pressed(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
        act(endpoint, by=owner(request))
        messages.success(request, str(said))
        return redirect("web:webhook", endpoint.portal.slug, endpoint.pk)

    return pressed


prove = _button(actions.prove, gettext_lazy("A challenge is on its way."))
pause = _button(actions.pause, gettext_lazy("Paused. What happens is kept."))
resume = _button(actions.resume, gettext_lazy("Resumed. What has waited is sent now."))
test = _button(actions.send_test, gettext_lazy("A test is on its way."))


@require_http_methods(["GET", "HEAD", "POST"])
@own_endpoint
def rotate(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Ask once more, and show another secret, once."""
    if request.method == "POST":
        actions.rotate_secret(endpoint, by=owner(request))
        return secret_page(request, endpoint)
    return _asked(request, endpoint, "rotate", _("Another secret"))


@require_http_methods(["GET", "HEAD", "POST"])
@own_endpoint
def remove(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Ask once more, and take it away."""
    if request.method == "POST":
        actions.remove(endpoint, by=owner(request))
        messages.success(request, _("Removed. It is told nothing more."))
        return redirect("web:webhooks", endpoint.portal.slug)
    return _asked(request, endpoint, "remove", _("Remove"))


def _asked(request: HttpRequest, endpoint: Endpoint, name: str, here: str) -> HttpResponse:
    context = {"portal": endpoint.portal, "endpoint": endpoint, "crumbs": crumbs(endpoint.portal, (here, ""))}
    return render(request, f"web/webhooks/{name}.html", context)
