"""Beginning a cycle on days that are meant, and taking another one up again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scrutineer.domain.ids import TargetId
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles, challenges, partnership
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.context import read_context

STEP = TargetId("six-steps:1")
NEXT = (date(2027, 4, 1), date(2028, 3, 31))  # the day after the current one ends
IN_TIME = date(2027, 3, 10)


def start(casefile, starts, ends, name="Year 2", sure=False):
    with asking(casefile, sure=sure):
        return casefiles.start_cycle(casefile, name=name, starts=starts, ends=ends, guidance="Working Together 2026")


@pytest.mark.parametrize(
    ("starts", "ends", "about", "words"),
    [
        (date(2020, 9, 1), date(2021, 8, 31), "starts", "more than two years ago"),
        (date(2040, 9, 1), date(2041, 8, 31), "starts", "more than two years ahead"),
        (date(2025, 1, 1), date(2025, 12, 31), "starts", "lies before the first day of Cycle 1, 1 March 2026"),
        (*NEXT, "starts", "lies 132 days ahead, and what is recorded until then would be of this cycle"),
    ],
)
def test_days_that_are_unlikely_are_asked_about_and_nothing_is_begun(casefile, starts, ends, about, words):
    with pytest.raises(Doubtful, match=words) as asked:
        start(casefile, starts, ends)
    assert asked.value.about == about
    assert [cycle.name for cycle in read_context(casefile).cycles] == ["Cycle 1"]
    start(casefile, starts, ends, sure=True)
    assert read_context(casefile).cycle.starts == starts


def test_the_next_cycle_is_begun_unasked_in_the_month_before_its_first_day(casefile, monkeypatch):
    monkeypatch.setattr(type(casefile.clock), "today", lambda _clock: IN_TIME)
    with pytest.raises(Doubtful, match="more than two years") as asked:
        start(casefile, NEXT[0], NEXT[1] + timedelta(days=800))
    assert asked.value.about == "ends"
    start(casefile, *NEXT)
    assert read_context(casefile).cycle.name == "Year 2"


def test_cycles_that_overlap_are_refused_and_not_asked_about(casefile):
    with pytest.raises(UserError, match="overlaps with “Cycle 1”") as refused:
        start(casefile, date(2026, 9, 1), date(2029, 8, 31))
    assert not isinstance(refused.value, Doubtful)


def test_no_two_cycles_go_by_one_name(casefile):
    with pytest.raises(UserError, match="a cycle called “Cycle 1” already"):
        start(casefile, *NEXT, name="cycle  1", sure=True)


def test_a_cycle_begun_by_mistake_is_left_though_something_was_recorded_in_it(casefile):
    first = read_context(casefile).cycle
    partnership.set_wording(casefile, target=STEP, label="As the first year says it")
    start(casefile, *NEXT, sure=True)
    partnership.set_wording(casefile, target=STEP, label="As the second year says it")
    challenges.raise_challenge(casefile, question="Who attends?", put_to="Police")
    casefiles.make_current(casefile, cycle=first)
    context = read_context(casefile)
    assert (context.cycle.name, context.previous_cycle) == ("Cycle 1", None)
    assert [cycle.name for cycle in context.cycles if cycle.current] == ["Cycle 1"]
    assert context.framework.step(STEP).label == "As the first year says it"
    with pytest.raises(UserError, match="current cycle already"):
        casefiles.make_current(casefile, cycle=first)
    second = next(cycle for cycle in context.cycles if cycle.id != first.id)
    casefiles.make_current(casefile, cycle=second)
    assert read_context(casefile).framework.step(STEP).label == "As the second year says it"
    assert read_context(casefile, first.id).framework.step(STEP).label == "As the first year says it"
    casefiles.undo(casefile)
    assert read_context(casefile).framework.step(STEP).label == "As the first year says it"
    assert casefiles.check_casefile(casefile).value.problems == ()
