"""Figures of indicators: what a cell says, when two contradict, and which would tell of too few people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.indicators import (
    BLANK,
    CellFigure,
    IndicatorSource,
    IndicatorValue,
    differ,
    figures_held,
    plain_number,
    read_figure,
    without_figure,
)
from scrutineer.domain.rules import problems_of

TODAY = date(2026, 11, 20)


def value(number: float | None = 11, of: float | None = 12, **more: object) -> IndicatorValue:
    given = {"indicator_id": 1, "period": "2025-26", "starts": date(2025, 4, 1), **more}
    return IndicatorValue(numerator=number, denominator=of, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("11 of 12", CellFigure(11, 12)), ("11/12", CellFigure(11, 12)), ("11 out of 12", CellFigure(11, 12)),
        ("11 of 12 (92%)", CellFigure(11, 12)), ("92% (11 of 12)", CellFigure(11, 12)), ("1,204", CellFigure(1204)),
        ("92%", CellFigure(92, percent=True)), ("0", CellFigure(0)), ("£2,500", CellFigure(2500)), ("-3", CellFigure(-3)),
        ("", CellFigure(missing=BLANK)), ("n/a", CellFigure(missing="n/a")), ("<5", CellFigure(missing="<5")),
        ("not collected", CellFigure(missing="not collected")), ("tbc", CellFigure(missing="tbc")),
    ],
)  # fmt: skip
def test_a_cell_says_a_number_a_share_or_that_there_is_none(typed, read):
    assert read_figure(typed) == read


@pytest.mark.parametrize("typed", ["about 330", "12 of 11", "10-15", "1,5", "3 or 4", "0 of 0"])
def test_what_could_mean_two_things_waits(typed):
    assert read_figure(typed).waits
    assert read_figure(typed).number is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_was_said_is_what_is_read(number, of):
    number = min(number, of)
    assert read_figure(f"{plain_number(number)} of {plain_number(of)}")[:2] == (number, of)


@pytest.mark.parametrize(
    ("own", "check", "contradicts"),
    [
        ((11, 12), (7, 12), True), ((11, 12), (11, 12), False), ((47, 48), (17, 20), True), ((47, 48), (19, 20), False),
        ((40, None), (38, None), True), ((40, None), (17, 20), False), ((None, None), (7, 12), False),
    ],
)  # fmt: skip
def test_figures_contradict_by_number_where_of_as_many_else_by_share(own, check, contradicts):
    first, second = (replace(value(*figure), missing="" if figure[0] is not None else "tbc") for figure in (own, check))
    assert differ(first, second) is contradicts
    assert differ(second, first) is contradicts


@pytest.mark.parametrize(("number", "of"), [(3, 12), (11, 12), (2, None), (3, 4)])
def test_a_figure_of_few_people_is_held_back_with_the_groups_beside_it(number, of):
    few = value(number, of, id=1, breakdown="Under five")
    beside = value(60, 90, id=2, breakdown="Five and over")
    elsewhere = value(60, 90, id=3, starts=date(2026, 4, 1), period="2026-27")
    assert figures_held([few, beside, elsewhere], 5) == {1, 2}
    assert figures_held([few, beside, elsewhere], 0) == frozenset()


def test_what_is_held_back_says_nothing_of_the_figure_anywhere():
    held = without_figure(value(3, 12, typed="3 of 12", commentary="Three of the twelve", reason="Decided: 3"))
    assert "3" not in repr((held.numerator, held.denominator, held.commentary, held.typed, held.reason, held.in_words))
    assert list(problems_of(held, "figure", TODAY)) == []


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"number": None, "of": None}, "numerator"),
        ({"number": 3, "of": 0}, "denominator"),
        ({"number": 13}, "numerator"),
    ],
)
def test_a_figure_that_cannot_be_is_a_problem_of_its_field(given, about):
    assert [problem.about for problem in problems_of(value(**given), "figure", TODAY)] == [about]


def test_a_figure_that_waits_or_is_missing_is_none():
    assert list(problems_of(value(None, None, reason="“about 330”"), "figure", TODAY)) == []
    assert list(problems_of(value(None, None, missing="tbc"), "figure", TODAY)) == []
    assert value(source=IndicatorSource.SAMPLE).in_words == "11 of 12, 92%"
