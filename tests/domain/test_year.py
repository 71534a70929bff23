"""A year by months: every activity stands where it belongs, once a step, and a gap is what has neither done nor plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.activities import Activity, ActivityState
from scrutineer.domain.year import (
    NO_STEP,
    by_methods,
    by_steps,
    day_of,
    figure_of_days,
    gaps_in_words,
    half_days_of,
    in_days,
    months_between,
)
from scrutineer.frameworks.loader import shipped

FRAMEWORK = shipped()[0]
FIRST, LAST = date(2026, 3, 1), date(2027, 3, 31)
MONTHS = months_between(FIRST, LAST)
TARGETS = [target for step in FRAMEWORK.steps for target in (step.target, *(line.target for line in step.lines))]


def activity(day: date = date(2026, 5, 6), *, done: bool = False, targets: tuple[str, ...] = (), half_days: int = 1,
             method: str = "visit") -> Activity:  # fmt: skip
    return Activity(
        cycle_id=1, title="Visit", method=method, state=ActivityState.DONE if done else ActivityState.PLANNED,
        planned_on=None if done else day, done_on=day if done else None, targets=targets,
        half_days=half_days if done else 0, planned_half_days=half_days,
    )  # fmt: skip


def test_a_month_is_told_once_from_the_first_to_the_last():
    assert len(MONTHS) == 13
    assert (MONTHS[0], MONTHS[-1]) == (date(2026, 3, 1), date(2027, 3, 1))


def test_an_activity_stands_in_its_step_and_its_month():
    line = FRAMEWORK.steps[3].lines[0].target
    grid = by_steps([activity(done=True, targets=(line,)), activity(targets=(line,))], FRAMEWORK, MONTHS)
    row = next(row for row in grid.rows if row.key == FRAMEWORK.steps[3].target)
    assert (row.cells[2].done, row.cells[2].planned, row.cells[2].half_days) == (1, 1, 2)
    assert row.cells[2].words == "1 done, 1 planned"
    assert (row.done, row.planned, row.is_gap) == (1, 1, False)
    assert [other.key for other in grid.gaps] == [step.target for step in FRAMEWORK.steps if step.target != row.key]


def test_one_on_two_lines_of_a_step_counts_there_once_and_in_each_of_two_steps():
    first, second = FRAMEWORK.steps[0], FRAMEWORK.steps[1]
    targets = (first.lines[0].target, first.lines[1].target, second.target)
    grid = by_steps([activity(targets=targets)], FRAMEWORK, MONTHS)
    assert [row.planned for row in grid.rows] == [1, 1, 0, 0, 0, 0]


def test_what_bears_on_no_step_has_a_row_of_its_own_and_is_no_gap():
    grid = by_steps([activity(done=True)], FRAMEWORK, MONTHS)
    assert (grid.rows[-1].name, grid.rows[-1].done) == (NO_STEP, 1)
    assert len(grid.gaps) == len(FRAMEWORK.steps)
    assert gaps_in_words(grid).startswith("Nothing done and nothing planned on 6 steps: 1 ")


def test_where_something_is_planned_on_every_step_no_gap_is_told():
    every = [activity(targets=(step.target,)) for step in FRAMEWORK.steps]
    assert gaps_in_words(by_steps(every, FRAMEWORK, MONTHS)) == "Something was done or is planned on every step."


def test_what_was_dropped_or_lies_outside_the_months_counts_nowhere():
    dropped = Activity(cycle_id=1, title="No", method="visit", state=ActivityState.DROPPED, planned_on=FIRST)
    grid = by_steps([dropped, activity(date(2025, 5, 1)), activity(date(2027, 4, 1))], FRAMEWORK, MONTHS)
    assert len(grid.gaps) == len(grid.rows) == len(FRAMEWORK.steps)


def test_methods_used_have_a_row_each_those_that_ship_by_their_names():
    grid = by_methods([activity(), activity(method="Tea with the board")], {"audit": "Audit", "visit": "Visit"}, MONTHS)
    assert [row.name for row in grid.rows] == ["Visit", "Tea with the board"]


@given(
    st.lists(
        st.builds(
            activity, st.dates(date(2026, 1, 1), date(2027, 6, 30)), done=st.booleans(),
            targets=st.lists(st.sampled_from(TARGETS), max_size=3).map(tuple), half_days=st.integers(0, 6),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_both_ways_to_look_at_it_count_every_activity_of_the_months(activities):
    within = [each for each in activities if day_of(each) and FIRST <= day_of(each) <= LAST]
    methods = by_methods(activities, {"visit": "Visit"}, MONTHS)
    assert sum(row.done + row.planned for row in methods.rows) == len(within)
    assert sum(cell.half_days for row in methods.rows for cell in row.cells) == sum(map(half_days_of, within))
    steps = by_steps(activities, FRAMEWORK, MONTHS)
    assert sum(row.done + row.planned for row in steps.rows) >= len(within)
    assert all(len(row.cells) == len(MONTHS) for row in steps.rows)


@pytest.mark.parametrize(
    ("half_days", "words", "figure"),
    [(0, "no day", "0"), (1, "half a day", "½"), (2, "1 day", "1"), (3, "1½ days", "1½"), (40, "20 days", "20")],
)
def test_half_days_in_words_and_figures(half_days, words, figure):
    assert (in_days(half_days), figure_of_days(half_days)) == (words, figure)
