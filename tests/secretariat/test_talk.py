"""On the page of a contribution: templates without a script, who answers for it, who else is here, what was heard."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations import actions as consultations
from consultations.enums import ReasonUse
from contributions import actions
from contributions.enums import State

pytestmark = pytest.mark.django_db


def door(name, made):
    return reverse(f"secretariat:{name}", args=[made.pk])


@pytest.fixture
def omar(cast, sign_in):
    return sign_in(Client(), cast.omar)


@pytest.fixture
def made(make_contribution):
    return make_contribution(State.SUBMITTED)


@pytest.fixture
def make_template(process, cast):
    def make(use):
        return consultations.save_reason_template(
            process, by=cast.dora, use=use, language="en", name="Where", text="Where is it?"
        )

    return make


@pytest.mark.parametrize(("move", "field"), [("return", "reason"), ("decline", "reason"), ("remark", "text")])
def test_template_is_put_behind_what_was_typed_and_nothing_is_done(move, field, dora, made, make_template):
    template = make_template(ReasonUse(move))
    typed = {field: "Typed already.", "template": template.pk, "fill": "1", "code": "harmful"}
    page = dora.post(door(move, made), typed)

    words = page.content.decode()
    assert page.status_code == 200
    assert "Typed already.\n\nWhere is it?" in words
    assert move != "decline" or '<option value="harmful" selected>' in words
    made.refresh_from_db()
    assert (made.state, made.remarks.count()) == (State.SUBMITTED, 0)


@pytest.mark.parametrize("template", ["", "x", "999999"])
def test_without_a_template_what_was_typed_stays(template, dora, made, make_template):
    make_template(ReasonUse.RETURN)
    page = dora.post(door("return", made), {"reason": "Typed already.", "template": template, "fill": "1"})
    assert "Typed already." in page.content.decode()


def test_declining_asks_for_a_ground_and_the_author_reads_it(dora, made, cast):
    refused = dora.post(door("decline", made), {"reason": "Nothing about cables."})
    assert (refused.status_code, "Choose a ground from the list." in refused.content.decode()) == (422, True)

    dora.post(door("decline", made), {"reason": "Nothing about cables.", "code": "off_topic"})

    made.refresh_from_db()
    assert (made.ground_code, made.ground) == ("off_topic", "Nothing about cables.")
    letter = cast.ana.letters.get(family="contributions/declined")
    assert "It does not speak to what this comment period asks." in letter.text


def test_ground_that_is_not_offered_cannot_be_chosen(dora, made):
    answer = dora.post(door("decline", made), {"reason": "No.", "code": "no_such_ground"})
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.state == State.SUBMITTED


def test_it_is_given_to_a_colleague(dora, made, cast):
    page = dora.post(door("assign", made), {"to": cast.omar.pk, "held_by": ""}, follow=True).content.decode()
    assert "Omar Example" in page
    made.refresh_from_db()
    assert made.assignee == cast.omar


def test_stale_page_gives_nothing_away(dora, made, cast):
    actions.take_up(made, by=cast.omar)
    answer = dora.post(door("assign", made), {"to": cast.dora.pk, "held_by": ""})
    assert answer.status_code == 409
    made.refresh_from_db()
    assert made.assignee == cast.omar


@pytest.mark.parametrize("to", ["otto", "chris"])
def test_it_is_given_to_nobody_from_outside(to, dora, made, cast):
    assert dora.post(door("assign", made), {"to": getattr(cast, to).pk}).status_code == 409
    made.refresh_from_db()
    assert made.assignee is None


@pytest.mark.parametrize("who", ["chris", "olga"])
@pytest.mark.parametrize("act", ["assign", "settle", "remark"])
def test_readers_do_nothing(who, act, made, cast, sign_in):
    client = sign_in(Client(), getattr(cast, who))
    answer = client.post(door(act, made), {"to": "", "text": "Hm."})
    assert answer.status_code == 403


def test_second_one_is_told_who_has_it_open_until_they_leave(dora, omar, made):
    page = door("contribution", made)
    assert "has had this page open" not in dora.get(page).content.decode()

    shown = omar.get(page).content.decode()
    assert "<bdi>Dora Example</bdi> has had this page open since" in shown
    assert "Omar Example</bdi> has had" not in shown

    assert dora.post(door("here", made), {"leave": "1"}).status_code == 204
    assert "has had this page open" not in omar.get(page).content.decode()


def test_whoever_is_done_with_it_is_gone_from_it(dora, omar, made):
    dora.get(door("contribution", made))
    dora.post(door("publish", made), {"seen": "1"})
    omar.get(door("contribution", made))
    assert "has had this page open" not in omar.get(door("contribution", made)).content.decode().split("<main")[0]


def test_reader_who_only_looks_is_nobody_to_be_told_of(made, dora, cast, sign_in):
    sign_in(Client(), cast.olga).get(door("contribution", made))
    assert "has had this page open" not in dora.get(door("contribution", made)).content.decode()


def test_decision_on_a_page_that_is_older_than_the_last_word_is_refused(dora, made, cast):
    actions.remark(made, "Please wait.", by=cast.ana)
    answer = dora.post(door("publish", made), {"seen": "1", "heard": "0"})
    assert answer.status_code == 409
    assert "Something was said about it" in answer.content.decode()
    assert "Please wait." in answer.content.decode()


def test_way_back_leads_to_the_list_that_one_came_from(dora, made):
    page = dora.get(door("contribution", made), {"list": "language=en"}).content.decode()
    assert 'href="/desk/?language=en"' in page
    answer = dora.post(door("take_up", made), {"list": "language=en"})
    assert answer["Location"] == f"{door('contribution', made)}?list=language%3Den"


@pytest.mark.parametrize("remarks", [1, 3])
def test_opening_one_asks_the_database_at_most_eight_times(remarks, dora, made, cast, django_assert_max_num_queries):
    for number in range(remarks):
        actions.remark(made, f"{number}", by=cast.ana)
    dora.get(door("contribution", made))
    with django_assert_max_num_queries(8):
        assert dora.get(door("contribution", made)).status_code == 200
