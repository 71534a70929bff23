"""Texts that seem to be about a child at risk now, and texts about practice that do not."""

from __future__ import annotations

import pytest

from scrutineer.domain.immediate_risk import SEEMS_AT_RISK, risk_remark


@pytest.mark.parametrize("text", [
    "A child is at immediate risk in this family.", "The boy told his teacher that his stepfather hits him.",
    "She is not safe tonight.", "A baby at home is being neglected", "The girl has gone missing",
    "A young person said she is suicidal.", "They are in danger", "The pupil is still missing from home.",
    "A sibling remains at risk of significant harm", "A CHILD WAS LEFT STARVED",
])  # fmt: skip
def test_what_seems_to_be_about_a_child_at_risk_now_is_answered_with_procedures(text):
    assert risk_remark(text) == SEEMS_AT_RISK


@pytest.mark.parametrize("text", [
    "", "How do partners know that children at risk of exploitation are seen alone?",
    "What has the partnership done about neglect?", "Who reviews missing episodes within 72 hours?",
    "Are thresholds for significant harm applied alike?", "Why do returns from health not reach the executive?",
    "How is a child's voice heard when police attend domestic abuse?", "Is the risk register kept up to date?",
    "How safe do children feel in schools?", "Five of twelve plans named a risk.",
])  # fmt: skip
def test_questions_about_practice_are_left_alone(text):
    assert risk_remark(text) == ""
