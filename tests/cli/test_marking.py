"""The verb that marks: what it can name, what it says of events, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Marking
from scrutineer.domain.statements import CycleStatement
from scrutineer.operations import casefiles, challenges, judgements
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire
from tests.operations.acts import LINE, capture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casefile with two items, a judgement, and a challenge with a private note."""
    made = copied_testshire(tmp_path)
    capture(made, title="First")
    capture(made, title="Second")
    judgements.record_judgement(made, target=LINE, level="limited")
    raised = challenges.raise_challenge(made, question="Why?", put_to="Chair", raised_on=date(2026, 5, 1)).value
    challenges.record_event(made, challenge_id=raised, kind=EventKind.NOTE, text="So.", marking=Marking.PRIVATE)
    made.close()
    return made.path


def markings(path: Path, kind: type) -> list[Marking]:
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        return [row.marking for row in tables.rows(opened, kind)]
    finally:
        opened.close()


def test_items_a_judgement_and_a_statement_are_marked_by_their_names(done, path):
    assert done("mark", path, "evidence", "E1", "e2", "public").out.strip() == "2 items of evidence marked public"
    assert markings(path, Evidence) == [Marking.PUBLIC] * 2
    done("mark", path, "judgement", "4c", "private")
    assert markings(path, Judgement) == [Marking.PRIVATE]
    done("mark", path, "statement", "opinion", "private")
    assert markings(path, CycleStatement) == [Marking.PRIVATE]


def test_a_challenge_is_marked_and_it_is_said_which_events_keep_theirs(done, path):
    ran = done("mark", path, "challenge", "TSCP-26-001", "public", "--json").data
    assert ran == {
        "said": "1 challenge marked public",
        "kept": ["TSCP-26-001: 2 events keep their marking, narrower."],
    }
    assert markings(path, Challenge) == [Marking.PUBLIC]


def test_what_is_not_there_is_refused_and_nothing_is_marked(refused, path):
    said = refused("mark", path, "evidence", "E1", "E9", "public")
    assert "There is no item of evidence called E9." in said
    assert "Choose one of: declaration, summary" in refused("mark", path, "statement", "closing", "public")
