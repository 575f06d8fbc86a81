"""What the address of a feed asks for: which rounds, which of their contributions, which page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from api.parameters import YEARS
from api.subscriptions import CURSOR, asked, wrong
from common.languages import is_known
from consultations.models import GuidingQuestion, Round
from contributions.enums import Lane
from contributions.queries.happenings import Kind, Place
from contributions.queries.reading import Filters
from stakeholders.countries import regions
from stakeholders.models import Source, StakeholderGroup

# Those of the page, but for its order: a feed has one.
FILTERS = ("group", "region", "language", "question", "lane", "source")
LARGEST = 2**31 - 1


def rounds() -> "QuerySet[Round]":
    """All that are public, with their processes."""
    return Round.objects.public().select_related("process").defer("description", "process__mandate")


def round_of(slug: str, number: int) -> Round:
    """The public round at this address; 404 where there is none."""
    found = rounds().filter(process__slug=slug, number=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404
    return found


def scope(slug: str, number: str) -> list[int] | None:
    """The rounds (ids) that are searched; None for all. Raise BadParameters for a process or a round that is none."""
    if not slug and not number:
        return None
    found = {each.number: each.pk for each in rounds().filter(process__slug=slug)}
    if not found:
        raise wrong("process" if slug else "round", _("There is nothing at this address, or nothing that is public."))
    if not number:
        return list(found.values())
    pk = found.get(_number("round", number))
    if pk is None:
        raise wrong("round", _("There is nothing at this address, or nothing that is public."))
    return [pk]


def chosen(request: HttpRequest, round_: Round) -> Filters:
    """The filters that the address names; raise BadParameters for a value that means nothing in this round."""
    given = {name: asked(request, name) for name in FILTERS}
    question = _number("question", given["question"]) if given["question"] else None
    # A group or a source that the page's list would not find either.
    of_process = StakeholderGroup.objects.filter(processes=round_.process_id)
    group = of_process.filter(code=given["group"]).first() if given["group"] else None
    source = Source.objects.filter(slug=given["source"]).first() if given["source"] else None
    is_right = {
        "group": group is not None,
        "source": source is not None,
        "question": GuidingQuestion.objects.filter(period__round=round_, pk=question).exists() if question else False,
        "region": given["region"] in dict(regions()),
        "language": is_known(given["language"]) or given["language"] in settings.UN_LANGUAGES,
        "lane": given["lane"] in Lane.values,
    }
    for name, value in given.items():
        if value and not is_right[name]:
            raise wrong(name, _("This value is not known here."))
    return Filters(
        group=group,
        source=source,
        question=question,
        region=given["region"],
        language=given["language"],
        lane=given["lane"],
    )


def query(asked_for: dict[str, str]) -> str:
    """What follows the path of a page that shows the same; "" where nothing is asked for."""
    return f"?{urlencode(asked_for)}" if asked_for else ""


def place_of(request: HttpRequest) -> Place | None:
    """Where the page begins; None for the first. Raise BadParameters for what ``written_place`` did not write."""
    cursor = asked(request, CURSOR)
    if not cursor:
        return None
    try:
        at, kind, pk = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode("ascii").split("/")
        place = Place(datetime.fromisoformat(at), Kind(int(kind)), int(pk))
        is_ours = place.at.tzinfo == UTC and place.at.year in YEARS and 0 <= place.pk < 2**63
        if not is_ours or written_place(place) != cursor:
            raise ValueError
    except ValueError as error:
        raise wrong(CURSOR, _("This is not a cursor of this list. Begin without one.")) from error
    return place


def written_place(place: Place) -> str:
    """The place as an address has it; it means nothing by itself."""
    said = f"{place.at.astimezone(UTC).isoformat()}/{place.kind.value}/{place.pk}"
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value[:20]) > LARGEST:
        raise wrong(name, _("This value is not known here."))
    return int(value[:20])
