"""Service times, grounds and templates: set by whoever may, shown to everybody whom they concern."""

import pytest
from django.test import Client

from common.refusals import NotAllowed
from consultations import actions
from consultations.enums import ReasonUse
from consultations.models import Ground, ReasonTemplate, ServiceTimes
from consultations.queries.grounds import grounds_of
from record.models import Entry

pytestmark = pytest.mark.django_db

PRACTICE = "/desk/practice/"
TIMES = f"{PRACTICE}wgx/times/"
GROUND = f"{PRACTICE}wgx/grounds/off_topic/"
NEW_GROUND = f"{PRACTICE}wgx/grounds/"
WORDS = f"{PRACTICE}wgx/words/"
TEMPLATE = {"use": "return", "language": "fr", "name": "Quel lieu", "text": "De quel lieu parlez-vous ?"}


@pytest.fixture
def omar(cast, sign_in):
    return sign_in(Client(), cast.omar)


def test_service_times_are_set_shown_and_entered(dora, client):
    dora.post(TIMES, {"take_up": "48", "answer": "", "publish": "36"})

    times = ServiceTimes.objects.get()
    assert (times.take_up, times.answer, times.publish) == (48, None, 36)
    assert Entry.objects.filter(verb="process.service_times").count() == 1
    for page in (dora.get(PRACTICE), dora.get("/desk/"), client.get("/processes/wgx/")):
        assert "taken up within 2 days" in page.content.decode()
        assert "within 36 hours of being sent" in page.content.decode()


@pytest.mark.parametrize("wrong", ["0", "-1", "soon", "9" * 12, "\x00"])
def test_time_that_is_none_is_refused_at_its_field(wrong, dora):
    answer = dora.post(TIMES, {"take_up": wrong})
    assert answer.status_code == 422
    assert 'href="#id_take_up"' in answer.content.decode()
    assert not ServiceTimes.objects.exists()


def test_ground_gets_the_words_of_the_process_and_can_be_taken_out_of_the_choice(dora, process, make_contribution):
    dora.post(GROUND, {"sentence_en": "Not about cables."})

    offered = {each.code: each for each in grounds_of(process)}
    assert (offered["off_topic"].wording.text, offered["off_topic"].is_offered) == ("Not about cables.", False)
    assert offered["other"].is_offered
    made = make_contribution("submitted")
    page = dora.get(f"/desk/contributions/{made.pk}/").content.decode()
    assert 'value="off_topic"' not in page
    assert 'value="harmful"' in page


def test_words_to_change_a_ground_from_stand_each_in_its_own_language(dora, process):
    process.languages = ["en", "fr"]
    process.save()

    form = dora.get(GROUND, headers={"accept-language": "fr"}).context["form"]

    english = "It does not speak to what this comment period asks."
    assert form["sentence_en"].value() == english
    assert form["sentence_fr"].value() not in {english, None}


def test_the_ground_that_fits_when_no_other_does_stays_and_says_so(dora):
    answer = dora.post(f"{PRACTICE}wgx/grounds/other/", {"sentence_en": "Hm."})

    assert answer.status_code == 422
    assert "Something must be left to choose" in answer.content.decode()


def test_own_grounds_stand_behind_the_default_ones_and_before_the_other_one(dora, process):
    for sentence in ("One.", "Two."):
        dora.post(NEW_GROUND, {"sentence_en": sentence, "is_offered": "on"})

    codes = [each.code for each in grounds_of(process)]
    assert codes[-3:] == ["own_1", "own_2", "other"]
    assert Ground.objects.count() == 2


def test_ground_needs_words(dora):
    assert dora.post(NEW_GROUND, {"sentence_en": ""}).status_code == 422
    assert dora.get(f"{PRACTICE}wgx/grounds/no_such_one/").status_code == 404


@pytest.mark.parametrize("place", [TIMES, GROUND, NEW_GROUND])
@pytest.mark.parametrize("who", ["omar", "chris", "olga", "ana", "otto"])
def test_only_the_head_promises_and_words_grounds(place, who, cast, sign_in):
    client = sign_in(Client(), getattr(cast, who))
    assert client.get(place).status_code == 404
    assert client.post(place, {"take_up": "1", "sentence_en": "Hm."}).status_code == 404


def test_template_is_kept_changed_and_removed_by_an_officer(omar):
    omar.post(WORDS, TEMPLATE)
    template = ReasonTemplate.objects.get()
    omar.post(f"{PRACTICE}words/{template.pk}/", TEMPLATE | {"text": "Où donc ?"})
    template.refresh_from_db()
    assert template.text == "Où donc ?"
    assert "Quel lieu" in omar.get(PRACTICE).content.decode()
    omar.post(f"{PRACTICE}words/{template.pk}/remove/")
    assert not ReasonTemplate.objects.exists()


@pytest.mark.parametrize("wrong", [{"name": " "}, {"text": ""}, {"use": "publish"}, {"language": "tlh"}])
def test_template_that_is_not_whole_is_refused(wrong, omar):
    assert omar.post(WORDS, TEMPLATE | wrong).status_code == 422
    assert not ReasonTemplate.objects.exists()


def test_two_templates_have_two_names(omar):
    omar.post(WORDS, TEMPLATE)
    answer = omar.post(WORDS, TEMPLATE | {"text": "Autre chose."})
    assert answer.status_code == 422
    assert "Another template has this name." in answer.content.decode()


@pytest.mark.parametrize("who", ["chris", "olga", "ana", "otto"])
def test_others_keep_no_templates(who, cast, process, sign_in):
    template = actions.save_reason_template(
        process, by=cast.dora, use=ReasonUse.RETURN, language="en", name="Where", text="Where is it?"
    )
    client = sign_in(Client(), getattr(cast, who))
    for place in (WORDS, f"{PRACTICE}words/{template.pk}/", f"{PRACTICE}words/{template.pk}/remove/"):
        assert client.post(place, TEMPLATE).status_code == 404
    assert ReasonTemplate.objects.count() == 1


def test_template_of_another_desk_is_not_replaced_from_here(cast, process, make_process):
    elsewhere = make_process("other")
    given = {"use": ReasonUse.RETURN, "language": "en", "name": "Where", "text": "Where is it?"}
    template = actions.save_reason_template(elsewhere, by=None, **given)

    with pytest.raises(NotAllowed):
        actions.save_reason_template(process, by=cast.omar, instead_of=template, **(given | {"text": "Mine."}))

    assert ReasonTemplate.objects.get().text == "Where is it?"


def test_practice_asks_the_database_at_most_eight_times(dora, cast, process, django_assert_max_num_queries):
    for number in range(3):
        actions.set_ground(process, f"own_{number}", by=cast.dora, sentence={"en": "Hm."})
    with django_assert_max_num_queries(8):
        assert dora.get(PRACTICE).status_code == 200
