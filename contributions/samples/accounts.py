"""Accounts that anybody can try the demonstration with, and the people behind the invented sources."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from stakeholders.models import Person

from .folder import EXAMPLE, FOLDER, Table, table

CODE_PERIOD = 30  # seconds, as authenticator apps have it


@dataclass(frozen=True)
class Account:
    """What somebody needs to sign in to the demonstration; ``secret`` is "" without a second factor."""

    key: str
    email: str
    password: str
    role: str
    secret: str


def accounts() -> list[Account]:
    """The published accounts, in the order of the file."""
    return [
        Account(key, row["email"], row["password"], row["role"], row.get("secret", ""))
        for key, row in table(FOLDER / "accounts.toml").items()
    ]


def present_code(secret: str, *, at: float | None = None) -> str:
    """The six digits that an authenticator with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int((time.time() if at is None else at) // CODE_PERIOD)))


def people() -> dict[str, Person]:
    """Everybody of the samples by key, created where missing; nobody who is there is changed."""
    rows = table(FOLDER / "accounts.toml") | table(EXAMPLE / "people.toml")
    return {key: _person(row) for key, row in rows.items()}


def mandates() -> dict[str, list[str]]:
    """Which sources each person speaks for, by keys."""
    rows = table(FOLDER / "accounts.toml") | table(EXAMPLE / "people.toml")
    return {key: list(row.get("speaks_for", [])) for key, row in rows.items()}


def importer() -> Person:
    """In whose name documents from elsewhere come in. Cannot sign in."""
    return _person({"email": "import@plenum.example", "name": "Import of sample documents", "is_active": False})


@transaction.atomic
def _person(row: Table) -> Person:
    known = Person.objects.filter(email__iexact=row["email"]).first()
    if known is not None:
        return known
    given: dict[str, Any] = {key: row[key] for key in ("name", "language", "time_zone", "is_active") if key in row}
    if given.get("language") not in dict(settings.LANGUAGES):
        given.pop("language", None)  # pages are not written in it yet
    person = Person.objects.create_user(row["email"], row.get("password"), **given)
    if row.get("password"):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if row.get("secret"):
        TOTP.activate(person, row["secret"])
    return person
