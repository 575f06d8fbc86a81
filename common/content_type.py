"""What a request says that its body is, made fit to be read."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A form without a boundary: Django answers it with "400" as soon as somebody wants to read it.
UNREADABLE = "multipart/form-data"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def in_understood_types(application: Application) -> Application:
    """Hand a request on with a type that can be read (``understood``).

    Around Django and no middleware in it: Django reads the type before the first middleware is asked, and fails at
    one in an alphabet that does not exist.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return application(environ | {"CONTENT_TYPE": understood(environ.get("CONTENT_TYPE", ""))}, start_response)

    return answer


def understood(content_type: str) -> str:
    """The type as it is if Django can read it; ``UNREADABLE`` for a form in no alphabet that we take.

    We take UTF-8, in which our pages are written: browsers send nothing else from them, and in others there
    are letters that nobody can store. The alphabet of what is no form is left out, nobody reads it.
    """
    try:
        kind, parameters = parse_header_parameters(content_type)
        if "charset" not in parameters or codecs.lookup(parameters["charset"]).name == "utf-8":
            return content_type
    except (ValueError, LookupError):
        kind = content_type.partition(";")[0].strip().lower()
    return UNREADABLE if kind in FORMS else kind
