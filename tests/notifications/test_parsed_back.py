"""Every family of letters, with the names that people really have and some that they should not: read back as mail."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from common.lines import one_line
from common.localized import Wording
from consultations.models import CommentPeriod, Round
from contributions import actions as contributions
from contributions.enums import State
from following.actions import follow
from notifications.families import Ending, families, family_called
from notifications.making import mail
from notifications.models import Letter
from notifications.rendering import LONGEST_TEXT, RULE, render
from notifications.stops import signed
from stakeholders.models import Person

# India is half an hour off, Nepal three quarters, Lord Howe sets its clock forward by half an hour only.
INSTANT = datetime(2026, 10, 3, 15, 29, 59, tzinfo=UTC)
NASTY = {
    "arabic": "وزارة البريد «أ»، القاهرة",
    "chinese": "邮电部，北京",
    "long": "Ministère " * 20,
    "quotes": '"O\'Neil" & <b>Sons</b>, Ltd.; =?utf-8?q?no?=',
    "lines": "One\r\nBcc: everybody@example.org\r\n\r\nTwo\u2028Three",
    "emoji": "Group 👩🏽\u200d🚀 of 🇰🇪",
    "turned": "abc\u202egnp.exe \u2067\u200fxyz",
    "comma": "Doe, Jane; Dr. (Ministry: Posts) <boss@bank.example>",
    "escaped": 'Jane \\" Doe\\',
    "controls": "Ja\x00ne\x1b[31m\x7f Doe\u0085X-Header: y",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 4,
    "plain": "Anne-Marie O'Neil/Smith",
    "full stop": "Jane Q. Doe Jr.",
    "nobody": "",
}
LANGUAGES = {"en": "en", "fr": "fr", "ar": "ar", "zh": "en"}
NUMBERS = {"number", "count", "more", "kept", "passages", "files", "disposed", "carried", "adopted", "returned"}
COUNTS = {"number", "count", "more", "kept", "passages", "files"}
STOP = "12-n345"


class Anything:
    """Whatever a template asks of a thing: an instant, an address, a number, or a nasty name."""

    def __init__(self, name: str) -> None:
        self.name_given = name

    def __getattr__(self, asked: str) -> Any:
        if asked.startswith("_") or asked in ("items", "resolve_expression"):
            raise AttributeError(asked)
        if asked.endswith("_at") or asked in ("at", "in_time", "delayed", "opens_before", "closes_before"):
            return INSTANT
        if asked == "wording":
            return Wording(self.name_given, "ar")
        plain = {"language": "ar", "time_zone": "Asia/Kathmandu", "url": "https://igf.example", "lane": "in_time"}
        plain |= {"act": "extend", "state": "admitted", "digest": "ab" * 32, "code": "WGX", "symbol": "WGX/1/2"}
        if asked in plain:
            return plain[asked]
        if asked in NUMBERS:
            return 2
        nested = ("content", "limits", "assignee", "to", "by", "owner")
        return Anything(self.name_given) if asked in nested else self.name_given

    def __str__(self) -> str:
        return self.name_given


def speaks_of(name: str) -> dict[str, Any]:
    """What letters of every family may speak of."""
    url = "https://plenum.example/somewhere/"
    things = "act admission author batch by contribution document endpoint event invitation inviter mandate offer owner"
    more = "before card content numbers offered period portal process referral remark round source submission text"
    last = "timing transcript version who role"
    known: dict[str, Any] = {key: Anything(name) for key in f"{things} {more} {last}".split()}
    known |= dict.fromkeys(COUNTS, 3)
    urls = "url public_url receipt_url outcome_url carried_url confirm_url offer_url organisation_url draft_url"
    known |= dict.fromkeys(f"{urls} topic_url account sign_in signup_url activate_url password_reset_url".split(), url)
    known |= dict.fromkeys(
        ["change", "consent", "ground", "names", "name", "reason", "title", "words", "followed"], name
    )
    known |= {"title": Wording(name, "ar"), "before": INSTANT, "until": INSTANT, "stands": "Rev", "other": "WGX/1/1"}
    known |= {"symbol": "WGX/1/2", "was": "WGX/1/1", "client": "abc", "replaced": "def", "days": 2, "pace": 1}
    known |= {"code": "123456", "asked": [name], "granted": [name], "grounds": [name], "by": Anything(name)}
    known["outcomes"] = [{"where": name, "outcome": name, "reason": name}]
    lines = [{"subject": name, "url": url, "at": INSTANT}]
    return known | {"groups": [{"name": name, "lines": lines}], "all_url": url}


def letter_of(family: Any, language: str, name: str, *, zone: str = "Asia/Kolkata") -> Letter:
    """A letter of the family, as it would be stored."""
    can_end = family.ending == Ending.CHOSEN
    links = {"stop_url": "https://plenum.example/stop/", "follows_url": "https://plenum.example/all/"}
    context = speaks_of(name) | (links if can_end else {})
    written = render(family.name, language=language, zone=zone, context=context, name=name)
    return Letter(
        person=Person(name=name),
        address="dora@example.org",
        family=family.name,
        language=written.language,
        subject_line=written.subject_line,
        text=written.text,
        html=written.html,
        stop=STOP if can_end else "",
        created_at=timezone.now(),
        next_attempt_at=timezone.now(),
    )


def read(letter: Letter) -> EmailMessage:
    """The letter as a mail program has it."""
    content = mail(letter).content
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    arrived = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(arrived, EmailMessage)
    assert not arrived.defects
    return arrived


def name_on(letter: Letter) -> str:
    """The name before the address. Asked of the older parser: the newer puts blanks where a long name is folded."""
    (older,) = email.message_from_bytes(mail(letter).content).get_all("To", [])
    return str(make_header(decode_header(parseaddr(older)[0])))


CASES = [(family, language) for family in families() for language in LANGUAGES]


@pytest.mark.parametrize(("family", "language"), CASES, ids=[f"{each.name}-{code}" for each, code in CASES])
def test_letter_arrives_as_it_was_meant_whatever_people_are_called(family, language, settings):
    settings.SITE_URL = "https://plenum.example"
    for name in NASTY.values():
        letter = letter_of(family, language, name)
        arrived = read(letter)

        _headers_are_what_was_meant(arrived, letter, LANGUAGES[language], can_end=family.ending == Ending.CHOSEN)
        _text_is_fit_to_be_read(arrived, letter)
        _page_is_well_formed(arrived, LANGUAGES[language])
        assert ("(Chinese)" in letter.text) == (language == "zh")
        official = {"en": "belongs to the official process", "fr": "", "ar": ""}[LANGUAGES[language]]
        if official:
            assert (official in letter.text) == (family.ending == Ending.OFFICIAL)
            assert (official in letter.html) == (family.ending == Ending.OFFICIAL)


def _headers_are_what_was_meant(arrived: EmailMessage, letter: Letter, language: str, *, can_end: bool) -> None:
    assert arrived["Subject"].replace("\n", "") == letter.subject_line
    assert [to.addr_spec for to in arrived["To"].addresses] == ["dora@example.org"]
    assert name_on(letter) == one_line(letter.called)
    assert not arrived["To"].defects
    assert arrived["From"].addresses
    assert arrived["Date"].datetime.tzinfo is not None
    assert arrived["Message-ID"] == letter.message_id
    assert arrived["Content-Language"] == language
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Bcc"] is None
    if can_end:
        assert arrived["List-Unsubscribe"] == f"<https://plenum.example/letters/stop/{signed(STOP)}/>"
        assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    else:
        assert "List-Unsubscribe" not in arrived
        assert "List-Unsubscribe-Post" not in arrived


def _text_is_fit_to_be_read(arrived: EmailMessage, letter: Letter) -> None:
    text, page = arrived.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content_charset() == page.get_content_charset() == "utf-8"
    words = text.get_content()
    assert words.replace("\r\n", "\n") == letter.text
    assert len(words.encode()) <= LONGEST_TEXT
    assert max(len(line.encode()) for line in words.splitlines()) <= 998
    assert not re.search(r"&(#x?[0-9a-f]+|amp|quot|lt|gt);|\bNone\b|\{\{|\}\}|\{%", words)
    assert RULE in letter.text
    assert "\u202e" not in letter.text.replace(NASTY["turned"], "")


def _page_is_well_formed(arrived: EmailMessage, language: str) -> None:
    page = arrived.get_body(("html",))
    assert page is not None
    content = page.get_content()
    root = lxml_html.document_fromstring(content)
    assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert not root.xpath("//b")
    assert not re.search(r"\{\{|\{%|>None<", content)


@pytest.mark.parametrize("reason", ["x" * 30_000, "论" * 30_000, "line\n" * 9_000, "👩🏽\u200d🚀 " * 5_000])
@pytest.mark.parametrize("name", ["contributions/returned", "contributions/receipt", "contributions/period_decided"])
def test_endless_words_are_cut_and_the_footer_stays(name, reason):
    family = next(each for each in families() if each.name == name)

    letter = letter_of(family, "en", reason)

    read(letter)
    assert len(letter.text.encode()) <= LONGEST_TEXT
    assert "belongs to the official process" in letter.text


@pytest.mark.parametrize(
    ("zone", "instant", "written"),
    [
        ("Asia/Kolkata", INSTANT, "20:59"),
        ("Asia/Kathmandu", INSTANT, "21:14"),
        ("Australia/Lord_Howe", INSTANT, "01:59"),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC), "02:30"),
        ("Europe/Paris", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        ("Europe/Paris", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC), "03:00"),
    ],
)
def test_times_are_right_in_half_hours_and_where_the_clock_is_set(zone, instant, written, monkeypatch):
    monkeypatch.setattr("tests.notifications.test_parsed_back.INSTANT", instant)
    family = next(each for each in families() if each.name == "contributions/period_opened")

    letter = letter_of(family, "en", "Tea", zone=zone)

    assert f"{instant:%H:%M} UTC" in letter.text
    assert f"{written} " in letter.text


def test_letter_says_in_which_language_a_title_is_and_sets_it_apart():
    family = next(each for each in families() if each.name == "contributions/period_opened")
    title = NASTY["arabic"]

    english, arabic = letter_of(family, "en", title), letter_of(family, "ar", title)

    assert f"“\u2068{title}\u2069 [in Arabic]”" in english.text
    assert f'<bdi lang="ar" dir="rtl">{title}</bdi> [in Arabic]' in english.html
    assert title in arabic.text
    assert "\u2068" not in arabic.text.split(title)[0][-2:]
    assert "[" not in arabic.text.split(title)[1][:3]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("called", ["arabic", "chinese", "quotes", "emoji"])
def test_letters_of_real_acts_arrive_as_they_were_meant(called, language, cast, period, make_contribution):
    name = NASTY[called]
    Person.objects.update(name=name, language=language, time_zone="Asia/Kathmandu")
    Round.objects.update(title={"ar": NASTY["arabic"]})
    CommentPeriod.objects.update(title={"ar": NASTY["arabic"]})
    for each in (cast.ana, cast.ben, cast.dora, cast.otto):
        each.refresh_from_db()
    follow(f"process:{period.round.process_id}", by=cast.otto)

    for state in (State.RETURNED, State.DECLINED, State.PUBLISHED):
        found = make_contribution(state, title=name, language="ar")
    contributions.spread_news()
    contributions.withdraw(found, by=cast.ana)
    contributions.spread_news()

    letters = list(Letter.objects.select_related("words"))
    told = {"receipt", "returned", "declined", "published", "withdrawn", "followed_published", "followed_withdrawn"}
    assert {letter.family for letter in letters} >= {f"contributions/{each}" for each in told}
    for letter in letters:
        arrived = read(letter)
        can_end = family_called(letter.family).ending == Ending.CHOSEN
        assert bool(letter.stop) == can_end
        assert ("List-Unsubscribe" in arrived) == can_end
        assert arrived["Subject"] == letter.subject_line
        assert name_on(letter) == name
        text, _page = letter.written()
        assert arrived.get_body(("plain",)).get_content().replace("\r\n", "\n") == text
        assert not re.search(r"&(#x?[0-9a-f]+|amp|quot|lt|gt);|\bNone\b|\{\{", text)
        _page_is_well_formed(arrived, language)
