"""What a judgement needs before it is final, and what happens to one that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.scale import NON_SCORES
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.operations import evidence, judgements, partnership
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from tests.operations.acts import TODAY, capture

LINE = TargetId("six-steps:4c")


def link_item(casefile: Casefile, kind: LinkTarget, target: str) -> None:
    evidence.capture_evidence(
        casefile, title="Audit", dated=date(2026, 10, 1), links=[(kind, target, Bearing.SUPPORTS)]
    )


def judge(casefile: Casefile, level: str = "limited", *, final: bool = False):
    return judgements.record_judgement(casefile, target=LINE, level=level, narrative="What was found.", final=final)


def test_what_is_linked_to_the_judgement_itself_is_evidence_for_it(casefile):
    draft = judge(casefile).value
    with pytest.raises(CannotFinalise):
        judge(casefile, final=True)
    link_item(casefile, LinkTarget.JUDGEMENT, str(draft))
    assert judge(casefile, final=True).value == draft
    assert tables.get(casefile, Judgement, draft).status is JudgementStatus.FINAL


@pytest.mark.parametrize("again_as_final", [True, False])
def test_a_final_judgement_that_is_said_again_stays_as_it_was_written(casefile, again_as_final):
    link_item(casefile, LinkTarget.LINE, LINE)
    final = judge(casefile, final=True).value
    written = tables.get(casefile, Judgement, final)
    casefile.clock.moment = casefile.clock.moment.replace(hour=11)
    try:
        assert judge(casefile, final=again_as_final).value == final
    finally:
        casefile.clock.moment = casefile.clock.moment.replace(hour=10)
    assert tables.rows(casefile, Judgement) == (written,)


@pytest.mark.parametrize("level", sorted(NON_SCORES))
def test_what_is_no_score_may_be_said_on_every_scale(casefile, level):
    assert tables.get(casefile, Judgement, judge(casefile, level).value).level == level


def test_a_scale_of_words_alone_asks_for_no_level(casefile):
    link_item(casefile, LinkTarget.LINE, LINE)
    judge_without_level = {"target": LINE, "narrative": "In words.", "final": True}
    with pytest.raises(CannotFinalise):
        judgements.record_judgement(casefile, **judge_without_level)
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="narrative"))
    assert judgements.record_judgement(casefile, **judge_without_level).value


def test_a_judgement_can_be_drafted_freely_but_not_finalised(casefile):
    judgements.record_judgement(casefile, target=LINE)
    with pytest.raises(CannotFinalise) as told:
        judgements.record_judgement(casefile, target=LINE, final=True)
    assert len(told.value.reasons) == 3
    with pytest.raises(UserError, match="not a level"):
        judgements.record_judgement(casefile, target=LINE, level="outstanding")
    with pytest.raises(UserError, match="no step or line"):
        judgements.record_judgement(casefile, target=TargetId("six-steps:9z"), level="limited")


def test_drafts_change_in_place_and_final_judgements_are_kept(casefile):
    capture(casefile)
    values = {"target": LINE, "level": "limited", "direction": Direction.STEADY, "narrative": "Patchy."}
    first = judgements.record_judgement(casefile, **values).value
    assert judgements.record_judgement(casefile, **{**values, "narrative": "Patchy still."}).value == first
    assert judgements.record_judgement(casefile, **values, final=True).value == first
    second = judgements.record_judgement(casefile, **{**values, "level": "reasonable"}).value
    assert second != first
    view = target_view(casefile, read_context(casefile), LINE, TODAY)
    assert (view.judgement.level, view.judgement.status) == ("reasonable", JudgementStatus.DRAFT)
    cycle, earlier = view.earlier
    assert (cycle.name, earlier.level) == ("Cycle 1", "limited")


def test_another_scale_never_converts_what_was_judged(casefile):
    capture(casefile)
    judgements.record_judgement(casefile, target=LINE, level="limited", narrative="n", final=True)
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, scale_id="met"))
    with pytest.raises(UserError, match="not a level"):
        judgements.record_judgement(casefile, target=LINE, level="limited")
    judgements.record_judgement(casefile, target=LINE, level="Mostly met", narrative="n", final=True)
    kept = tables.rows(casefile, Judgement)
    assert [(one.scale_id, one.level) for one in kept] == [("assurance", "limited"), ("met", "Mostly met")]


def test_a_level_stays_on_its_scale_where_the_one_in_use_has_one_of_the_same_key(casefile):
    """1 of 0 to 3 is the last but one, 1 of 1 to 4 the best there is."""
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, scale_id="0-3"))
    judge(casefile, "1")
    partnership.set_partnership(casefile, details=replace(details, scale_id="1-4-best-1"))
    reworded = {"target": LINE, "level": "1", "narrative": "Gaps, and why."}
    judgements.record_judgement(casefile, **reworded, scale_id="0-3")
    (kept,) = tables.rows(casefile, Judgement)
    assert (kept.scale_id, kept.level, kept.narrative) == ("0-3", "1", "Gaps, and why.")
    with pytest.raises(UserError, match="another scale now"):
        judgements.record_judgement(casefile, target=LINE, level="2", scale_id="0-3")
    judgements.record_judgement(casefile, **reworded)
    assert tables.rows(casefile, Judgement)[0].scale_id == "1-4-best-1"
