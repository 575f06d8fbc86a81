"""All that a reader follows, and how they want to be told: signed in, or from a link in any of their letters."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from common.kept_forms import signed_in
from common.moments import zone_by_the_clock
from common.refusals import Incomplete
from contributions.queries.topics import described
from following import actions
from following.actions.pacing import due_at
from following.enums import Pace
from following.models import Reader
from following.queries import feed_token
from following.stops import read
from notifications.actions import reachable
from notifications.queries import trouble_at
from notifications.stops import unsigned
from web.forms.following import ChoicesForm, GuestChoicesForm
from web.views.drafts.access import private

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@private
@signed_in()
def own(request: HttpRequest) -> HttpResponse:
    """Of whoever is signed in."""
    return _page(request, actions.reader_of(request.user), reverse("web:follows"))


@require_http_methods(METHODS)
@private
@csrf_protect
def by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Of whoever has a letter with this link. 404 for any other link."""
    stop = read(unsigned(token) or "")
    reader = actions.reader_behind(stop.reader) if stop is not None else None
    if reader is None:
        raise Http404
    return _page(request, reader, reverse("web:follows_by_letter", args=[token]))


def _page(request: HttpRequest, reader: Reader, here: str) -> HttpResponse:
    kind = ChoicesForm if reader.person is not None else GuestChoicesForm
    if request.method == "POST" and "choose" not in request.POST:
        _change_follows(request, reader)
        return redirect(here)
    form = kind(request.POST or None, instance=reader)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(reader, **form.cleaned_data)
        except Incomplete as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        else:
            messages.success(request, _("Your choices are saved."))
            return redirect(here)
    follows = list(reader.follows.order_by("-since", "-pk"))
    topics = described(each.topic for each in follows)
    context: dict[str, Any] = {
        "reader": reader,
        "form": form,
        "follows": [(each, topics.get(each.topic)) for each in follows],
        "paces": Pace.choices,
        "digests": _digests(reader, {Pace(each.pace) for each in follows}),
        "feed_url": _feed_url(reader),
        "clock": zone_by_the_clock(reader.zone, at=timezone.now()),
        "here": here,
        "crumbs": _crumbs(reader),
        "trouble": trouble_at(reader.to) if reader.by_mail else None,
    }
    return render(request, "web/following/follows.html", context, status=422 if form.errors else 200)


def _digests(reader: Reader, paces: set[Pace]) -> list[tuple[Pace, datetime]]:
    """Which letters gather what is followed at these paces, and when the next of each goes."""
    now = timezone.now()
    due = ((pace, due_at(reader, pace, at=now)) for pace in sorted(paces))
    return [(pace, when) for pace, when in due if when is not None]


def _feed_url(reader: Reader) -> str:
    """The private address, in full; "" where no feed is wanted."""
    return settings.SITE_URL + reverse("feeds:private", args=[feed_token(reader)]) if reader.by_feed else ""


def _crumbs(reader: Reader) -> list[tuple[str, str]]:
    before = [(_("My contributions"), reverse("web:me"))] if reader.person is not None else []
    return [*before, (_("What you follow"), "")]


def _change_follows(request: HttpRequest, reader: Reader) -> None:
    """One button was pressed: letters arrive again, another address of the feed, stop one or all, or another pace."""
    topic = request.POST.get("topic", "").replace("\0", "")
    followed = reader.follows.filter(topic=topic).first()
    if "arrives" in request.POST:
        reachable(reader.to)
        told = _("Letters about what you follow go to %(address)s again.") % {"address": reader.to}
        messages.success(request, told)
    elif "new_feed" in request.POST:
        actions.end_feed_address(reader)
        messages.success(request, _("The feed has a new address. The former one leads nowhere now."))
    elif "stop_all" in request.POST:
        actions.stop_all(reader)
        messages.success(request, _("You follow nothing any more."))
    elif followed is not None and "stop" in request.POST:
        actions.unfollow(topic, reader=reader)
        messages.success(request, _("You do not follow this any more."))
    elif followed is not None and request.POST.get("pace", "") in {str(pace) for pace in Pace.values}:
        pace = Pace(int(request.POST["pace"]))
        actions.follow_here(topic, reader=reader, pace=pace, reminders="reminders" in request.POST)
        messages.success(request, _("Your choices are saved."))
