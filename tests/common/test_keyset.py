"""Pages that cost the same at any depth."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from common import keyset
from record.models import Entry
from stakeholders.models import Person, Source, SourceName, StakeholderGroup

pytestmark = pytest.mark.django_db

ORDER = ("joined_at", "pk")
NEWEST = ("-joined_at", "-pk")


@pytest.fixture
def people() -> QuerySet[Person]:
    """Seven people, several of whom came at the same instant."""
    for number in range(7):
        person = Person.objects.create_user(f"p{number}@example.org")
        Person.objects.filter(pk=person.pk).update(
            joined_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=number // 3)
        )
    return Person.objects.all()


def walk(people: QuerySet[Person], order: tuple[str, ...], size: int) -> list[keyset.Page[Person]]:
    pages = [keyset.page(people, order, size=size)]
    while pages[-1].next:
        pages.append(keyset.page(people, order, cursor=pages[-1].next, size=size))
    return pages


@pytest.mark.parametrize("order", [ORDER, NEWEST])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_together_are_the_list_each_row_once(people, order, size) -> None:
    pages = walk(people, order, size)

    assert [row for page in pages for row in page.rows] == list(people.order_by(*order))


@pytest.mark.parametrize("order", [ORDER, NEWEST])
def test_going_back_shows_the_same_pages(people, order) -> None:
    pages = walk(people, order, 3)

    back = keyset.page(people, order, cursor=pages[2].previous, size=3)
    first = keyset.page(people, order, cursor=back.previous, size=3)

    assert (back.rows, first.rows) == (pages[1].rows, pages[0].rows)
    assert back.next == pages[1].next
    assert first.previous == "" == pages[0].previous


def test_row_that_came_in_before_a_page_does_not_shift_it(people) -> None:
    first = keyset.page(people, ORDER, size=3)
    newcomer = Person.objects.create_user("early@example.org")
    Person.objects.filter(pk=newcomer.pk).update(joined_at=datetime(2025, 1, 1, tzinfo=UTC))

    second = keyset.page(people, ORDER, cursor=first.next, size=3)

    assert second.rows == list(people.exclude(pk=newcomer.pk).order_by(*ORDER))[3:6]


def test_page_is_one_query_without_offset_and_one_row_comparison(people, django_assert_num_queries) -> None:
    first = keyset.page(people, ORDER, size=3)

    with django_assert_num_queries(1) as queries:
        keyset.page(people, ORDER, cursor=first.next, size=3)

    assert "OFFSET" not in queries[0]["sql"]
    assert "ROW(" in queries[0]["sql"]


def test_empty_list_has_no_pages_beside_it() -> None:
    assert keyset.page(Person.objects.none(), ORDER) == keyset.Page([])


def test_names_sorted_by_bytes_across_a_relation_and_short_cursors(people) -> None:
    group = StakeholderGroup.objects.create(code="g", name="G")
    for number, key in enumerate([b"\x00\x1c\x47" * 300, b"\x00\x1c\x47" * 299, b"\xff\x00\xfe"]):
        source = Source.objects.create(slug=f"s{number}", name=f"S{number}", group=group, kind="organisation")
        SourceName.objects.create(source=source, language="en", name=source.name, sort_key=key)
    order = ("sort_key", "source__pk")

    first = keyset.page(SourceName.objects.all(), order, size=1)
    second = keyset.page(SourceName.objects.all(), order, cursor=first.next, size=1)
    third = keyset.page(SourceName.objects.all(), order, cursor=second.next, size=1)

    assert [page.rows[0].name for page in (first, second, third)] == ["S1", "S0", "S2"]
    assert len(second.next) < 200


@given(st.text(max_size=60))
def test_cursor_that_is_not_ours_is_a_bad_cursor(text) -> None:
    if text:
        with pytest.raises(keyset.BadCursor):
            keyset.page(Person.objects.none(), ORDER, cursor=text)


def test_cursor_of_another_order_or_with_values_out_of_range_is_bad(people) -> None:
    entry = Entry(number=2**62, at=datetime(2026, 1, 1, tzinfo=UTC))
    foreign = keyset.write(entry, ("number", "at"))
    too_large = keyset.write(Person(pk=2**80, joined_at=datetime(2026, 1, 1, tzinfo=UTC)), ORDER)
    zoneless = keyset.write(Person(pk=1, joined_at=datetime(2026, 1, 1)), ORDER)

    for cursor in (foreign, too_large, zoneless, keyset.write(people[0], ("pk",))):
        with pytest.raises(keyset.BadCursor):
            keyset.page(people, ORDER, cursor=cursor)


def test_mixed_directions_are_a_mistake_of_ours(people) -> None:
    with pytest.raises(ValueError, match="same direction"):
        keyset.page(people, ("joined_at", "-pk"))
