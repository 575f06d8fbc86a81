"""A button that is pressed twice makes one thing: what is prepared at the desk can mostly not be thrown away."""

from typing import Any

import pytest
from django.utils import timezone

from common.refusals import Incomplete
from consultations.actions import set_ground
from consultations.models import CommentPeriod, Document, Ground, GuidingQuestion, Process, ReasonTemplate, Round
from contributions.models import Contribution, DeskFilter, RedactionGround
from stakeholders.models import StakeholderGroup

pytestmark = pytest.mark.django_db

ROUND = "/desk/processes/wgx/rounds/1/"
DATES = {
    "opens_on": "2030-01-01", "opens_time": "12:00", "closes_on": "2030-03-01", "closes_time": "12:00", "zone": "UTC",
}  # fmt: skip
PAPER = {
    "channel": "paper", "name": "Union of Fishers", "group": "civil-society", "email": "fatma@example.org",
}  # fmt: skip
CALL = DATES | {"title_en": "A call", "purpose": "answers", "languages_taken": "en"}
MADE: list[tuple[str, dict[str, Any], Any]] = [
    (f"{ROUND}new-period/", CALL, CommentPeriod),
    (f"{ROUND}periods/{{period}}/new-question/", {"text_en": "What about cables?"}, GuidingQuestion),
    (f"{ROUND}new-document/", {"title_en": "Agenda", "kind": "agenda"}, Document),
    ("/desk/new-process/", {"name": "Ports", "language": "en", "code": "WGP", "slug": "wgp"}, Process),
    ("/desk/processes/wgx/new-round/", {"title_en": "Second meeting", "number": "2"}, Round),
    ("/desk/processes/wgx/groups/", {"name_en": "Lighthouse keepers"}, StakeholderGroup),
    ("/desk/practice/wgx/grounds/", {"sentence_en": "It is a poem.", "is_offered": "on"}, Ground),
    ("/desk/practice/wgx/removal-grounds/", {"sentence_en": "It rhymes.", "is_offered": "on"}, RedactionGround),
    ("/desk/practice/wgx/words/", {"use": "remark", "language": "en", "name": "A", "text": "B"}, ReasonTemplate),
    ("/desk/filters/keep/", {"list": "state=submitted", "name": "Mine"}, DeskFilter),
    ("/desk/enter/", PAPER, Contribution),
]


@pytest.mark.parametrize(("address", "form", "what"), MADE, ids=[what.__name__ for _address, _form, what in MADE])
def test_it_makes_one_thing(address, form, what, dora, make_contribution):
    sent = make_contribution("submitted")
    now = timezone.now()
    when = {"period": sent.period_id, "received_on": now.date().isoformat(), "received_time": now.strftime("%H:%M")}
    there = address.format(period=sent.period_id)
    before = what.objects.count()

    answers = [dora.post(there, (when | form) if what is Contribution else form) for _ in range(2)]

    assert answers[0].status_code == 302
    assert answers[1].status_code in {302, 422}
    assert what.objects.count() == before + 1


def test_another_ground_takes_no_place_of_one_that_there_is(dora, cast, process):
    for words in ("It is a poem.", "It is a song."):
        set_ground(process, "", by=cast.dora, sentence={"en": words})

    assert [str(each.sentence) for each in Ground.objects.order_by("code")] == ["It is a poem.", "It is a song."]
    with pytest.raises(Incomplete):
        set_ground(process, "", by=cast.dora, sentence={"en": ""})
