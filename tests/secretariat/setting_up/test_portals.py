"""At the desk: which portals ask, and the decision about them."""

from collections.abc import Callable
from types import SimpleNamespace

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
