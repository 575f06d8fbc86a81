"""People change their own name, language and time zone."""

import pytest
from django.urls import reverse

from stakeholders.models import Person

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Ana María", "language": "fr", "time_zone": "America/Lima"}


def test_what_is_given_is_kept(client, cast, sign_in):
    answer = sign_in(client, cast.ana).post(reverse("web:settings"), GIVEN)

    assert answer.status_code == 302
    kept = Person.objects.get(pk=cast.ana.pk)
    assert {"name": kept.name, "language": kept.language, "time_zone": kept.time_zone} == GIVEN


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"language": "tlh"}, {"time_zone": "Mars/Olympus"}], ids=lambda wrong: next(iter(wrong))
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(client, cast, sign_in, wrong):
    answer = sign_in(client, cast.ana).post(reverse("web:settings"), GIVEN | wrong)

    (field,) = wrong
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Person.objects.get(pk=cast.ana.pk).name == "Ana Example"


def test_nobody_signs_in_first(client):
    answer = client.get(reverse("web:settings"))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
