"""What a source lets the public see: part of what it sends, and changed at any time by itself."""

import pytest
from django.db import transaction
from django.utils import timezone

from common.refusals import NotAllowed, NotPossible
from contributions import actions
from contributions.content import Content, digest
from contributions.enums import Channel, Consent, Modifier, Speaking, State
from contributions.models import Amendment, Contribution
from contributions.queries.compiling import proposed_to
from contributions.queries.published import original_digest, public_content, public_sources, published_form
from contributions.queries.search import search
from contributions.queries.sources import has_published
from notifications.models import Letter
from record.queries import about
from stakeholders.models import Mandate, Source
from tests.waiting import LONGEST, meanwhile

pytestmark = pytest.mark.django_db


def consented(contribution):
    contribution.refresh_from_db()
    return contribution.consent


def found(words):
    return [result.contribution.pk for result in search(words).results]


def test_it_is_part_of_what_is_sent_and_only_where_something_is_kept_back(make_contribution):
    named = make_contribution(State.SUBMITTED)
    group = make_contribution(State.SUBMITTED, consent="group", title="Other", statement="Else.")

    assert "consent" not in named.submission.content
    assert group.submission.content["consent"] == "group"
    assert (named.consent, group.consent) == (Consent.NAMED, Consent.GROUP)


def test_nonsense_keeps_nothing_back():
    for value in ("named", "everything", 7, None, ["group"]):
        assert Content.from_json({"consent": value}).consent == ""


def test_with_the_group_only_the_words_stay(make_contribution, ministry):
    published = make_contribution(consent="group", builds_on="WGX/0/1", on_behalf="on behalf of all posts")

    form = published_form(published)

    assert (form.title, form.statement) == ("On cables", "Cables matter.\n\nVery much.")
    assert (form.builds_on, form.on_behalf, form.files) == ("", "", [])
    assert form.sources == [{"id": None, "name": "", "acronym": "", "country": "", "group": "governments"}]
    assert [(each.name, each.group.code, each.slug) for each in public_sources(published)] == [("", "governments", "")]
    assert not Source.objects.filter(has_published(), pk=ministry.pk).exists()
    assert found("cables") == [published.pk]
    assert found("exampland") == found("MPE") == []


def test_the_digest_of_what_was_sent_would_let_names_be_tried_out(make_contribution):
    published = make_contribution(consent="group")
    public = public_content(published)

    assert original_digest(published) == ""
    assert public.digest == digest(public.data) != published.submission.digest


def test_counted_only_is_found_by_nothing_and_keeps_its_symbol(make_contribution, cast):
    counted = make_contribution(consent="aggregate")

    assert counted.symbol.text == "WGX/1/1"
    assert (counted.title, counted.excerpt, counted.group_ids != []) == ("", "", True)
    assert published_form(counted) == Content(consent="aggregate")
    assert found("cables") == []
    assert make_contribution(title="Next").symbol.text == "WGX/1/2"


def test_less_is_seen_at_once_and_it_is_on_record_and_told(make_contribution, cast):
    published = make_contribution()

    actions.change_consent(published, Consent.AGGREGATE, by=cast.ben)
    actions.change_consent(published, Consent.AGGREGATE, by=cast.ben)

    assert (consented(published), published.title, found("cables")) == ("aggregate", "", [])
    assert [entry.verb for entry in about(published)][-1] == "contribution.change_consent"
    told = Letter.objects.filter(family="contributions/consent_changed").values_list("address", flat=True)
    assert sorted(told) == ["ana@example.org", "ben@example.org"]


def test_more_is_seen_by_the_word_of_whoever_sent_it(make_contribution, cast):
    published = make_contribution()
    actions.change_consent(published, Consent.AGGREGATE, by=cast.ben)

    with pytest.raises(NotAllowed):
        actions.change_consent(published, Consent.NAMED, by=cast.ben)
    actions.change_consent(published, Consent.NAMED, by=cast.ana)

    assert (consented(published), published.title, found("cables")) == ("named", "On cables", [published.pk])


@pytest.mark.parametrize("who", ["otto", "dora", "omar", "chris", "olga", "ines", "nobody"])
def test_nobody_else_says_so(make_contribution, cast, who):
    published = make_contribution()

    with pytest.raises(NotAllowed):
        actions.change_consent(published, Consent.GROUP, by=getattr(cast, who))
    assert consented(published) == "named"


def test_the_desk_shows_less_of_a_paper_and_never_more(make_contribution, cast):
    paper = make_contribution()
    Contribution.objects.filter(pk=paper.pk).update(channel=Channel.PAPER, author=cast.omar)

    actions.change_consent(paper, Consent.GROUP, by=cast.omar)
    with pytest.raises(NotAllowed):
        actions.change_consent(paper, Consent.NAMED, by=cast.omar)

    assert consented(paper) == "group"


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_nobody_can_see_needs_no_consent(make_contribution, cast, state):
    with pytest.raises(NotPossible):
        actions.change_consent(make_contribution(state), Consent.GROUP, by=cast.ana)


def test_the_versions_beside_it_show_no_more(make_contribution, cast):
    first = make_contribution()
    revision, _token = actions.revise(first, by=cast.ana)
    actions.save(revision, revision.content | {"consent": "group", "statement": "Anew."}, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    assert consented(first) == "named"

    actions.publish(revision, by=cast.dora)
    assert (consented(first), consented(revision)) == ("group", "group")

    actions.change_consent(first, Consent.AGGREGATE, by=cast.ana)
    assert (consented(first), consented(revision)) == ("aggregate", "aggregate")


def beside(first, kind, by):
    """Begin what is to stand beside it, and say something in it."""
    begun, _token = actions.revise(first, by=by) if kind == "revision" else actions.modify(first, kind, by=by)
    actions.save(begun, begun.content | {"statement": "Anew."}, by=by)
    return begun


@pytest.mark.parametrize("kind", ["revision", Modifier.ADDS, Modifier.CORRECTS])
def test_what_stands_beside_it_begins_with_what_the_public_sees_by_now(make_contribution, cast, kind):
    first = make_contribution()
    actions.change_consent(first, Consent.GROUP, by=cast.ana)

    begun = beside(first, kind, cast.ana)
    actions.submit(begun, by=cast.ana)
    actions.publish(begun, by=cast.dora)

    assert (consented(first), consented(begun)) == ("group", "group")
    assert [each.name for each in public_sources(begun)] == [""]


@pytest.mark.parametrize("kind", ["revision", Modifier.ADDS])
@pytest.mark.parametrize("is_sent", [True, False])
def test_what_was_begun_before_shows_no_more_than_its_source_wants_by_now(make_contribution, cast, kind, is_sent):
    first = make_contribution()
    begun = beside(first, kind, cast.ana)
    if is_sent:
        actions.submit(begun, by=cast.ana)

    actions.change_consent(first, Consent.GROUP, by=cast.ben)
    if not is_sent:
        actions.submit(begun, by=cast.ana)
    actions.publish(begun, by=cast.dora)

    assert (consented(first), consented(begun)) == ("group", "group")
    assert found("exampland") == []


@pytest.mark.django_db(transaction=True)
def test_addition_is_published_with_its_original_locked_first(make_contribution, cast):
    first = make_contribution()
    addition, _token = actions.modify(first, Modifier.ADDS, by=cast.ana)
    words = {"statement": "And ducts.", "consent": "group"}
    actions.save(addition, addition.content | words, by=cast.ana)
    actions.submit(addition, by=cast.ana)

    with transaction.atomic():
        # As every act on versions does: the first of them first.
        Contribution.objects.select_for_update().get(pk=first.pk)
        published = meanwhile(lambda: actions.publish(addition, by=cast.dora))
        Contribution.objects.select_for_update(nowait=True).get(pk=addition.pk)

    published.result(timeout=LONGEST)
    assert (consented(first), consented(addition)) == ("group", "group")


def test_sending_it_again_does_not_show_more_by_itself(make_contribution, cast):
    sent = make_contribution(State.SUBMITTED)
    actions.change_consent(sent, Consent.GROUP, by=cast.ana)

    sent.refresh_from_db()
    actions.save(sent, sent.content | {"statement": "Otherwise."}, by=cast.ana)
    actions.submit(sent, by=cast.ana)

    assert consented(sent) == "group"


def test_one_of_several_sources_is_enough_to_show_less(make_draft, make_source, cast, ministry):
    union = make_source("Cable Users Union", group="civil-society")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now())
    joint = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(joint, by=cast.ana)
    actions.confirm_source(joint.sources.get(source=union), by=cast.dora)
    actions.publish(joint, by=cast.dora)

    actions.change_consent(joint, Consent.GROUP, by=cast.otto)

    joint.refresh_from_db()
    assert [each.group.code for each in public_sources(joint)] == ["governments", "civil-society"]


def test_who_refused_is_told_nothing_of_it_any_more(make_draft, make_source, cast, ministry):
    union = make_source("Cable Users Union", group="civil-society")
    Mandate.objects.create(person=cast.otto, source=union, confirmed_at=timezone.now())
    joint = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": ministry.pk}, {"id": union.pk}])
    actions.submit(joint, by=cast.ana)
    actions.refuse_joining(joint.sources.get(source=union), by=cast.otto)

    actions.change_consent(joint, Consent.GROUP, by=cast.ana)

    told = Letter.objects.filter(family="contributions/consent_changed").values_list("address", flat=True)
    assert sorted(told) == ["ana@example.org", "ben@example.org"]


def test_changes_that_are_counted_only_are_in_no_compilation(opinion, propose, ministry, cast):
    change = {"op": "MOD", "clause": 2, "wording": "that herons consider cables useful;"}
    counted = propose(opinion, ministry, change)
    shown = propose(opinion, ministry, change)

    actions.change_consent(counted, Consent.AGGREGATE, by=cast.ana)

    assert [each.contribution for each in Amendment.objects.in_force().on(opinion)] == [shown]
    assert list(proposed_to(opinion).contributions.values()) == [shown]
