"""A page that is too long is read part by part, counted from one: ``?part=``."""

from django.http import HttpRequest


def number_of_part(request: HttpRequest) -> int:
    """Which part an address asks for; the first for anything that is no number."""
    value = request.GET.get("part", "")
    return max(1, int(value)) if value.isascii() and value.isdecimal() and len(value) < 7 else 1


def address_of_part(request: HttpRequest, part: int, *, of: int) -> str:
    """The same page with another part; "" where there is none."""
    if not 1 <= part <= of:
        return ""
    query = request.GET.copy()
    query["part"] = str(part)
    return f"{request.path}?{query.urlencode()}"
