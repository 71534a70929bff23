"""How strong the evidence under each judgement is, and what is cheapest next."""

from __future__ import annotations

from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.weakness import Weakness
from scrutineer.operations import (
    judgements,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.strength import judged_strength
from tests.operations.acts import LINE, TODAY, capture, judge


def test_a_weak_judgement_says_why_and_what_is_cheapest_next(casefile):
    capture(casefile, EvidenceKind.REPORT, agency="Police")
    judge(casefile)
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert [w.weakness for w in one.weak] == [Weakness.OWN_WORDS, Weakness.NO_VOICE, Weakness.ONE_SOURCE]
    assert one.next.method.id == "young-scrutineers"
    assert one.overridden == ""
    capture(casefile, EvidenceKind.CHILDREN, agency="ICB")
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert one.weak == ()
    assert one.next is None


def test_an_override_keeps_its_reason(casefile):
    from scrutineer.domain.evidence import Strength

    capture(casefile, EvidenceKind.REPORT, agency="Police")
    judgements.record_judgement(
        casefile, target=LINE, level="limited", narrative="x", strength=Strength.STRONG, final=True,
        strength_reason="The report rests on every record of the year.",
    )  # fmt: skip
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert one.overridden == "The report rests on every record of the year."


def test_home_and_strength_agree_with_the_line_itself(example):
    context = read_context(example)
    for one in judged_strength(example, context, TODAY):
        body = target_view(example, context, one.judgement.target, TODAY).body
        assert (len(body.links), body.hint) == (one.items, one.hint)
