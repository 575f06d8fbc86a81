"""What is written straight to JSON is what the serializers tell, to the last member."""

import json

import pytest
from rest_framework.utils.encoders import JSONEncoder

from api import folding, quick

LISTS = [
    "comment-periods/",
    "comment-periods/?state=open",
    "comment-periods/?at=2027-01-14T12:00:00Z",
    "comment-periods/?state=closed",
    "processes/",
    "rounds/",
    "documents/",
    "guiding-questions/",
    "contributions/",
    "contributions/?content=true",
    "contributions/?expand=round,process,comment_period",
    "stakeholder-groups/",
    "admissions/",
    "sources/",
]


@pytest.mark.parametrize("path", LISTS)
def test_quick_and_slow_are_the_same(ask, world, make_contribution, monkeypatch, path):
    make_contribution()
    written = []
    plainly = quick.listed

    def both(things, kind, context, **beside):
        things, serializer = list(things), kind(context=context)
        slow = {**beside, "results": [serializer.to_representation(thing) for thing in things]}
        plainly(things, kind, context, **beside)
        text = plainly(things, kind, context, **beside)
        written.append((json.loads(folding.unfolded(text)), json.loads(json.dumps(slow, cls=JSONEncoder))))
        assert [list(one) for one in written[0][0]["results"]] == [list(one) for one in written[0][1]["results"]]
        return text

    monkeypatch.setattr(quick, "listed", both)

    assert ask(path).status_code == 200
    [(fast, slow)] = written
    assert fast == slow


def test_signs_that_end_a_line_in_programs_are_written_as_numbers(told, ask, make_process):
    make_process("wgx", name={"en": 'One\u2028two \\u0000 "3" 4'})

    assert b"\\u2028" in ask("processes/").content
    assert told("processes/")["results"][0]["name"] == {"en": 'One\u2028two \\u0000 "3" 4'}


def test_nobody_can_feign_the_place_of_another_text(told, make_period):
    make_period(title={"en": 'x","\\u00000","y'}, description={"en": "\\u00001"})

    [found] = told("comment-periods/?state=open")["results"]

    assert (found["title"], found["description"]) == ({"en": 'x","\\u00000","y'}, {"en": "\\u00001"})
