"""What families of letters there are: declared once, each with its templates, and nothing sent beside them."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from contributions.notices.news import DIGEST
from contributions.notices.spoken import KINDS
from notifications.actions import queue, queue_many
from notifications.enums import Priority
from notifications.families import Circle, Ending, Family, UnknownFamily, declare, families, family_called, groups
from notifications.management.commands.letters_doc import drawn
from notifications.models import Letter
from notifications.rendering import render

LETTERS = Path(settings.BASE_DIR) / "templates" / "letters"
REAL = list(families())


def test_every_folder_of_templates_is_declared_and_the_other_way_round():
    written = {str(file.relative_to(LETTERS)).split(".")[0] for file in LETTERS.glob("*/[!_]*.txt")}

    assert written == {family.name for family in REAL}


def test_a_letter_that_nobody_declared_is_never_stored(make_person):
    with pytest.raises(UnknownFamily, match="example/secret"):
        queue("example/secret", to=make_person(), context={}, key="secret")
    with pytest.raises(UnknownFamily):
        queue_many("example/secret", to=[make_person("omar")], context={}, key="secret")
    with pytest.raises(UnknownFamily):
        render("example/secret", language="en", zone="", context={})
    assert not Letter.objects.exists()


def test_every_family_that_code_names_is_declared():
    names = {family.name for family in REAL}
    folders = {name.split("/")[0] for name in names}
    said = {
        constant.value
        for folder in ("web", "contributions", "consultations", "stakeholders", "portals", "webhooks")
        for file in (Path(settings.BASE_DIR) / folder).rglob("*.py")
        if file.name != "letters.py"
        for constant in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
        if constant.value.isascii() and constant.value.partition("/")[0] in folders
        if constant.value.count("/") == 1 and constant.value.partition("/")[2].isidentifier()
    }
    assert said <= names


def test_news_is_told_by_families_that_can_be_ended():
    told = {kind.family for kind in KINDS.values()} | {DIGEST}

    assert {family_called(name).ending for name in told} == {Ending.CHOSEN}
    assert {family_called(name).priority for name in told - {DIGEST}} == {Priority.BULK}
    assert family_called(DIGEST).priority == Priority.DIGEST
    assert {family.name for family in REAL if family.ending == Ending.CHOSEN} == told


def test_no_letter_of_the_official_process_goes_behind_those_to_followers():
    official = {family.priority for family in REAL if family.ending == Ending.OFFICIAL}

    assert official <= {Priority.FIRST, Priority.NORMAL}


def test_a_family_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare("Letters", Family("contributions/declined", "It is declined.", "its author"), circle=Circle.AUTHOR)


def test_a_title_of_several_apps_stands_once():
    titles = [str(group.title) for group in groups()]

    assert len(titles) == len(set(titles))
    assert sum(len(group.families) for group in groups()) == len(REAL)


def test_a_letter_goes_in_the_order_of_its_family(make_person):
    letter = queue("account/login_code", to=make_person(), context={"code": "123"}, key="code")

    assert letter.priority == Priority.FIRST


def test_the_page_in_docs_is_up_to_date():
    call_command("letters_doc", check=True)


def test_a_stale_page_is_told_and_not_touched(tmp_path):
    page = tmp_path / "letters.md"
    page.write_text("something older", encoding="utf-8")

    with pytest.raises(CommandError, match="letters_doc"):
        call_command("letters_doc", check=True, to=page)
    assert page.read_text(encoding="utf-8") == "something older"


def test_what_was_drawn_is_not_stale(tmp_path):
    page = tmp_path / "letters.md"
    call_command("letters_doc", to=page)
    call_command("letters_doc", check=True, to=page)


def test_it_is_the_same_whatever_language_the_machine_speaks():
    english = drawn()
    with translation.override("fr"):
        assert drawn() == english
