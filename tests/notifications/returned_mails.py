"""Mails as mail servers, providers and readers' programs send them, about one letter of ours.

Written for these tests after the standards (RFC 3464, 3462, 5965, 6533) and the habits of each program.
"""

from base64 import b64encode
from collections.abc import Mapping

WORDS_OF_POSTFIX = """This is the mail system at host mx.ministry.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.
"""


def returned_letter(message_id: str, *, headers_only: bool = True) -> str:
    """What comes back of the letter."""
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    body = "" if headers_only else "\nThe comment period has opened.\n"
    return f"""Content-Description: Undelivered Message
Content-Type: {kind}

From: Plenum <no-reply@plenum.example>
To: ana@ministry.example
Subject: The comment period has opened
Message-ID: {message_id}
Date: Sun, 22 Nov 2026 21:30:00 +0000
{body}"""


def delivery_status(
    message_id: str,
    *,
    to: str = "no-reply@plenum.example",
    words: str = WORDS_OF_POSTFIX,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <ana@ministry.example>: Recipient address rejected",
    encoding: str = "",
    part: str = "message/delivery-status",
    returned: str | None = None,
    sender: str = "MAILER-DAEMON@mx.ministry.example (Mail Delivery System)",
) -> bytes:
    """A report in the form for programs, as Postfix writes it (RFC 3464)."""
    fields = f"""Reporting-MTA: dns; mx.ministry.example
X-Postfix-Queue-ID: 4TzQ2k1hVfz9rxN
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Sun, 22 Nov 2026 21:30:04 +0000 (UTC)

Final-Recipient: rfc822; ana@ministry.example
Original-Recipient: rfc822;ana@ministry.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.ministry.example
Diagnostic-Code: {said}
"""
    head = f"Content-Description: Delivery report\nContent-Type: {part}\n"
    if encoding:
        head += f"Content-Transfer-Encoding: {encoding}\n"
        fields = b64encode(fields.encode()).decode() + "\n"
    shown = returned_letter(message_id) if returned is None else returned
    return f"""Return-Path: <>
Date: Sun, 22 Nov 2026 21:30:05 +0000 (UTC)
From: {sender}
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4TzQ2k1hVfz9rxN.1795383005/mx.ministry.example"
Message-Id: <20261122213005.4TzQ2k5y@mx.ministry.example>

--4TzQ2k1hVfz9rxN.1795383005/mx.ministry.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

{words}
--4TzQ2k1hVfz9rxN.1795383005/mx.ministry.example
{head}
{fields}
--4TzQ2k1hVfz9rxN.1795383005/mx.ministry.example
{shown}
--4TzQ2k1hVfz9rxN.1795383005/mx.ministry.example--
""".encode()


def from_exchange(message_id: str, *, to: str = "no-reply@plenum.example", status: str = "5.1.10") -> bytes:
    """A report of Exchange in German: words in base64 HTML, the letter named by In-Reply-To only."""
    words = b64encode(b"<p>Ihre Nachricht an <b>ana@ministry.example</b> konnte nicht zugestellt werden.</p>")
    return f"""From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@ministry.example>
To: {to}
Date: Sun, 22 Nov 2026 21:30:07 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="5f0c7b2e-6a11-4c39-8d7e-0a2f2b9c1d11"
Content-Language: de-DE
Message-ID: <5f0c7b2e-6a11-4c39@DB9PR02MB1234.eurprd02.prod.outlook.com>
In-Reply-To: {message_id}
References: {message_id}
Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBEaWUgS29tbWVudGllcnVuZ3NmcmlzdA==?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--5f0c7b2e-6a11-4c39-8d7e-0a2f2b9c1d11
Content-Type: multipart/alternative; differences=Content-Type; boundary="b1_inner"

--b1_inner
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

{words.decode()}
--b1_inner--

--5f0c7b2e-6a11-4c39-8d7e-0a2f2b9c1d11
Content-Type: message/delivery-status

Reporting-MTA: dns;DB9PR02MB1234.eurprd02.prod.outlook.com
Received-From-MTA: dns;plenum.example
Arrival-Date: Sun, 22 Nov 2026 21:30:06 +0000

Final-Recipient: rfc822;ana@ministry.example
Action: failed
Status: {status}
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
 ana@ministry.example not found by SMTP address lookup

--5f0c7b2e-6a11-4c39-8d7e-0a2f2b9c1d11--
""".replace("\n", "\r\n").encode()


def from_gmail(message_id: str, *, to: str = "no-reply@plenum.example", status: str = "5.2.2") -> bytes:
    """A report of Gmail: nested alternatives with a picture, then the form, then the whole letter."""
    return f"""Delivered-To: {to}
Return-Path: <>
X-Failed-Recipients: ana@ministry.example
Auto-Submitted: auto-replied
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {to}
Subject: Delivery Status Notification (Failure)
References: {message_id}
In-Reply-To: {message_id}
Message-ID: <67412f0a.170a0220.2b7ba0.3a4f.GMR@mx.google.com>
Date: Sun, 22 Nov 2026 13:30:08 -0800 (PST)
Content-Type: multipart/report; boundary="000000000000a0b1c2"; report-type=delivery-status

--000000000000a0b1c2
Content-Type: multipart/related; boundary="000000000000a0b1c3"

--000000000000a0b1c3
Content-Type: multipart/alternative; boundary="000000000000a0b1c4"

--000000000000a0b1c4
Content-Type: text/plain; charset="UTF-8"

** Message not delivered **

The recipient's inbox is full.
--000000000000a0b1c4
Content-Type: text/html; charset="UTF-8"

<html><body>The recipient&#39;s inbox is full.</body></html>
--000000000000a0b1c4--
--000000000000a0b1c3
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--000000000000a0b1c3--
--000000000000a0b1c2
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Sun, 22 Nov 2026 13:30:07 -0800 (PST)
X-Original-Message-ID: {message_id}

Final-Recipient: rfc822; ana@ministry.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 552-{status} The recipient's inbox is out of storage space.
Last-Attempt-Date: Sun, 22 Nov 2026 13:30:08 -0800 (PST)

--000000000000a0b1c2
{returned_letter(message_id, headers_only=False)}
--000000000000a0b1c2--
""".encode()


def in_words(
    words: str,
    *,
    to: str,
    sender: str = "Mail Delivery System <Mailer-Daemon@mx.ministry.example>",
    headers: Mapping[str, str] | None = None,
    charset: str = "utf-8",
) -> bytes:
    """A report in words for people only, as Exim and qmail wrote them."""
    more = "".join(f"{name}: {value}\n" for name, value in (headers or {}).items())
    return f"""Return-Path: <>
Envelope-To: {to}
From: {sender}
To: {to}
{more}Subject: Mail delivery failed: returning message to sender
Date: Sun, 22 Nov 2026 21:30:05 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset={charset}
Content-Transfer-Encoding: 8bit

{words}""".encode(charset, "replace")


def exims_words(message_id: str) -> str:
    """What Exim said before it knew the form for programs: no number where it asked nobody else."""
    return f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ana@ministry.example
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

Return-path: <no-reply@plenum.example>
Received: from plenum.example by mx.ministry.example with esmtps id 1rUzX5-0004.2.1
Message-ID: {message_id}
Subject: The comment period has opened

The comment period has opened.
"""


QMAILS_WORDS = """Hi. This is the qmail-send program at mx.ministry.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ana@ministry.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.
"""


def complaint(
    message_id: str,
    *,
    to: str = "fbl@plenum.example",
    kind: str = "abuse",
    original_sender: str = "no-reply@plenum.example",
) -> bytes:
    """A reader pressed "spam", as Yahoo tells it (RFC 5965)."""
    return f"""From: Yahoo! Mail AntiSpam Feedback <feedback@arf.mail.yahoo.com>
To: {to}
Subject: FW:The comment period has opened
MIME-Version: 1.0
Date: Sun, 22 Nov 2026 22:10:00 +0000
Content-Type: multipart/report; report-type=feedback-report; boundary="----=_Part_7"

------=_Part_7
Content-Type: text/plain; charset=us-ascii

This is an email abuse report for an email message from plenum.example.
------=_Part_7
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Yahoo!-Mail-Feedback/2.0
Version: 0.1
Original-Mail-From: <{original_sender}>
Original-Rcpt-To: ana@ministry.example
Received-Date: Sun, 22 Nov 2026 21:31:00 +0000
Reported-Domain: plenum.example

------=_Part_7
Content-Type: message/rfc822
Content-Disposition: inline

Return-Path: <{original_sender}>
From: Plenum <no-reply@plenum.example>
To: ana@ministry.example
Message-ID: {message_id}
Subject: The comment period has opened

The comment period has opened.
------=_Part_7--
""".encode()


def away(*, to: str) -> bytes:
    """An answer while somebody is away: it comes to the same address as what could not be delivered."""
    return in_words(
        "Je suis absente jusqu'au 5.12.2026. En cas d'urgence : 550 2345.\n",
        to=to,
        sender="Ana <ana@ministry.example>",
        headers={"Auto-Submitted": "auto-replied (vacation)"},
    )
