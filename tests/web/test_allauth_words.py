"""What a new allauth or Django says to our readers does not slip past our words."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django import __file__ as django_init
from django.conf import settings
from django.urls import reverse

from common import catalogues
from web.allauth_words import KEPT, REFUSALS, SECOND_FACTOR_REFUSALS

ALLAUTH = Path(allauth.__file__).parent
DJANGO = Path(django_init).parent
SOURCES = (ALLAUTH / "account", ALLAUTH / "mfa", DJANGO / "forms", DJANGO / "core", DJANGO / "contrib" / "auth")
# Pages of what we have not turned on: links to confirm by, telephones, passkeys at sign-up, trusted browsers.
NEVER_SHOWN = {
    "account/confirm_password_reset_code.html",
    "account/confirm_phone_verification_code.html",
    "account/email_change.html",
    "account/email_confirm.html",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
    "account/phone_change.html",
    "account/signup_by_passkey.html",
    "account/signup_closed.html",
    "account/verification_sent.html",
    "account/verified_email_required.html",
    "mfa/trust.html",
    "mfa/webauthn/signup_form.html",
}
# Parts of pages: ours do without, or replace the title that is all their words.
PARTS = {
    "account/snippets/already_logged_in.html",
    "account/snippets/warn_no_email.html",
    "mfa/recovery_codes/base.html",
    "mfa/totp/base.html",
}


def test_every_page_of_allauth_that_can_be_seen_is_ours():
    theirs = {path.relative_to(ALLAUTH / "templates").as_posix() for path in _with_words()}
    ours = {path.relative_to(settings.BASE_DIR / "templates").as_posix() for path in _templates(settings.BASE_DIR)}

    assert theirs - ours == NEVER_SHOWN | PARTS


def _with_words():
    return [path for path in _templates(ALLAUTH) if "trans" in path.read_text(encoding="utf-8")]


def _templates(root: Path):
    """Pages and messages; mails become letters of ours (``web.accounts``)."""
    for app in ("account", "mfa"):
        folder = root / "templates" / app
        yield from (path for path in folder.rglob("*.*") if "email" not in path.relative_to(folder).parts)


def test_every_refusal_of_allauth_that_can_come_up_is_ours():
    assert set(DefaultAccountAdapter.error_messages) - set(REFUSALS) == {
        "account_inactive",
        "cannot_remove_primary_email",
        "invalid_login",
        "invalid_or_expired_key",
        "max_email_addresses",
        "phone_password_mismatch",
        "phone_taken",
        "same_as_current",
        "select_only_one",
        "unknown_email",
        "unknown_phone",
        "unverified_primary_email",
        "username_blacklisted",
        "username_password_mismatch",
        "username_taken",
    }
    assert set(DefaultMFAAdapter.error_messages) - set(SECOND_FACTOR_REFUSALS) == {
        "add_email_blocked",
        "cannot_delete_authenticator",
    }
    assert set(REFUSALS) <= set(DefaultAccountAdapter.error_messages)
    assert set(SECOND_FACTOR_REFUSALS) <= set(DefaultMFAAdapter.error_messages)


def test_what_we_keep_is_still_said():
    sources = [catalogues.extract(root) for root in SOURCES]

    assert [kept for kept in KEPT if not any(said.get(kept) for said in sources)] == []


@pytest.mark.django_db
def test_who_reads_french_is_asked_again_in_our_words(client, cast, sign_in):
    cast.ana.set_password("plenty-of-other-words")
    cast.ana.save()
    EmailAddress.objects.create(user=cast.ana, email=cast.ana.email, verified=True, primary=True)
    client.cookies["django_language"] = "fr"

    page = sign_in(client, cast.ana).get(reverse("account_reauthenticate")).content.decode()

    assert "Confirmez qu’il s’agit bien de vous" in page
    assert "J’ai oublié mon mot de passe" in page
    assert page.count(reverse("account_reset_password")) == 1
