"""What those are told who speak for a source of a contribution and did not send it: what becomes of their position."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.utils import timezone

from contributions import actions
from contributions.enums import Speaking, State
from contributions.models import Contribution
from following.actions import follow
from notifications.models import Letter
from stakeholders.models import Mandate, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(make_source: Callable[..., Source], cast: SimpleNamespace) -> Source:
    """Otto's and Ines's, when they are asked."""
    union = make_source("Cable Users Union", group="civil-society")
    for person in (cast.otto, cast.ines):
        Mandate.objects.create(person=person, source=union, confirmed_at=timezone.now())
    return union


@pytest.fixture
def joint(
    make_draft: Callable[..., Contribution], cast: SimpleNamespace, ministry: Source, union: Source
) -> Contribution:
    """Sent by Ana for her ministry and the union; the union has confirmed."""
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(draft, by=cast.ana)
    named = draft.sources.get(source=union)
    actions.confirm_joining(named, by=cast.otto, digest=draft.submission.digest)  # type: ignore[union-attr]  # it was sent
    return draft


def told(letter: str) -> list[str]:
    found = Letter.objects.filter(family=f"contributions/{letter}").values_list("address", flat=True)
    return sorted(address.partition("@")[0] for address in found)


def text_to(name: str, letter: str) -> str:
    return Letter.objects.get(family=f"contributions/{letter}", address=f"{name}@example.org").text


def test_all_who_speak_for_its_sources_hear_that_it_is_published_each_once_in_their_language(joint, cast):
    cast.otto.language = "fr"
    cast.otto.save()
    # Who speaks for two of its sources has one letter.
    Mandate.objects.create(person=cast.ben, source=joint.sources.last().source, confirmed_at=timezone.now())
    for person in (cast.ana, cast.ben, cast.otto, cast.olga):
        follow(f"round:{joint.round_id}", by=person)

    actions.publish(joint, by=cast.dora)
    actions.spread_news()

    assert told("published") == ["ana", "ben", "ines", "otto"]
    assert told("followed_published") == ["olga"]
    for name in ("ana", "ines"):
        assert "is published as WGX/1/1" in text_to(name, "published")
        assert "/processes/wgx/documents/WGX/1/1/\n" in text_to(name, "published")
    assert "because you sent the contribution" in text_to("ana", "published")
    assert "because you speak for a source of this contribution" in text_to("ines", "published")
    assert "Vous recevez" in text_to("otto", "published")


def test_a_source_that_has_not_confirmed_is_told_nothing(make_draft, cast, ministry, union):
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(draft, by=cast.ana)
    actions.show_as_invited(draft.sources.get(source=union), by=cast.dora)
    actions.publish(draft, by=cast.dora)
    actions.withdraw(draft, by=cast.ana)

    assert told("published") == told("withdrawn") == ["ana", "ben"]


def test_they_hear_who_has_withdrawn_it_and_why(joint, cast):
    actions.publish(joint, by=cast.dora)
    for person in (cast.otto, cast.olga):
        follow(f"contribution:{joint.pk}", by=person)

    actions.withdraw(joint, by=cast.ana, reason="We have changed our mind.")
    actions.spread_news()

    assert told("withdrawn") == ["ana", "ben", "ines", "otto"]
    assert told("followed_withdrawn") == ["olga"]
    assert "Ana Example" in text_to("ines", "withdrawn")
    assert "We have changed our mind." in text_to("ines", "withdrawn")


def test_they_hear_that_it_is_declined_on_which_ground_and_renumbered_why(joint, cast, make_contribution):
    actions.decline(joint, by=cast.dora, code="off_topic", reason="Cables of another sea.")

    assert told("declined") == ["ana", "ben", "ines", "otto"]
    assert "Cables of another sea." in text_to("ines", "declined")


def test_a_question_goes_to_its_author_alone(joint, cast):
    actions.return_to_author(joint, by=cast.dora, reason="Which cables?")

    assert told("returned") == ["ana"]


def test_those_whom_a_revision_names_no_more_are_told_that_it_is_there(joint, cast, ministry):
    actions.publish(joint, by=cast.dora)
    Letter.objects.all().delete()

    revision, _token = actions.revise(joint, by=cast.ana)
    actions.save(
        revision,
        revision.content | {"sources": [{"id": ministry.pk}], "title": "Of secret cables"},
        by=cast.ana,
        speaking=Speaking.SOURCE,
    )
    actions.submit(revision, by=cast.ana)
    actions.publish(revision, by=cast.dora)
    actions.spread_news()

    assert told("published") == ["ana", "ben"]
    assert told("published_beside") == ["ines", "otto"]
    text = text_to("ines", "published_beside")
    assert "WGX/1/1/Rev.1 is published. This replaces WGX/1/1." in text
    assert "/processes/wgx/documents/WGX/1/1/Rev.1/\n" in text
    assert "Of secret cables" not in text
    assert Contribution.objects.get(pk=revision.pk).state == State.PUBLISHED
