"""Everything that can be read in the API, asked by everybody: what is not public is in no answer, whoever asks.

What is hidden is written out here by hand, thing by thing, and not computed by the queries that hide it.
"""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from api.documentation import description
from consultations.enums import DocumentKind
from consultations.models import Admission, CommentPeriod, Document, GuidingQuestion, Process, Round
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from contributions.redacting import Mark
from portals.models import Portal
from stakeholders.models import Person, Source
from tests.conftest import CAST
from texts.models import Text, TextVersion

# Every word that nobody may read, in the thing that holds it.
WORDS = {
    "draft": "Aardvark",
    "submitted": "Bandicoot",
    "under_review": "Capybara",
    "returned": "Dugong",
    "declined": "Echidna",
    "withdrawn": "Fossa",
    "aggregate": "Gharial",
    "redacted": "Hoatzin",
    "process": "Ibex",
    "round": "Jerboa",
    "period": "Kakapo",
    "question": "Lemur",
    "document": "Markhor",
    "source": "Numbat",
    "text": "Okapi",
    "secret_period": "Pangolin",
    "asked": "Quokka",
    "declined_portal": "Ratel",
    "ended": "Serval",
    "elsewhere": "Tapir",
}
ASKING = (*CAST, "a portal")


@pytest.fixture
def hidden(
    *,
    cast: SimpleNamespace,
    process: Process,
    period: CommentPeriod,
    make_process: Callable[..., Process],
    make_round: Callable[..., Round],
    make_period: Callable[..., CommentPeriod],
    make_source: Callable[..., Source],
    make_contribution: Callable[..., Contribution],
) -> dict[str, list[str]]:
    """One of everything that is not public beside what is; return the addresses at which nothing may be."""
    states = (State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED)
    papers = [make_contribution(state, title=WORDS[state], statement=f"{WORDS[state]}.") for state in states]
    gone = make_contribution(State.PUBLISHED, title=WORDS["withdrawn"], statement=f"{WORDS['withdrawn']}.")
    actions.withdraw(gone, by=cast.ana)
    make_contribution(title=WORDS["aggregate"], statement=f"{WORDS['aggregate']}.", consent="aggregate")
    struck = make_contribution(title="On nets", statement=f"Ask {WORDS['redacted']} about nets.")
    actions.redact(struck, [Mark("statement", 4, len(WORDS["redacted"]), "third-person")], by=cast.dora)
    nameless = make_source(WORDS["source"])
    make_contribution(title="On reefs", statement="Reefs matter.", sources=[{"id": nameless.pk}], consent="group")

    closed = make_process("closed", name={"en": WORDS["process"]}, public_at=None)
    of_closed = make_round(process=closed, number=1, title={"en": WORDS["round"]}, public_at=None)
    unopened = make_round(process=process, number=9, title={"en": WORDS["round"]}, public_at=None)
    periods = [
        make_period(round=period.round, title={"en": WORDS["period"]}, public_at=None),
        # Each says that it is public, and what it stands in is not.
        make_period(round=unopened, title={"en": WORDS["secret_period"]}),
        make_period(round=of_closed, title={"en": WORDS["secret_period"]}),
    ]
    asked = [GuidingQuestion.objects.create(period=each, number=1, text={"en": WORDS["question"]}) for each in periods]
    filed = [
        Document.objects.create(
            round=where,
            kind=DocumentKind.DRAFT,
            title={"en": WORDS["document"]},
            filed_at=timezone.now(),
            public_at=shown,
        )
        for where, shown in ((period.round, None), (unopened, timezone.now()), (of_closed, timezone.now()))
    ]
    portals = [
        _portal(WORDS["asked"], process, "asked", cast.pia),
        _portal(WORDS["declined_portal"], process, "declined", cast.pia),
        _portal(WORDS["ended"], process, "ended", cast.pia),
        _portal(WORDS["elsewhere"], closed, "admitted", cast.pia),
    ]
    text = Text.objects.create(title=WORDS["text"], language="en")
    version = TextVersion.objects.create(text=text, number=0, symbol="NONE", issued_at=timezone.now(), digest="0" * 64)
    return {
        "contributions": [str(paper.pk) for paper in papers],
        "processes": [closed.slug],
        "rounds": [str(each.pk) for each in (of_closed, unopened)],
        "participation": [str(each.pk) for each in (of_closed, unopened)],
        "comment-periods": [str(each.pk) for each in periods],
        "guiding-questions": [str(each.pk) for each in asked],
        "documents": [str(each.pk) for each in filed],
        "sources": [nameless.slug],
        "organisations": [nameless.slug],
        "texts": [str(text.pk)],
        "text-versions": [str(version.pk)],
        "admissions": [str(each.pk) for each in portals],
    }


def _portal(name: str, process: Process, state: str, owner: Person) -> Admission:
    """A portal of this name that stands so in the process."""
    known = {"slug": name.lower(), "name": name, "url": f"https://{name}.example", "about": name, "email": owner.email}
    portal = Portal.objects.create(owner=owner, **known)
    scopes = ["webhooks"] if state == "admitted" else []
    stands = {"state": state, "scopes": scopes, "asked": ["webhooks"], "why": name}
    return Admission.objects.create(process=process, portal=portal, asked_at=timezone.now(), **stands)


@pytest.fixture
def as_(
    *,
    cast: SimpleNamespace,
    sign_in: Callable[..., Client],
    portal: Portal,
    process: Process,
    admit_portal: Callable[..., Any],
    token_for: Callable[..., str],
) -> Callable[[str], Callable[[str], Any]]:
    """Ask as one of the cast with its cookies, or as a portal that may do everything there is."""

    def become(who: str) -> Callable[[str], Any]:
        cache.clear()  # nobody is counted with whoever asked before
        client, headers = Client(), {}
        if who == "a portal":
            admit_portal(portal, process)
            headers = {"Authorization": f"Bearer {token_for(portal)}"}
        else:
            sign_in(client, getattr(cast, who))
        return lambda address: client.get(address, headers=headers)

    return become


def read(answer: Any) -> str:
    """All of an answer, be it in pieces."""
    return b"".join(answer if answer.streaming else [answer.content]).decode()


def lists() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in description.read()["paths"].items():
        if "get" in item and "{" not in path:
            yield path, item["get"]


def addresses() -> Iterator[str]:
    """Every list as it stands, in each format and with each expansion that it offers, and by search for each word."""
    for path, operation in lists():
        yield path
        names = {each["name"]: each for each in operation.get("parameters", [])}
        for name in ("format", "expand"):
            schema = names.get(name, {}).get("schema", {})
            for value in schema.get("enum") or schema.get("items", {}).get("enum") or []:
                yield f"{path}?{name}={value}"
        if "search" in names:
            yield from (f"{path}?search={word}" for word in WORDS.values())


def test_no_list_tells_anybody_what_is_hidden(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]]
) -> None:
    for who in ASKING:
        ask, asked = as_(who), 0
        for address in addresses():
            answer = ask(address)
            assert answer.status_code in (200, 401), (who, address)
            asked += answer.status_code == 200
            # A search says what was searched for, in the addresses of its pages only.
            told = re.sub(r"search=\w+", "", read(answer))
            assert [word for word in WORDS.values() if word in told] == [], (who, address)
        assert asked > 30


def test_there_is_nothing_at_the_address_of_what_is_hidden(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]]
) -> None:
    below = ["", "participation/", "accountability/", "compilation/"]
    there = [f"/api/v1/{kind}/{key}/{part}" for kind, keys in hidden.items() for key in keys for part in below]

    for who in ASKING:
        ask = as_(who)
        assert [address for address in there if ask(address).status_code != 404] == [], who


def test_whatever_is_listed_tells_nothing_more_by_itself(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]]
) -> None:
    for who in ASKING:
        ask, seen = as_(who), 0
        for path, _operation in lists():
            answer = ask(path)
            for row in answer.json().get("results", []) if answer.status_code == 200 else []:
                if "api_url" in row:
                    told = read(ask(row["api_url"].partition("plenum.example")[2]))
                    assert [word for word in WORDS.values() if word in told] == [], (who, row["api_url"])
                    seen += 1
        assert seen > 10


def test_no_search_and_no_filter_tells_that_there_is_something_hidden(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]]
) -> None:
    lists_of = [
        path for path, operation in lists() if "search" in {each["name"] for each in operation.get("parameters", [])}
    ]
    kinds = {"process": hidden["processes"], "source": hidden["sources"], "comment_period": hidden["comment-periods"]}
    asked = [f"{path}?search={word}" for path in lists_of for word in WORDS.values()]
    asked += [f"/api/v1/contributions/?state=withdrawn&search={word}" for word in WORDS.values()]
    asked += [f"/api/v1/contributions/?{name}={key}" for name, keys in kinds.items() for key in keys]
    asked += [f"/api/v1/contributions/?question={key}" for key in hidden["guiding-questions"]]

    for who in ASKING:
        ask = as_(who)
        assert len(ask("/api/v1/contributions/?search=nets").json()["results"]) == 1, who
        assert {address: found for address in asked if (found := ask(address).json()["results"])} == {}, who


LINKED_DATA = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


def test_feeds_calendars_frames_and_linked_data_tell_nothing_hidden(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]], period: CommentPeriod
) -> None:
    pages = ["/processes/wgx/", "/processes/wgx/rounds/1/", f"/processes/wgx/rounds/1/periods/{period.pk}/"]
    subscribed = ["/feeds/processes/wgx/", "/feeds/processes/wgx/rounds/1/", "/calendars/deadlines.ics"]
    subscribed += ["/feeds/processes/wgx/rounds/1/contributions/", "/calendars/processes/wgx.ics"]
    subscribed += [f"/calendars/periods/{period.pk}.ics", "/feeds/search/?q=nets"]
    framed = ["/embed/periods", "/embed/periods?process=wgx&lang=ar"]
    framed += [f"/oembed?url=https://plenum.example{page}" for page in pages]

    for who in ASKING:
        ask = as_(who)
        # Searching for each word takes long: by whoever knows least, most, and comes without a face.
        searched = (
            [f"/feeds/search/?q={word}" for word in WORDS.values()] if who in ("nobody", "dora", "a portal") else []
        )
        for address in [*subscribed, *framed, *searched]:
            answer = ask(address)
            assert answer.status_code == 200, (who, address)
            told = read(answer)
            # A search says what was searched for.
            assert [word for word in WORDS.values() if word in told and f"={word}" not in address] == [], (who, address)
            assert not address.startswith("/feeds/search/") or (address.endswith("nets") == ("On nets" in told))
        for page in pages:
            linked = "".join(LINKED_DATA.findall(read(ask(page))))
            assert "schema.org" in linked
            assert [word for word in WORDS.values() if word in linked] == [], (who, page)


def test_there_is_no_feed_and_no_calendar_of_what_is_hidden(
    hidden: dict[str, list[str]], as_: Callable[[str], Callable[[str], Any]]
) -> None:
    there = ["/feeds/processes/closed/", "/feeds/processes/closed/rounds/1/", "/feeds/processes/wgx/rounds/9/"]
    there += ["/calendars/processes/closed.ics", "/feeds/processes/wgx/rounds/9/contributions/"]
    there += [f"/calendars/periods/{key}.ics" for key in hidden["comment-periods"]]
    there += [f"/feeds/texts/{key}/" for key in hidden["texts"]]
    there += [f"/oembed?url=https://plenum.example/processes/{key}/" for key in hidden["processes"]]

    for who in ASKING:
        ask = as_(who)
        assert [address for address in there if ask(address).status_code != 404] == [], who
