"""Whatever somebody sends instead of a form or an address: a page that says so, never a fault of ours."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common.content_type import understood
from contributions.enums import State
from contributions.models import Contribution

pytestmark = pytest.mark.django_db

MULTIPART = "multipart/form-data; boundary=b"
URLENCODED = "application/x-www-form-urlencoded"
FIELDS = (
    "login", "email", "password", "name", "code", "text", "reason", "language", "time_zone", "next", "move", "base",
    "title", "statement", "paste", "builds_on", "recommendation-0", "has-recommendations", "speaking", "own", "step",
    "source-0-id", "source-0-name", "source-0-acronym", "source-0-country", "source-0-group", "seen", "number",
    "raw-text-statement", "asis-statement", "follow", "action", "period", "modifier", "digest", "address", "group",
    "country", "acronym", "consent", "on_behalf", "what", "format", "order", "lane", "for_action", "source-0-email",
)  # fmt: skip


def part(value: bytes, *, header: bytes = b"", name: bytes = b"text") -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="' + name + b'"' + header + b"\r\n\r\n" + value + b"\r\n"


WHOLE = b"".join(part(b"\\ud800+2AA-\xff", name=name.encode()) for name in FIELDS) + b"--b--\r\n"
# What is sent, by what is wrong with it: the type it is said to have, and the bytes.
GARBLED = {
    "an alphabet that is none": (f"{MULTIPART}; charset=hex", WHOLE),
    "an alphabet that refuses": (f"{MULTIPART}; charset=undefined", WHOLE),
    "an alphabet with halves of characters": (f"{MULTIPART}; charset=unicode_escape", WHOLE),
    "an alphabet of seven bits": (f"{MULTIPART}; charset=utf-7", WHOLE),
    "a wide alphabet": (f"{MULTIPART}; charset=utf-16", WHOLE),
    "no boundary": ("multipart/form-data", WHOLE),
    "a boundary with blanks": ('multipart/form-data; boundary="b b\t"', WHOLE),
    "a boundary in no alphabet": ("multipart/form-data; boundary*=undefined''b", WHOLE),
    "a parameter in an unknown alphabet": ("multipart/form-data; boundary=b; x*=nonsense''b", WHOLE),
    "another boundary": ("multipart/form-data; boundary=c", WHOLE),
    "an end before the end": (MULTIPART, WHOLE[:-200]),
    "headers without end": (MULTIPART, b"--b\r\nContent-Disposition: form-data; name=x" + b";y=z" * 9000),
    "a file in an unknown alphabet": (
        MULTIPART,
        part(b"x", header=b"; filename*=nonsense''%ff", name=b"files") + b"--b--\r\n",
    ),
    "a file with a name of nothing": (MULTIPART, part(b"x", header=b'; filename="\x00/.."', name=b"files") + b"--b--"),
    "a file in false base 64": (
        MULTIPART,
        part(b"=====x", header=b'; filename="a.txt"\r\nContent-Transfer-Encoding: base64', name=b"files") + b"--b--",
    ),
    "a field in another alphabet": (f"{URLENCODED}; charset=utf-7", b"text=%ff"),
    "too many fields": (URLENCODED, b"&".join(b"a%d=" % number for number in range(3000))),
}
# Sound forms with unsound words.
WORDS = {
    "nothing among words": b"a\x00b",
    "half a character": b"\xed\xa0\x80",
    "a sign that turns": "\u202e\u2066".encode(),
    "a number too long": b"9" * 5000,
}


@pytest.fixture(autouse=True)
def _nobody_is_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def made(make_contribution: Callable[..., Contribution]) -> SimpleNamespace:
    states = (State.DRAFT, State.SUBMITTED, State.PUBLISHED)
    return SimpleNamespace(**{state: make_contribution(state) for state in states})


@pytest.fixture
def doors(made: SimpleNamespace, period) -> list[tuple[str, str]]:
    """Addresses that take a form, with who stands before them; those of the desk have a test of their own."""
    round_ = period.round
    here = [round_.process.slug, round_.number]
    source = made.submitted.sources.get().source
    ben = source.mandates.get(person__email="ben@example.org").pk
    visitors = [
        "account_login", "account_signup", "account_request_login_code", "account_confirm_login_code",
        "account_reset_password", "account_email", "account_reauthenticate", "mfa_authenticate", "mfa_login_webauthn",
        "account_email_verification_sent", "account_change_password", "account_logout",
    ]  # fmt: skip
    return [
        *(("nobody", reverse(name)) for name in visitors),
        ("nobody", reverse("web:language")),
        ("nobody", reverse("web:begin", args=[*here, period.pk])),
        ("nobody", reverse("web:draft_what", args=[made.draft.pk])),
        ("nobody", reverse("web:remark", args=[made.submitted.pk])),
        *((who, f"{reverse('web:follow')}?topic=round:{period.round_id}") for who in ("nobody", "ana")),
        ("ana", reverse("web:follows")),
        ("ana", reverse("web:settings")),
        ("ana", reverse("web:remark", args=[made.submitted.pk])),
        ("ana", reverse("web:draft_who", args=[made.draft.pk])),
        ("ana", reverse("web:draft_what", args=[made.draft.pk])),
        ("ana", reverse("web:draft_save", args=[made.draft.pk])),
        ("ana", reverse("web:draft_submit", args=[made.draft.pk])),
        ("ana", reverse("web:draft_claim", args=[made.draft.pk])),
        ("ana", reverse("web:withdraw", args=[made.published.pk])),
        ("ana", reverse("web:draft_discard", args=[made.draft.pk])),
        ("ana", reverse("web:draft_changes", args=[made.draft.pk])),
        *(
            ("ana", reverse(f"web:{name}", args=[made.published.pk]))
            for name in ("consent", "modify", "revise", "next_round_carry", "next_round_leave")
        ),
        *(
            ("ana", reverse(f"web:{name}", args=[made.submitted.pk, source.slug]))
            for name in ("confirm_joining", "refuse_joining")
        ),
        *(("ana", reverse(f"web:{name}", args=[source.slug])) for name in ("invite", "correct_source")),
        *(
            ("ana", reverse(f"web:{name}", args=[source.slug, ben]))
            for name in ("end_mandate", "hand_over", "confirm_mandate", "revoke_invitation")
        ),
        ("ana", reverse("web:accept_invitation", args=["x"])),
        ("nobody", reverse("web:transcript_confirm", args=["x"])),
        ("nobody", reverse("web:transcript_complain", args=["x"])),
        ("nobody", reverse("web:take_away_ask", args=here)),
        ("ana", reverse("mfa_activate_totp")),
        ("ana", reverse("mfa_add_webauthn")),
        ("dora", reverse("secretariat:remark", args=[made.submitted.pk])),
        *(
            ("dora", reverse(f"secretariat:{move}", args=[made.submitted.pk]))
            for move in ("return", "decline", "publish", "take_up")
        ),
    ]


@pytest.fixture
def sent(cast, sign_in, doors) -> Callable[[str, bytes], list[tuple[str, int]]]:
    """Send the same to every door; what was answered where. All is as before afterwards, so each is sent to all."""
    clients = {who: sign_in(_house(), getattr(cast, who)) for who in ("nobody", "ana", "dora")}
    cookies = {who: client.cookies.output(header="", sep=";") for who, client in clients.items()}

    def send(content_type: str, body: bytes) -> list[tuple[str, int]]:
        cache.clear()  # nobody is refused for having tried too often
        answers = []
        for who, door in doors:
            before = transaction.savepoint()
            client = clients[who]
            client.cookies = SimpleCookie(cookies[who])
            answers.append((f"{who} {door}", client.generic("POST", door, body, content_type=content_type).status_code))
            transaction.savepoint_rollback(before)
        return answers

    return send


def _house() -> Client:
    """A browser before the house's own door (``config.wsgi``); Django's test client has a door of its own."""
    client = Client(raise_request_exception=False)
    behind = client.handler
    client.handler = lambda environ: behind(  # type: ignore[assignment]  # anything that can be called does
        environ | {"CONTENT_TYPE": understood(environ.get("CONTENT_TYPE", ""))}
    )
    return client


def test_a_garbled_form_is_no_fault_of_ours(sent, doors):
    # They are read alike everywhere, before anything is done with them.
    doors[:] = doors[::4]

    assert [(kind, door) for kind, garbled in GARBLED.items() for door, status in sent(*garbled) if status >= 500] == []


def test_unsound_words_in_any_field_are_no_fault_of_ours(sent):
    faults = []
    for kind, words in WORDS.items():
        escaped = "".join(f"%{byte:02x}" for byte in words).encode()
        form = b"&".join(name.encode() + b"=" + escaped for name in FIELDS)
        faults += [(kind, door) for door, status in sent(URLENCODED, form) if status >= 500]

    assert faults == []


# Behind addresses that find and filter.
PARAMETERS = (
    "q", "cursor", "page", "group", "region", "language", "question", "source", "state", "round", "assignee", "order",
    "rows", "next", "kind", "family", "at", "process", "tz",
)  # fmt: skip
GARBLED_VALUES = ("%00", "%ed%a0%80", "%zz", "%ff%fe", "AAAA", "9" * 400, "(%22" * 500)


@pytest.fixture
def addresses(period) -> list[tuple[str, str]]:
    here = [period.round.process.slug, period.round.number]
    public = ["home", "search", "sources", "groups", "processes", "help", "language", "gallery"]
    return [
        *(("nobody", reverse(f"web:{name}")) for name in public),
        ("nobody", reverse("account_login")),
        ("nobody", reverse("web:process", args=here[:1])),
        ("nobody", reverse("web:round", args=here)),
        ("nobody", reverse("web:contributions", args=here)),
        ("nobody", "/api/v1/contributions/"),
        ("nobody", "/api/v1/comment-periods/"),
        ("nobody", "/api/v1/sources/"),
        ("ana", reverse("web:me")),
        ("ana", reverse("web:settings")),
        ("dora", "/desk/"),
        ("dora", "/desk/outbox/"),
    ]


def test_garbled_questions_are_no_fault_of_ours(cast, sign_in, addresses, make_contribution):
    make_contribution()
    clients = {who: sign_in(_house(), getattr(cast, who)) for who in ("nobody", "ana", "dora")}
    assert [
        (address, names, value)
        for who, address in addresses
        # The place in a list is looked at first and would hide the rest.
        for names in (("cursor",), tuple(set(PARAMETERS) - {"cursor"}))
        for value in GARBLED_VALUES
        if clients[who].get(f"{address}?{'&'.join(f'{name}={value}' for name in names)}").status_code >= 500
    ] == []


@pytest.mark.parametrize(
    "place",
    [
        "/sources/%00/", "/sources/%ed%a0%80/", "/groups/%00/", "/processes/%00/", "/drafts/%00/who/", "/drafts/%ff/",
        "/files/contributions/1/%00", "/files/%00/1/x", f"/files/documents/{'9' * 400}/x",
        f"/contributions/{'9' * 4000}/", f"/desk/contributions/{'9' * 400}/", f"/drafts/{'9' * 18}/who/",
        "/processes/wgx/documents/%00/", "/processes/wgx/documents/WGX/1/%ff/", "/%00", "/%ff%fe",
        f"/processes/wgx/rounds/{'9' * 400}/", f"/processes/wgx/rounds/1/periods/{'9' * 400}/",
        f"/api/v1/contributions/{'9' * 18}/", "/api/v1/sources/%00/", "/accounts/password/reset/key/%00-x/",
    ],
)  # fmt: skip
def test_garbled_addresses_lead_nowhere(cast, sign_in, place, process):
    for person in (cast.nobody, cast.dora):
        assert sign_in(_house(), person).get(place).status_code in {302, 400, 404}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("accept-language", "\xff;q=x, *;q=9"), ("cookie", "tz=\x00; language=%00; sessionid=\xff; csrftoken=\x00"),
        ("if-none-match", "\x00,,W/"), ("accept", "*/*;q=\xff"), ("referer", "http://[::"), ("x-forwarded-for", "\x00"),
        ("content-type", "text/plain; charset=undefined"), ("content-type", "text/html; x*=nonsense''y"),
        ("range", "bytes=\x00"), ("hx-current-url", "http://["), ("hx-request", "true"),
    ],
)  # fmt: skip
def test_garbled_headers_are_no_fault_of_ours(client, db, header, value):
    house = _house()

    for place in ("/", "/accounts/login/", "/api/v1/processes/", "/search/?q=x"):
        assert house.get(place, headers={header: value}).status_code < 500


def test_a_form_that_cannot_be_read_gets_the_page_that_says_so():
    answer = _house().generic("POST", "/accounts/login/", WHOLE, content_type=f"{MULTIPART}; charset=hex")

    assert answer.status_code == 400
    assert "We could not understand this request" in answer.content.decode()
