"""The page about the life of a contribution says what the code does."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from contributions.enums import Move, State
from contributions.management.commands.lifecycle_doc import drawn


def test_the_page_in_docs_is_up_to_date() -> None:
    call_command("lifecycle_doc", check=True)


def test_a_stale_page_is_told_and_not_touched(tmp_path: Path) -> None:
    page = tmp_path / "lifecycle.md"
    page.write_text("something older", encoding="utf-8")
    with pytest.raises(CommandError, match="lifecycle_doc"):
        call_command("lifecycle_doc", check=True, to=page)
    assert page.read_text(encoding="utf-8") == "something older"


def test_a_missing_page_is_stale(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("lifecycle_doc", check=True, to=tmp_path / "lifecycle.md")


def test_what_was_drawn_is_not_stale(tmp_path: Path) -> None:
    page = tmp_path / "lifecycle.md"
    call_command("lifecycle_doc", to=page)
    call_command("lifecycle_doc", check=True, to=page)


def test_it_names_every_state_and_move() -> None:
    page = drawn()
    assert all(f'state "{state.label}" as {state.value}' in page for state in State)
    assert all(f"| {move.label} |" in page for move in Move)


def test_it_is_the_same_whatever_language_the_machine_speaks() -> None:
    english = drawn()
    with translation.override("fr"):
        assert drawn() == english
