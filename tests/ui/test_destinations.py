"""Destinations: the type checker refuses a wrong one, and what the core says something is about leads to its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from scrutineer.domain import places
from scrutineer.ui import destinations
from scrutineer.ui.ways import destination_of

ROOT = Path(__file__).parent.parent.parent

WAYS = {
    places.AboutEvidence(3): destinations.ToItem(3),
    places.AboutTarget("six-steps:4c"): destinations.ToLine("six-steps:4c"),
    places.AboutChallenge(3): destinations.ToChallenge(3),
    places.AboutAgencyReturns(3): destinations.ToAgencyReturns(3),
    places.AboutReturns(): destinations.ToReturns(),
    places.AboutReturns("Section 11"): destinations.ToReturns("Section 11"),
    places.AboutWorkbook(3): destinations.ToWorkbookAnswers(3),
    places.AboutRegister(): destinations.ToEvidence(),
    places.AboutUnplaced(): destinations.ToPlacing(),
    places.AboutOutcome(3): destinations.ToOutcome(3),
    places.AboutOutcomes(): destinations.ToOutcomes(),
    places.AboutShelf(): destinations.ToAreas(),
    places.AboutFramework("joint"): destinations.ToFrameworks("joint"),
    places.AboutChecklist("joint:R1", 3): destinations.ToChecklists("joint", 3, "joint:R1"),
    places.AboutPartnership(): destinations.ToSettings(),
    places.AboutDue(): destinations.ToDue(),
    places.AboutActivity(3): destinations.ToYear(3),
    places.AboutDays(): destinations.ToDays(),
    places.AboutDays(deliverable_id=3): destinations.ToDays(deliverable_id=3),
    places.AboutDays(declaration_id=3): destinations.ToDays(declaration_id=3),
    places.AboutPiece(3): destinations.ToPieces(3),
    places.AboutClocks(): destinations.ToClocks(),
    places.AboutClocks(3): destinations.ToClocks(3),
    places.AboutRecommendation(3): destinations.ToRecommendations(3),
    places.AboutQuestions(3): destinations.ToQuestions(3),
    places.AboutStructure(): destinations.ToStructure(),
    places.AboutStructure("peers", 3): destinations.ToStructure("peers", 3),
    places.AboutIndicator(3): destinations.ToIndicators(3),
    places.AboutInspections(): destinations.ToInspections(),
    places.AboutInspections(3): destinations.ToInspections(3),
    places.AboutReport("annual"): destinations.ToReports("annual"),
    places.AboutPhrase(7): destinations.ToSettings(destinations.SettingsPart.PHRASES, 7),
    **{
        places.AboutPartnership(part): destinations.ToSettings(destinations.SettingsPart[part.name])
        for part in places.PartnershipPart
    },
}


def test_every_subject_leads_to_its_place():
    assert {type(subject) for subject in WAYS} == set(get_args(places.Subject))
    assert {subject: destination_of(subject) for subject in WAYS} == WAYS


RIGHT = """
from scrutineer.domain.ids import AgencyId, ChallengeId, EvidenceId, TargetId
from scrutineer.ui.destinations import Destination, ToChallenge, ToItem, ToLine, ToNewChallenge
from collections.abc import Callable
go: Callable[[Destination], None]
go(ToChallenge(ChallengeId(6)))
go(ToLine(TargetId("six-steps:4c")))
go(ToNewChallenge(target=TargetId("six-steps:4c"), agency_id=AgencyId(1), why="a|b"))
"""
WRONG = {
    'go("chalenges", "nwe:6")': "[call-arg,arg-type]",
    "go(ToChallenge(6))": "[arg-type]",
    "go(ToChallenge(EvidenceId(6)))": "[arg-type]",
    "go(ToItem(evidence=EvidenceId(6)))": "[call-arg]",
    'go(ToNewChallenge(tarjet=TargetId("six-steps:4c")))': "[call-arg]",
    'go(ToNewChallenge(TargetId("six-steps:4c")))': "[call-arg]",
    "go(ToChallenge)": "[arg-type]",
}


def test_the_type_checker_refuses_what_leads_nowhere(tmp_path):
    """Each wrong line carries the ignore that mypy needs there, so that one it lets pass is an error of its own."""
    pytest.importorskip("mypy")
    snippet = tmp_path / "snippet.py"
    lines = [f"{line}  # type: ignore{codes}" for line, codes in WRONG.items()]
    snippet.write_text("\n".join([RIGHT, *lines, ""]), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", snippet]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
