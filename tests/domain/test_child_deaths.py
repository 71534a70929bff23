"""The number of child deaths of an area beside the footprint: what it means, never more than was kept."""

from __future__ import annotations

import pytest

from scrutineer.domain.child_deaths import beside_footprint, rests_held
from scrutineer.domain.indicators import IndicatorValue
from scrutineer.domain.periods import period_start


def value(period="2025-26", **said):
    starts, _ = period_start(period)
    assert starts is not None
    return IndicatorValue(period=period, starts=starts, **said)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (value(numerator=60), "2025-26: 60 deaths, an agency’s data; at or above 60 a year: large enough for patterns"),
        (value("2025", numerator=59), "2025: 59 deaths, an agency’s data; below 60 a year: patterns may not show"),
        (value("April 2025 to March 2026", numerator=71), "71 deaths, an agency’s data; at or above 60 a year"),
        (value("Q1 2025-26", numerator=70), "not a year, so not held against 60"),
        (value(numerator=20, breakdown="North"), "2025-26, North: 20 deaths, an agency’s data; a part of the area"),
        (value(missing="not published"), "2025-26: Missing: not published, so nothing is known of it"),
        (value(numerator=30, denominator=71), "30 of 71, which is no number of deaths"),
        (value(numerator=12, typed="12%"), "12%, which is no number of deaths"),
    ],
)
def test_what_a_number_means_is_said_and_what_is_no_number_of_a_year_is_not_held_against_it(kept, words):
    (said,) = beside_footprint([kept], 60)
    assert words in said


def test_years_stand_one_by_one_the_newest_first_and_are_never_added():
    said = beside_footprint([value("2024-25", numerator=40), value("2025-26", numerator=41)], 60)
    assert [words.partition(":")[0] for words in said] == ["2025-26", "2024-25"]
    assert all("below 60" in words for words in said)


@pytest.mark.parametrize(
    ("parts", "held"),
    [({"North": 41}, {0, 1}), ({"North": 20, "South": 21}, {0, 1, 2}), ({"North": 20}, set()), ({"North": 44}, set())],
)
def test_a_whole_and_its_parts_that_tell_of_few_children_in_the_rest_are_held(parts, held):
    every = [value(numerator=44, id=0)]
    every += [value(numerator=number, breakdown=part, id=n) for n, (part, number) in enumerate(parts.items(), 1)]
    assert rests_held([*every, value("2024-25", numerator=42, id=9)], 5) == held
    assert rests_held(every, 0) == frozenset()
