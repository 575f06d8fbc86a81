"""By keyboard alone: from the first page to a written draft, without ever touching a mouse.

At every stop the focus must be seen, stand where the eye is, and never be caught.
"""

import pytest

pytestmark = pytest.mark.journey

MOST_STOPS = 120
# What has the focus: what it is called, where it leads or what it is, and whether anybody can see that.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const labels = [...(at.labels ?? [])];
  const covered = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1));
  return {
    name: at.name || "", value: at.value || "", href: at.getAttribute("href") || "", tag: at.tagName,
    action: at.form ? new URL(at.form.action).pathname : "",
    words: (at.innerText || at.ariaLabel || at.labels?.[0]?.innerText || "").trim().slice(0, 60),
    outlined: parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none",
    inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    onTop: !covered || [at, ...labels].some((part) => part.contains(covered)) || covered.contains(at),
  };
}"""


def tab_to(page, wanted):
    """Press Tab until what has the focus is wanted; every stop on the way is judged."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            continue
        assert focus["outlined"], f"nobody sees the focus on {focus} at {page.url}"
        assert focus["inView"], f"the focus is out of sight on {focus} at {page.url}"
        assert focus["onTop"], f"something covers {focus} at {page.url}"
        if wanted(focus):
            return focus
    raise AssertionError(f"never came there within {MOST_STOPS} stops at {page.url}")


def press(page, wanted, key="Enter"):
    """Go there and press; wait for the page that it leads to."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize(("way", "language", "width"), [("wide", "en", 1280), ("arabic-phone", "ar", 360)])
def test_a_draft_is_written_by_keyboard_alone(way, language, width, make_reader) -> None:
    reader = make_reader(f"keyboard-{way}", language=language, width=width)
    page = reader.page
    page.emulate_media(reduced_motion="reduce")  # what slides in is judged where it comes to rest
    reader.go("/")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["href"] == "#main", "the first stop leads to the content"
    page.keyboard.press("Enter")
    press(page, lambda focus: "/periods/" in focus["href"])
    press(page, lambda focus: focus["action"].endswith("/begin/"))

    tab_to(page, lambda focus: focus["name"] == "speaking")
    page.keyboard.press("Space")
    press(page, lambda focus: focus["name"] == "move" and focus["value"] == "next")

    tab_to(page, lambda focus: focus["name"] == "title")
    page.keyboard.type("Written without a mouse")
    tab_to(page, lambda focus: focus["name"] == "language")
    page.keyboard.press("ArrowDown")
    tab_to(page, lambda focus: focus["name"] == "statement")
    page.keyboard.type("Every step can be reached.")
    press(page, lambda focus: focus["name"] == "move" and focus["value"] == "next")

    reader.picture("written")
    assert "Every step can be reached." in page.locator("main").inner_text()


def test_wrong_entries_are_one_step_from_their_fields(make_reader) -> None:
    reader = make_reader("keyboard-errors")
    page = reader.page
    page.emulate_media(reduced_motion="reduce")  # what slides in is judged where it comes to rest
    reader.go("/")
    page.locator("main a[href*='/periods/']").first.click()
    page.locator("form[action$='/begin/'] button").click()

    press(page, lambda focus: focus["name"] == "move" and focus["value"] == "next")
    tab_to(page, lambda focus: focus["href"].startswith("#") and focus["href"] != "#main")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.name") == "speaking"
