"""What all read-only parts of the API share."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api import answers, expanding, parameters, quick, sparse
from api.negotiation import JSON, ByAccept
from api.paging import SIZE, KeysetPages
from common import stamps

# Of these the members can be chosen.
SHAPED = ("list", "retrieve")
ENVELOPE = {"next", "previous", "results"}


class PublicViewSet(ReadOnlyModelViewSet[Any]):
    """A list and its things, open to everybody, kept ready while nothing public changes.

    Subclasses give ``queryset``, ``serializer_class``, ``filterset_class`` and the order of the list. ``others_keep``:
    for how many seconds other caches may answer without asking us; 0 where what is said can be taken back.
    ``expansions``: what can be told along, with a few words on each; the serializer has it in ``expanded``.
    """

    keyset_order: tuple[str, ...] = ("pk",)
    expansions: ClassVar[Mapping[str, str]] = {}
    detail_parameters: tuple[str, ...] = ()
    others_keep = answers.OTHERS_KEEP
    page_size = SIZE
    pagination_class = KeysetPages
    # The things of this answer: what belongs to several of them is fetched once for all.
    told: Sequence[Any] = ()
    filter_backends = [parameters.DeclaredOnly]
    content_negotiation_class = ByAccept

    @property
    def shapes(self) -> Collection[str]:
        """The parameters that choose what of each thing is told."""
        if self.action not in SHAPED:
            return ()
        return (sparse.NAME, expanding.NAME) if self.expansions else (sparse.NAME,)

    @cached_property
    def wanted(self) -> sparse.Tree | None:
        """The members that were asked for; None for all."""
        if sparse.NAME not in self.shapes:
            return None
        told = self.get_serializer_class()(context={**super().get_serializer_context(), **self._expanding})
        return sparse.asked_for(self.request.query_params.getlist(sparse.NAME), told)

    @cached_property
    def expand(self) -> frozenset[str]:
        """What was asked to be told along."""
        given = self.request.query_params.getlist(expanding.NAME) if expanding.NAME in self.shapes else []
        return expanding.asked_for(given, tuple(self.expansions)) if given else frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse members that there are not, before anything is looked up."""
        super().initial(request, *args, **kwargs)
        _ = self.wanted, self.expand

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """Return the serializer, without what was not asked for."""
        found: Any = super().get_serializer(*args, **kwargs)
        if not getattr(self, "swagger_fake_view", False) and self.wanted is not None:
            fields = getattr(found, "child", found).fields
            for name in set(fields) - set(self.wanted):
                fields.pop(name)
        return found

    def get_serializer_context(self) -> dict[str, Any]:
        """Return what serializers are told beside the thing itself."""
        return {**super().get_serializer_context(), **self._expanding}

    @property
    def _expanding(self) -> dict[str, Any]:
        # Whoever describes the API wants to know of everything there is.
        return {expanding.NAME: None if getattr(self, "swagger_fake_view", False) else self.expand}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Return a page of the list: written straight to JSON, unless only some of its members were asked for."""
        if self.wanted is not None:
            return super().list(request, *args, **kwargs)
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        beside = self.paginator.beside()  # type: ignore[union-attr]  # every list has pages
        text = quick.listed(rows or (), self.get_serializer_class(), self.get_serializer_context(), **beside)
        response = HttpResponse(text, content_type=JSON)
        response.data = {**beside, "results": ()}  # type: ignore[attr-defined]  # for its links
        return response

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the page, and remember it as what is ``told``."""
        self.told = list(super().paginate_queryset(queryset) or ())
        return self.told

    def get_object(self) -> Any:
        """Return the thing, and remember it as what is ``told``."""
        found = super().get_object()
        self.told = [found]
        return found

    def order(self) -> tuple[str, ...]:
        """Return the order of the list, as ``common.keyset`` takes it."""
        return self.keyset_order

    def holds_until(self) -> datetime:
        """Return the instant at which the answer stops being right by itself."""
        return timezone.now() + stamps.LONGEST

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Say of a good answer until when it holds."""
        found = answers.linked(getattr(response, "data", None))
        if response.status_code == 200 and self.wanted is not None and hasattr(response, "data"):
            response.data = _cut(response.data, self.wanted)
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code == 200:
            if found:
                answer.headers["Link"] = ", ".join(found)
            answers.holding(answer, self.holds_until(), others_keep=self.others_keep)
        return answer


def _cut(data: Any, wanted: sparse.Tree) -> Any:
    """The answer with what was asked for, in its envelope if it is a list."""
    if isinstance(data, dict) and data.keys() == ENVELOPE:
        return {**data, "results": sparse.kept_of(data["results"], wanted)}
    return sparse.kept_of(data, wanted)
