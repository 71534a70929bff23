"""What a search finds, whatever holds the words."""

from __future__ import annotations

from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.places import AboutEvidence, AboutOutcome, AboutShelf, AboutTarget
from scrutineer.domain.voices import Voice
from scrutineer.operations import (
    casefiles,
    outcomes,
    recommendations,
    voices,
)
from scrutineer.operations.queries.context import read_context
from tests.operations.acts import LINE, capture


def test_search_finds_views_outcomes_recommendations_and_the_shelf(casefile):
    from scrutineer.operations import across
    from scrutineer.operations.queries.evidence import find, register

    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Nobody showed us the lighthouse.")
    priority = outcomes.add_priority(casefile, title="Neglect").value
    outcomes.add_outcome(casefile, priority_id=priority, text="Children reach the lighthouse")
    item = capture(casefile, EvidenceKind.REVIEW, title="Review A")
    recommendations.add_recommendation(casefile, evidence_id=item, text="Light the lighthouse at night")
    across.shelve(casefile, title="Lighthouse keepers", text="Ask them.")
    found = {one.kind: one.about for one in find(casefile, read_context(casefile), "lighthouse")}
    assert found == {
        "view": AboutTarget(LINE), "outcome": AboutOutcome(1), "recommendation": AboutEvidence(item),
        "lesson": AboutShelf(),
    }  # fmt: skip
    assert [row.item.id for row in register(casefile, read_context(casefile), "lighthouse")] == [item]
    casefiles.undo(casefile)
    assert "lesson" not in {one.kind for one in find(casefile, read_context(casefile), "lighthouse")}
