"""Everybody reads which portals a process has let in."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.test import Client

from consultations.actions import ask_admission, end_admission
from consultations.models import Process
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Portal

PAGE = "/processes/wgx/portals/"


def test_those_let_in_are_listed_by_name_with_what_they_may_do(
    *, process: Process, portal: Portal, client: Client, cast: SimpleNamespace, admit_portal: Callable[..., Any]
) -> None:
    accra = register_portal(name="Accra Forum", about="Of Ghana.", url="https://accra.example", by=cast.pia)
    waits = register_portal(name="Bern IGF", about="Of Bern.", url="https://bern.example", by=cast.pia)
    admit_portal(portal, process)
    admit_portal(accra, process, Scope.WEBHOOKS)
    ask_admission(waits, process=process, scopes=[Scope.READ], why="To read.", by=cast.pia)

    told = client.get(PAGE).content.decode()

    assert told.index("Accra Forum") < told.index("Nairobi IGF")
    assert told.count(str(Scope.SUBMIT.label)) == 1
    assert 'href="https://accra.example"' in told
    assert "Bern IGF" not in told
    assert cast.pia.email not in told
    assert PAGE in client.get("/processes/wgx/").content.decode()


def test_one_whose_admission_ended_leaves_the_list_at_once(
    *, process: Process, portal: Portal, client: Client, cast: SimpleNamespace, admit_portal: Callable[..., Any],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    admission = admit_portal(portal, process)
    assert "Nairobi IGF" in client.get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        end_admission(admission, reason="It closes.", by=cast.dora)

    told = client.get(PAGE).content.decode()
    assert "Nairobi IGF" not in told
    assert "No portal is let in" in told


def test_process_that_is_not_public_has_no_such_page(process: Process, client: Client) -> None:
    Process.objects.filter(pk=process.pk).update(public_at=None)

    assert client.get(PAGE).status_code == 404


def test_queries_are_the_same_for_one_and_three(
    *, process: Process, portal: Portal, client: Client, cast: SimpleNamespace, admit_portal: Callable[..., Any],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    admit_portal(portal, process)
    for name in ("Accra Forum", "Bern IGF"):
        one = register_portal(name=name, about="A forum.", url="https://forum.example", by=cast.pia)
        admit_portal(one, process)
    cache.clear()

    with django_assert_max_num_queries(8):
        client.get(PAGE)
