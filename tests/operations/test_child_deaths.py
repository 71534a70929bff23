"""Child deaths of a year: recorded once, corrected, and refused with nothing left behind."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.indicators import Indicator, IndicatorSource, IndicatorValue
from scrutineer.errors import UserError
from scrutineer.operations.child_deaths import correct_child_deaths, record_child_deaths
from scrutineer.operations.queries.clocks import child_deaths


def test_the_first_number_begins_the_indicator_and_the_next_goes_to_it(casefile):
    record_child_deaths(casefile, year="2024-25", number=62)
    record_child_deaths(casefile, year="2025-26", number=41, commentary="Two partnerships together")
    record_child_deaths(casefile, year="2025-26", number=12, part="North")
    (indicator,) = tables.rows(casefile, Indicator)
    assert indicator.targets == ("six-steps:5",)
    newest, part, oldest = child_deaths(casefile)[1]
    assert "2025-26: 41 deaths, an agency’s data; below 60 a year" in newest
    assert part.startswith("2025-26, North: 12 deaths, an agency’s data; a part of the area")
    assert "2024-25: 62 deaths, an agency’s data; at or above 60 a year" in oldest


def test_a_number_is_put_right_in_its_place_and_what_is_said_of_it_stays(casefile):
    record_child_deaths(casefile, year="2025-26", number=14, commentary="As published")
    correct_child_deaths(casefile, year="April 2025 to March 2026", number=41)
    (value,) = tables.rows(casefile, IndicatorValue)
    assert (value.numerator, value.commentary, value.period) == (41, "As published", "2025-26")
    correct_child_deaths(casefile, year="2025-26", missing="withdrawn by the panel", commentary="")
    (value,) = tables.rows(casefile, IndicatorValue)
    assert (value.numerator, value.missing, value.commentary) == (None, "withdrawn by the panel", "")
    casefile.undo()
    assert tables.rows(casefile, IndicatorValue)[0].numerator == 41


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"year": "2025-26"}, "Either the number of a year or why it is missing"),
        ({"year": "2025-26", "number": 3, "missing": "late"}, "Either the number of a year or why it is missing"),
        ({"year": "2025-26", "number": -1}, "Fewer than no child"),
        ({"year": "Q1 2025", "number": 3}, "January or in April"),
    ],
)
def test_what_cannot_be_is_refused_and_no_indicator_is_begun(casefile, said, why):
    with pytest.raises(UserError, match=why):
        record_child_deaths(casefile, **said)
    assert tables.rows(casefile, Indicator) == ()


def test_a_year_is_recorded_once_and_corrected_only_where_it_is_recorded(casefile):
    with pytest.raises(UserError, match="2025-26 by an agency's data is recorded") as none:
        correct_child_deaths(casefile, year="2025-26", number=3)
    assert none.value.advice == "There are: none yet."
    record_child_deaths(casefile, year="2025-26", number=41)
    with pytest.raises(UserError, match="a figure of this kind already"):
        record_child_deaths(casefile, year="April 2025 to March 2026", number=42)
    with pytest.raises(UserError, match="Nothing was changed") as other:
        correct_child_deaths(casefile, year="2025-26", number=40, source=IndicatorSource.AUDIT)
    assert other.value.advice == "There are: 2025-26."
