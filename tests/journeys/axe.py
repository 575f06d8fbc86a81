"""axe-core on the page that a browser shows now, in spite of our Content-Security-Policy."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The page's own scripts may be forbidden to do this; whoever holds the browser may.
# No more of what it found than is told: the rest weighs much on the way out of the browser.
RUN = """async (rules) => {
  const options = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]};
  const {passes, violations} = await axe.run(document, options);
  const told = violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => ({id, html, failureSummary})));
  return {passes: passes.length, told};
}"""


def faults(page: Page, devtools: CDPSession) -> list[str]:
    """What axe finds, one line for each element: rule, element, and how to mend it."""
    devtools.send("Runtime.evaluate", {"expression": _source()})
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    if not found["passes"]:
        raise AssertionError("axe looked at nothing")
    return [
        f"axe {fault['id']}: {fault['html'][:160]} | {' '.join(fault['failureSummary'].split())[:300]}"
        for fault in found["told"]
    ]


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
