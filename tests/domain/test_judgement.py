"""A judgement: what must be there before it is final, and which strength stands."""

from __future__ import annotations

import pytest

from scrutineer.domain.evidence import Strength, StrengthHint
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.domain.judgement import Judgement, blockers, strength_of
from scrutineer.domain.scale import INSUFFICIENT

HINT = StrengthHint(Strength.ADEQUATE, ())


def judgement(**more) -> Judgement:
    return Judgement(cycle_id=CycleId(1), target=TargetId("six-steps:4"), scale_id="assurance", **more)


def whole(**more) -> Judgement:
    return judgement(level="limited", narrative="n", **more)


def test_a_judgement_needs_level_narrative_and_evidence():
    assert blockers(judgement(), 0, HINT) == (
        "choose a level, or say that the evidence is insufficient", "write a narrative", "link at least one evidence item",
    )  # fmt: skip
    assert blockers(whole(), 1, HINT) == ()


def test_each_missing_thing_is_said_alone():
    assert blockers(judgement(narrative="n"), 1, HINT) == ("choose a level, or say that the evidence is insufficient",)
    assert blockers(judgement(level="limited", narrative="  "), 1, HINT) == ("write a narrative",)
    assert blockers(whole(), 0, HINT) == ("link at least one evidence item",)


def test_insufficient_evidence_is_an_answer_and_still_needs_a_narrative_and_an_item():
    assert blockers(judgement(level=INSUFFICIENT, narrative="n"), 1, HINT) == ()
    assert len(blockers(judgement(level=INSUFFICIENT), 0, HINT)) == 2


def test_a_scale_without_levels_asks_for_words_alone():
    assert blockers(judgement(narrative="n"), 1, HINT, narrative_only=True) == ()
    assert len(blockers(judgement(), 0, HINT, narrative_only=True)) == 2


@pytest.mark.parametrize("strength", [Strength.STRONG, Strength.THIN])
@pytest.mark.parametrize("reason", ["", "  "])
def test_another_strength_than_the_suggested_one_needs_a_reason(strength, reason):
    (said,) = blockers(whole(strength=strength, strength_reason=reason), 1, HINT)
    assert said == f"give a reason for “{strength.value.capitalize()}” (the hint is Adequate)"
    assert blockers(whole(strength=strength, strength_reason="seen twice"), 1, HINT) == ()


def test_the_suggested_strength_needs_no_reason_even_where_it_was_chosen():
    assert blockers(whole(strength=Strength.ADEQUATE), 1, HINT) == ()


def test_the_scrutineers_strength_stands_and_else_the_suggested_one():
    assert strength_of(judgement(), HINT) is Strength.ADEQUATE
    assert strength_of(judgement(strength=Strength.THIN), HINT) is Strength.THIN
