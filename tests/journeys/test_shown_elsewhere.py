"""The list of open periods on somebody else's site: in a frame and in the page itself, under that site's policy."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import axe
from tests.journeys.houses import House

pytestmark = pytest.mark.journey

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A ministry</title><link rel="stylesheet" href="/ministry.css"></head>
<body><main><h1>What the ministry tells its people</h1>{snippet}</main></body></html>"""
# A page whose own looks would spoil anything that they reach.
SHEET = """html { font-size: 62.5% } * { letter-spacing: .1em; text-transform: uppercase }
a { color: #a0006a !important; display: block } section, h2, ul { border: 9px solid #a0006a; direction: rtl }"""
ONLY_A_FRAME = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; frame-src {house}"
ONLY_THE_SCRIPT = (
    "default-src 'none'; script-src {house}; connect-src {house}; style-src 'self' {house}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass
class Site:
    """Another site on this machine: ``pages`` by path, each with its policy and its HTML."""

    url: str
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def put(self, path: str, policy: str, snippet: str) -> str:
        """Show the snippet on a page; the page's address."""
        self.pages[path] = (policy, PAGE.format(snippet=snippet))
        return self.url + path


class Answers(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *given) -> None:
        self.site = site
        super().__init__(*given)

    def do_GET(self) -> None:
        policy, body = self.site.pages.get(self.path, ("", SHEET))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if policy else "text/css")
        if policy:
            self.send_header("Content-Security-Policy", policy)
            # Cut off from all others, but for what lets itself be shown there.
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *said) -> None:
        """Say nothing."""


@pytest.fixture
def ministry() -> Iterator[Site]:
    """Somebody else's site: another host name, another port."""
    site = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Answers, site))
    site.url = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def build(browser: Browser, house: House):
    """What the builder's page gives for these choices: the HTML of the frame, that of the script."""

    def built(**choices: str) -> tuple[str, str]:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{house.url}/embed/?process=example")
        for name, value in choices.items():
            control = page.locator(f"main [name={name}]")
            if control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        page.locator("main form button").click()
        page.wait_for_url("**/embed/?**pixels=**")
        expect(page.frame_locator("main iframe").locator(".take").first).to_be_visible()
        snippets = page.locator("#snippet-frame").input_value(), page.locator("#snippet-script").input_value()
        context.close()
        return snippets

    return built


def test_a_frame_needs_no_script_and_leaves_no_cookie(make_reader, build, ministry, house):
    frame, _script = build(lang="en", accent="a01818")
    address = ministry.put("/frame", ONLY_A_FRAME.format(house=house.url), frame)
    reader = make_reader("embed-frame", javascript=False)

    reader.go(address)
    shown = reader.page.frame_locator("iframe")

    expect(shown.get_by_role("heading", level=1)).to_have_text("Open consultations")
    expect(shown.locator(".take").first).to_have_css("background-color", "rgb(160, 24, 24)")
    expect(shown.locator(".leaf-day").first).to_be_visible()
    assert reader.context.cookies() == []
    reader.picture("of-a-ministry")
    with reader.context.expect_page() as opened:
        shown.locator(".take").first.click()
    opened.value.wait_for_load_state()
    assert re.fullmatch(rf"{house.url}/processes/example/rounds/1/periods/\d+/#take-part", opened.value.url)
    expect(opened.value.locator("form[action$='/begin/'] button")).to_be_visible()


def test_a_frame_in_arabic_runs_from_right_to_left(make_reader, build, ministry, house):
    frame, _script = build(lang="ar", scheme="dark", state="both", density="compact")
    reader = make_reader("embed-frame-arabic", javascript=False, width=360)

    reader.go(ministry.put("/frame", ONLY_A_FRAME.format(house=house.url), frame))
    shown = reader.page.frame_locator("iframe")

    expect(shown.locator("html")).to_have_attribute("dir", "rtl")
    leaf, card = (shown.locator(what).first.bounding_box() for what in (".leaf-day", ".card"))
    assert leaf["x"] > card["x"] + card["width"] / 2
    assert shown.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")
    reader.picture("of-a-ministry")


@pytest.mark.parametrize("scheme", ["auto", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_paper_it_is_black_on_white_and_says_where_to_take_part(language, scheme, make_reader, house):
    reader = make_reader(f"embed-printed-{language}-{scheme}", javascript=False, width=700, dark=True)
    reader.go(f"{house.url}/embed/periods?process=example&state=both&lang={language}&scheme={scheme}")

    reader.page.emulate_media(media="print")

    expect(reader.page.locator(".plenum")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(reader.page.locator(".plenum")).to_have_css("color", "rgb(0, 0, 0)")
    take = reader.page.locator(".take").first
    assert "attr(href)" not in take.evaluate("link => getComputedStyle(link, '::after').content")
    assert "#take-part" in take.evaluate("link => getComputedStyle(link, '::after').content")
    assert reader.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")
    # Words are not squeezed into a column of letters by the address beside them.
    assert all(cell.bounding_box()["width"] > 150 for cell in reader.page.locator("dd").all())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_script_puts_the_list_into_the_page_and_nothing_else(language, make_reader, build, ministry, house):
    _frame, script = build(lang=language, scheme="auto", accent_dark="ffcc99")
    policy = ONLY_THE_SCRIPT.format(house=house.url)
    reader = make_reader(f"embed-script-{language}", dark=True)
    reader.go(ministry.put("/empty", policy, "<p>Nothing here.</p>"))
    before = reader.page.evaluate("Object.getOwnPropertyNames(window).sort()")

    reader.go(ministry.put("/script", policy, f"{script}<p>After it.</p>"))
    list_ = reader.page.locator("main > div > section.plenum")

    expect(list_).to_be_visible()
    expect(list_).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(reader.page.locator("main > a, main > script")).to_have_count(0)
    # Its heading goes under the page's; its looks are its own.
    expect(list_.locator("h2")).to_have_count(1)
    address = unescape(re.search(r'href="([^"]+)"', script)[1])
    framed = reader.context.new_page()
    framed.goto(f"{address}&level=2")
    html = "section => section.outerHTML"
    assert list_.evaluate(html) == framed.locator("main > section").evaluate(html)
    framed.close()
    expect(list_).to_have_css("letter-spacing", "normal")
    expect(list_).to_have_css("text-transform", "none")
    expect(list_).to_have_css("font-size", "16px")
    expect(list_.locator(".take").first).to_have_css("background-color", "rgb(255, 204, 153)")
    assert reader.page.evaluate("Object.getOwnPropertyNames(window).sort()") == before
    assert reader.context.cookies() == []
    reader.picture("of-a-ministry")
    assert reader.complaints == []
    assert axe.faults(reader.page, reader.context.new_cdp_session(reader.page)) == []
    # Axe itself styles what it measures, which the ministry's policy forbids.
    reader.complaints.clear()


@pytest.mark.parametrize("trouble", ["no script", "another file", "no connection allowed", "no such list"])
def test_whatever_goes_wrong_the_link_stays_and_leads_to_the_list(trouble, browser, build, ministry, house):
    _frame, script = build(lang="en")
    policy = ONLY_THE_SCRIPT.format(house=house.url)
    if trouble == "another file":
        script = script.replace("sha384-", "sha384-AAAA")
    if trouble == "no connection allowed":
        policy = policy.replace(f"connect-src {house.url}", "connect-src 'none'")
    if trouble == "no such list":
        script = script.replace("process=example", "proces=example")
    context = browser.new_context(java_script_enabled=trouble != "no script")
    page = context.new_page()

    page.goto(ministry.put("/script", policy, script))
    page.wait_for_load_state("networkidle")

    expect(page.locator("main > a")).to_be_visible()
    expect(page.locator("main > div")).to_have_count(0)
    page.locator("main > a").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(f"{house.url}/embed/periods?")
    context.close()


def test_the_builder_shows_what_is_chosen_as_it_is_chosen(make_reader):
    reader = make_reader("embed-builder")
    reader.go("/embed/")

    reader.page.locator("[name=process]").select_option("example")
    expect(reader.page.locator("#snippet-frame")).to_have_value(re.compile("process=example"))
    expect(reader.page.frame_locator("main iframe").locator(".whose")).to_contain_text("EXAMPLE")
    reader.page.locator("[name=accent]").fill("ffcc00")
    expect(reader.page.locator("#errors")).to_be_visible()
    reader.page.locator("[name=accent]").fill("7a1f5c")
    expect(reader.page.locator("#snippet-script")).to_have_value(re.compile("accent=7a1f5c"))
    expect(reader.page.locator("#errors")).to_have_count(0)
    reader.picture("built")
    reader.page.locator("[data-copy=snippet-script]").click()

    assert "accent=7a1f5c" in reader.page.url
