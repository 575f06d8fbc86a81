"""What a reader gets to see of a process: what is public, or more where those who work for it look ahead.

Whatever is not public has no page for anybody (404), but for those who may read the process's desk: at the same address
they see it as everybody will, with a banner that says so. At the address of something public, ``?preview=1`` shows it
with what in it is still being prepared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from common.second_factor import has_second_factor
from consultations.models import Process
from web.context import reader

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
ASKED = "preview"


class AskForSecondFactor(Exception):
    """Whoever may look ahead has not shown a second factor in this session."""


@dataclass(frozen=True)
class Sight:
    """``is_preview``: with what is being prepared."""

    is_preview: bool

    def of(self, things: Any) -> Any:
        """Those of ``things`` (a manager or a queryset with ``public``) that this reader sees."""
        return things.all() if self.is_preview else things.public()

    def finished(self, response: HttpResponse) -> HttpResponse:
        """A preview is kept in no cache, its reader's browser included."""
        if self.is_preview:
            patch_cache_control(response, private=True, no_store=True)
        return response


def looks_ahead(
    view: Callable[Concatenate[HttpRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R | HttpResponse]:
    """Let a view ask ``sight_of``: whoever must show a second factor for it first is sent there and comes back."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AskForSecondFactor:
            return redirect(f"{reverse('secretariat:second_factor')}?{urlencode({'next': request.get_full_path()})}")

    return answer


def sight_of(request: HttpRequest, process: Process, *, is_public: bool) -> Sight:
    """How the reader sees something in ``process`` that ``is_public`` or not.

    Raise ``Http404`` for what they may not see at all, ``AskForSecondFactor`` for those who may once they gave it.
    """
    if is_public and ASKED not in request.GET:
        return Sight(is_preview=False)
    person = reader(request)
    if person is None or not person.has_perm("consultations.read_desk", process):
        if is_public:
            return Sight(is_preview=False)
        raise Http404
    if not has_second_factor(request):
        raise AskForSecondFactor
    return Sight(is_preview=True)
