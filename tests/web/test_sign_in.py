"""The ways in: a code by letter for everybody, a password for who has set one."""

import pytest
from django.urls import reverse

from notifications.models import Letter
from stakeholders.models import Person

pytestmark = pytest.mark.django_db


def test_sign_up_asks_for_a_name_and_an_address_and_no_password(client):
    page = client.get(reverse("account_signup")).content.decode()

    assert 'name="email"' in page
    assert 'name="name"' in page
    assert 'type="password"' not in page


def test_somebody_new_gets_a_code_and_no_password(client):
    client.post(reverse("account_signup"), {"name": "Amina", "email": "amina@example.org"})

    person = Person.objects.get(email="amina@example.org")
    assert not person.has_usable_password()
    assert Letter.objects.filter(address="amina@example.org").count() == 1


def test_sign_in_offers_a_password_too(client):
    assert 'type="password"' in client.get(reverse("account_login")).content.decode()


def test_sign_in_by_password_is_throttled(client):
    tries = [
        client.post(reverse("account_login"), {"login": "ana@example.org", "password": f"wrong-{n}"}) for n in range(12)
    ]

    assert b"Too many" in tries[-1].content or tries[-1].status_code == 429
