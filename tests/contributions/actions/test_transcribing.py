"""What came on paper, by e-mail or spoken: written down, confirmed by its source, and not counted before."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions import set_receiving
from consultations.grounds import GROUNDS
from contributions import actions
from contributions.content import Content
from contributions.enums import Channel, Lane, Modifier, State
from contributions.models import Contribution, Transcript
from contributions.notices import public_url
from contributions.redacting import Mark
from notifications.models import Letter
from record.queries import about
from stakeholders.models import Mandate, Person, Source

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def arrival(**given: Any) -> actions.Arrival:
    how: dict[str, Any] = {
        "channel": Channel.PAPER,
        "received_at": timezone.now() - HOUR / 2,
        "contact": "Fatma Fisher",
        "email": "fatma@example.org",
    }
    return actions.Arrival(**(how | given))


@pytest.fixture
def enter(cast, period):
    """Enter something that came on paper from a union of fishers; Omar writes it down."""

    def make(**given: Any) -> Contribution:
        union = {"name": "Union of Fishers", "group": "civil-society", "country": "KE"}
        of = given.pop("period", period)
        who = {"source": given.pop("source", union), "by": given.pop("by", cast.omar)}
        return actions.enter_elsewhere(of, arrival(**given), **who)

    return make


@pytest.fixture
def written(enter, cast):
    """The same, written down and stored."""

    def make(**given: Any) -> Contribution:
        contribution = enter(**given)
        words = {"title": "On nets", "language": "en", "statement": "Cables cut our nets."}
        actions.save(contribution, contribution.content | words, by=cast.omar)
        actions.submit(contribution, by=cast.omar)
        return contribution

    return make


def token_in(letter):
    return re.search(r"/transcripts/([^/\s]+)/", letter.text)[1]


def last_letter():
    return Letter.objects.filter(family="contributions/transcript").order_by("created_at").last()


def test_its_source_gets_the_receipt_and_confirms_without_an_account(written, cast):
    contribution = written()

    letter = last_letter()
    assert (letter.address, "Cables cut our nets." in letter.text) == ("fatma@example.org", True)
    assert not Letter.objects.filter(address=cast.omar.email).exists()
    actions.confirm_transcript(token_in(letter))
    actions.confirm_transcript(token_in(letter))

    transcript = Transcript.objects.get(contribution=contribution)
    assert transcript.is_confirmed
    entries = [entry for entry in about(contribution) if entry.verb == "contribution.confirm_transcript"]
    assert [(entry.actor, entry.digest) for entry in entries] == [("token-holder", contribution.submission.digest)]


def test_nobody_speaks_for_the_source_because_they_wrote_it_down(written, cast):
    contribution = written()

    source = Source.objects.get(name="Union of Fishers")
    assert not Mandate.objects.filter(source=source).exists()
    assert contribution.sources.get().confirmed_at is None


def test_it_is_published_only_once_it_is_confirmed(written, cast):
    contribution = written()
    assert list(Contribution.objects.owned_by(cast.omar)) == [contribution]
    actions.confirm_source(contribution.sources.get(), by=cast.omar)
    with pytest.raises(NotPossible, match="nobody counts before confirming"):
        actions.publish(contribution, by=cast.omar)

    actions.confirm_transcript(token_in(last_letter()))
    symbol = actions.publish(contribution, by=cast.omar)

    assert symbol.text == "WGX/1/1"
    assert not Contribution.objects.owned_by(cast.omar).exists()
    letter = Letter.objects.get(family="contributions/published")
    assert letter.address == "fatma@example.org"


def test_the_head_lets_it_be_published_unconfirmed_for_a_public_reason(written, cast):
    contribution = written()
    actions.confirm_source(contribution.sources.get(), by=cast.omar)
    with pytest.raises(NotAllowed):
        actions.publish_unconfirmed(contribution, by=cast.omar, reason="No answer.")
    with pytest.raises(Incomplete):
        actions.publish_unconfirmed(contribution, by=cast.dora, reason=" ")

    actions.publish_unconfirmed(contribution, by=cast.dora, reason="Asked three times; the post is on strike.")
    actions.publish(contribution, by=cast.omar)

    assert not Transcript.objects.get(contribution=contribution).is_confirmed


def test_confirmation_that_comes_after_publication_is_shown_at_once(
    *, written, cast, client, django_capture_on_commit_callbacks
):
    contribution = written()
    actions.confirm_source(contribution.sources.get(), by=cast.omar)
    actions.publish_unconfirmed(contribution, by=cast.dora, reason="The post is on strike.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(contribution, by=cast.omar)
    address = public_url(contribution).removeprefix(settings.SITE_URL)
    assert "Transcript not confirmed" in client.get(address).text

    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_transcript(token_in(last_letter()))

    assert "Transcript not confirmed" not in client.get(address).text


def test_other_words_have_to_be_confirmed_again_and_the_old_address_is_void(written, cast):
    contribution = written()
    first = token_in(last_letter())
    actions.complain(first, "It was our nets and our boats.")
    assert contribution.remarks.get().text == "It was our nets and our boats."
    actions.save(contribution, contribution.content | {"statement": "Nets and boats."}, by=cast.dora)
    actions.submit(contribution, by=cast.dora)

    with pytest.raises(NotPossible, match="not valid any more"):
        actions.confirm_transcript(first)
    actions.confirm_transcript(token_in(last_letter()))

    assert Transcript.objects.get(contribution=contribution).is_confirmed


def test_what_its_source_finds_wrong_waits_at_the_desk_and_is_told(written, cast):
    contribution = written()
    actions.take_up(contribution, by=cast.omar)

    actions.complain(token_in(last_letter()), "It was our nets and our boats.")

    contribution.refresh_from_db()
    assert contribution.answered_at is not None
    letter = Letter.objects.get(family="contributions/answered")
    assert (letter.address, "our boats" in letter.text) == (cast.omar.email, True)
    actions.return_to_author(contribution, by=cast.omar, reason="We mend it.")
    assert contribution.answered_at is None


def test_what_is_removed_from_a_paper_is_told_to_its_source(written, cast):
    contribution = written()

    (redaction,) = actions.redact(contribution, [Mark("statement", 0, 6, "contact")], by=cast.dora)
    actions.lift(redaction, by=cast.dora)

    told = Letter.objects.filter(family__startswith="contributions/redact").values_list("family", "address")
    assert sorted(told) == [
        ("contributions/redacted", "fatma@example.org"),
        ("contributions/redaction_lifted", "fatma@example.org"),
    ]


def test_ground_for_declining_is_in_the_language_of_the_letter(written, cast):
    contribution = written()
    Contribution.objects.filter(pk=contribution.pk).update(language="fr")
    with translation.override("fr"):
        ground = str(GROUNDS["off_topic"])

    actions.decline(contribution, by=cast.omar, code="off_topic", reason="Des filets.")

    letter = Letter.objects.get(family="contributions/declined")
    assert (letter.address, letter.language, ground in letter.text) == ("fatma@example.org", "fr", True)


def test_what_was_confirmed_and_then_changed_is_not_confirmed(written, cast):
    contribution = written()
    actions.confirm_transcript(token_in(last_letter()))
    actions.save(contribution, contribution.content | {"statement": "Something else."}, by=cast.omar)
    actions.submit(contribution, by=cast.omar)

    assert not Transcript.objects.get(contribution=contribution).is_confirmed


def test_an_address_expires(written, settings):
    written()
    token = token_in(last_letter())

    with pytest.raises(NotPossible, match="expired"):
        actions.confirm_transcript(token, at=timezone.now() + timedelta(days=settings.TRANSCRIPT_DAYS))


@pytest.mark.parametrize("token", ["", "x", "A" * 32])
def test_a_token_that_nobody_was_given_confirms_nothing(written, token):
    contribution = written()

    with pytest.raises(NotPossible):
        actions.confirm_transcript(token)
    assert not Transcript.objects.get(contribution=contribution).is_confirmed


def test_it_is_measured_by_when_it_was_received(written, make_period, round_, cast):
    set_receiving(round_, by=None, in_time_hours=None, accepts_late=False)
    closed = make_period("closed")

    contribution = written(
        period=closed, received_at=closed.closes_at - HOUR, why_then="The stamp on the envelope says so."
    )

    assert (contribution.lane, contribution.submission.timing.counts_from) == (Lane.IN_TIME, closed.closes_at - HOUR)


def test_what_came_after_closing_is_taken_only_where_the_round_takes_it(enter, written, make_period, round_):
    closed = make_period("closed")
    late = {"period": closed, "received_at": closed.closes_at + HOUR, "why_then": "Stamped so."}
    with pytest.raises(NotPossible, match="closed"):
        enter(**late)

    set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)

    assert written(**late).lane == Lane.NEXT_ROUND


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"received_at": timezone.now() + timedelta(days=1)}, "received_at"),
        ({"received_at": timezone.now() - timedelta(days=1)}, "why_then"),
        ({"channel": Channel.WEB}, "channel"),
        ({"email": "", "postal_address": ""}, "email"),
        ({"email": "not an address"}, "email"),
        ({"source": {"name": " ", "group": "governments"}}, "name"),
        ({"source": {"group": "individuals"}, "contact": ""}, "contact"),
    ],
)
def test_what_is_missing_is_named(enter, given, field):
    with pytest.raises(Incomplete) as refusal:
        enter(**given)

    assert field in refusal.value.fields
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("who", ["chris", "olga", "ana", "otto"])
def test_only_the_secretariat_enters(enter, cast, who):
    with pytest.raises(NotAllowed):
        enter(by=getattr(cast, who))


def test_an_individual_is_a_person_who_can_sign_in_later(written):
    contribution = written(source={"group": "individuals"})

    person = Person.objects.get(email="fatma@example.org")
    assert contribution.sources.get().source.person == person
    assert person.name == "Fatma Fisher"


def test_whoever_took_the_address_before_does_not_speak_for_the_individual(written):
    squatter = Person.objects.create_user("Fatma@example.org", "a password of their own")

    written(source={"group": "individuals"})

    squatter.refresh_from_db()
    assert not squatter.has_usable_password()


def test_a_required_question_need_not_be_answered_on_paper(written, make_question):
    make_question(is_required=True)

    assert written().state == State.SUBMITTED


def test_the_original_is_kept_and_checked(enter):
    text = SimpleUploadedFile("letter.txt", b"Cables cut our nets.")
    contribution = enter(originals=[text])

    assert contribution.transcript.originals.get().name == "letter.txt"
    with pytest.raises(Incomplete) as refusal:
        enter(originals=[SimpleUploadedFile("letter.exe", b"MZ\x00")])
    assert "original" in refusal.value.fields


def test_without_an_address_a_sheet_is_made_and_no_letter_goes(written, cast):
    contribution = written(email="", postal_address="Beach Road 1, Lamu")
    assert last_letter() is None

    token = actions.ask_again(contribution, by=cast.omar)
    actions.confirm_transcript(token)

    assert Transcript.objects.get(contribution=contribution).is_confirmed
    with pytest.raises(NotPossible):
        actions.ask_again(contribution, by=cast.omar)


def test_a_name_in_the_content_is_not_the_address(written):
    contribution = written()

    assert "fatma" not in str(Content.from_json(contribution.submission.content)).lower()


def test_who_wrote_it_down_cannot_revise_it_on_the_pages(written, cast):
    contribution = written()
    actions.confirm_source(contribution.sources.get(), by=cast.omar)
    actions.confirm_transcript(token_in(last_letter()))
    actions.publish(contribution, by=cast.omar)

    with pytest.raises(NotAllowed):
        actions.revise(contribution, by=cast.omar)
    with pytest.raises(NotAllowed):
        actions.modify(contribution, Modifier.ADDS, by=cast.omar)
    voice = Mandate.objects.create(
        person=cast.otto, source=contribution.sources.get().source, confirmed_at=timezone.now()
    )
    assert actions.revise(contribution, by=voice.person)
