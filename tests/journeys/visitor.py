"""Somebody at a browser who looks at pages and keeps what a machine could object to."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.journeys import axe

NARROW = (360, 320)
# What sticks out of a narrow window, at most five of it.
STICKS_OUT = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
  });
  return [`${root.scrollWidth} px`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
}"""
FRAME = """() => ({
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  headings: document.querySelectorAll("h1").length,
  unnamed: [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter((control) => !control.hidden && !control.labels?.length && !control.ariaLabel)
    .map((control) => control.outerHTML.slice(0, 120)),
})"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at: its language, the width of the window in px, light or dark, with axe or without."""

    name: str
    language: str
    direction: str
    width: int
    scheme: str
    with_axe: bool


@dataclass
class Sight:
    """What came when a page was opened: the answer itself, and how many bytes went over the wire for it."""

    status: int
    html: str
    title: str
    bytes: int
    faults: list[str] = field(default_factory=list)


class Visitor:
    """One browser session; ``origin`` is the house it visits."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self.context: BrowserContext = browser.new_context(timezone_id="Africa/Nairobi", locale="en")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a busy machine may need them
        self.devtools = self.context.new_cdp_session(self.page)
        self.devtools.send("Network.enable")
        self.devtools.on("Network.loadingFinished", self._weigh)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("response", self._answered)
        self.complaints: list[str] = []
        self.answer: Response | None = None
        self.bytes = 0

    def change(self, look: Look) -> None:
        """From now on, see pages like this."""
        self.context.add_cookies([{"name": "django_language", "value": look.language, "url": self.origin}])
        self.page.emulate_media(color_scheme="dark" if look.scheme == "dark" else "light")
        self.page.set_viewport_size({"width": look.width, "height": 800})

    def go(self, address: str) -> Page:
        """Open an address of the house."""
        self.page.goto(address if address.startswith("http") else self.origin + address)
        return self.page

    def see(self, address: str, form: Any = None) -> Sight:
        """Open an address, then send the form on it if there is one to send; what came of that."""
        self.complaints.clear()
        self.bytes = 0
        self.go(address)
        if form is not None:
            self.complaints.clear()
            with self.page.expect_navigation():
                form(self.page)
        answer = self.answer
        assert answer is not None
        return Sight(answer.status, answer.text(), self.page.title(), self.bytes)

    def faults(self, look: Look) -> list[str]:
        """What is wrong with the page that stands in the window, seen like this."""
        found = list(self.complaints)
        frame = self.page.evaluate(FRAME)
        if (frame["lang"], frame["dir"]) != (look.language, look.direction):
            found.append(f"html has lang={frame['lang']} dir={frame['dir']}")
        if frame["headings"] != 1:
            found.append(f"{frame['headings']} h1")
        found += [f"a control without a name: {control}" for control in frame["unnamed"]]
        if look.with_axe:
            found += axe.faults(self.page, self.devtools)
        return found + self._too_wide(look)

    def _too_wide(self, look: Look) -> list[str]:
        found = []
        for width in NARROW:
            self.page.set_viewport_size({"width": width, "height": 800})
            sticking = self.page.evaluate(STICKS_OUT)
            if sticking:
                found.append(f"wider than {width} px: {sticking}")
        self.page.set_viewport_size({"width": look.width, "height": 800})
        return found

    def _weigh(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _listen(self, message: ConsoleMessage) -> None:
        # Chromium prints every refusal as an error; which ones are meant is known from the answers.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.frame == self.page.main_frame
        if is_page and not 300 <= response.status < 400:
            self.answer = response
        elif not is_page and response.status >= 400:
            self.complaints.append(f"{response.status} for {urlsplit(response.url).path}")
