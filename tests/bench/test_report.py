"""What was measured becomes a report with its limits."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bench import report
from bench.load import Run
from bench.pages import EMPTY, HOME, LIST, PERIODS, Page
from bench.weigh import Weight

RATES = {EMPTY: 1000, HOME: 500, PERIODS: 400, LIST: 50}
LIGHT = Weight(page=5000, first_visit=30_000, queries=7, queries_kept=0)


def _measured(**changed):
    rates = RATES | changed
    return [
        report.Measured(
            Page(name, ["/"], is_html=name in (HOME, LIST)), Run(1.0, [0.001] * rate), Run(1.0, [0.001] * 1000), LIGHT
        )
        for name, rate in rates.items()
    ]


def _broken(measured):
    return [limit.name for limit in report.limits(measured, _measured(), 1000) if not limit.holds]


def test_all_limits_hold_where_they_do():
    assert _broken(_measured()) == []


@pytest.mark.parametrize(
    ("changed", "limit"),
    [
        ({HOME: 399}, "home: at least 40 %"),
        ({PERIODS: 399}, "API, open periods: at least 40 %"),
        ({LIST: 33}, "list of a round, deep in it: within 1.5"),
    ],
)
def test_a_page_that_is_too_slow_breaks_its_limit(changed, limit):
    [broken] = _broken(_measured(**changed))

    assert broken.startswith(limit)


@pytest.mark.parametrize(
    ("weight", "limit"),
    [
        (replace(LIGHT, page=40_000), "heaviest page"),
        (replace(LIGHT, first_visit=60_000), "home, first visit"),
        (replace(LIGHT, queries=9), "most queries"),
    ],
)
def test_a_page_that_is_too_heavy_breaks_its_limit(weight, limit):
    measured = [replace(each, weight=weight) if each.page.name == HOME else each for each in _measured()]

    [broken] = _broken(measured)
    assert broken.startswith(limit)


def test_an_answer_that_is_not_200_breaks_a_limit():
    measured = [replace(each, run=replace(each.run, failures=1)) for each in _measured()]

    assert _broken(measured) == ["every answer is 200"]


def test_the_report_tells_what_counts_and_nothing_of_the_place(db):
    measured = _measured()
    held = report.limits(measured, measured, 1000)

    text = report.written(report.Filling(60, 2.0, "14 MB"), measured, held, seed=1, seconds=4)

    assert "60 contributions stored in 2 s (30 a second), 14 MB on" in text
    assert "| home | 500 | 50% | 1.00 | 1.00 | 5,000 | 30,000 | 7, 0 |" in text
    assert os.uname().nodename not in text
    assert str(Path(__file__).parents[2]) not in text


@pytest.mark.parametrize(("percent", "milliseconds"), [(50, 51.0), (99, 100.0), (0, 1.0)])
def test_percentiles_are_of_the_times_in_their_order(percent, milliseconds):
    run = Run(seconds=1, times=[number / 1000 for number in range(100, 0, -1)])

    assert run.percentile(percent) == pytest.approx(milliseconds)
