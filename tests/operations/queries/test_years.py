"""Two cycles side by side, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.clock import SetClock
from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.scale import NON_SCORES
from scrutineer.errors import UserError
from scrutineer.operations import (
    challenges,
    partnership,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.years import Move, move_between, year_on_year
from tests.operations.acts import LINE, capture, judge, next_cycle


def two_cycles(casefile, before: str, after: str | None, scale: str = "assurance"):
    capture(casefile)
    judge(casefile, before)
    next_cycle(casefile)
    if scale != "assurance":
        partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id=scale))
    if after:
        judge(casefile, after)
    context = read_context(casefile)
    return year_on_year(casefile, context, context.cycles[0].id, context.cycles[1].id)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("limited", "reasonable", "Up one level: Limited assurance to Reasonable assurance"),
     ("strong", "limited", "Down two levels: Strong assurance to Limited assurance"),
     ("limited", "limited", "Same: Limited assurance"),
     ("limited", None, "Not judged again; it was Limited assurance"),
     ("limited", "insufficient", "Not compared: Limited assurance; then Insufficient evidence to judge")],
)  # fmt: skip
def test_two_cycles_side_by_side(casefile, before, after, words):
    (row,) = two_cycles(casefile, before, after).rows
    assert row.in_words() == words


def test_two_scales_are_shown_in_words_and_never_converted(casefile):
    (row,) = two_cycles(casefile, "limited", "Mostly met", "met").rows
    assert row.move is Move.WORDS
    assert row.in_words() == "Two scales, not converted: Limited assurance; then Mostly met"


@given(st.sampled_from(["none", "limited", "reasonable", "strong", *NON_SCORES]), st.sampled_from([*NON_SCORES]))
def test_a_non_score_never_moves_up_or_down(level, non_score):
    for pair in ((level, non_score), (non_score, level)):
        one, other = (Judgement(cycle_id=1, target=LINE, scale_id="assurance", level=key) for key in pair)
        assert move_between(one, other)[0] is Move.NOT_COMPARED


def test_what_moved_names_the_challenges_between_and_the_new_evidence(casefile):
    capture(casefile)
    judge(casefile, "limited")
    one = challenges.raise_challenge(
        casefile, question="What changed?", put_to="Chief nurse", targets=(LINE,), raised_on=date(2026, 6, 1)
    ).value
    next_cycle(casefile)
    casefile.clock = SetClock(datetime(2027, 11, 20, 10, tzinfo=UTC))
    challenges.record_event(casefile, challenge_id=one, kind=EventKind.RESPONSE, text="Done.", on_date=date(2027, 5, 1))
    challenges.record_event(
        casefile, challenge_id=one, kind=EventKind.VIEW, view=ResponseView.ACCEPTED, on_date=date(2027, 5, 2)
    )
    challenges.close_challenge(
        casefile,
        challenge_id=one,
        ending=Ending.IMPACT,
        impact=Impact.SHOWN,
        text="Seen sooner.",
        on_date=date(2027, 6, 1),
    )
    capture(casefile, title="New audit")
    judge(casefile, "reasonable")
    partnership.set_wording(casefile, target=LINE, question="Is the loop closed, and does practice change?")
    context = read_context(casefile)
    (row,) = year_on_year(casefile, context, context.cycles[1].id, context.cycles[0].id).rows
    assert row.challenges == (one,)
    assert row.new_items == 1
    assert row.reworded.endswith("?")


def test_a_cycle_is_not_compared_with_itself(casefile):
    context = read_context(casefile)
    with pytest.raises(UserError, match="itself"):
        year_on_year(casefile, context, context.cycle.id, context.cycle.id)


def test_the_worked_example_moves_as_home_says(example):
    context = read_context(example)
    view = year_on_year(example, context, context.cycles[0].id, context.cycles[1].id)
    assert view.before.name == "Cycle 1"
    assert view.rows
    assert all(row.in_words() for row in view.rows)
    assert tables.rows(example, Evidence)
