"""Strength of evidence: which judgements are weak, why, and what would mend them."""

from __future__ import annotations

from scrutineer.operations import judgements
from scrutineer.ui.destinations import ToLine, ToStrength
from scrutineer.ui.pages import EVIDENCE
from tests.ui.conftest import go


def test_a_weak_judgement_leads_to_its_line(at_example):
    at = at_example
    go(at, ToStrength())
    at.sees("It rests on")
    at.sees("Cheapest next")
    code = at.selected("Judgements and their evidence")[0].split()[0].rstrip(",")
    at.press("Open the line")
    shown = at.top.workspace.destination()
    assert isinstance(shown, ToLine)
    assert shown.target == f"six-steps:{code}"


def test_the_weak_ones_come_first_and_all_are_a_press_away(at_example):
    at = at_example
    go(at, ToStrength())
    weak = at.rows("Judgements and their evidence")
    at.press("Show: All judgements")
    every = at.rows("Judgements and their evidence")
    assert 0 < len(weak) < len(every)
    assert {row[0] for row in weak} < {row[0] for row in every}
    assert "Nothing named" not in {row[3] for row in weak}
    at.sees(f"{len(weak)} of {len(every)} judgements rest on evidence with a named weakness.")
    at.button(f"Show: Weak {len(weak)}")


def test_what_would_mend_it_is_captured_from_here(at_example):
    at = at_example
    panel = go(at, ToStrength())
    at.within(panel).press("Capture evidence")
    assert at.top.workspace.page is EVIDENCE
    assert at.field("Title of the evidence").hasFocus()


def test_where_nothing_is_judged_it_says_what_to_do(at_empty):
    at = at_empty
    go(at, ToStrength())
    at.sees("Nothing judged in this cycle yet")
    at.press("Judge a line")
    assert isinstance(at.top.workspace.destination(), ToLine)


def test_a_draft_without_evidence_is_weak_and_says_that_it_is_a_draft(at_empty):
    judgements.record_judgement(at_empty.top.casefile, target="six-steps:4c", level="strong", narrative="Seen.")
    go(at_empty, ToStrength())
    ((name, judged, strength, weak, _next),) = at_empty.rows("Judgements and their evidence")
    assert name.startswith("4")
    assert judged == "Strong assurance (draft)"
    assert strength == "Thin"
    assert weak != "Nothing named"
