"""One click, and no more letters of that kind (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contributions.queries.topics import described
from following import actions
from following.stops import read
from notifications.stops import unsigned
from web.views.drafts.access import private


# A mail program presses the button for its user, with no cookie and no token of ours: the signed address is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to end what brought a letter, and end it. Opening the page ends nothing: machines open links, too."""
    what = read(unsigned(token) or "")
    reader = actions.reader_behind(what.reader) if what is not None else None
    if what is None or reader is None:
        raise Http404
    topics = described(actions.what_stops(what))
    context = {
        "what": what,
        "reader": reader,
        "topics": sorted(topics.values(), key=lambda topic: topic.word),
        "token": token,
        "crumbs": [(_("Stop these letters"), "")],
    }
    if request.method == "POST":
        actions.stop(what)
        return render(request, "web/following/stopped.html", context)
    return render(request, "web/following/stop.html", context)
