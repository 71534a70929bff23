"""How things are cited."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.challenge import Challenge
from scrutineer.domain.citations import cite_challenge, cite_item
from scrutineer.domain.evidence import Evidence, EvidenceKind


def test_an_item_is_cited_by_its_title_source_day_and_reference():
    item = Evidence(number=14, title="Dip sample", kind=EvidenceKind.DIP_SAMPLE, dated=date(2026, 11, 13),
                    received=date(2026, 11, 14), cycle_id=1)  # fmt: skip
    assert cite_item(item, "Police") == "“Dip sample”, Police, 13 November 2026 [E14]"


def test_a_challenge_is_cited_by_its_question_whom_it_was_put_to_and_when():
    challenge = Challenge(reference="NSCP-26-004", cycle_id=1, put_to="Probation", question="Who attends?")
    assert cite_challenge(challenge, date(2026, 6, 25)) == (
        "“Who attends?”, put to Probation, 25 June 2026 [NSCP-26-004]"
    )
    assert "not yet raised" in cite_challenge(challenge, None)
