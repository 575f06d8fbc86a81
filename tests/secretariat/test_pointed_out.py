"""What is pointed out before something is published: its own name under "group only", and what was removed before."""

import pytest
from django.test import Client
from django.urls import reverse

from contributions import actions
from contributions.content import Content
from contributions.enums import Consent, State
from contributions.models import Batch, Contribution
from contributions.queries.published import published_form
from contributions.queries.redactions import everywhere, own_names_in
from contributions.redacting import parts_of
from tests.deciding import HERONS, desk, sources
from tests.negotiating import make_text, opinion, propose

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db

NAMES = "This names its own source"
AGAIN = "This was removed before, and stands here again"


@pytest.fixture
def dora(cast, sign_in):
    return sign_in(Client(), cast.dora)


def page(client, contribution):
    return client.get(reverse("secretariat:contribution", args=[contribution.pk])).content.decode()


def names(contribution):
    content = Content.from_json(contribution.submission.content)
    texts = parts_of(content)
    return [(part, texts[part][at : at + length]) for part, at, length in own_names_in(contribution, content)]


@pytest.fixture
def shy(make_contribution):
    """The words of a ministry that lets only its group be named."""
    return make_contribution(
        State.SUBMITTED,
        consent="group",
        title="What the MPE thinks",
        statement="The ministry  of posts of Exampland uses cables. Our mpe does not, nor any MPELLER.",
        builds_on="a paper of the MPE",
    )


def test_its_own_name_is_found_in_what_everybody_will_read(shy):
    assert names(shy) == [("title", "MPE"), ("statement", "ministry  of posts of Exampland")]


@pytest.mark.parametrize("consent", [Consent.NAMED, Consent.AGGREGATE])
def test_nothing_is_said_where_the_name_is_read_anyway_or_nothing_is(shy, consent):
    shy.consent = consent
    assert names(shy) == []


def test_the_officer_reads_it_beside_the_button_and_can_take_it_out(dora, shy, cast):
    assert NAMES in page(dora, shy)
    choose = dora.get(reverse("secretariat:redact", args=[shy.pk])).content.decode()
    assert NAMES in choose
    assert 'value="title@9+3"' in choose

    content = Content.from_json(shy.submission.content)
    marks = [
        mark
        for words in ("MPE", "Ministry of Posts of Exampland")
        for mark in everywhere(words, content, "third-person")
    ]
    actions.redact(shy, marks, by=cast.dora)

    assert NAMES not in page(dora, shy)
    actions.publish(Contribution.objects.get(pk=shy.pk), by=cast.dora)


def test_nothing_is_pointed_out_in_what_names_its_source(dora, make_contribution):
    made = make_contribution(State.SUBMITTED, statement="The Ministry of Posts of Exampland uses cables.")
    assert NAMES not in page(dora, made)


def test_the_human_decides(shy, cast):
    actions.publish(shy, by=cast.dora)
    assert "Exampland" in published_form(Contribution.objects.get(pk=shy.pk)).statement


def test_in_bulk_it_is_pointed_out_beside_each(dora, shy, make_contribution):
    other = make_contribution(State.SUBMITTED)
    shown = dora.post(
        reverse("secretariat:plan_batch"), {"which": "marked", "item": [shy.pk, other.pk], "do": "publish"}, follow=True
    ).content.decode()
    assert shown.count(NAMES) == 1
    assert Batch.objects.get().items.filter(trouble="").count() == 2


@pytest.fixture
def revision(cast, make_contribution):
    """Of something from which a name was removed; it says the name again."""
    published = make_contribution(State.PUBLISHED, statement="Zebedee says so.")
    content = Content.from_json(published.submission.content)
    actions.redact(published, everywhere("Zebedee", content, "third-person"), by=cast.dora)
    draft, _token = actions.revise(published, by=cast.ana)
    actions.submit(draft, by=cast.ana)
    draft.refresh_from_db()
    return draft


def publish(client, contribution, **more):
    seen = {"seen": contribution.submission.number, "heard": 0}
    return client.post(reverse("secretariat:publish", args=[contribution.pk]), seen | more)


def test_what_was_removed_before_is_published_only_by_whoever_says_so(dora, revision):
    shown = page(dora, revision)
    assert AGAIN in shown
    assert 'name="again"' in shown

    refused = publish(dora, revision)
    assert refused.status_code == 409
    assert "removed before" in refused.content.decode()
    assert Contribution.objects.get(pk=revision.pk).published_at is None

    assert publish(dora, revision, again="1").status_code == 302
    assert Contribution.objects.get(pk=revision.pk).published_at is not None


def test_nothing_is_asked_where_nothing_was_removed(dora, make_contribution):
    assert 'name="again"' not in page(dora, make_contribution(State.SUBMITTED))


def test_a_second_sending_costs_no_more_unless_something_was_removed(
    dora, cast, make_contribution, django_assert_max_num_queries
):
    made = make_contribution(State.SUBMITTED)
    actions.save(made, made.content | {"statement": "Zebedee asks."}, by=cast.ana)
    actions.submit(made, by=cast.ana)
    dora.get("/desk/")
    with django_assert_max_num_queries(8):
        page(dora, made)
    made.refresh_from_db()
    actions.redact(
        made, everywhere("Zebedee", Content.from_json(made.submission.content), "third-person"), by=cast.dora
    )
    actions.save(made, made.content | {"title": "Once more"}, by=cast.ana)
    actions.submit(made, by=cast.ana)
    assert AGAIN in page(dora, made)


@pytest.fixture
def named(desk, cast):
    """A change that names somebody, whom the chair has copied into a draft."""
    found = desk.reword(1, "that herons of Zebedee Quillfeather consider cables;")
    desk.decide(HERONS, "own", wording="that herons, with Zebedee Quillfeather, consider cables;")
    actions.add_clause(desk.draft, after="", kind="item", label="z)", wording="As Quillfeather says;", by=cast.chris)
    content = Content.from_json(found.submission.content)
    actions.redact(found, everywhere("Zebedee Quillfeather", content, "third-person"), by=cast.dora)
    return found


@pytest.mark.parametrize("who", ["dora", "omar", "chris", "olga"])
def test_the_desk_sees_where_removed_words_still_stand_without_reading_them(who, named, cast, sign_in):
    client = sign_in(Client(), getattr(cast, who))
    address = reverse("secretariat:still_said", args=[named.pk])
    assert address in page(client, named)

    shown = client.get(address).content.decode()

    assert "Not public yet" in shown
    assert "The chair’s wording at a place of the next version" in shown
    assert "z)" in shown
    assert "Quillfeather" not in shown


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ana", 404), ("nobody", 302)])
def test_nobody_else_does(who, status, named, cast, sign_in):
    client = sign_in(Client(), getattr(cast, who))
    assert client.get(reverse("secretariat:still_said", args=[named.pk])).status_code == status


def test_every_link_of_it_leads_somewhere(named, desk, dora, cast):
    desk.dispose_all()
    version = desk.issue(ground="It is late.")
    shown = dora.get(reverse("secretariat:still_said", args=[named.pk]))
    assert "Everybody reads it" in shown.content.decode()
    addresses = [place.address for place in (*shown.context["public"], *shown.context["drafted"])]
    assert len(addresses) == 2
    assert all(version.symbol in address for address in addresses)
    assert {dora.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_several_places(*, rows, named, desk, dora, cast, django_assert_max_num_queries):
    for number in range(rows):
        actions.add_clause(desk.draft, after="", kind="item", wording=f"{number} Quillfeather;", by=cast.chris)
    dora.get("/desk/")
    with django_assert_max_num_queries(8):
        dora.get(reverse("secretariat:still_said", args=[named.pk]))


def test_the_chair_is_told_at_the_draft_and_before_it_is_issued(named, desk, cast, sign_in):
    chris = sign_in(Client(), cast.chris)
    overview = chris.get(reverse("secretariat:next", args=[desk.opinion.pk])).content.decode()
    confirm = chris.get(reverse("secretariat:next_confirm", args=[desk.opinion.pk])).content.decode()
    assert overview.count("Words that were removed from a contribution stand here") == 2
    assert "Words that were removed from a contribution stand in this version" in confirm
