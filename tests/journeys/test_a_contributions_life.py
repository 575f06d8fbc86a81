"""A contribution's life, from nobody's first word to the follower's letter, in a real browser.

Once with scripts, once without, once in Arabic on a phone. Controls are found by what they do (their
name, value or address), so that one journey serves every language.
"""

import json
import re
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

PASTED = Path(__file__).resolve().parents[2] / "sample_data" / "wgec-3-usa.txt"
FOLLOWER = "follower@plenum.example"
OFFICER = ("officer@plenum.example", "plenum-demo-officer")
WAYS = {
    "with-scripts": {},
    "without-scripts": {"javascript": False},
    "arabic-on-a-phone": {"language": "ar", "width": 360},
}
ANSWER = {
    "with-scripts": "Spare parts should lie where the cables lie, said the heron of Mombasa.",
    "without-scripts": "Spare parts should lie where the cables lie, said the ibis of Kisumu.",
    "arabic-on-a-phone": "ينبغي أن تكون قطع الغيار قريبة من الكابلات كما قالت لقالق الإسكندرية.",
}
SEARCHED = {"with-scripts": "heron Mombasa", "without-scripts": "ibis Kisumu", "arabic-on-a-phone": "كابلات الإسكندرية"}


@pytest.mark.parametrize("way", WAYS)
def test_a_contributions_life(way, make_reader, house):
    title = f"What we saw at the coast, {way}"
    delegate = make_reader(f"delegate-{way}", **WAYS[way])
    officer = make_reader(f"officer-{way}", **WAYS[way])

    begin_as_nobody(delegate)
    write(delegate, title=title, answer=ANSWER[way], language="ar" if way.startswith("arabic") else "en")
    email = sign_up_by_code(delegate, way)
    submit(delegate, email)

    sign_in_with_second_factor(officer)
    open_in_desk(officer, title)
    return_with_question(officer)
    mend(delegate, email)
    symbol = publish(officer, title)

    assert symbol in delegate.newest_letter(FOLLOWER, symbol)
    assert symbol in delegate.newest_letter(email, symbol)
    read_as_anybody(delegate, symbol, title, searched=SEARCHED[way])
    assert_api_shows(house, symbol, title)


def begin_as_nobody(reader):
    """From the first page to a draft of one's own, without signing in."""
    reader.go("/")
    reader.picture("home")
    reader.page.locator("main .card a, main article a").first.click()
    reader.picture("period")
    reader.press(reader.page.locator("form[action$='/begin/'] button"))
    assert "/drafts/" in reader.page.url


def write(reader, *, title, answer, language):
    """Who speaks, then what: an answer, and the sample's recommendations as they come out of its PDF."""
    page = reader.page
    page.goto(re.sub(r"(/drafts/[^/]+/).*", r"\1who/", page.url))
    page.locator("input[name=speaking][value=myself]").check()
    page.locator("button[name=move][value=next]").click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=language]").select_option(language)
    page.locator("[name^=answer-]").first.fill(answer)
    page.locator("[name=paste]").fill(PASTED.read_text())
    page.locator("button[name=move][value=split]").click()
    page.locator("[name^=recommendation-]").nth(9).wait_for()
    assert page.locator("[name^=answer-]").first.input_value() == answer
    reader.picture("written")
    page.locator("button[name=move][value=next]").click()
    page.locator("main ol > li").filter(has_text="NETmundial").first.wait_for()
    reader.picture("preview")


def sign_up_by_code(reader, way):
    """A new account in the middle of writing; the code comes by letter, and the draft is still there."""
    email = f"coast-{way}@plenum.example"
    page = reader.page
    preview = page.url
    page.locator("a[href*='/accounts/signup/']").first.click()
    page.locator("main [name=name]").fill("Amina Coast")
    page.locator("main [name=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    letter = reader.newest_letter(email, "")
    code = re.search(r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter)
    assert code, letter
    page.locator("main [name=code]").fill(code.group(1))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: urllib.parse.urlsplit(url).path == urllib.parse.urlsplit(preview).path)
    return email


def submit(reader, email):
    """Send it; the receipt shows the digest that the letter has, too."""
    page = reader.page
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    digest = page.locator("code.digest").first.inner_text().strip()
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    assert digest in reader.newest_letter(email, digest)
    reader.picture("receipt")


def sign_in_with_second_factor(reader):
    """The officer's way in: password, then the authenticator's code."""
    page = reader.page
    reader.go("/desk/")
    form = page.locator("form:has(input[type=password])")
    if not form.is_visible():
        page.locator("main details summary").click()
    form.locator("[name=login]").fill(OFFICER[0])
    form.locator("[name=password]").fill(OFFICER[1])
    form.locator("button[type=submit]").click()
    page.locator("main [name=code]").fill(reader.house.second_factor())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/desk/")


def open_in_desk(reader, title):
    """Find it in the queue and take it up."""
    page = reader.page
    reader.go("/desk/")
    reader.picture("desk")
    page.locator("main a", has_text=title).first.click()
    reader.press(page.locator("form[action$='/take_up/'] button"))
    reader.picture("taken-up")


def return_with_question(reader):
    """Ask the author something."""
    reader.page.locator("details:has(form[action$='/return/']) > summary").click()
    form = reader.page.locator("form[action$='/return/']")
    form.locator("textarea").fill("Which coast do you mean?")
    reader.press(form.locator("button:not([name=fill])"))
    reader.picture("returned")


def mend(reader, email):
    """The author reads the question in a letter, mends the text and sends it again."""
    letter = reader.newest_letter(email, "Which coast do you mean?")
    address = re.search(r"http\S+/contributions/\d+/", letter)
    assert address, letter
    page = reader.page
    reader.go(urllib.parse.urlsplit(address.group()).path)
    reader.picture("question")
    page.locator("main a[href$='/write/']").first.click()
    page.locator("[name=statement]").fill("We mean the coast between Mombasa and Alexandria.")
    page.locator("button[name=move][value=next]").click()
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")


def publish(reader, title):
    """Take the mended one up again and publish it; return its symbol."""
    page = reader.page
    open_in_desk(reader, title)
    reader.press(page.locator("form[action$='/publish/'] button"))
    symbol = page.locator("main .folio .symbol").first.inner_text().strip()
    assert re.fullmatch(r"EXAMPLE/1/\d+", symbol)
    reader.picture("published")
    return symbol


def read_as_anybody(reader, symbol, title, *, searched):
    """The permanent page, and search in the text's own language."""
    page = reader.page
    reader.go(f"/processes/example/documents/{symbol}/")
    assert title in page.locator("h1").inner_text()
    assert "We mean the coast" in page.locator("main").inner_text()
    reader.picture("public")
    reader.go("/search/?" + urllib.parse.urlencode({"q": searched}))
    assert page.locator("main a", has_text=title).count() == 1
    reader.picture("found")


def assert_api_shows(house, symbol, title):
    """What another portal reads."""
    query = urllib.parse.urlencode({"symbol": symbol})
    found = ask(f"{house.url}/api/v1/contributions/?{query}")
    assert [each["title"] for each in found] == [title]
    still_open = ask(f"{house.url}/api/v1/comment-periods/?state=open")
    assert {each["process"]["code"] for each in still_open} >= {"EXAMPLE", "LAGOON", "WTPF-IEG"}


def ask(address):
    """The results that the API gives there."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own address
        return json.load(answer)["results"]
