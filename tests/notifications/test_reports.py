"""What is read in the mails that come back."""

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.reports import LONGEST, Kind, Report, is_about_mailbox, read, status_in
from tests.notifications import returned_mails as mails

ID = "<179538300400.77.1234567890@plenum.example>"
HOME = "bounces+0f8fad5bd9cb469fa16570867728950e-0123456789@plenum.example"


def test_report_of_postfix_says_all_there_is_to_know() -> None:
    said = "550 5.1.1 <ana@ministry.example>: Recipient address rejected"

    assert read(mails.delivery_status(ID, to=HOME), envelope=HOME) == Report(
        Kind.FAILED,
        (HOME,),
        (ID,),
        status="5.1.1",
        said=said,
        recipients=("ana@ministry.example",),
        closes_address=True,
    )


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", Kind.FAILED),
        ("failed", "4.4.1", Kind.FAILED),
        ("delayed", "4.2.2", Kind.DELAYED),
        ("delivered", "2.1.5", Kind.DELIVERED),
        ("relayed", "2.1.9", Kind.RELAYED),
        ("expanded", "2.1.5", Kind.RELAYED),
        ("FAILED (permanent)", "5.0.0", Kind.FAILED),
        ("", "5.1.1", Kind.FAILED),
        ("", "4.2.2", Kind.DELAYED),
        ("unheard-of", "", Kind.NOTHING),
    ],
)
def test_action_says_what_became_of_the_letter(action: str, status: str, kind: Kind) -> None:
    assert read(mails.delivery_status(ID, action=action, status=status, said="")).kind == kind


def test_report_of_exchange_names_the_letter_it_answers() -> None:
    report = read(mails.from_exchange(ID))

    assert (report.kind, report.message_ids, report.status) == (Kind.FAILED, (ID,), "5.1.10")
    assert report.said.endswith("ana@ministry.example not found by SMTP address lookup")


def test_report_of_gmail_is_found_behind_pictures() -> None:
    report = read(mails.from_gmail(ID, to=HOME))

    assert (report.kind, report.message_ids, report.status) == (Kind.FAILED, (ID,), "5.2.2")
    assert report.addresses == (HOME,)


def test_status_that_says_nothing_gives_way_to_that_of_the_other_server() -> None:
    told = "smtp; 550 #5.2.1 Mailbox disabled"

    assert read(mails.delivery_status(ID, status="5.0.0", said=told)).status == "5.2.1"
    assert read(mails.delivery_status(ID, status="5.0.0", said="smtp; 450 4.2.1 Busy")).status == "5.0.0"
    assert read(mails.delivery_status(ID, status="5.7.1", said=told)).status == "5.7.1"


@pytest.mark.parametrize("part", ["message/delivery-status", "message/global-delivery-status"])
@pytest.mark.parametrize("encoding", ["", "base64"])
def test_form_is_read_however_it_is_packed(part: str, encoding: str) -> None:
    report = read(mails.delivery_status(ID, part=part, encoding=encoding))

    assert (report.kind, report.status, report.recipients) == (Kind.FAILED, "5.1.1", ("ana@ministry.example",))


@pytest.mark.parametrize("headers_only", [True, False])
def test_letter_is_named_by_what_comes_back_of_it(headers_only: bool) -> None:
    returned = mails.returned_letter(ID, headers_only=headers_only)

    assert read(mails.delivery_status("", returned=returned)).message_ids == (ID,)


def test_returned_headers_are_read_in_base64_too() -> None:
    headers = b64encode(f"Subject: Hello\nMessage-ID: {ID}\n".encode()).decode()
    returned = f"Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n{headers}\n"

    assert read(mails.delivery_status("", returned=returned)).message_ids == (ID,)


def test_words_in_other_languages_stay_readable() -> None:
    said = "smtp; 550 5.1.1 =?utf-8?B?" + b64encode("用户不存在".encode()).decode() + "?="

    assert read(mails.delivery_status(ID, said=said)).said == "550 5.1.1 用户不存在"
    assert read(mails.delivery_status(ID, said="smtp; 550 المستخدم غير موجود")).said == "550 المستخدم غير موجود"


def test_words_of_qmail_are_read() -> None:
    words = mails.QMAILS_WORDS + f"\nReturn-Path: <{HOME}>\nMessage-ID: {ID}\nSubject: 4.2.2\n"
    report = read(mails.in_words(words, to=HOME, sender="MAILER-DAEMON@mx.ministry.example"))

    assert (report.kind, report.status, report.message_ids) == (Kind.FAILED, "5.1.1", (ID,))
    assert report.said == "Sorry, no mailbox here by that name. (#5.1.1)"


def test_words_of_exim_are_believed_without_a_number() -> None:
    raw = mails.in_words(mails.exims_words(ID), to=HOME, headers={"X-Failed-Recipients": "ana@ministry.example"})
    report = read(raw)

    assert (report.kind, report.status, report.message_ids) == (Kind.FAILED, "", (ID,))
    assert (report.recipients, report.addresses) == (("ana@ministry.example",), (HOME,))


@pytest.mark.parametrize("sender", ["Mail Delivery System <Mailer-Daemon@mx.example>", "mailer-daemon@googlemail.com"])
def test_report_that_calls_itself_an_answer_is_one_all_the_same(sender: str) -> None:
    failed = {"X-Failed-Recipients": "ana@ministry.example, ben@ministry.example", "Auto-Submitted": "auto-replied"}
    report = read(mails.in_words(mails.exims_words(ID), to=HOME, sender=sender, headers=failed))

    assert (report.kind, report.message_ids) == (Kind.FAILED, (ID,))
    assert report.recipients == ("ana@ministry.example", "ben@ministry.example")


def test_answer_of_a_person_that_pretends_is_none() -> None:
    pretended = {"X-Failed-Recipients": "ana@ministry.example", "Auto-Submitted": "auto-replied"}

    assert (
        read(mails.in_words("Away. 550 5.1.1\n", to=HOME, sender="ana@ministry.example", headers=pretended)) == Report()
    )


def test_mail_that_is_late_is_not_lost() -> None:
    warning = "This message has not been delivered yet after 24 hours (451 4.3.0 try later).\nNo action is required.\n"
    by_form = mails.delivery_status(ID, action="delayed", status="4.4.7", said="smtp; 451 4.4.7 550 5.1.1 later")

    assert [read(raw).kind for raw in (mails.in_words(warning, to=HOME), by_form)] == [Kind.DELAYED] * 2
    assert not read(by_form).closes_address


def test_address_that_mail_was_handed_on_to_is_told_beside_the_one_it_was_written_to() -> None:
    raw = mails.delivery_status(ID).replace(b"Final-Recipient: rfc822; ana@", b"Final-Recipient: utf-8; \xd0\xb0@int.")

    assert read(raw).recipients == ("а@int.ministry.example", "ana@ministry.example")


@pytest.mark.parametrize(
    ("words", "charset", "kind"),
    [
        ("Votre message n’a pas pu être remis :\n  550 Utilisateur inconnu\n", "utf-8", Kind.FAILED),
        ("Ihre Nachricht wurde noch nicht zugestellt (4.4.1). Wir versuchen es weiter.\n", "latin-1", Kind.DELAYED),
        ("Сообщение не доставлено: 5.2.1 почтовый ящик отключён\n", "koi8-r", Kind.FAILED),
        ("您的邮件无法投递。550 5.1.1 用户不存在\n", "gb18030", Kind.FAILED),
        ("Your letter is well, thank you.\n", "no-such-charset-9", Kind.NOTHING),
        ("Warning: 2550 letters wait; see http://10.5.1.1/\n", "utf-8", Kind.NOTHING),
    ],
)
def test_words_for_people_are_believed_where_they_have_numbers(words: str, charset: str, kind: Kind) -> None:
    known = charset if "no-such" not in charset else "utf-8"
    raw = mails.in_words(words, to=HOME, charset=known).replace(known.encode(), charset.encode(), 1)

    assert read(raw).kind == kind


def test_words_of_anybody_else_are_not_believed() -> None:
    raw = mails.in_words(mails.QMAILS_WORDS, to=HOME, sender="Otto <otto@example.org>")

    assert read(raw) == Report()


def test_answer_while_somebody_is_away_is_no_report() -> None:
    assert read(mails.away(to=HOME), envelope=HOME) == Report()
    postmaster = mails.away(to=HOME).replace(b"Ana <ana@", b"Postmaster <postmaster@")
    assert read(postmaster, envelope=HOME) == Report()


def test_receipt_of_a_mail_program_is_no_report() -> None:
    raw = mails.delivery_status(ID, part="message/disposition-notification")

    assert read(raw) == Report()


def test_complaint_names_the_letter_twice() -> None:
    report = read(mails.complaint(ID, original_sender=HOME))

    assert (report.kind, report.message_ids) == (Kind.COMPLAINT, (ID,))
    assert HOME in [address.strip("<>") for address in report.addresses]


@pytest.mark.parametrize(
    ("feedback", "kind"),
    [
        ("Abuse", Kind.COMPLAINT),
        ("opt-out", Kind.COMPLAINT),
        ("not-spam", Kind.NOTHING),
        ("auth-failure", Kind.NOTHING),
    ],
)
def test_only_what_the_reader_did_not_want_is_a_complaint(feedback: str, kind: Kind) -> None:
    assert read(mails.complaint(ID, kind=feedback)).kind == kind


def test_gravest_of_several_recipients_counts() -> None:
    both = mails.delivery_status(ID, action="delivered", status="2.1.5").replace(
        b"\n\nFinal-Recipient",
        b"\n\nFinal-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.2.1\n\nFinal-Recipient",
    )

    assert (read(both).kind, read(both).status) == (Kind.FAILED, "5.2.1")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        *[(status, True) for status in ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")],
        *[(status, False) for status in ("5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.4", "5.4.4", "5.7.1", "4.1.1", "")],
    ],
)
def test_mailbox_is_dead_for_few_codes_only(status: str, verdict: bool) -> None:
    assert is_about_mailbox(status) is verdict


@pytest.mark.parametrize(
    ("text", "status"),
    [("5.1.1 (bad address)", "5.1.1"), ("5.01.001", "5.1.1"), ("10.5.1.1", ""), ("5.1.1.7", ""), ("3.1.1", "")],
)
def test_status_is_three_numbers(text: str, status: str) -> None:
    assert status_in(text) == status


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 1000,
        b"Content-Type: message/rfc822\n\n" * 30_000,
        b'Content-Type: multipart/report; boundary="a"\n\n' + b"--a\n" * 200_000,
        b'Content-Type: multipart/mixed; boundary="\xff"\n\n--\xff\nContent-Type: message/delivery-status\n\n\xff:',
        b"X: y\n" * 100_000,
        mails.delivery_status(ID) + b"x" * (2 * LONGEST),
        mails.in_words("5" * 70_000 + " 5.1.1\n" + "<" * 70_000, to="x" * 100_000),
    ],
    ids=["empty", "nul", "deep", "wide", "bytes", "headers", "long", "digits"],
)
def test_huge_and_broken_mails_are_read_without_a_word(raw: bytes) -> None:
    report = read(raw)

    assert len(report.said) <= 500
    assert all(len(name) <= 500 for name in (*report.addresses, *report.message_ids))


SAMPLES = [
    mails.delivery_status(ID),
    mails.delivery_status(ID, encoding="base64"),
    mails.from_exchange(ID),
    mails.from_gmail(ID),
    mails.complaint(ID),
    mails.in_words(mails.exims_words(ID), to=HOME),
]
CUTS = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 60), st.binary(max_size=30)), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(sample=st.sampled_from(SAMPLES), cuts=CUTS)
def test_nothing_that_was_broken_on_purpose_raises(sample: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for start, length, put in cuts:
        sample = sample[:start] + put + sample[start + length :]

    report = read(sample)

    stored = (report.said, *report.recipients, *report.message_ids, report.status)
    assert not any("\0" in text for text in stored)
    assert all(text.encode() is not None for text in stored)
