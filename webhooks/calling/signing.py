"""Standard Webhooks: a secret, and the headers by which a receiver knows that a call is ours and unaltered."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"


def new_secret() -> str:
    """Return 32 random bytes as receivers' libraries take them."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode()


def headers(body: str, *, name: str, at: datetime, signed_with: Sequence[str]) -> dict[str, str]:
    """The three headers; one signature for each secret, so that a receiver can change over at its own time.

    ``at`` is when it is sent, not when it happened: receivers refuse what was signed long ago.
    """
    signatures = " ".join(Webhook(secret).sign(name, at, body) for secret in signed_with)
    return {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signatures}
