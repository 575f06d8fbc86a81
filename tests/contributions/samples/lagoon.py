"""The second invented process shows what a desk meets besides the ordinary, each brought about by its own action.

Collected with ``test_loading``, which loads the samples once for all of it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from consultations.enums import Act
from consultations.models import CommentPeriod, PeriodAct, Round, Symbol
from contributions import actions
from contributions.enums import Channel, Consent, Lane, State
from contributions.models import Campaign, Contribution, Redaction, transcript_of
from contributions.queries.hanging import what_goes
from contributions.queries.mailings import audience_of
from contributions.queries.published import invited_sources, public_sources, published_form
from contributions.queries.searches import finding
from contributions.queries.topics import of_search
from following.enums import Pace
from following.models import News
from notifications.models import Letter
from record.names import reference
from record.queries import about
from secretariat.letters import reason_of
from stakeholders.models import Person

NOW = datetime(2027, 3, 28, 5, 30, tzinfo=UTC)


def at(symbol: str) -> Contribution:
    """The contribution that is published there."""
    found = Symbol.objects.get(process__slug="lagoon", text=symbol)
    return Contribution.objects.select_related("submission__timing", "round__process").get(symbol=found)


class Lagoon:
    """What is there of it after one loading: tests of the class that has loaded the samples."""

    def published(self, **wanted: Any) -> Contribution:
        return Contribution.objects.published().get(round__process__slug="lagoon", **wanted)

    def test_numbers_of_the_lagoon_have_no_gap(self) -> None:
        for number, last in ((1, 7), (2, 2)):
            given = Symbol.objects.filter(round__process__slug="lagoon", round__number=number).order_by("number")
            assert list(given.values_list("number", flat=True)) == list(range(1, last + 1))

    def test_one_is_delayed_and_one_is_for_information(self) -> None:
        delayed = self.published(lane=Lane.DELAYED)
        assert (delayed.language, delayed.is_for_action) == ("es", False)
        informs = self.published(lane=Lane.IN_TIME, is_for_action=False)
        assert informs.title == "Ce que nous mesurons déjà"

    def test_one_was_carried_to_the_next_sitting_and_one_is_held(self) -> None:
        carried = at("LAGOON/2/1")
        assert carried.submission is not None
        assert carried.submission.timing.carried_from == Round.objects.get(process__slug="lagoon", number=1)
        held = Contribution.objects.get(lane=Lane.NEXT_ROUND)
        delegate = Person.objects.get(email="delegate@plenum.example")
        assert (held.author, held.state) == (delegate, State.SUBMITTED)
        client = Client()
        client.force_login(delegate, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/contributions/{held.pk}/next-round/").status_code == 200

    def test_letters_wait_and_one_was_refused_and_one_came_back(self) -> None:
        waiting = News.objects.held().order_by("at", "pk").first()
        assert waiting is not None
        assert waiting.subject == reference(at("LAGOON/2/1"))
        found_by = finding(at("LAGOON/2/1"), [of_search("relevés")])
        audience = audience_of(waiting, found_by=found_by)
        assert (audience.readers, audience.guests) == (4, 1)
        assert dict(audience.paces) == {Pace.AT_ONCE: 3, Pace.DAILY: 1}
        assert dict(audience.languages) == {"ar": 1, "en": 2, "fr": 1}
        (held,) = Letter.objects.held()
        (refused,) = Letter.objects.failed()
        (returned,) = Letter.objects.bounced()
        reasons = [reason_of(refused), reason_of(returned)]
        assert reasons == ["There is no such mailbox.", "The mailbox is full."]
        assert held.family == "contributions/published"

    def test_one_says_nothing_of_whom_it_must_not_name(self) -> None:
        removed = Redaction.objects.get()
        contribution = removed.submission.contribution
        assert removed.ground == "third-person"
        assert contribution.state == State.PUBLISHED
        page = Client().get(f"/processes/lagoon/documents/{contribution.symbol}/").content.decode()
        assert "Ejemplo of the second house" not in page + published_form(contribution).statement
        assert "Terns nest on the north bank" in page

    def test_one_shows_its_group_only(self) -> None:
        (source,) = public_sources(self.published(consent=Consent.GROUP))
        assert source.name == ""
        assert source.group is not None

    def test_one_was_written_down_from_paper_and_confirmed_another_waits_for_that(self) -> None:
        letter = self.published(channel=Channel.PAPER)
        transcript = transcript_of(letter)
        assert transcript is not None
        assert transcript.is_confirmed
        assert transcript.originals.get().name == "letter.txt"
        assert "token-holder" in {entry.actor for entry in about(letter)}
        call = Contribution.objects.get(channel=Channel.SPOKEN)
        waiting = transcript_of(call)
        assert waiting is not None
        assert (call.state, waiting.is_confirmed) == (State.SUBMITTED, False)

    def test_one_is_said_by_two_of_whom_one_is_invited(self) -> None:
        joint = Contribution.objects.get(round__process__slug="lagoon", title__startswith="Two shores")
        assert [source.name for source in public_sources(joint)] == ["Example Islands Network Operators"]
        assert len(invited_sources(joint)) == 1

    def test_three_nearly_identical_texts_are_one_campaign(self) -> None:
        assert Campaign.objects.get().members.count() == 3

    def test_call_was_extended_for_a_reason(self) -> None:
        act = PeriodAct.objects.get(period__round__process__slug="lagoon", act=Act.EXTEND)
        assert act.reason
        assert act.period.closes_at == act.closes_at < NOW

    def test_third_sitting_is_prepared_and_can_be_thrown_away(self) -> None:
        third = Round.objects.get(process__slug="lagoon", number=3)
        assert third.public_at is None
        assert (third.periods.count(), third.documents.count()) == (1, 1)
        assert Client().get("/processes/lagoon/rounds/3/").status_code == 404
        going = what_goes(third)
        assert going.keeps == []
        actions.throw_away(third, seen=going.seen, by=Person.objects.get(email="officer@plenum.example"))
        assert not Round.objects.filter(process__slug="lagoon", number=3).exists()

    def test_a_portal_has_brought_what_its_writer_confirmed(self) -> None:
        brought = self.published(channel=Channel.PORTAL)
        assert brought.portal is not None
        assert {each.process.slug: each.state for each in brought.portal.admissions.all()} == {
            "lagoon": "admitted",
            "wgec": "asked",
        }
        page = Client().get(f"/processes/lagoon/documents/{brought.symbol}/").content.decode()
        assert brought.portal.name in page

    def test_nothing_of_the_lagoon_happens_in_the_future(self) -> None:
        for contribution in Contribution.objects.filter(round__process__slug="lagoon"):
            assert contribution.submitted_at is not None
            assert contribution.submitted_at <= (contribution.published_at or NOW) <= NOW
        call = CommentPeriod.objects.get(round__process__slug="lagoon", round__number=1)
        assert call.closes_at < NOW < call.closes_at + timedelta(days=7)
