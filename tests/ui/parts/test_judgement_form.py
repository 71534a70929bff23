"""The judgement form in the real window: what blocks it, what is kept, and that nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.casefile import journal, tables
from scrutineer.domain.changes import EVERYTHING
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.operations import judgements, partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import ToHome, ToLine
from tests.operations.acts import LINE, capture
from tests.ui.conftest import go

FINAL, DRAFT = TargetId("six-steps:5"), TargetId("six-steps:4c")
NARRATIVE, REASON, FINALISE = "Narrative", "Reason for the strength", "Finalise judgement"


def judged(at, target: TargetId) -> list[Judgement]:
    return [one for one in tables.rows(at.top.casefile, Judgement, target=target) if one.cycle_id == 2]


def status(at) -> str:
    return at.top.workspace.panel().shown.form.status.text()


def type_and_take_back(at) -> None:
    at.type(NARRATIVE, "x")
    at.keys("Backspace")


@pytest.mark.parametrize(("target", "word"), [(FINAL, "Final"), (DRAFT, "Draft")])
def test_what_was_typed_and_taken_back_is_kept_as_it_stood(at_example, target, word):
    at = at_example
    go(at, ToLine(target))
    before, tip = judged(at, target), journal.tip(at.top.casefile.reader)
    at.type(NARRATIVE, "x")
    assert status(at) == "Draft"
    assert at.can_press("Keep draft")
    at.keys("Backspace")
    assert not at.can_press("Keep draft")
    assert status(at) == word
    go(at, ToHome())
    assert judged(at, target) == before
    assert journal.tip(at.top.casefile.reader) == tip


def test_leaving_a_final_judgement_that_was_only_touched_keeps_it_final(at_example):
    at = at_example
    go(at, ToLine(FINAL))
    type_and_take_back(at)
    before, undo = judged(at, FINAL), at.button("Undo").toolTip()
    go(at, ToHome())
    assert judged(at, FINAL) == before
    assert at.button("Undo").toolTip() == undo
    go(at, ToLine(FINAL))
    assert status(at) == "Final"


def test_what_was_changed_after_a_final_judgement_begins_a_draft(at_example):
    at = at_example
    go(at, ToLine(FINAL))
    before = judged(at, FINAL)
    at.type(NARRATIVE, "More was seen. ")
    at.press("Keep draft")
    assert status(at) == "Draft"
    assert judged(at, FINAL)[: len(before)] == before
    assert len(judged(at, FINAL)) == len(before) + 1


def test_what_blocks_it_stands_beside_the_button_until_it_is_done(at_empty):
    at = at_empty
    capture(at.top.casefile)
    go(at, ToLine(LINE))
    assert status(at) == "None yet"
    assert not at.can_press(FINALISE)
    at.sees("To finalise: ")
    assert "write a narrative" in at.words()
    at.press("Limited assurance")
    at.write(NARRATIVE, "Gaps.")
    assert "To finalise" not in at.words()
    at.press(FINALISE)
    (one,) = tables.rows(at.top.casefile, Judgement)
    assert (one.level, one.narrative, one.status) == ("limited", "Gaps.", JudgementStatus.FINAL)
    assert status(at) == "Final"
    assert not at.can_press(FINALISE)


def test_another_strength_than_the_hint_asks_for_a_reason(at_empty):
    at = at_empty
    capture(at.top.casefile)
    go(at, ToLine(LINE))
    at.press("Limited assurance")
    at.write(NARRATIVE, "Gaps.")
    at.sees("Hint: thin. 1 item, 1 kind, 1 source")
    at.press("Strength of evidence: Strong")
    assert not at.can_press(FINALISE)
    at.sees("give a reason for “Strong” (the hint is Thin)")
    at.write(REASON, "The sample is large.")
    at.keys("Ctrl+Return")
    (one,) = tables.rows(at.top.casefile, Judgement)
    assert (one.strength.value, one.strength_reason, one.status) == (
        "strong",
        "The sample is large.",
        JudgementStatus.FINAL,
    )


def test_where_something_blocks_it_that_is_said_and_what_was_typed_stays(at_empty):
    at = at_empty
    go(at, ToLine(LINE))
    at.choose("Direction of travel", "Declining")
    at.write(NARRATIVE, "Gaps.")
    at.keys("Ctrl+Return")
    at.sees("The judgement is not final yet. To finalise: ")
    assert at.text(NARRATIVE) == "Gaps."
    at.press("Keep draft")
    (one,) = tables.rows(at.top.casefile, Judgement)
    assert (one.status, one.direction, one.narrative) == (JudgementStatus.DRAFT, Direction.DECLINING, "Gaps.")


def test_what_is_typed_about_a_line_is_kept_when_another_is_shown(at_empty):
    at = at_empty
    go(at, ToLine(LINE))
    at.write(NARRATIVE, "Gaps.")
    go(at, ToLine("six-steps:6a"))
    assert at.text(NARRATIVE) == ""
    go(at, ToLine(LINE))
    assert at.text(NARRATIVE) == "Gaps."


def test_what_is_being_typed_stays_while_evidence_is_linked(at_empty):
    at = at_empty
    go(at, ToLine(LINE))
    at.write(NARRATIVE, "Being typed")
    capture(at.top.casefile)
    at.top.workspace.on_changed(at.top.workspace.panel().shown.shows, "")
    assert at.text(NARRATIVE) == "Being typed"
    assert tables.rows(at.top.casefile, Judgement) == ()


def test_a_prior_judgement_is_marked_until_touched(at_example):
    at, target = at_example, TargetId("six-steps:6")
    go(at, ToLine(target))
    assert status(at) == "Prior"
    at.sees("counts for this cycle once you touch it")
    assert at.is_on("Reasonable assurance")
    assert judged(at, target) == []
    at.type(NARRATIVE, "Looked at again. ")
    at.press("Keep draft")
    assert status(at) == "Draft"
    assert [one.level for one in judged(at, target)] == ["reasonable"]


def test_a_level_of_another_scale_is_named_so_and_stays_until_one_in_use_is_chosen(at_empty):
    at = at_empty
    details = read_context(at.top.casefile).partnership
    partnership.set_partnership(at.top.casefile, details=replace(details, scale_id="0-3"))
    judgements.record_judgement(at.top.casefile, target=LINE, level="1", narrative="Gaps.")
    partnership.set_partnership(at.top.casefile, details=replace(details, scale_id="1-4-best-1"))
    at.top.workspace.on_changed(EVERYTHING, "")
    go(at, ToLine(LINE))
    assert at.is_on("Partly in place, on another scale")
    at.write(NARRATIVE, "Gaps, and why.")
    at.press("Keep draft")
    (kept,) = tables.rows(at.top.casefile, Judgement)
    assert (kept.scale_id, kept.level, kept.narrative) == ("0-3", "1", "Gaps, and why.")
    at.press("Level 1, the best")
    at.press("Keep draft")
    assert not at.has("Partly in place, on another scale")
    assert [(one.scale_id, one.level) for one in tables.rows(at.top.casefile, Judgement)] == [("1-4-best-1", "1")]


def test_a_level_that_is_still_being_typed_becomes_none_of_another_scale(at_empty):
    at, casefile = at_empty, at_empty.top.casefile
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, scale_id="0-3"))
    at.top.workspace.on_changed(EVERYTHING, "")
    go(at, ToLine(LINE))
    at.press("Partly in place")
    go(at, ToHome())
    partnership.set_partnership(casefile, details=replace(details, scale_id="1-4-best-1"))
    at.top.workspace.on_changed(EVERYTHING, "")
    go(at, ToLine(LINE))
    assert at.is_on("Partly in place, on another scale")
    at.press("Keep draft")
    at.sees("Judgements are given on another scale now than")
    assert tables.rows(casefile, Judgement) == ()
    at.press("Level 1, the best")
    at.press("Keep draft")
    assert [(one.scale_id, one.level) for one in tables.rows(casefile, Judgement)] == [("1-4-best-1", "1")]
