"""Forms that were sent while signed out: kept in the session, and shown again where they stand.

Nothing is done with them by itself. Whoever has signed in is told that nothing was sent, looks at the words in
their fields and sends them again. Django keeps what is in the session of a visitor when they sign in, and
empties it when they sign out.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.counting import exceeds
from common.lines import isolated

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Entry = dict[str, Any]

KEY = "kept-forms"
MOST = 5
LONGEST = 500_000  # characters of all of them; a session is no place for more
KEPT_FOR = timedelta(days=1)
# Parts of the names of fields that are never kept.
SECRET = ("password", "credential", "token", "secret")
# Of those that are nobody's words. A code is kept, as that of a process or of a ground: pages that ask for one which
# lets somebody in keep nothing at all.
NO_WORDS = (*SECRET, "code")


def signed_in(page: str = "", *arguments: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Let in whoever is signed in; the others sign in first, and what their form said waits (``take``).

    ``page`` names the page on which the form stands, with the same arguments in its address, or those that
    ``arguments`` names; without it the form stands at its own address.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            given = {name: kwargs[name] for name in arguments} if arguments else kwargs
            return to_sign_in(request, reverse(page, args=args, kwargs=given) if page else "")

        return guarded

    return decorate


def to_sign_in(request: HttpRequest, page: str = "") -> HttpResponseRedirect:
    """To sign-in, and from there to the address ``page`` (else to this one), where a form that came waits."""
    if request.method != "POST":
        return redirect_to_login(page or request.get_full_path())
    if keep(request, page or request.path):
        messages.info(
            request,
            _(
                "You have been signed out, so nothing was sent yet. "
                "Sign in, and you find the form again as you filled it in."
            ),
        )
    return redirect_to_login(page or request.path)


def keep(request: HttpRequest, page: str) -> bool:
    """Keep the form that came with ``request`` for the page at the address ``page``; False where it is too long.

    Whatever stands behind the question mark of that address does not matter.

    Of several on the way the newest are kept, the last one sent to each address. Too long a form is told to
    its sender.
    """
    name, path = request.resolver_match.url_name if request.resolver_match else "", urlsplit(page).path
    entry = {
        "page": path,
        "name": name,
        "fields": {field: values for field, values in request.POST.lists() if not _has(SECRET, field)},
        "had_files": bool(request.FILES),
        "was_signed_in": request.user.is_authenticated,
        "at": timezone.now().timestamp(),
    }
    if _length(entry) > LONGEST or _is_part_of_a_flood(request, entry):
        messages.warning(
            request,
            _(
                "Nothing was stored: what you sent is too long to be kept while you sign in. "
                "Go back with your browser, where it mostly still stands, and copy it first."
            ),
        )
        return False
    others = [other for other in _waiting(request) if (other["page"], other["name"]) != (path, name)]
    request.session[KEY] = list(_fitting([entry, *others]))
    return True


def take(request: HttpRequest) -> dict[str, QueryDict]:
    """The forms that wait for whoever is signed in on the page that is being got, once; they are told of them.

    By the name of the address that each was sent to, without its namespace: ``{"remark": …}``.
    """
    if request.method != "GET" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    if KEY not in request.session or not request.user.is_authenticated:
        return {}
    waiting = _waiting(request)
    found = [entry for entry in waiting if entry["page"] == request.path]
    if found:
        request.session[KEY] = [entry for entry in waiting if entry["page"] != request.path]
        messages.warning(request, " ".join(_told(request, found)))
    return {entry["name"]: _form(entry) for entry in found}


def written(form: QueryDict) -> list[str]:
    """The words of a form, for showing them where its fields are not known.

    Left out is what no person has written: secrets, and what may be the value of a choice or a button.
    """
    texts = [text for field, values in form.lists() if not _has(NO_WORDS, field) for text in values]
    return list(dict.fromkeys(text for text in texts if not _is_a_value(text)))


def _is_part_of_a_flood(request: HttpRequest, entry: Entry) -> bool:
    """Each visitor without a cookie gets a session of its own: a program could fill the disk with them."""
    if request.user.is_authenticated:
        return False
    return exceeds(request, "bytes", _length(entry), most=settings.VISITORS_BYTES_PER_HOUR)


def _told(request: HttpRequest, found: list[Entry]) -> Iterator[str]:
    if any(not entry["was_signed_in"] for entry in found):
        name = request.user.get_full_name() or request.user.get_username()  # type: ignore[union-attr]  # see take
        yield _("You had been signed out. Nothing was sent yet: look at it and send it again.")
        # The name's own direction ends with it.
        yield _("You are signed in as %(name)s.") % {"name": isolated(name)}
    else:
        yield _("Nothing was sent yet, because a second factor was asked for first: look at it and send it again.")
    if any(entry["had_files"] for entry in found):
        yield _("Files are not kept: choose them again.")


def _waiting(request: HttpRequest) -> list[Entry]:
    """What is in the session and not too old, newest first."""
    oldest = (timezone.now() - KEPT_FOR).timestamp()
    return [entry for entry in request.session.get(KEY, []) if entry["at"] > oldest]


def _fitting(entries: list[Entry]) -> Iterator[Entry]:
    """As many as there is room for, from the first."""
    room = LONGEST
    for entry in entries[:MOST]:
        room -= _length(entry)
        if room < 0:
            return
        yield entry


def _length(entry: Entry) -> int:
    return sum(len(field) + sum(map(len, values)) for field, values in entry["fields"].items())


def _form(entry: Entry) -> QueryDict:
    form = QueryDict(mutable=True)
    for field, values in entry["fields"].items():
        form.setlist(field, values)
    return form


def _has(parts: Iterable[str], field: str) -> bool:
    return any(part in field.lower() for part in parts)


def _is_a_value(text: str) -> bool:
    """Short, without a blank, of plain letters: what stands in buttons, choices and hidden fields, or nothing."""
    return not text.strip() or (len(text) <= 40 and text.isascii() and not any(sign.isspace() for sign in text))
