"""A letter as mail: written by us, read back by the standard library."""

import email
import email.policy
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.lines import one_line
from notifications import making
from notifications.actions import deliver_due
from notifications.making import CannotBeWritten, list_name, mail, mailbox, message, written_address
from notifications.models import Letter, Words
from notifications.stops import unsigned

LONG_NAME = "Ministère des Affaires étrangères et de la Coopération internationale de la République démocratique de "


def letter_with(**columns) -> Letter:
    now = timezone.now()
    given = {
        "address": "dora@example.org",
        "family": "contributions/published",
        "language": "en",
        "subject_line": "Tea is open",
        "text": "Tea.\n",
        "html": "<p>Tea.</p>\n",
        "created_at": now,
        "next_attempt_at": now,
    }
    return Letter(**{**given, **columns})


def read(letter):
    return email.message_from_bytes(mail(letter).content, policy=email.policy.SMTP)


def content(arrived, kind):
    return arrived.get_body([kind]).get_content().replace("\r\n", "\n")


def defects(arrived):
    return [defect for part in arrived.walk() for defect in part.defects] + [
        defect for name in arrived for defect in getattr(arrived[name], "defects", ())
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Tea is open",
        "الشاي مفتوح حتى الساعة السادسة",
        "第三次会议的意见征询期已经开始，截止日期为十一月三十日" * 4,
        LONG_NAME * 2,
        "=?utf-8?q?not_encoded?=",
        "🫖 tea 🫖 " * 20,
        "x" * 200,
    ],
)
def test_subject_line_and_both_forms_are_read_back_as_they_were_written(said):
    said = said[:200].strip()
    text, html = f"{said}\n\n.\n..\nFrom here \n{said * 5}\n", f"<p>{said}</p>\n"

    arrived = read(letter_with(subject_line=said, text=text, html=html))

    assert (arrived["Subject"], content(arrived, "plain"), content(arrived, "html")) == (said, text, html)
    assert defects(arrived) == []


@given(st.text(max_size=200), st.sampled_from(["dora@example.org", "x" * 64 + "@" + "long." * 38 + "example"]))
def test_any_name_stands_before_the_address_and_nothing_else_of_it_does(name, address):
    head = f"To: {mailbox(name, address)}\r\nSubject: Tea\r\n\r\n".encode("ascii")

    arrived = email.message_from_bytes(head, policy=email.policy.SMTP)

    assert [to.addr_spec for to in arrived["To"].addresses] == [address]
    # The newer parser puts blanks where a long name is folded.
    called, _address = parseaddr(email.message_from_bytes(head)["To"])
    assert str(make_header(decode_header(called))) == one_line(name)
    assert arrived.keys() == ["To", "Subject"]
    assert defects(arrived) == []
    assert max(map(len, head.split(b"\r\n"))) <= max(76, len(f"To: <{address}>"))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("", "dora@example.org"),
        ("\r\n \u200b", "dora@example.org"),
        ("Dora Example", "Dora Example <dora@example.org>"),
        ("Example, Dora Q.", '"Example, Dora Q." <dora@example.org>'),
        ("Dora\r\nBcc: all", "=?utf-8?q?Dora_Bcc=3A_all?= <dora@example.org>"),
        ("دورا", "=?utf-8?b?2K/ZiNix2Kc=?= <dora@example.org>"),
        ("多拉", "=?utf-8?b?5aSa5ouJ?= <dora@example.org>"),
        ("=?utf-8?q?no?=", "=?utf-8?b?PT91dGYtOD9xP25vPz0=?= <dora@example.org>"),
    ],
)
def test_name_is_written_as_plainly_as_it_can_be(name, written):
    assert mailbox(name, "dora@example.org") == written


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=400))
def test_any_text_is_read_back(said):
    arrived = read(letter_with(text=said, html=""))

    assert arrived.get_content().replace("\r\n", "\n") == said.rstrip("\n") + "\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=300), st.integers(0, 300))
def test_a_readers_token_stands_where_the_mark_stood(said, place):
    words = Words(pk=None, language="ar", subject_line="x", mark="mark-0123456789abcdef01234567")
    words.text = said[:place] + words.mark + said[place:] + words.mark
    sheet = making._sheet("ar", "x", words.text, "", mark=words.mark)
    token = "12-n345~" + "aZ_-." * 20

    whole = email.message_from_bytes(sheet.for_reader(token), policy=email.policy.SMTP)

    assert whole.get_content().replace("\r\n", "\n") == words.for_reader(token)[0].rstrip("\n") + "\n"


@pytest.mark.parametrize("said", ["Tea", "茶" * 200, LONG_NAME * 100])
def test_lines_are_as_short_as_mail_wants_and_none_begins_with_a_full_stop(said):
    lines = mail(letter_with(subject_line=said[:200], text=f"{said}\n.\n", stop="12-n345")).content.split(b"\r\n")

    unsubscribe = [line for line in lines if line.startswith(b"List-Unsubscribe:")]
    assert max(len(line) for line in lines if line not in unsubscribe) <= 76
    assert [line for line in lines if line.startswith(b".") or b"\n" in line] == []
    assert all(line.isascii() for line in lines)


def test_letter_to_a_follower_says_how_to_stop_in_its_head(settings):
    settings.SITE_URL = "https://plenum.example"
    letter = letter_with(family="contributions/digest", stop="12-n345")

    arrived = read(letter)

    address = arrived["List-Unsubscribe"]
    assert address.startswith("<https://plenum.example/letters/stop/")
    assert address.endswith("/>")
    assert unsigned(address.split("/")[-2]) == "12-n345"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert arrived["List-Id"] == "<digest.contributions.plenum.example>"
    assert arrived["Precedence"] == "bulk"


def test_letter_of_the_official_process_does_not():
    assert not [name for name in read(letter_with()) if name.startswith(("List-", "Precedence"))]


def test_every_letter_says_who_wrote_it_when_and_that_it_was_a_machine():
    letter = letter_with(language="ar")

    arrived = read(letter)

    assert arrived["Message-ID"] == letter.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Content-Language"] == "ar"
    assert arrived["From"] == "Plenum <no-reply@plenum.example>"
    assert abs((parsedate_to_datetime(arrived["Date"]) - timezone.now()).total_seconds()) < 5


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("dora@example.org", "dora@example.org"),
        ("dora.o'neil+plenum@Example.org", "dora.o'neil+plenum@example.org"),
        ("dora@münchen.example", "dora@xn--mnchen-3ya.example"),
        ("دورا@example.org", "دورا@example.org"),
        ('"dora doe"@example.org', '"dora doe"@example.org'),
    ],
)
def test_addresses_are_written_as_mail_wants_them(address, written):
    assert written_address(address).lower() == written


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dora",
        "@example.org",
        "dora@",
        "dora@example.org\nBcc: all@example.org",
        "dora\r\n@example.org",
        "dora@example.org>",
        "<dora@example.org",
        "a@b@example.org",
        "dora@exa mple.org",
        "dora@example..org",
        f"dora@{'x' * 64}.org",
        "do\0ra@example.org",
        '"dora"doe"@example.org',
        "dora\u2028@example.org",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(address):
    with pytest.raises(CannotBeWritten, match=r"^No letter can be addressed like this\.$"):
        written_address(address)


@pytest.mark.django_db
@pytest.mark.parametrize(("extensions", "arrives"), [([], False), (["PIPELINING", "SMTPUTF8"], True)])
def test_address_in_other_letters_arrives_where_the_server_takes_it(mail_server, make_letter, extensions, arrives):
    mail_server.extensions = extensions
    make_letter("dora", address="دورا@example.org")

    assert deliver_due() == (1 if arrives else 0)

    letter = Letter.objects.get()
    if arrives:
        assert mail_server.envelopes == [("no-reply@plenum.example", "دورا@example.org")]
        assert any(line.endswith("SMTPUTF8") for line in mail_server.heard)
    else:
        assert letter.failed_at is not None
        assert letter.last_error == "Our mail server takes no address in these letters."


@pytest.mark.parametrize(
    "columns", [{"subject_line": "two\nlines"}, {"message_id": "<a\r\nBcc: b>"}, {"text": "\ud800"}]
)
def test_what_no_mail_can_be_made_of_is_an_error_about_the_letter(columns):
    with pytest.raises(ValueError, match=r"one line|surrogates not allowed"):
        mail(letter_with(**columns))


def test_backends_that_speak_no_smtp_get_the_same(settings):
    letter = letter_with(stop="12-n345", language="fr")

    made = message(letter)

    assert (made.subject, made.body, made.to) == ("Tea is open", "Tea.\n", ["dora@example.org"])
    assert made.alternatives[0][0] == "<p>Tea.</p>\n"
    whole = made.message()
    for name in ("Message-ID", "Auto-Submitted", "Content-Language", "List-Unsubscribe", "List-Id"):
        assert whole[name] == str(read(letter)[name])


@pytest.mark.parametrize(
    ("family", "name"), [("following/digest", "digest.following"), ("a/b c\n", "b-c-.a"), ("x", "x")]
)
def test_list_is_named_after_the_family(settings, family, name):
    settings.SITE_URL = "https://plenum.example:8000"

    assert list_name(family) == f"{name}.plenum.example"
