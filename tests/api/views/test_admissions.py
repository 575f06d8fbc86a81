"""The API says which portals are let in to a process, and nothing about them that is not public."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from consultations.actions import admit, end_admission
from consultations.models import Process
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Portal

Told = Callable[[str], Any]


@pytest.fixture
def another(portal: Portal, cast: SimpleNamespace) -> Portal:
    return register_portal(name="Accra Forum", about="Of Ghana.", url="https://accra.example", by=cast.pia)


def test_those_let_in_are_listed_by_short_name(
    *, told: Told, process: Process, portal: Portal, another: Portal, admit_portal: Callable[..., Any]
) -> None:
    admission = admit_portal(portal, process)
    admit_portal(another, process, Scope.WEBHOOKS)

    first, second = told("admissions/?process=wgx")["results"]

    assert (first["portal"]["name"], first["scopes"]) == ("Accra Forum", ["webhooks"])
    assert second["portal"] == {"slug": "nairobi-igf", "name": "Nairobi IGF", "url": "https://igf.example"}
    assert second["scopes"] == [scope.value for scope in Scope]
    assert second["since"][:10] == admission.decided_at.date().isoformat()
    assert set(second) == {"id", "portal", "process", "scopes", "since", "url", "api_url"}
    assert second["url"].endswith("/processes/wgx/portals/")


def test_lists_are_narrowed_by_what_they_may_do(
    *, told: Told, process: Process, portal: Portal, another: Portal, admit_portal: Callable[..., Any]
) -> None:
    admit_portal(portal, process)
    admit_portal(another, process, Scope.WEBHOOKS)

    def names(query: str) -> list[str]:
        return [each["portal"]["name"] for each in told(f"admissions/?{query}")["results"]]

    assert names("scope=contributions:submit") == ["Nairobi IGF"]
    assert names("scope=webhooks") == ["Accra Forum", "Nairobi IGF"]
    assert names("portal=accra-forum") == ["Accra Forum"]
    assert names("process=none") == []


def test_what_a_secretariat_decides_shows_at_once(
    *, told: Told, ask: Callable[..., Any], process: Process, portal: Portal, cast: SimpleNamespace,
    admit_portal: Callable[..., Any], django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    admission = admit_portal(portal, process)
    assert len(told("admissions/")["results"]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        admit(admission, scopes=[Scope.READ], by=cast.dora)
    assert told(f"admissions/{admission.pk}/")["scopes"] == ["periods:read"]
    with django_capture_on_commit_callbacks(execute=True):
        end_admission(admission, reason="It closes.", by=cast.dora)

    assert told("admissions/")["results"] == []
    assert ask(f"admissions/{admission.pk}/").status_code == 404
