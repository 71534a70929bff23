"""What needs attention: how to begin, what is late, what went quiet, what is not yet placed."""

from __future__ import annotations

from datetime import timedelta

from scrutineer.domain.due_acts import ASK_AGAIN
from scrutineer.domain.places import PartnershipPart
from scrutineer.operations import challenges, evidence, expected, partnership
from scrutineer.operations.queries.attention import AttentionGroup, first_steps
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.set_up import agree_to
from tests.operations.acts import TODAY, answer


def of(casefile, group: AttentionGroup) -> list[str]:
    """What stands in a group, both lines."""
    view = home_view(casefile, read_context(casefile), TODAY)
    return [f"{thing.text}; {thing.detail}" for thing in view.attention if thing.group is group]


def to_do(casefile) -> list[str]:
    return [step.text for step in first_steps(casefile, read_context(casefile)) if not step.done]


def test_the_first_steps_are_ticked_as_they_are_done(casefile):
    assert to_do(casefile) == [
        "Partnership and cycle", "Your declaration of independence", "Seats", "The first workbook", "The first item of evidence"
    ]  # fmt: skip
    evidence.capture_evidence(casefile, title="Minutes", dated=TODAY)
    partnership.add_seat(casefile, title="Chief officer", agency_id=read_context(casefile).agencies[0].id)
    agree_to(casefile, part=PartnershipPart.CYCLES)
    assert to_do(casefile) == ["Your declaration of independence", "The first workbook"]


def test_a_casefile_at_work_has_no_first_steps(example):
    assert first_steps(example, read_context(example)) == ()


def test_a_reply_without_a_day_is_overdue_after_four_weeks_and_told_once(casefile):
    challenges.raise_challenge(
        casefile, question="Who attends?", put_to="Police", agency_id=read_context(casefile).agencies[0].id,
        targets=("six-steps:1",), raised_on=TODAY - timedelta(days=ASK_AGAIN + 3),
    )  # fmt: skip
    assert of(casefile, AttentionGroup.OVERDUE) == ["Police, 3 days; TSCP-26-001 Who attends?"]
    assert of(casefile, AttentionGroup.PROMISED) == of(casefile, AttentionGroup.YOUR_MOVE) == []


def test_returns_that_are_owed_are_told_by_their_kind(casefile):
    agencies = tuple(agency.id for agency in read_context(casefile).agencies[:2])
    expected.expect_returns(
        casefile, profile="Section 11, 2026", agency_ids=agencies, due=TODAY - timedelta(days=9),
        asked_on=TODAY - timedelta(days=40),
    )  # fmt: skip
    assert of(casefile, AttentionGroup.LATE) == ["Section 11, 2026: 2 not received; 9 days past the day"]


def test_what_bears_on_no_line_is_counted(casefile):
    assert of(casefile, AttentionGroup.UNPLACED) == []
    evidence.capture_evidence(casefile, title="Minutes", dated=TODAY)
    ending = "to place; Counted nowhere until placed on a line"
    assert of(casefile, AttentionGroup.UNPLACED) == [f"1 item of evidence {ending}"]
    answer(casefile, "Police", "strong", target="")
    assert of(casefile, AttentionGroup.UNPLACED) == [f"1 answer and 1 item of evidence {ending}"]
