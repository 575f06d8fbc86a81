"""A process is begun and set up by pages: settings in sections, several languages, two heads at once."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from common.localized import versions
from consultations.models import Process
from secretariat.setting_up.sections import SECTIONS
from stakeholders.models import Person

HOME = "/desk/processes/wgx/"
NAMES = f"{HOME}settings/names/"
SYMBOLS = f"{HOME}settings/symbols/"


def words_of(page: Any) -> str:
    return " ".join(page.text_content().split())


def test_head_begins_a_process_and_finds_it_at_the_desk(dora: Client, page: Callable[..., Any]) -> None:
    assert 'href="/desk/new-process/"' in dora.get("/desk/processes/").content.decode()

    begun = dora.post("/desk/new-process/", {"name": "Cable Group", "language": "en", "code": "CG", "slug": "cables"})

    assert begun["Location"] == "/desk/processes/cables/"
    assert "Being prepared" in words_of(page(dora, "/desk/processes/cables/"))
    process = Process.objects.get(slug="cables")
    assert (process.code, process.languages, process.groups.count()) == ("CG", ["en"], 7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "wgx"},
        {"slug": "a b"},
        {"code": "CG\n"},
        {"code": "Ü/1"},
        {"name": "\u200b"},
        {"language": "xx"},
        {"name": "a\x00b"},
    ],
)
def test_what_is_wrong_begins_nothing_and_loses_no_word(wrong: dict[str, str], dora: Client) -> None:
    given = {"name": "Cable Group", "language": "en", "code": "CG", "slug": "cables"} | wrong
    answer = dora.post("/desk/new-process/", given)

    assert answer.status_code == 422
    assert Process.objects.count() == 1


def test_somebody_with_djangos_permission_begins_the_first_process_of_all(
    cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    founder = Person.objects.create_user("founder@example.org", is_superuser=True)
    client = sign_in(Client(), founder)

    assert 'href="/desk/new-process/"' in client.get("/").content.decode()
    assert client.get("/desk/").status_code == 404
    given = {"name": "Cable Group", "language": "fr", "code": "CG", "slug": "cables"}
    assert client.post("/desk/new-process/", given).status_code == 302
    assert client.get("/desk/processes/cables/").status_code == 200
    assert client.get(HOME).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("omar", 403), ("chris", 403), ("olga", 403), ("otto", 404), ("ana", 404)])
def test_nobody_else_begins_one(who: str, status: int, browsers: Callable[[str], Client]) -> None:
    client = browsers(who)
    assert client.get("/desk/new-process/").status_code == status
    assert client.post("/desk/new-process/", {"code": "CG"}).status_code == status


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_colleagues_read_what_is_set_up_and_change_nothing(
    who: str, browsers: Callable[[str], Client], page: Callable[..., Any]
) -> None:
    client = browsers(who)

    shown = page(client, HOME)
    assert not shown.xpath("//main//a[contains(@href, '/settings/')]")
    assert [client.get(f"{HOME}settings/{each.key}/").status_code for each in SECTIONS] == [403] * len(SECTIONS)
    assert client.post(NAMES, {"name_en": "Mine", "seen": "0"}).status_code == 403
    assert client.post(f"{HOME}open/").status_code == 403


def test_each_section_says_what_is_set_and_has_a_page(dora: Client, page: Callable[..., Any]) -> None:
    links = page(dora, HOME).xpath("//main//a[contains(@href, '/settings/')]/@href")

    assert links == [f"{HOME}settings/{each.key}/" for each in SECTIONS]
    for link in links:
        page(dora, link)
    page(dora, f"{HOME}settings/nothing/", status=404)


def test_words_are_stored_in_every_language_and_others_stay(dora: Client, process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(
        languages=["en", "ar"], name='{"en": "Old", "es": "Viejo"}', mandate='{"en": "M"}'
    )

    answer = dora.post(NAMES, {"name_en": "New", "name_ar": "جديد", "mandate_en": "M", "mandate_ar": "", "seen": "0"})

    assert answer["Location"] == HOME
    process.refresh_from_db()
    assert versions(process.name) == {"en": "New", "ar": "جديد", "es": "Viejo"}


def test_second_head_is_told_sees_both_and_may_then_save(
    dora: Client, browsers: Callable[[str], Client], process: Process, page: Callable[..., Any]
) -> None:
    seen = page(dora, NAMES).xpath("//input[@name='seen']/@value")[0]
    browsers("dora").post(NAMES, {"name_en": "Of the first", "seen": seen})

    answer = dora.post(NAMES, {"name_en": "Of the second", "seen": seen})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Two versions" in text
    assert "Of the first" in text
    assert 'value="Of the second"' in text
    process.refresh_from_db()
    assert versions(process.name) == {"en": "Of the first"}
    assert dora.post(NAMES, {"name_en": "Of the second", "seen": "1"}).status_code == 302
    process.refresh_from_db()
    assert versions(process.name) == {"en": "Of the second"}


def test_form_that_comes_back_for_another_reason_has_seen_no_more_than_before(
    dora: Client, process: Process, page: Callable[..., Any]
) -> None:
    dora.post(NAMES, {"name_en": "Of the first", "seen": "0"})

    answer = dora.post(NAMES, {"name_en": "x" * 700, "seen": "0"})

    assert answer.status_code == 422
    assert '<input type="hidden" name="seen" value="0">' in answer.content.decode()
    assert dora.post(NAMES, {"name_en": "Of the second", "seen": "0"}).status_code == 409


def test_form_that_waited_for_a_sign_in_has_seen_no_more_than_before(
    dora: Client, sign_in: Callable[..., Client], cast: SimpleNamespace
) -> None:
    late = Client()
    late.post(NAMES, {"name_en": "Typed while signed out", "seen": "0"})
    dora.post(NAMES, {"name_en": "Of the first", "seen": "0"})

    shown = sign_in(late, cast.dora).get(NAMES).content.decode()

    assert "Typed while signed out" in shown
    assert '<input type="hidden" name="seen" value="0">' in shown


@pytest.mark.parametrize("seen", ["", "-1", "99999999999", "x", None])
def test_form_without_a_number_of_changes_overwrites_nothing(seen: str | None, dora: Client, process: Process) -> None:
    given = {"name_en": "Blind"} | ({"seen": seen} if seen is not None else {})
    assert dora.post(NAMES, given).status_code == 409


def test_grammar_shows_what_it_gives_before_it_is_saved(dora: Client, process: Process) -> None:
    shown = dora.post(
        SYMBOLS, {"code": "WGX", "symbol_grammar": "{process}.{round}-{number}", "show": "1", "seen": "0"}
    )

    assert shown.status_code == 200
    for symbol in ("WGX.3-7", "WGX.3-7/Rev.1", "WGX.3-7/Add.1", "WGX.3-7/Corr.1"):
        assert symbol in shown.content.decode()
    process.refresh_from_db()
    assert process.symbol_grammar == "{process}/{round}/{number}"


@pytest.mark.parametrize("grammar", ["{round}{number}", "{", "{process.slug}/{round}/{number}", "{0}/{round}/{number}"])
def test_grammar_that_gives_one_symbol_twice_is_refused(grammar: str, dora: Client) -> None:
    assert dora.post(SYMBOLS, {"code": "WGX", "symbol_grammar": grammar, "seen": "0"}).status_code == 422


def test_group_of_its_own_is_added_and_chosen(dora: Client, process: Process) -> None:
    assert dora.post(f"{HOME}groups/", {"name_en": "Regional registries"}).status_code == 302
    assert dora.post(f"{HOME}groups/", {"name_en": " "}).status_code == 422
    assert "Regional registries" in dora.get(f"{HOME}settings/groups/").content.decode()
    assert process.groups.filter(code="wgx-regional-registries").exists()


def test_process_is_opened_by_its_head(
    dora: Client, make_process: Callable[..., Process], cast: SimpleNamespace
) -> None:
    from consultations.actions import give_role
    from consultations.enums import Role

    hidden = make_process("hidden", public_at=None)
    give_role(hidden, cast.dora, Role.HEAD, by=None)
    assert Client().get("/processes/hidden/").status_code == 404

    dora.post("/desk/processes/hidden/open/")

    assert Client().get("/processes/hidden/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_little(
    rows: int, dora: Client, make_round: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(1, rows + 1):
        make_round(number)
    for address in ("/desk/processes/", HOME, NAMES, f"{HOME}settings/groups/", f"{HOME}staff/"):
        with django_assert_max_num_queries(8):
            assert dora.get(address).status_code == 200


def test_an_address_for_contributions_is_public_while_a_period_is_open(
    dora: Client, process: Process, make_period: Callable[..., Any], client: Client
) -> None:
    period = make_period()
    page = f"/processes/wgx/rounds/1/periods/{period.pk}/"
    assert "mailto:" not in client.get(page).content.decode()

    wrong = dora.post(f"{HOME}settings/email/", {"contributions_address": "nowhere", "seen": "0"})
    right = dora.post(f"{HOME}settings/email/", {"contributions_address": "desk@example.org", "seen": "0"})

    assert (wrong.status_code, right["Location"]) == (422, HOME)
    assert 'href="mailto:desk@example.org"' in client.get(page).content.decode()
