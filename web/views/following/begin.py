"""Beginning to follow something: signed in at once, without an account by a letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.languages import active
from common.moments import readers_zone
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.queries.topics import LONGEST_TOPIC, Topic, followable
from following.actions import follow as begin
from following.actions import reader_of, unfollow
from following.models import Follow
from following.stops import Stop
from notifications.stops import signed
from web.forms.following import AddressForm, FollowForm
from web.views.drafts.access import private
from web.visitors import count_follow


@require_http_methods(["GET", "HEAD", "POST"])
@private
def follow(request: HttpRequest) -> HttpResponse:
    """Follow what ``topic`` names, or change how; 404 for what cannot be followed."""
    topic = followable(str(request.GET.get("topic", ""))[: LONGEST_TOPIC + 1])
    if topic is None:
        raise Http404
    if request.user.is_authenticated:
        return _for_person(request, topic)
    return _for_address(request, topic)


def _for_person(request: HttpRequest, topic: Topic) -> HttpResponse:
    reader = reader_of(request.user)
    followed = reader.follows.filter(topic=topic.word).first()
    if request.method == "POST" and "stop" in request.POST:
        unfollow(topic.word, reader=reader)
        messages.success(request, _("You do not follow this any more."))
        return redirect(topic.path)
    now = {"pace": followed.pace, "reminders": followed.reminders} if followed is not None else {}
    form = FollowForm(request.POST or None, initial=now, with_dates=topic.has_dates)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            begin(topic.word, by=request.user, **form.cleaned_data)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, _("You follow this now."))
            return redirect(topic.path)
    return _page(request, topic, form, followed=followed, refusal=refusal)


def _for_address(request: HttpRequest, topic: Topic) -> HttpResponse:
    form = AddressForm(request.POST or None, initial={"language": active()}, with_dates=topic.has_dates)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            count_follow(request)
            actions.ask_to_follow(topic, time_zone=readers_zone(), **form.cleaned_data)
        except Incomplete as raised:
            for name, sentence in raised.fields.items():
                form.add_error(name, str(sentence))
        except Refusal as raised:
            refusal = raised
        else:
            context = {"topic": topic, "address": form.cleaned_data["address"], "crumbs": _crumbs(topic)}
            return render(request, "web/following/asked.html", context)
    return _page(request, topic, form, refusal=refusal)


def _page(
    request: HttpRequest, topic: Topic, form: FollowForm, *, followed: object = None, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"topic": topic, "form": form, "followed": followed, "refusal": refusal, "crumbs": _crumbs(topic)}
    status = status_of(refusal) if refusal is not None else 422 if form.errors else 200
    return render(request, "web/following/begin.html", context, status=status)


def _crumbs(topic: Topic) -> list[tuple[str, str]]:
    return [(topic.name, topic.path), (_("Follow"), "")]


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin what the link of a letter says. Opening it does nothing yet: machines open links, too."""
    asked = actions.asked_for(token)
    context: dict[str, Any] = {"asked": asked, "crumbs": [(_("Follow"), "")]}
    if asked is None:
        return render(request, "web/following/confirm.html", context, status=410)
    context["crumbs"] = _crumbs(asked.topic)
    if request.method == "POST":
        try:
            actions.confirm_following(token)
        except Refusal as refusal:
            context["refusal"] = refusal
            return render(request, "web/following/confirm.html", context, status=status_of(refusal))
        # The same page says from now on that it is done, whoever opens the link again.
        return redirect("web:confirm_follow", token)
    if asked.follow is not None:
        context["choices_url"] = _choices_url(asked.follow)
    return render(request, "web/following/confirm.html", context)


def _choices_url(followed: Follow) -> str:
    """Where its reader chooses: in their account, or without one at an address that stands in each of their letters."""
    if followed.reader.person is not None:
        return reverse("web:follows")
    return reverse("web:follows_by_letter", args=[signed(str(Stop(followed.reader_id)))])


def address_to_follow(topic: str) -> str:
    """Where one follows a topic."""
    return f"{reverse('web:follow')}?topic={topic}"
