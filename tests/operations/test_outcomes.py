"""Desired outcomes: their three questions, their evidence and their challenges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.outcomes import OutcomeQuestion
from scrutineer.errors import UserError
from scrutineer.operations import (
    casefiles,
    challenges,
    evidence,
    outcomes,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.outcomes import outcomes_view
from tests.operations.acts import LINE, capture


def test_an_outcome_has_its_three_questions_its_evidence_and_its_challenges(casefile):
    priority = outcomes.add_priority(casefile, title="Neglect").value
    one = outcomes.add_outcome(
        casefile, priority_id=priority, text="Children are seen sooner", targets=[LINE, LINE]
    ).value
    item = capture(casefile)
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.OUTCOME, target=str(one), bearing=Bearing.CONTRADICTS
    )
    challenge = challenges.raise_challenge(
        casefile, question="Who sees them?", put_to="Chief nurse", raised_on=date(2026, 6, 1)
    ).value
    outcomes.tie_challenge(casefile, outcome_id=one, challenge_id=challenge)
    outcomes.tie_challenge(casefile, outcome_id=one, challenge_id=challenge)
    (shown,) = outcomes_view(casefile, read_context(casefile))
    (found,) = shown.outcomes
    assert found.lines == ("Step 4, Quality assurance, line 4c",)
    assert [one.link.bearing for one in found.evidence] == [Bearing.CONTRADICTS]
    assert len(found.challenges) == 1
    assert found.unanswered == tuple(OutcomeQuestion)
    outcomes.change_outcome(
        casefile, outcome=replace(found.outcome, how_much="212 first visits", difference="Not known")
    )
    (found,) = outcomes_view(casefile, read_context(casefile))[0].outcomes
    assert found.unanswered == (OutcomeQuestion.HOW_WELL,)
    with pytest.raises(UserError, match="still has outcomes"):
        outcomes.take_priority_away(casefile, priority=shown.priority)
    outcomes.take_outcome_away(casefile, outcome=found.outcome)
    assert outcomes_view(casefile, read_context(casefile))[0].outcomes == ()
    casefiles.undo(casefile)
    (found,) = outcomes_view(casefile, read_context(casefile))[0].outcomes
    assert len(found.evidence) == len(found.challenges) == 1


def test_an_outcome_on_an_unknown_line_is_refused(casefile):
    priority = outcomes.add_priority(casefile, title="Neglect").value
    with pytest.raises(UserError, match="no step or line"):
        outcomes.add_outcome(casefile, priority_id=priority, text="x", targets=["six-steps:9z"])
