"""A follower's fortnight: from one address and no account to the last letter, with time moved forward.

The worker that delivers is killed in the middle, and a real mail server keeps what arrives.
"""

import re
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys import houses
from tests.journeys.conftest import ARTEFACTS
from tests.journeys.fortnight_scene import CROWD, PostOffice, Scene

pytestmark = pytest.mark.journey

GUEST = "a.follower@example.net"
REASON = "Several delegations could not consult their capitals in time."
DAY = timedelta(days=1)
# Where the process sits: its dates are announced by the clock there.
THERE = ZoneInfo("Europe/Zurich")
EARLY, FIRST, SECOND, LAST = "On cables", "On herons", "On eels", "On gulls"


@pytest.fixture(scope="module")
def post():
    with PostOffice() as office:
        yield office


@pytest.fixture(scope="module")
def house(run_folder, post):
    """A house of its own, for its letters leave it."""
    ARTEFACTS.mkdir(exist_ok=True)
    log = ARTEFACTS / "house-of-a-fortnight.log"
    log.unlink(missing_ok=True)
    with houses.copied(run_folder, log, EMAIL_URL=f"smtp://127.0.0.1:{post.port}") as house:
        yield house


def test_each_letter_of_a_fortnight_arrives_once_and_none_after_the_click(make_reader, house, post):
    scene = Scene(house, post)
    guest, officer = make_reader("fortnight-guest", javascript=False), make_reader("fortnight-officer")
    officer.sign_in("officer")

    follow(guest, scene)
    open_period(officer, scene)
    scene.until(lambda: kinds(scene)[-1] == "period_opened")
    scene.submit(EARLY, FIRST, SECOND, LAST)

    extend(officer, scene, by=12 * DAY)
    scene.until(lambda: kinds(scene)[-1] == "period_decided")
    assert REASON in words(post.at(GUEST)[-1])

    # By the dates that held at first it would close tomorrow.
    scene.until(scene.is_quiet)
    scene.pass_time(16 * DAY)
    scene.start("remind")
    scene.until(lambda: kinds(scene)[-1] == "period_closing")
    assert f"{closing(officer, scene).astimezone(THERE):%-d %B %Y}" in post.at(GUEST)[-1]["Subject"]

    scene.publish(EARLY)
    scene.until(lambda: kinds(scene)[-1] == "followed_published")
    assert EARLY in words(post.at(GUEST)[-1])

    want_it_weekly(guest, post.at(GUEST)[-1])
    scene.publish(FIRST, SECOND)
    scene.until(scene.is_quiet)
    pass_until_monday(scene)
    scene.start("write_digests")
    scene.until(lambda: kinds(scene)[-1] == "digest")
    together = words(post.at(GUEST)[-1])
    assert (together.count(FIRST), together.count(SECOND), together.count(EARLY)) == (1, 1, 0)

    click(post.at(GUEST)[-1])
    scene.publish(LAST)
    scene.until(scene.is_quiet)
    pass_time_for_another_digest(scene)

    assert kinds(scene) == [
        "official",
        "period_opened",
        "period_decided",
        "period_closing",
        "followed_published",
        "digest",
    ]
    # Others heard of it, and its author has the letters that nobody can stop.
    assert any(LAST in words(letter) for letter in post.at("reader0@example.net"))
    official = Counter(each["Subject"].partition(":")[0] for each in post.at(scene.author) if kind(each) == "official")
    assert sum(official.values()) >= 8
    assert_all_are_sound(post)


def follow(guest, scene):
    """Ask on the page of the round, and say yes from the letter."""
    guest.go(scene.places["round"])
    guest.press(guest.page.locator("a[href*='/follow/?topic=round']").first)
    guest.page.locator("[name=address]").fill(GUEST)
    guest.page.locator("[name=reminders]").check()
    guest.press(guest.page.locator("main form.form button").first)
    guest.picture("asked")
    scene.until(lambda: scene.post.at(GUEST))
    guest.go(link(scene.post.at(GUEST)[0], "/follow/confirm/"))
    guest.press(guest.page.locator("main form button").first)
    guest.picture("follows")


def open_period(officer, scene):
    """At the desk; the worker is killed while letters go to everybody, and what it had begun is waited for."""
    scene.post.wait = 0.2
    decide(officer, scene, "open")
    before = len(scene.post.letters)
    scene.until(lambda: len(scene.post.letters) >= before + CROWD // 4)
    scene.kill_the_worker()
    assert len(scene.post.letters) < before + CROWD, "it was killed too late"
    scene.post.wait = 0.0
    # So long a worker that died is waited for.
    scene.pass_time(timedelta(minutes=3))
    scene.until(scene.is_quiet)


def extend(officer, scene, *, by):
    after = closing(officer, scene) + by
    decide(officer, scene, "extend", closes_on=f"{after:%Y-%m-%d}", closes_time=f"{after:%H:%M}", reason=REASON)


def closing(officer, scene):
    told = officer.page.request.get(f"{officer.house.url}/api/v1/comment-periods/{scene.places['period']}/").json()
    return datetime.fromisoformat(told["closes_at"]).astimezone(UTC)


def decide(officer, scene, act, **given):
    officer.go(f"/desk/periods/{scene.places['period']}/acts/{act}/")
    for name, value in given.items():
        officer.page.locator(f"[name={name}]").fill(value)
    if given:
        officer.page.locator("[name=zone]").select_option("UTC")
        officer.press(officer.page.locator("main form.form button").first)
    officer.picture(act)
    officer.press(officer.page.locator("button[name=confirmed]"))


def want_it_weekly(guest, letter):
    """On the page that any letter leads to, without signing in; and no reminders any more."""
    guest.go(link(letter, "/letters/follows/"))
    form = guest.page.locator("form.followed")
    form.locator("[name=pace]").select_option("2")
    form.locator("[name=reminders]").uncheck()
    guest.press(form.locator("button").first)
    assert guest.page.locator("form.followed [name=pace]").input_value() == "2"
    guest.picture("weekly")


def pass_until_monday(scene):
    due, zone = scene.digest_due(GUEST)
    there = due.astimezone(ZoneInfo(zone))
    assert (there.strftime("%A"), there.hour, there.minute) == ("Monday", 7, 0)
    scene.pass_time(due - datetime.now(UTC) + timedelta(minutes=1))


def pass_time_for_another_digest(scene):
    scene.pass_time(8 * DAY)
    scene.start("write_digests")
    scene.start("remind")
    scene.until(scene.is_quiet)


def click(letter):
    """What a mail program does (RFC 8058): one request, with no cookie and no page read first."""
    address = letter["List-Unsubscribe"].strip("<>")
    request = urllib.request.Request(address, data=letter["List-Unsubscribe-Post"].encode(), method="POST")  # noqa: S310  # our own
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # our own
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers


def kinds(scene):
    """What has come to the follower, in order."""
    return [kind(letter) for letter in scene.post.at(GUEST)]


def kind(letter):
    """The first word of its List-Id; a letter that nobody can stop has none."""
    return (letter["List-Id"] or "<official.").strip("<").partition(".")[0]


def words(letter):
    return letter.get_body(("plain",)).get_content()


def link(letter, part):
    return re.search(rf"http\S+{part}\S+", words(letter))[0]


def assert_all_are_sound(post):
    """Each came once, but for what was on its way when the worker died; each is what a mail program can read."""
    copies = Counter(letter["Message-ID"] for letter in post.letters)
    assert sum(copies.values()) - len(copies) <= 4
    assert max(copies.values()) <= 2
    letters = {letter["Message-ID"]: letter for letter in post.letters}.values()
    facts = Counter((str(each["To"]), each["Subject"]) for each in letters if kind(each) != "official")
    assert set(facts.values()) == {1}
    for letter in post.letters:
        assert_it_is_sound(letter)


def assert_it_is_sound(letter):
    assert [defect for part in letter.walk() for defect in part.defects] == []
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(letter.get_all(name)) == 1, name
        assert letter[name].defects == ()
    assert letter["Date"].datetime.tzinfo is not None
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", letter["Message-ID"])
    assert letter["Auto-Submitted"] == "auto-generated"
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain.get_content_charset() == html.get_content_charset() == "utf-8"
    assert len(words(letter).encode()) <= 20 * 1024
    assert 'dir="rtl"' in html.get_content() or letter["Content-Language"] != "ar"
    if kind(letter) == "official":
        assert letter["List-Unsubscribe"] is letter["List-Unsubscribe-Post"] is None
    else:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter["List-Unsubscribe"].strip("<>") == link(letter, "/letters/stop/")
