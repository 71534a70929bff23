"""One step or line: what bears on it and what was said of it before."""

from __future__ import annotations

from scrutineer.domain.evidence import Strength
from scrutineer.domain.ids import TargetId
from scrutineer.operations import (
    judgements,
    partnership,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from tests.operations.acts import LINE, TODAY, capture, judge, next_cycle


def test_evidence_on_a_line_counts_for_its_step(casefile):
    capture(casefile)
    judgements.record_judgement(casefile, target=TargetId("six-steps:4"), level="limited", narrative="n", final=True)
    view = target_view(casefile, read_context(casefile), TargetId("six-steps:4"), TODAY)
    assert len(view.body.links) == 1
    assert view.body.hint.strength is Strength.THIN
    assert not target_view(casefile, read_context(casefile), TargetId("six-steps:4b"), TODAY).body.links


def test_a_judgement_is_prior_where_the_wording_is_unchanged_and_reworded_where_not(casefile):
    capture(casefile)
    judge(casefile)
    capture(casefile, target="six-steps:4a")
    judge(casefile, target="six-steps:4a")
    next_cycle(casefile)
    partnership.set_wording(casefile, target="six-steps:4a", question="Is everything audited every year?")
    context = read_context(casefile)
    kept, changed = (target_view(casefile, context, target, TODAY) for target in (LINE, "six-steps:4a"))
    assert kept.judgement is None
    assert kept.prior.carries
    assert kept.prior.judgement.level == "reasonable"
    assert not changed.prior.carries
    assert "quality assurance framework" in changed.prior.reworded
    judgements.record_judgement(casefile, target=LINE, level="limited", narrative="Looked at again.")
    assert target_view(casefile, context, LINE, TODAY).prior is None
