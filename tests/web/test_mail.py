"""What providers tell of our letters, as they tell it."""

import hashlib
import hmac
import json
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from django.utils import timezone

import following.actions
from notifications.models import Letter, Undeliverable
from record.queries import about
from tests.telling_followers import BEFORE, told, topics_of

pytestmark = pytest.mark.django_db
SECRET, KEY = "provider:a-secret-of-some-length", "mailguns-own-key"
BASIC = {"authorization": "Basic " + b64encode(SECRET.encode()).decode()}
SNS = {"x-amz-sns-message-type": "Notification", "x-amz-sns-message-id": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324"}


@pytest.fixture(autouse=True)
def _telling_is_set_up(settings):
    settings.ANYMAIL_WEBHOOK_SECRET = SECRET
    settings.ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY = KEY


@pytest.fixture
def letter(db):
    now = timezone.now()
    return Letter.objects.create(
        key="one",
        address="ana@ministry.example",
        language="en",
        family="x",
        subject_line="x",
        created_at=now,
        next_attempt_at=now,
        sent_at=now,
    )


@pytest.fixture
def tell(client):
    """Post what a provider would; answers the status."""

    def post(provider, told, headers=BASIC):
        body = told if isinstance(told, bytes) else json.dumps(told)
        url = reverse("web:mail_told", args=[provider])
        more = SNS if provider == "amazon" and headers is BASIC else {}
        return client.post(url, body, content_type="application/json", headers=headers | more).status_code

    return post


def mailgun(letter, event, **more):
    signed = hmac.new(KEY.encode(), b"1795383005" + b"token-1", hashlib.sha256).hexdigest()
    return {
        "signature": {"timestamp": "1795383005", "token": "token-1", "signature": signed},
        "event-data": {
            "event": event,
            "id": "G9Bn5sl1TC6nu79C8C0bwg",
            "timestamp": 1795383005.12,
            "recipient": letter.address,
            "message": {"headers": {"message-id": letter.message_id.strip("<>"), "to": letter.address}},
            "user-variables": {},
            "tags": [],
            **more,
        },
    }


def refused(code="5.1.1"):
    return {"severity": "permanent", "reason": "bounce", "delivery-status": {"code": 550, "message": f"550 {code} No"}}


def sendgrid(letter, event, **more):
    return {
        "email": letter.address,
        "timestamp": 1795383005,
        "smtp-id": letter.message_id,
        "event": event,
        "sg_event_id": "ZGVmZXJyZWQ",
        "sg_message_id": "14c5d75ce93.dfd.64b469",
        **more,
    }


def postmark(letter, kind, **more):
    return {
        "RecordType": kind,
        "ID": 42,
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "Metadata": {"letter": letter.pk.hex},
        "Email": letter.address,
        "BouncedAt": "2026-11-22T21:30:05Z",
        **more,
    }


def brevo(letter, event, **more):
    return {
        "event": event,
        "email": letter.address,
        "message-id": letter.message_id,
        "ts_epoch": 1795383005000,
        **more,
    }


def amazon(letter, kind, **event):
    """An event of Amazon SES as SNS hands it on: it gave the letter a name of its own, and cites ours."""
    heads = [{"name": "Message-ID", "value": letter.message_id}, {"name": "X-Metadata", "value": "no JSON"}]
    mail = {
        "timestamp": "2026-11-22T21:30:00.000Z",
        "messageId": "010001937d2f-4f6a-000000",
        "source": "no-reply@plenum.example",
        "destination": [letter.address],
        "headers": heads,
        "commonHeaders": {"messageId": letter.message_id, "subject": "x"},
    }
    message = {"eventType": kind, "mail": mail, kind.lower(): event}
    return {
        "Type": "Notification",
        "MessageId": SNS["x-amz-sns-message-id"],
        "TopicArn": "arn:aws:sns:eu-west-1:123456789012:letters",
        "Message": json.dumps(message),
        "Timestamp": "2026-11-22T21:30:05.000Z",
    }


def known():
    return dict(Undeliverable.objects.values_list("address", "trouble"))


def came_back(letter):
    letter.refresh_from_db()
    return letter.bounced_at is not None


BOUNCES = {
    "mailgun": lambda letter: mailgun(letter, "failed", **refused()),
    "sendgrid": lambda letter: [sendgrid(letter, "bounce", type="bounce", status="5.1.1", reason="550 5.1.1 No")],
    "postmark": lambda letter: postmark(letter, "Bounce", Type="HardBounce", Details="smtp;550 5.1.1 No such user"),
    "brevo": lambda letter: brevo(letter, "hard_bounce", reason="550 5.1.1 No such user"),
    "amazon": lambda letter: amazon(
        letter,
        "Bounce",
        bounceType="Permanent",
        bounceSubType="General",
        bouncedRecipients=[{"emailAddress": letter.address, "diagnosticCode": "smtp; 550 5.1.1 No such user"}],
    ),
}
COMPLAINTS = {
    "mailgun": lambda letter: mailgun(letter, "complained"),
    "sendgrid": lambda letter: [sendgrid(letter, "processed"), sendgrid(letter, "spamreport")],
    "postmark": lambda letter: postmark(letter, "SpamComplaint", Type="SpamComplaint"),
    "brevo": lambda letter: brevo(letter, "spam"),
    "amazon": lambda letter: amazon(
        letter,
        "Complaint",
        complaintFeedbackType="abuse",
        complainedRecipients=[{"emailAddress": letter.address}],
    ),
}
UNSUBSCRIBED = {
    "mailgun": lambda letter: mailgun(letter, "unsubscribed"),
    "sendgrid": lambda letter: [sendgrid(letter, "group_unsubscribe", asm_group_id=10)],
    "postmark": lambda letter: postmark(letter, "SubscriptionChange", SuppressionReason="ManualSuppression"),
    "brevo": lambda letter: brevo(letter, "unsubscribe"),
}


@pytest.mark.parametrize("provider", BOUNCES)
def test_bounce_is_taken_from_each_provider(provider, tell, letter):
    assert [tell(provider, BOUNCES[provider](letter)) for _twice in range(2)] == [200, 200]

    assert came_back(letter)
    assert known() == {"ana@ministry.example": "bounce"}
    assert about(letter).filter(verb="letter.bounce").count() == 1


@pytest.mark.parametrize("provider", COMPLAINTS)
def test_complaint_is_taken_from_each_provider(provider, tell, letter):
    assert tell(provider, COMPLAINTS[provider](letter)) == 200

    assert not came_back(letter)
    assert known() == {"ana@ministry.example": "complaint"}


@pytest.mark.parametrize("provider", UNSUBSCRIBED)
def test_unsubscribing_with_a_provider_ends_what_brought_the_letter(provider, tell, cast):
    for topic in ("round:1", "text:9"):
        following.actions.follow(topic, by=cast.otto, at=BEFORE)
    told(cast.dora, "round:1")
    letter = Letter.objects.get()

    assert [tell(provider, UNSUBSCRIBED[provider](letter)) for _twice in range(2)] == [200, 200]

    assert topics_of(cast.otto.reader) == ["text:9"]
    assert known() == {}


@pytest.mark.parametrize("provider", UNSUBSCRIBED)
def test_unsubscribing_from_an_official_letter_ends_letters_to_followers(provider, tell, letter):
    assert tell(provider, UNSUBSCRIBED[provider](letter)) == 200

    assert known() == {"ana@ministry.example": "complaint"}


@pytest.mark.parametrize("stop", ["x", "999999-n1", "1-n", "1-r\0"])
def test_unsubscribing_from_what_is_not_there_any_more_is_no_fault(stop, tell, letter):
    Letter.objects.update(stop=stop.replace("\0", "0"))

    assert tell("sendgrid", [sendgrid(letter, "unsubscribe")]) == 200


def test_amazon_is_asked_for_the_secret_before_it_shows_it(client, letter):
    url = reverse("web:mail_told", args=["amazon"])
    answer = client.post(url, "{}", content_type="text/plain", headers=SNS)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Basic realm="mail"')


def test_amazons_wish_to_write_here_is_left_to_whoever_runs_the_house(client, letter, caplog):
    kind = {"x-amz-sns-message-type": "SubscriptionConfirmation"}
    wish = {"Type": "SubscriptionConfirmation", "MessageId": SNS["x-amz-sns-message-id"], "Token": "x"}
    wish |= {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:letters", "SubscribeURL": "https://sns.example/?Token=x"}
    url = reverse("web:mail_told", args=["amazon"])
    answer = client.post(url, json.dumps(wish), content_type="text/plain", headers=BASIC | SNS | kind)

    assert answer.status_code == 200
    assert "open: https://sns.example/?Token=x" in caplog.text


def test_amazons_own_name_for_a_letter_names_none_of_ours(tell, letter):
    told = BOUNCES["amazon"](letter)
    message = json.loads(told["Message"])
    del message["mail"]["commonHeaders"], message["mail"]["headers"]

    assert tell("amazon", told | {"Message": json.dumps(message)}) == 200
    assert not came_back(letter)


def test_sendgrid_has_to_sign_where_we_have_its_key(client, letter, settings):
    key = ec.generate_private_key(ec.SECP256R1())
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    settings.ANYMAIL_SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY = b64encode(
        key.public_key().public_bytes(*form)
    ).decode()
    url, body, at = reverse("web:mail_told", args=["sendgrid"]), json.dumps(BOUNCES["sendgrid"](letter)), "1795383005"
    signature = b64encode(key.sign((at + body).encode(), ec.ECDSA(hashes.SHA256()))).decode()

    def post(signature):
        name = "x-twilio-email-event-webhook"
        more = {f"{name}-timestamp": at} | ({f"{name}-signature": signature} if signature else {})
        return client.post(url, body, content_type="application/json", headers=BASIC | more).status_code

    assert [post(None), post("AAAA"), post("no base64!")] == [403, 403, 403]
    assert not came_back(letter)
    assert post(signature) == 200
    assert came_back(letter)

    settings.ANYMAIL_SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY = "no key"
    assert post(signature) == 404


def test_full_mailbox_does_not_close_an_address(tell, letter):
    assert tell("mailgun", mailgun(letter, "failed", **refused("5.2.2"))) == 200

    assert came_back(letter)
    assert known() == {}


def test_what_a_provider_does_not_even_try_came_back(tell, letter):
    assert tell("sendgrid", [sendgrid(letter, "dropped", reason="Bounced Address")]) == 200

    assert came_back(letter)
    assert known() == {"ana@ministry.example": "bounce"}


def test_late_letter_is_noted_and_one_that_arrived_forgets_the_bounce(tell, letter):
    Undeliverable.objects.create(address=letter.address, trouble="bounce", since="2026-01-01T00:00Z")

    assert tell("mailgun", mailgun(letter, "failed", **refused("4.4.1") | {"severity": "temporary"})) == 200
    letter.refresh_from_db()
    assert (letter.bounced_at, letter.last_error) == (None, "550 4.4.1 No")
    assert known() != {}

    assert tell("mailgun", mailgun(letter, "delivered")) == 200
    assert known() == {}


def test_what_is_about_no_letter_of_ours_is_taken_and_ignored(tell, letter):
    other = Letter(address="otto@example.org", message_id="<other@example.org>")

    assert tell("mailgun", mailgun(other, "failed", **refused())) == 200
    assert tell("sendgrid", [sendgrid(letter, "open"), sendgrid(letter, "click", url="https://x.example")]) == 200

    assert not came_back(letter)
    assert known() == {}


def test_nobody_tells_without_the_secret(tell, letter):
    wrong = {"authorization": "Basic " + b64encode(b"provider:another").decode()}
    told = BOUNCES["postmark"](letter)

    assert [tell("postmark", told, headers) for headers in ({}, wrong)] == [401, 403]
    assert not came_back(letter)


def test_mailgun_has_to_sign(tell, letter, settings):
    told = BOUNCES["mailgun"](letter)
    told["signature"]["signature"] = "0" * 64
    assert tell("mailgun", told) == 403

    del settings.ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY
    assert tell("mailgun", BOUNCES["mailgun"](letter)) == 404
    assert not came_back(letter)


def test_without_a_secret_there_is_no_such_address(tell, letter, settings):
    settings.ANYMAIL_WEBHOOK_SECRET = ""

    assert tell("postmark", BOUNCES["postmark"](letter), {}) == 404
    assert tell("unheard-of", {}) == 404


def test_address_is_for_telling_only(client):
    url = reverse("web:mail_told", args=["postmark"])

    assert (client.get(url).status_code, client.head(url).status_code) == (405, 200)


@pytest.mark.parametrize("provider", BOUNCES)
@pytest.mark.parametrize(
    "garbled",
    [b"", b"{", b"[]", b"null", b'"x"', b"[1]", b'{"event": {}}', b"\xff\x00", b"[" * 50_000, b'{"items": 1}'],
    ids=["empty", "open", "list", "null", "text", "number", "nested", "bytes", "deep", "inbound"],
)
def test_what_cannot_be_read_is_refused(provider, garbled, tell):
    assert tell(provider, garbled) in (200, 400, 403)


@pytest.mark.parametrize("value", [None, 5, ["x"], {"a": 1}, "\0", "\ud800", "x" * 5000, "<" * 300])
def test_values_of_the_wrong_kind_do_no_harm(value, tell, letter):
    for name in ("Metadata", "MessageID", "Details", "Email", "Type"):
        assert tell("postmark", postmark(letter, "Bounce") | {name: value}) in (200, 400)
    told = postmark(letter, "SpamComplaint") | {"Metadata": {"letter": value}, "MessageID": value}
    assert tell("postmark", told) in (200, 400)
