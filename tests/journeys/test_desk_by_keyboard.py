"""The desk by keyboard alone: a contribution is returned, answered, mended and published without a mouse.

Once with the keys of the desk, once without any script, by Tab and Enter.
"""

import re
import urllib.parse

import pytest

from tests.journeys.test_by_keyboard import FOCUS, press, tab_to

pytestmark = pytest.mark.journey

QUESTION = "Which path do you mean? Just one place, please; just a name."
ANSWER = "The path beside the lighthouse."


@pytest.mark.parametrize("way", ["with-keys", "without-scripts"])
def test_a_contribution_is_returned_answered_mended_and_published(way, make_reader) -> None:
    has_keys = way == "with-keys"
    delegate = make_reader(f"keyboard-delegate-{way}")
    officer = make_reader(f"keyboard-officer-{way}", javascript=has_keys)
    officer.page.emulate_media(reduced_motion="reduce")
    title = f"A path along the coast, {way}"
    delegate.sign_in("delegate")
    mine = submit(delegate, title)
    officer.sign_in("officer")

    open_it(officer, title, has_keys)
    move(officer, "take_up", "t", has_keys)
    return_it(officer, has_keys)
    answer(delegate, mine)
    assert ANSWER in officer.newest_letter("officer@plenum.example", ANSWER)

    officer.go("/desk/?" + urllib.parse.urlencode({"state": "answered", "q": title}))
    assert officer.page.locator("[data-row]").count() == 1
    officer.picture("answered")
    mend(delegate, mine)

    open_it(officer, title, has_keys)
    assert ANSWER in officer.page.locator("main").inner_text()
    move(officer, "take_up", "t", has_keys)
    move(officer, "publish", "p", has_keys)
    officer.picture("published")
    assert re.search(r"EXAMPLE/1/\d+", officer.page.locator("main .folio").inner_text())


def test_keys_are_told_can_be_switched_off_and_leave_writing_alone(make_reader) -> None:
    officer = make_reader("keyboard-keys")
    page = officer.page
    officer.sign_in("officer")
    officer.go("/desk/?state=all")

    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    officer.picture("keys")
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)") == 1
    page.keyboard.press("x")
    assert page.locator("input[name=item]").nth(1).is_checked()

    page.keyboard.press("/")
    page.keyboard.type("jkx?")
    assert page.evaluate("document.activeElement.value") == "jkx?"
    assert not page.locator("dialog#keys").is_visible()

    page.locator("[data-keys-door]").click()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement === document.body")
    assert not page.locator("dialog#keys").is_visible()


def submit(reader, title) -> str:
    """Write and send a contribution for one's ministry; the address of one's own page of it."""
    page = reader.page
    reader.go("/processes/example/")
    page.locator("main a[href*='/periods/']").first.click()
    page.locator("form[action$='/begin/'] button").click()
    page.wait_for_url("**/who/")
    page.locator("input[name=speaking][value=source]").check()
    page.locator("input[name=own]").first.check()
    page.locator("button[value=next]").click()
    page.locator("input[name=title]").fill(title)
    page.locator("select[name=language]").select_option("en")
    page.locator("textarea[name=statement]").fill("A path should lead along the coast.")
    page.locator("textarea[name^=answer-]").first.fill("Walk first.")
    page.locator("button[name=move][value=next]").click()
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    return page.url.removeprefix(reader.house.url).removesuffix("receipt/")


def open_it(reader, title, has_keys) -> None:
    """Find it in what waits, and open it."""
    page = reader.page
    reader.go("/desk/?" + urllib.parse.urlencode({"q": title}))
    if not has_keys:
        press(page, lambda focus: "/desk/contributions/" in focus["href"])
        return
    page.keyboard.press("j")
    focus = page.evaluate(FOCUS)
    assert (focus["outlined"], focus["onTop"], "/desk/contributions/" in focus["href"]) == (True, True, True)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def move(reader, name, key, has_keys) -> None:
    """Go to the button of a move and press it. The key alone does nothing."""
    page = reader.page
    if not has_keys:
        press(page, lambda focus: focus["action"].endswith(f"/{name}/") and focus["tag"] == "BUTTON")
        return
    page.keyboard.press(key)
    focus = page.evaluate(FOCUS)
    assert (focus["action"].endswith(f"/{name}/"), focus["outlined"], focus["onTop"]) == (True, True, True)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def return_it(reader, has_keys) -> None:
    """Begin with a template's words, go on in one's own, and ask."""
    page = reader.page
    if has_keys:
        page.keyboard.press("r")
        assert page.evaluate(FOCUS)["tag"] == "TEXTAREA"
        page.keyboard.type(QUESTION)
        press(page, lambda focus: focus["action"].endswith("/return/") and focus["name"] == "")
    else:
        tab_to(page, lambda focus: focus["tag"] == "SUMMARY")
        page.keyboard.press("Enter")
        tab_to(page, lambda focus: focus["tag"] == "SELECT" and focus["action"].endswith("/return/"))
        page.keyboard.press("ArrowDown")
        press(page, lambda focus: focus["name"] == "fill" and focus["action"].endswith("/return/"))
        tab_to(page, lambda focus: focus["tag"] == "TEXTAREA" and focus["action"].endswith("/return/"))
        assert page.evaluate("document.activeElement.value") != ""
        page.keyboard.press("Control+End")
        page.keyboard.type(QUESTION)
        press(
            page,
            lambda focus: focus["action"].endswith("/return/") and focus["name"] == "" and focus["tag"] == "BUTTON",
        )
    reader.picture("returned")
    assert QUESTION in page.locator("#thread ~ *, section[aria-labelledby=thread]").first.inner_text()


def answer(reader, mine) -> None:
    """The author answers on their own page."""
    reader.go(mine)
    reader.page.locator("form[action$='/answer/'] textarea").fill(ANSWER)
    reader.press(reader.page.locator("form[action$='/answer/'] button"))


def mend(reader, mine) -> None:
    """The author mends the text and sends it again."""
    reader.go(f"{mine}")
    reader.page.locator("main a[href$='/write/']").first.click()
    reader.page.locator("[name=statement]").fill("A path should lead along the coast, beside the lighthouse.")
    reader.page.locator("button[name=move][value=next]").click()
    reader.page.locator("form[action$='/submit/'] button").click()
    reader.page.wait_for_url("**/receipt/")
