"""Joint contributions: each source says for itself whether it says this."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import actions
from contributions.enums import Speaking, State
from contributions.models import ContributionSource
from contributions.queries.joining import waiting_for
from contributions.queries.published import invited_sources, original_digest, public_content, public_sources
from notifications.models import Letter
from record.queries import about
from stakeholders.actions import ask_to_join, find_invitation
from stakeholders.actions.invitation import MOST_A_DAY
from stakeholders.models import Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def union(make_source, cast):
    """Otto's, when he is asked."""
    union = make_source("Cable Users Union", group="civil-society")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now(), is_lead=True)
    return union


@pytest.fixture
def joint(make_draft, cast, ministry, union):
    """Sent by Ana for her ministry and the union."""
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(draft, by=cast.ana)
    return draft


@pytest.fixture
def asked_by_address(make_draft, cast, ministry):
    """Sent by Ana for her ministry and a society that nobody speaks for here; she gave Ines's address."""
    society = {"name": "Harbour Society", "group": "civil-society", "email": "ines@example.org"}
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, society])
    actions.submit(draft, by=cast.ana)
    return draft


def named(contribution, source):
    return contribution.sources.get(source=source)


def letters(family):
    return sorted(Letter.objects.filter(family=f"contributions/{family}").values_list("address", flat=True))


def names(sources):
    return [source.name for source in sources]


def confirm(contribution, source, *, by):
    actions.confirm_joining(named(contribution, source), by=by, digest=contribution.submission.digest)


def test_those_who_speak_for_the_others_are_asked_and_the_author_is_not(joint, cast, union):
    assert letters("asked_to_join") == ["otto@example.org"]
    assert [each.named for each in waiting_for(cast.otto)] == [named(joint, union)]
    assert waiting_for(cast.ana) == []


def test_a_confirmation_is_on_record_and_told_to_the_author(joint, cast, union):
    confirm(joint, union, by=cast.otto)
    confirm(joint, union, by=cast.otto)

    assert named(joint, union).confirmed_at
    assert letters("joined") == ["ana@example.org"]
    verbs = [entry.verb for entry in about(joint)]
    assert verbs[-2:] == ["contribution.join", "contribution.confirm_source"]
    assert waiting_for(cast.otto) == []
    actions.publish(joint, by=cast.dora)
    assert names(public_sources(joint)) == ["Ministry of Posts of Exampland", "Cable Users Union"]


@pytest.mark.parametrize("who", ["ana", "ben", "dora", "omar", "chris", "ines", "nobody"])
def test_nobody_else_answers_for_a_source(joint, cast, union, who):
    by = getattr(cast, who)
    for act in (
        lambda: actions.confirm_joining(named(joint, union), by=by, digest=joint.submission.digest),
        lambda: actions.refuse_joining(named(joint, union), by=by),
    ):
        with pytest.raises((NotAllowed, TypeError)):
            act()
    assert named(joint, union).is_invited


def test_other_words_than_those_on_the_page_are_not_confirmed(joint, cast, union):
    seen = joint.submission.digest
    actions.save(joint, joint.content | {"statement": "Cables do not matter."}, by=cast.ana)
    actions.submit(joint, by=cast.ana)

    with pytest.raises(NotPossible, match="sent again"):
        actions.confirm_joining(named(joint, union), by=cast.otto, digest=seen)


def test_nobody_is_flooded_with_letters_by_an_author_who_sends_again_and_again(joint, cast, union):
    for number in range(3):
        actions.save(joint, joint.content | {"statement": f"Cables, {number} times."}, by=cast.ana)
        actions.submit(joint, by=cast.ana)
    assert letters("asked_to_join") == ["otto@example.org"]

    ContributionSource.objects.update(asked_at=timezone.now() - timedelta(days=2))
    actions.save(joint, joint.content | {"statement": "Cables, at last."}, by=cast.ana)
    actions.submit(joint, by=cast.ana)
    assert letters("asked_to_join") == ["otto@example.org"] * 2


def test_other_words_ask_again_and_the_same_words_do_not(joint, cast, union):
    confirm(joint, union, by=cast.otto)
    actions.return_to_author(joint, by=cast.dora, reason="Sure?")
    actions.submit(joint, by=cast.ana)
    assert named(joint, union).confirmed_at
    actions.return_to_author(joint, by=cast.dora, reason="Really?")

    actions.save(joint, joint.content | {"statement": "Otherwise."}, by=cast.ana)
    actions.submit(joint, by=cast.ana)

    assert named(joint, union).is_invited
    assert len(letters("asked_to_join")) == 2


def test_a_refusal_takes_the_name_out_and_tells_the_author_why(joint, cast, union):
    actions.refuse_joining(named(joint, union), by=cast.otto, reason="We never saw this.")

    assert "We never saw this." in Letter.objects.get(family="contributions/refused_to_join").text
    assert not cast.otto.has_perm("contributions.edit", joint)
    actions.publish(joint, by=cast.dora)
    assert names(public_sources(joint)) == ["Ministry of Posts of Exampland"]
    assert "Cable Users Union" not in str(public_content(joint).data)
    joint.refresh_from_db()
    assert union.pk not in joint.source_ids


def test_who_refused_is_in_no_list_of_the_desk_either(joint, cast, union):
    actions.refuse_joining(named(joint, union), by=cast.otto)
    joint.refresh_from_db()
    assert (union.pk in joint.source_ids, union.group_id in joint.group_ids) == (False, False)

    confirm(joint, union, by=cast.otto)

    joint.refresh_from_db()
    assert (union.pk in joint.source_ids, union.group_id in joint.group_ids) == (True, True)


def test_who_refused_comes_into_no_list_by_the_same_words_once_more(joint, cast, union):
    actions.refuse_joining(named(joint, union), by=cast.otto)
    actions.return_to_author(joint, by=cast.dora, reason="With the union, or without?")

    actions.submit(joint, by=cast.ana)

    assert named(joint, union).refused_at is not None
    assert union.pk not in joint.source_ids


def test_an_answer_counts_where_the_same_words_were_sent_again_since_the_page_was_opened(joint, cast, union):
    opened = named(joint, union)
    joint.refresh_from_db()
    actions.save(joint, joint.content, by=cast.ana)
    actions.submit(joint, by=cast.ana)

    actions.confirm_joining(opened, by=cast.otto, digest=joint.submission.digest)
    confirmed = opened.confirmed_at
    actions.refuse_joining(opened, by=cast.otto)

    assert confirmed
    assert opened == named(joint, union)
    assert opened.refused_at


def test_a_refusal_can_be_taken_back(joint, cast, union):
    actions.refuse_joining(named(joint, union), by=cast.otto)
    confirm(joint, union, by=cast.otto)

    assert named(joint, union).confirmed_at
    assert letters("joined") == ["ana@example.org"]


def test_a_source_leaves_also_after_publication_and_lists_and_search_know_at_once(joint, cast, union):
    confirm(joint, union, by=cast.otto)
    actions.publish(joint, by=cast.dora)

    actions.refuse_joining(named(joint, union), by=cast.otto)

    joint.refresh_from_db()
    assert names(public_sources(joint)) == ["Ministry of Posts of Exampland"]
    assert joint.source_ids == [each.source_id for each in joint.sources.speaking()]
    assert public_content(joint).digest != joint.submission.digest
    assert original_digest(joint) == ""


def test_the_last_one_that_speaks_withdraws_instead(joint, cast, ministry, union):
    with pytest.raises(NotPossible, match="Withdraw"):
        actions.refuse_joining(named(joint, ministry), by=cast.ben)

    confirm(joint, union, by=cast.otto)
    actions.refuse_joining(named(joint, ministry), by=cast.ben)
    assert named(joint, ministry).refused_at


def test_too_long_a_refusal_is_none(joint, cast, union):
    with pytest.raises(Incomplete):
        actions.refuse_joining(named(joint, union), by=cast.otto, reason="x" * 2001)


def test_nothing_is_published_while_the_secretariat_waits(joint, cast):
    with pytest.raises(NotPossible, match="Confirm each source"):
        actions.publish(joint, by=cast.dora)


def test_the_secretariat_need_not_wait_and_the_source_is_shown_as_invited(joint, cast, union):
    actions.show_as_invited(named(joint, union), by=cast.dora)
    actions.publish(joint, by=cast.dora)

    joint.refresh_from_db()
    assert names(public_sources(joint)) == ["Ministry of Posts of Exampland"]
    assert names(invited_sources(joint)) == ["Cable Users Union"]
    assert "Cable Users Union" not in str(public_content(joint).data)
    assert union.pk not in joint.source_ids

    confirm(joint, union, by=cast.otto)

    joint.refresh_from_db()
    assert invited_sources(joint) == []
    assert union.pk in joint.source_ids
    assert original_digest(joint) == public_content(joint).digest == joint.submission.digest


def test_one_that_is_not_waited_for_is_asked_again_for_other_words(joint, cast, union):
    actions.show_as_invited(named(joint, union), by=cast.dora)
    actions.save(joint, joint.content | {"statement": "Otherwise."}, by=cast.ana)
    actions.submit(joint, by=cast.ana)

    assert named(joint, union).shown_as_invited_at is None


@pytest.mark.parametrize("who", ["ana", "otto", "chris", "olga", "nobody"])
def test_only_the_secretariat_does_not_wait(joint, cast, union, who):
    with pytest.raises(NotAllowed):
        actions.show_as_invited(named(joint, union), by=getattr(cast, who))


def test_a_contribution_of_one_source_is_not_published_as_invited(make_draft, cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    draft = make_draft(by=cast.ines, sources=[{"id": society.pk}])
    actions.submit(draft, by=cast.ines)
    actions.show_as_invited(draft.sources.get(), by=cast.dora)

    with pytest.raises(NotPossible):
        actions.publish(draft, by=cast.dora)


def test_an_address_gets_a_link_and_never_becomes_part_of_what_is_sent(asked_by_address):
    letter = Letter.objects.get(family="contributions/invited_to_join")
    assert letter.address == "ines@example.org"
    assert "/invitations/" in letter.text
    assert "ines@example.org" not in str(asked_by_address.submission.content)


def test_who_takes_the_link_reads_and_answers_and_counts_once_the_mandate_is_confirmed(asked_by_address, cast):
    joint = asked_by_address
    text = Letter.objects.get(family="contributions/invited_to_join").text
    invitation = find_invitation(re.search(r"/invitations/([^/\s]+)/", text).group(1))
    assert not cast.ines.has_perm("contributions.read_what_was_sent", joint)

    mandate = actions.accept_invitation(invitation, by=cast.ines)
    assert cast.ines.has_perm("contributions.read_what_was_sent", joint)
    assert not cast.ines.has_perm("contributions.edit", joint)
    confirm(joint, invitation.source, by=cast.ines)

    row = named(joint, invitation.source)
    assert (row.answered_by, row.confirmed_at) == (cast.ines, None)
    with pytest.raises(NotPossible):
        actions.publish(joint, by=cast.dora)

    actions.confirm_mandate(mandate, by=cast.dora)
    assert named(joint, invitation.source).confirmed_at
    actions.publish(joint, by=cast.dora)


def test_the_same_address_is_not_written_to_with_a_new_link_for_each_change(asked_by_address, cast):
    actions.save(asked_by_address, asked_by_address.content | {"statement": "Otherwise."}, by=cast.ana)
    actions.submit(asked_by_address, by=cast.ana)

    assert letters("invited_to_join") == ["ines@example.org"]


def test_too_many_invitations_stop_no_submission(make_draft, cast, ministry, settings):
    for number in range(MOST_A_DAY):
        ask_to_join(ministry, address=f"stranger-{number}@example.org", by=cast.ana)
    society = {"name": "Harbour Society", "group": "civil-society", "email": "ines@example.org"}
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, society])

    actions.submit(draft, by=cast.ana)

    assert letters("invited_to_join") == []


def test_what_is_no_address_stops_the_submission_and_says_so(make_draft, cast, ministry):
    society = {"name": "Harbour Society", "group": "civil-society", "email": "nobody"}
    draft = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, society])

    with pytest.raises(Incomplete) as refusal:
        actions.submit(draft, by=cast.ana)
    assert list(refusal.value.fields) == ["sources"]


def test_a_mandate_that_is_confirmed_confirms_what_was_sent_under_it(make_draft, cast, make_source):
    society = make_source("Harbour Society", group="civil-society")
    drafts = [make_draft(by=cast.ines, sources=[{"id": society.pk}], title=f"On {name}") for name in ("A", "B")]
    for draft in drafts:
        actions.submit(draft, by=cast.ines)

    actions.confirm_mandate(Mandate.objects.get(person=cast.ines), by=cast.dora)

    assert all(each.confirmed_at for each in ContributionSource.objects.filter(source=society))


def test_who_was_declined_needs_no_answer(joint, cast, union):
    actions.decline(joint, by=cast.dora, reason="Off topic.")

    with pytest.raises(NotPossible, match="declined"):
        actions.confirm_joining(named(joint, union), by=cast.otto, digest=joint.submission.digest)
    assert waiting_for(cast.otto) == []


def test_a_refused_source_is_not_confirmed_over_its_head(joint, cast, union):
    actions.refuse_joining(named(joint, union), by=cast.otto)

    with pytest.raises(NotPossible):
        actions.confirm_source(named(joint, union), by=cast.dora)
    assert joint.state == State.SUBMITTED
