"""A redaction: words are marked, seen as everybody will read them, and gone; what is sealed opens to one, on record.

Once with scripts, once without, once in Arabic on a phone. The colleague who may not open the original is put at the
desk by the shell.
"""

import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from contributions.samples import accounts
from contributions.samples.accounts import present_code

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
COLLEAGUE = ("colleague@plenum.example", "plenum-demo-colleague", "PLENUMCOLLEAGUE23456PLEN")
GIVE_THE_COLLEAGUE_A_DESK = f"""
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from consultations.actions import give_role
from consultations.enums import Role
from consultations.models import Process
from stakeholders.models import Person
email, password, secret = {COLLEAGUE!r}
if not Person.objects.filter(email=email).exists():
    person = Person.objects.create_user(email, password, name="Omar Colleague")
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    TOTP.activate(person, secret)
    give_role(Process.objects.get(slug="example"), person, Role.OFFICER, by=None)
"""
WAYS = {
    "with-scripts": {},
    "without-scripts": {"javascript": False},
    "arabic-on-a-phone": {"language": "ar", "width": 360},
}
# Nobody else's name in the samples, one for each way, so that search can be asked for it.
NAMES = {
    "with-scripts": "Zebedee Quillfeather",
    "without-scripts": "Ottoline Marchbanks",
    "arabic-on-a-phone": "Peregrine Thistlewood",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_redaction(way, make_reader, house):
    who = NAMES[way]
    delegate, head = (make_reader(f"{name}-{way}", **WAYS[way]) for name in ("redaction-delegate", "redaction-head"))
    delegate.sign_in("delegate")
    contribution = submit(delegate, f"Cables and people, {way}", who)

    head.sign_in("officer")
    mark(head, contribution, who, selects=way == "with-scripts")
    symbol = publish(head, contribution)
    account = next(each for each in accounts() if each.key == "delegate")
    assert who not in delegate.newest_letter(account.email, "removed something")

    visitor = make_reader(f"redaction-visitor-{way}", **WAYS[way])
    read_as_anybody(visitor, symbol, who)
    assert_api_says_how_much(house, symbol, who)
    unseal(head, contribution, who)
    assert_a_colleague_cannot(house, make_reader(f"redaction-colleague-{way}", **WAYS[way]), contribution, who)


def submit(reader, title, who):
    """A statement with somebody's name and number in it."""
    page = reader.page
    reader.go("/")
    links = page.locator("main a[href*='/processes/example/'][href*='/periods/']")
    links.first.click()
    reader.press(page.locator("form[action$='/begin/'] button"))
    page.locator("input[name=speaking][value=source]").check()
    page.locator("input[name=own]").first.check()
    page.locator("button[name=move][value=next]").click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=language]").select_option("en")
    page.locator("[name=statement]").fill(f"Cables matter.\n\nAsk {who}, +41 22 917 12 34, about it. {who} knows.")
    page.locator("[name^=answer-]").first.fill("All of it matters.")
    page.locator("button[name=move][value=next]").click()
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    return urllib.parse.urlsplit(page.url).path.removesuffix("receipt/")


def mark(reader, contribution, who, *, selects):
    """Take out the name wherever it stands, and the number that is pointed out; see it first."""
    page = reader.page
    reader.go(f"/desk{contribution}")
    page.locator("#removed").first.wait_for()
    assert "+41 22 917 12 34" in page.locator("section[aria-labelledby=removed]").inner_text()
    page.locator("section[aria-labelledby=removed] a[href$='/redact/']").click()
    reader.picture("choose")
    if selects:
        select(page, who)
        page.locator("[data-take-selection]").click()
        assert page.locator("[name=words]").input_value() == who
    else:
        page.locator("[name=words]").fill(who)
    page.locator("fieldset input[name=mark][id^=personal]").first.check()
    page.locator("input[name=ground][value=third-person]").check()
    reader.press(page.locator("form[action$='/preview/'] button[type=submit]"))
    reader.picture("preview")
    assert page.locator("input[name=mark]").count() == 3
    assert who not in page.locator("article.card").inner_text()
    assert page.locator("article.card .redaction").count() == 3
    reader.press(page.locator("form[action$='/now/'] button:not([formaction])"))
    assert page.locator("section[aria-labelledby=removed] li").count() >= 3


def select(page, words):
    """Select words on the page, as with a mouse."""
    page.evaluate(
        """words => {
            for (const label of document.querySelectorAll(".markable")) {
                const at = label.textContent.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(label.firstChild, at);
                range.setEnd(label.firstChild, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )
    page.wait_for_timeout(100)


def publish(reader, contribution):
    page = reader.page
    reader.go(f"/desk{contribution}")
    reader.press(page.locator("form[action$='/publish/'] button"))
    symbol = page.locator("main .folio .symbol").first.inner_text().strip()
    assert re.fullmatch(r"EXAMPLE/1/\d+", symbol)
    reader.picture("published")
    return symbol


def read_as_anybody(reader, symbol, who):
    """The placeholder with the ground, on the page; nothing to be found by the name."""
    page = reader.page
    reader.go(f"/processes/example/documents/{symbol}/")
    reader.picture("public")
    assert who not in page.content()
    assert "personal data of somebody else" in page.locator("main .redaction").first.inner_text()
    assert page.locator("main .redaction").count() == 3
    reader.press(page.locator("aside a[href$='/removals/']"))
    assert page.locator("#grounds li").count() >= 5
    reader.go("/search/?" + urllib.parse.urlencode({"q": who.split()[1]}))
    assert page.locator("main a[href*='/documents/']").count() == 0


def assert_api_says_how_much(house, symbol, who):
    query = urllib.parse.urlencode({"symbol": symbol, "content": "true"})
    with urllib.request.urlopen(f"{house.url}/api/v1/contributions/?{query}", timeout=10) as answer:  # noqa: S310
        text = answer.read().decode()
    (found,) = json.loads(text)["results"]
    assert who not in text
    assert [each["characters"] for each in found["redactions"]] == [len(who), 16, len(who)]
    assert {code for each in found["redactions"] for code in each["grounds"]} == {"third-person"}


def unseal(reader, contribution, who):
    """The head opens the original; the look is on record, and shown."""
    page = reader.page
    reader.go(f"/desk{contribution}")
    assert who not in page.content()
    reader.press(page.locator("form[action$='/unseal/'] button"))
    reader.picture("sealed")
    assert who in page.locator("main").inner_text()
    assert page.locator("section[aria-labelledby=looks] li").count() == 1
    reader.go(f"/desk{contribution}")
    assert "Dora" in page.locator("section[aria-labelledby=removed] ol").last.inner_text()


def assert_a_colleague_cannot(house, reader, contribution, who):
    """An officer reads what everybody reads, and finds no way to the original."""
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", GIVE_THE_COLLEAGUE_A_DESK]
    subprocess.run(shell, cwd=ROOT, env=house.environment, check=True)
    page = reader.page
    email, password, secret = COLLEAGUE
    reader.go("/accounts/login/")
    page.locator("main details > summary").click()
    form = page.locator("form:has(input[type=password])")
    form.locator("[name=login]").fill(email)
    form.locator("[name=password]").fill(password)
    form.locator("button[type=submit]").click()
    page.locator("main [name=code]").fill(present_code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    reader.go(f"/desk{contribution}")
    assert page.locator("section[aria-labelledby=removed] li").count() >= 3
    assert page.locator("form[action$='/unseal/']").count() == 0
    assert who not in page.content()
