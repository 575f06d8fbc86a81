"""At the desk: which portals ask, and the decision about them."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from consultations.actions import ask_admission
from consultations.models import Admission, Process
from portals.enums import Scope
from portals.models import Portal
from tests.conftest import CAST

LIST = "/desk/processes/wgx/portals/"


@pytest.fixture
def asked(portal: Portal, process: Process, cast: SimpleNamespace) -> Admission:
    return ask_admission(portal, process=process, scopes=list(Scope), why="Our people asked us.", by=cast.pia)


@pytest.mark.parametrize("who", CAST)
def test_who_sees_and_decides(
    who: str, asked: Admission, client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    at_the_desk = sign_in(client, getattr(cast, who))
    address = f"{LIST}{asked.pk}/"
    seen = 200 if who in {"dora", "omar", "chris", "olga"} else 302 if who == "nobody" else 404

    assert at_the_desk.get(LIST).status_code == seen
    assert at_the_desk.get(address).status_code == seen
    answer = at_the_desk.post(address, {"decision": "admit", "scopes": ["webhooks"]})
    asked.refresh_from_db()
    assert (asked.state == "admitted") == (who == "dora")
    assert answer.status_code == (302 if who in {"dora", "nobody"} else 403 if seen == 200 else 404)


def test_head_declines_and_ends_with_a_reason(
    asked: Admission, client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    dora, address = sign_in(client, cast.dora), f"{LIST}{asked.pk}/"

    assert dora.post(address, {"decision": "decline"}).status_code == 422
    assert dora.post(address, {"decision": "admit"}).status_code == 422
    assert dora.post(address, {"decision": "burn"}).status_code == 404
    assert dora.post(address, {"decision": "admit", "scopes": ["webhooks"]}).status_code == 302
    assert dora.post(address, {"decision": "decline", "reason": "x"}).status_code == 409
    assert dora.post(address, {"decision": "end", "reason": "It broke its word."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("ended", "It broke its word.")


def test_other_processes_are_not_shown(
    asked: Admission,
    client: Client,
    cast: SimpleNamespace,
    sign_in: Callable[..., Client],
    make_process: Callable[..., Process],
) -> None:
    Admission.objects.update(process=make_process("other"))
    dora = sign_in(client, cast.dora)

    assert "Nairobi" not in dora.get(LIST).content.decode()
    assert dora.get(f"{LIST}{asked.pk}/").status_code == 404
    assert dora.get("/desk/processes/other/portals/").status_code == 404


def test_stale_form_undoes_no_decision(
    asked: Admission, client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    dora, address = sign_in(client, cast.dora), f"{LIST}{asked.pk}/"
    page = dora.get(address).content.decode()
    stands = page.partition('name="stands" value="')[2].partition('"')[0]
    everything = {"decision": "admit", "scopes": [scope.value for scope in Scope], "stands": stands}

    assert dora.post(address, everything).status_code == 302
    late = dora.post(address, {"decision": "admit", "scopes": ["webhooks"], "stands": stands})
    twice = dora.post(address, everything)

    asked.refresh_from_db()
    assert (late.status_code, twice.status_code) == (409, 409)
    assert "Somebody has decided about this portal meanwhile." in late.content.decode()
    assert asked.granted == list(Scope)
    fresh = late.content.decode().partition('name="stands" value="')[2].partition('"')[0]
    assert dora.post(address, {"decision": "end", "reason": "It closes.", "stands": fresh}).status_code == 302


def test_list_goes_on_page_by_page_and_by_state(
    *, asked: Admission, process: Process, client: Client, cast: SimpleNamespace, sign_in: Callable[..., Client],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    known = {"about": "A forum.", "url": "https://forum.example", "email": "f@example.org", "owner": cast.pia}
    for number in range(45):
        one = Portal.objects.create(slug=f"forum-{number:02}", name=f"Forum {number:02}", **known)
        stands = {"state": "ended" if number % 2 else "admitted", "asked_at": asked.asked_at}
        Admission.objects.create(portal=one, process=process, asked=["webhooks"], why="Why not?", **stands)
    dora, seen, address = sign_in(client, cast.dora), [], LIST
    while address:
        with django_assert_max_num_queries(8):
            page = dora.get(address).content.decode()
        seen += re.findall(r"Forum \d\d|Nairobi IGF", page)
        found = re.search(r'href="([^"]*cursor=[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*)"', page)
        address = html.unescape(found[1] or found[2]) if found else ""

    assert list(dict.fromkeys(seen)) == ["Nairobi IGF", *(f"Forum {number:02}" for number in range(45))]
    some = dora.get(f"{LIST}?state=ended").content.decode()
    assert ("Forum 01" in some, "Forum 00" in some, "Nairobi IGF" in some) == (True, False, False)
    assert dora.get(f"{LIST}?cursor=nonsense").status_code == 400
    assert dora.get(f"{LIST}?state=nonsense").status_code == 200
