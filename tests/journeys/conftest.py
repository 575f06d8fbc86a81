"""Who takes part in a journey: a house, a browser, and people who sit at it.

Screenshots and pages are kept in ``artefacts/`` for whoever wants to look.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright

from contributions.samples import accounts
from tests.journeys import houses
from tests.journeys.houses import House

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts"
LONGEST = 60_000  # milliseconds that a page may take on a busy machine: what is asked here is whether it comes
# The one without a window costs two thirds of the other.
CHROMIUM = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's loop lives in this thread, and the database is only read between its steps.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker take a whole file, so that no two of its journeys meet, unless the file says otherwise."""
    for item in items:
        if item.get_closest_marker("journey") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def house(run_folder: Path, worker_id: str) -> Iterator[House]:
    """The whole house, ready, with the sample data: one for each worker."""
    ARTEFACTS.mkdir(exist_ok=True)
    log = ARTEFACTS / f"house-{worker_id}.log"
    log.unlink(missing_ok=True)
    with houses.copied(run_folder, log) as house:
        yield house


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without its own talk to the network."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Reader:
    """One person at one browser, with what they did not ask for: console errors."""

    def __init__(self, context: BrowserContext, house: House, name: str) -> None:
        self.context, self.house, self.name = context, house, name
        self.page: Page = context.new_page()
        self.page.set_default_timeout(LONGEST)
        self.complaints: list[str] = []
        self._pictures = 0
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._complain(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        # A refused form is answered with 4xx on purpose, and Chromium prints that as an error.
        if not re.search(r"status of 4\d\d", text):
            self.complaints.append(f"{self.page.url}: {text}")

    def go(self, path: str) -> None:
        """Open an address of the house."""
        self.page.goto(path if path.startswith("http") else self.house.url + path)

    def press(self, control: Locator) -> None:
        """Press it and wait for the page that comes of it, though it has the address of the one that is there."""
        with self.page.expect_navigation():
            control.click()

    def picture(self, what: str) -> None:
        """Keep a picture of the whole page among the artefacts."""
        self._pictures += 1
        path = ARTEFACTS / f"{self.name}-{self._pictures:02d}-{what}.png"
        # A compilation is forty windows high on a phone: drawing it takes a busy machine longer than any answer.
        self.page.screenshot(path=path, full_page=True, timeout=90_000)

    def sign_in(self, name: str) -> None:
        """Come in as one of the sample accounts: with a password, and with a second factor where there is one."""
        account = next(each for each in accounts() if each.key == name)
        self.go("/accounts/login/")
        self.page.locator("main details > summary").click()
        form = self.page.locator("form:has(input[type=password])")
        form.locator("[name=login]").fill(account.email)
        form.locator("[name=password]").fill(account.password)
        form.locator("button[type=submit]").click()
        if account.secret:
            self.page.locator("main [name=code]").fill(self.house.second_factor())
            self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/accounts/" not in url)

    def newest_letter(self, to: str, containing: str, *, within: float = 60) -> str:
        """The text of the newest letter to ``to`` with ``containing`` in it, as the demonstration outbox shows it.

        Waits for the worker, for ``within`` seconds at most.
        """
        other = self.context.browser.new_context()  # type: ignore[union-attr]
        try:
            page = other.new_page()
            end = time.monotonic() + within
            while time.monotonic() < end:
                page.goto(f"{self.house.url}/desk/outbox/")
                for link in page.locator("a[href*='/desk/outbox/']").all()[:30]:
                    address = link.get_attribute("href") or ""
                    if not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", address):
                        continue
                    letter = other.new_page()
                    letter.goto(self.house.url + address)
                    text = letter.locator("main").inner_text()
                    letter.close()
                    if to in text and containing in text:
                        return text
                time.sleep(0.5)
        finally:
            other.close()
        raise AssertionError(f"No letter to {to} with {containing!r} within {within} s")


@pytest.fixture
def make_reader(browser: Browser, house: House) -> Iterator[object]:
    """Sit somebody down at a browser: ``make_reader("ana", javascript=False, width=360, language="ar")``."""
    contexts: list[BrowserContext] = []
    readers: list[Reader] = []

    def make(
        name: str, *, javascript: bool = True, width: int = 1280, language: str = "en", dark: bool = False
    ) -> Reader:
        context = browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            locale=language,
            timezone_id="Africa/Nairobi",
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        readers.append(Reader(context, house, name))
        return readers[-1]

    yield make
    complaints = [line for reader in readers for line in reader.complaints]
    for context in contexts:
        context.close()
    assert complaints == []
