"""The header ``Idempotency-Key``, and answers that are given twice."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from api import problems
from common.refusals import Refusal
from portals.actions import Told, once

from .access import caller

HEADER = "Idempotency-Key"
# A string of structured fields (RFC 8941), in quotation marks, or without.
KEYS = r'^("[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}"|[\x21\x23-\x5b\x5d-\x7e]{1,255})$'
_KEY = re.compile(r'"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255})')
# What was not done for reasons beside the request: the same request may be tried anew.
NOT_KEPT = (401, 403, 429)
AN_HOUR = "3600"


def done_once(request: Request, act: Callable[[], Response], *, asked: Any) -> Response:
    """Answer with ``act``, or as this portal was answered before for the same under the same key.

    ``asked`` is what the request says, as JSON. What is refused is kept as well: the same request is not tried again
    under its key. Raise ``BadParameters`` without
    a key; ``NotPossible`` where the key was used for something else.
    """
    key = _key_of(request)
    said = json.dumps([request.method, request.path, asked], sort_keys=True, ensure_ascii=True)

    def answer() -> Told:
        try:
            with transaction.atomic():
                response = act()
        except (Refusal, exceptions.APIException) as error:
            response = problems.handle(error, {})
        headers = {name: response[name] for name in ("Location", "WWW-Authenticate") if name in response}
        if response.status_code == 429:
            headers["Retry-After"] = AN_HOUR
        return Told(response.status_code, response.data, headers, is_kept=response.status_code not in NOT_KEPT)

    told = once(caller(request).portal, key=key, fingerprint=sha256(said.encode()).hexdigest(), act=answer)
    media_type = problems.MEDIA_TYPE if told.status >= 400 else None
    return Response(told.body, status=told.status, headers=dict(told.headers), content_type=media_type)


def _key_of(request: Request) -> str:
    given = request.headers.get(HEADER, "")
    found = _KEY.fullmatch(given.strip())
    if found is None:
        sentence = _(
            "Give each request a key of its own, such as a UUID, so that it is done once however often it comes."
        )
        raise problems.BadParameters({HEADER: [sentence]})
    key: str = found[1] or found[2]
    return key


def pointers(said: Any, path: str = "") -> dict[str, list[str]]:
    """The errors of a serializer by JSON pointer (RFC 6901)."""
    if isinstance(said, dict):
        return {
            pointer: sentences
            for name, each in said.items()
            for pointer, sentences in pointers(each, path if name == "non_field_errors" else f"{path}/{name}").items()
        }
    if isinstance(said, list) and any(isinstance(each, dict) for each in said):
        return {
            pointer: sentences
            for place, each in enumerate(said)
            for pointer, sentences in pointers(each, f"{path}/{place}").items()
        }
    return {path: [str(each) for each in said]} if said else {}
