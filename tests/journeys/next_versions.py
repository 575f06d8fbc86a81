"""What must have happened before the pages of next versions can be looked at: one is issued, another being worked out.

A small text of the example process gets a next version with which a delegate's change collides. That of the sample
text is only begun, because others look at it, too.
"""

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.journeys.stage import Stage

SAMPLE = "/processes/wtpf-ieg/documents/WTPF-IEG/2/11/text/"
SMALL_TEXT = "OPINION 10\n\nrecognizing\n\na) that reefs matter to those who fish;\n\nb) that reefs grow;"


def prepare(stage: "Stage", paper: str) -> dict[str, str]:
    """Do all that; ``paper`` is where its text can be brought in. Return the places by the names of ``pages.py``."""
    officer = stage.visitors["officer"]
    text = _issued(officer.go(paper))
    item = _proposed(stage, text)
    _press(officer.go(f"/desk{item}"), "form[action$='/publish/'] button")
    symbol = officer.page.locator("main .folio .symbol").first.inner_text().strip()
    begun = _begun(officer.go("/desk/texts/"), text)
    _press(officer.page, "li[data-open] details > summary", leads_on=False)
    officer.page.locator("li[data-open] input[name=choice][value=own]").check()
    officer.page.locator("li[data-open] textarea[name=wording]").fill("that reefs matter to whole peoples;")
    _press(officer.page, "li[data-open] form.decision button")
    officer.go(f"{begun}confirm/").locator("[name=ground]").fill("The meeting has agreed on these words.")
    _press(officer.page, "form[action$='/issue/'] button")
    latest = str(officer.page.locator("main .lede a.symbol").get_attribute("href"))
    return {
        "followed": begun,
        "followed_text": text,
        "latest": latest,
        "collides": f"{item}carried/",
        "colliding": symbol,
        "next_not_begun": _next_of(officer.go("/desk/texts/"), latest),
        "next": _begun(officer.go("/desk/texts/"), _latest(stage)),
    }


def _issued(page: Page) -> str:
    """Bring the small text in as it is understood; its address."""
    page.locator("input[name=stored][value='']").check()
    page.locator("textarea[name=paste]").fill(SMALL_TEXT)
    _press(page, "main form:has(textarea) button[type=submit]")
    _press(page, "form[action$='/issue/'] button")
    return _path(page)


def _proposed(stage: "Stage", text: str) -> str:
    """Another wording of its first item, submitted by the delegate; the contribution's own address."""
    page = stage.visitors["delegate"].go(text)
    _press(page, "form[action$='/propose/'] button")
    draft = _path(page).removesuffix("changes/")
    row = page.locator(".clause-row", has_text="that reefs matter")
    with page.expect_navigation():
        row.locator("a[href*='/changes/clauses/']").first.click()
    page.locator("textarea[name=wording]").fill("that reefs matter to all;")
    page.locator("textarea[name=reason]").fill("Not only those who fish live by them.")
    _press(page, "button[value=show]")
    _press(page, "button[value=save]")
    stage.visitors["delegate"].go(f"{draft}who/")
    stage.fill("delegate", draft, "Who lives by reefs")
    stage.visitors["delegate"].go(f"{draft}preview/")
    _press(page, "form[action$='/submit/'] button")
    return _path(page).removesuffix("receipt/")


def _begun(page: Page, text: str) -> str:
    """Begin the next version of the text with this address, or find it begun; its desk."""
    desk = _next_of(page, text)
    page.goto(re.sub(r"(https?://[^/]+).*", rf"\1{desk}", page.url))
    if page.locator("form[action$='/begin/']").count():
        _press(page, "form[action$='/begin/'] button")
    return desk


def _next_of(page: Page, text: str) -> str:
    entry = page.locator("li", has=page.locator(f"a[href='{text}']"))
    return str(entry.locator("a[href*='/texts/next/']").get_attribute("href"))


def _latest(stage: "Stage") -> str:
    """The sample text's latest version, whatever another journey has issued meanwhile."""
    page = stage.visitors["anybody"].go(SAMPLE)
    later = page.locator(".notice[data-tone=warning] a.symbol")
    return str(later.get_attribute("href")) if later.count() else SAMPLE


def _press(page: Page, selector: str, *, leads_on: bool = True) -> None:
    """Press the first of these controls, and wait for the page that it leads to."""
    control = page.locator(selector).first
    if not leads_on:
        control.click()
        return
    with page.expect_navigation():
        control.click()


def _path(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)
