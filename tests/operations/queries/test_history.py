"""Who did what, and on which line."""

from __future__ import annotations

from scrutineer.operations import judgements
from scrutineer.operations.queries import history
from tests.operations.acts import LINE, capture


def test_history_says_who_did_what(casefile):
    capture(casefile, title="An audit")
    judgements.record_judgement(casefile, target=LINE, level="limited")
    labels = [entry.label for entry in history.history_of(casefile, LINE)]
    assert labels == ["Draft judgement of Step 4, Quality assurance, line 4c", "Capture “An audit”"]
    assert history.history(casefile)[0].author == "Independent scrutineer"
