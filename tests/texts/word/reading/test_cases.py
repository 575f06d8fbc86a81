"""Every construct says what it should, accepted and rejected."""

import io

import pytest

from tests.texts.word.reading.cases import CASES, Case
from texts.engine.tracked import accepted, rejected
from texts.word.reading import read

by_name = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@by_name
def test_accepted(case: Case):
    assert [each.text for each in accepted(read(io.BytesIO(case.file)).paragraphs)] == case.accepted


@by_name
def test_rejected(case: Case):
    assert [each.text for each in rejected(read(io.BytesIO(case.file)).paragraphs)] == case.rejected


@by_name
def test_the_strict_form_says_the_same(case: Case):
    assert read(io.BytesIO(case.strict_file)) == read(io.BytesIO(case.file))
