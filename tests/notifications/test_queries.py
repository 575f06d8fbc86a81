"""What may be read about letters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications import queries


@pytest.mark.django_db
def test_recent_letters_come_newest_first_with_their_people(make_letter, make_person, django_assert_num_queries):
    now = timezone.now()
    for age, key in enumerate(("new", "middle", "old")):
        make_letter(key, person=make_person(key), created_at=now - timedelta(hours=age))

    with django_assert_num_queries(1):
        shown = [(letter.key, letter.person.name) for letter in queries.recent(limit=2)]

    assert shown == [("new", "New"), ("middle", "Middle")]


@pytest.mark.parametrize(("backend", "leave"), [("dummy", False), ("smtp", True)])
def test_letters_leave_the_house_where_a_mail_server_is_set(settings, backend, leave):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"

    assert queries.letters_leave_the_house() is leave
