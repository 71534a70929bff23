"""Scrutiny pieces: begun by a theme, agencies asked, findings drafted and final, rounds of a method."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.ids import PieceId
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.operations import evidence, pieces
from scrutineer.ui.destinations import ToPieces
from tests.conftest import CLOCK
from tests.ui.conftest import go

TODAY = CLOCK.today()
LIST, ASKED, FINDINGS, STAGES = "Scrutiny pieces", "Agencies asked", "Findings", "Stages of rounds"
NARRATIVE = "What was found"


@pytest.fixture
def at(at_empty):
    """Somebody at a piece, the only one."""
    piece = Piece(cycle_id=1, title="Neglect", starts=date(2026, 9, 1))
    go(at_empty, ToPieces(pieces.add_piece(at_empty.top.casefile, piece=piece).value))
    return at_empty


def only_piece(at) -> Piece:
    (piece,) = tables.rows(at.top.casefile, Piece)
    return piece


def link(at) -> None:
    item = evidence.capture_evidence(at.top.casefile, title="Dip sample", dated=TODAY).value
    evidence.link_evidence(at.top.casefile, evidence_id=item, target_kind=LinkTarget.PIECE,
                           target=str(only_piece(at).id), bearing=Bearing.SUPPORTS)  # fmt: skip
    go(at, ToPieces(PieceId(only_piece(at).id))).refresh()


def test_a_piece_is_begun_by_its_theme_and_shown(at_empty):
    at = at_empty
    go(at, ToPieces())
    at.sees("No scrutiny piece in this cycle yet")
    at.keys("Ctrl+N")
    at.write("Theme of a new piece", "Neglect", then="Return")
    assert (only_piece(at).title, only_piece(at).starts) == ("Neglect", TODAY)
    assert at.selected(LIST) == ["Neglect  Since 20 Nov 26"]
    assert at.text("Theme") == "Neglect"


def test_its_terms_and_the_framework_it_judges_by_are_recorded(at):
    at.write("Terms of reference", "Is it seen early?")
    at.choose("Judged by", "NCB principles")
    at.choose("Step or line of the piece", "4 Quality assurance")
    at.write("Report due", "18/12/2026", then="Ctrl+Return")
    piece = only_piece(at)
    assert (piece.terms, piece.framework_id, piece.targets, piece.due) == (
        "Is it seen early?", "ncb-principles", ("six-steps:4",), date(2026, 12, 18),
    )  # fmt: skip


def test_an_agency_is_asked_and_what_came_says_when(at):
    at.choose("Agency asked", "Police")
    at.write("What is asked for", "Ten records")
    at.write("Wanted by", "30/11/2026")
    at.press("Add")
    assert at.rows(ASKED) == [["Police", "Ten records", "20 Nov 26", "Due 30 Nov 26"]]
    at.press("Came today")
    (asked,) = tables.rows(at.top.casefile, PieceAgency)
    assert asked.came_on == TODAY
    assert at.rows(ASKED)[0][3] == "Came 20 Nov 26"


def test_what_is_asked_of_an_agency_by_a_day_years_ahead_is_asked_about(at):
    at.choose("Agency asked", "Police")
    at.write("Wanted by", "30/11/2036")
    at.press("Add")
    at.sees("30 November 2036 is more than two years ahead. Say that it is so, or give another day.")
    assert tables.rows(at.top.casefile, PieceAgency) == ()
    at.tick("Yes, it is so")
    at.write("Wanted by", "30/11/2035")  # what was said to be so was said of the day that stood there
    assert not at.shows("Yes, it is so")
    at.press("Add")
    at.sees("30 November 2035 is more than two years ahead.")
    at.tick("Yes, it is so")
    at.press("Add")
    assert [asked.due for asked in tables.rows(at.top.casefile, PieceAgency)] == [date(2035, 11, 30)]


def test_another_day_of_a_stage_is_asked_about_where_it_has_passed(at):
    at.choose("Method of a new round", "Bexley hub")
    at.press("Begin round")
    at.write("Stage begins", "1/9/2026")
    at.write("Stage ends", "30/9/2026")
    at.press("Record the stage")
    at.sees("30 September 2026 has passed already.")
    at.tick("Yes, it is so")
    at.press("Record the stage")
    assert tables.rows(at.top.casefile, Round, order=("id",))[0].due == date(2026, 9, 30)


def test_a_finding_is_final_only_with_words_and_evidence_and_says_what_is_missing(at):
    at.sees("To make it final: write what was found; link at least one evidence item to the piece or to this finding.")
    assert not at.can_press("Make final")
    at.write(NARRATIVE, "Schools know first.")
    at.press("Keep draft")
    (finding,) = tables.rows(at.top.casefile, PieceFinding)
    assert finding.status is JudgementStatus.DRAFT
    link(at)
    at.press("Make final")
    (finding,) = tables.rows(at.top.casefile, PieceFinding)
    assert (finding.status, finding.narrative, finding.target) == (JudgementStatus.FINAL, "Schools know first.", "")


def test_a_newer_finding_leaves_the_earlier_one_to_be_read(at):
    link(at)
    at.write(NARRATIVE, "Late.")
    at.press("Make final")
    at.write(NARRATIVE, "In time.")
    at.press("Keep draft")
    at.sees("Earlier, 20 November 2026. In words alone: Late.")
    assert at.rows(FINDINGS)[0][1] == "In words alone (draft)"


def test_what_is_typed_of_one_thing_is_kept_while_another_is_looked_at(at):
    at.choose("Judged by", "NCB principles")
    at.press("Record")
    at.write(NARRATIVE, "Of the whole.")
    other = at.choices("What the finding is about")[1]
    at.choose("What the finding is about", other)
    assert at.text(NARRATIVE) == ""
    at.choose("What the finding is about", "The theme as a whole")
    assert at.text(NARRATIVE) == "Of the whole."


def test_a_round_of_a_method_is_begun_and_a_stage_recorded(at):
    at.choose("Method of a new round", "Bexley hub")
    at.write("New round begins", "1/9/2026")
    at.press("Begin round")
    at.sees("30 September 2026 has passed already.")
    assert tables.rows(at.top.casefile, Round) == ()
    at.tick("Yes, it is so")
    at.press("Begin round")
    assert len(tables.rows(at.top.casefile, Round)) == 4
    assert not at.shows("Yes, it is so")
    assert at.rows(STAGES)[0][:3] == ["Bexley hub, 1", "Month 1: scope", "1 Sep 26 to 30 Sep 26"]
    at.write("Stage done on", "25/9/2026")
    at.write("What the stage found", "Neglect under five.")
    at.press("Record the stage")
    first = tables.rows(at.top.casefile, Round, order=("id",))[0]
    assert (first.done_on, first.found) == (date(2026, 9, 25), "Neglect under five.")


def test_rounds_of_no_piece_stand_by_themselves(at):
    at.pick(LIST, "Rounds of a method  That belong to no piece")
    at.write("Days of each stage", "none")
    at.press("Begin round")
    at.sees("Say how many days each stage has, at most 1,000.")
    at.write("Days of each stage", "14")
    at.press("Begin round")
    assert {stage.piece_id for stage in tables.rows(at.top.casefile, Round)} == {None}


def test_a_piece_on_which_something_rests_is_not_taken_away_and_says_why(at):
    at.write(NARRATIVE, "Late.")
    at.press("Keep draft")
    at.press("Take the piece away")
    at.sees("“Neglect” has 1 finding. Nothing was changed.")
    assert only_piece(at).title == "Neglect"


def test_evidence_is_linked_to_the_finding_itself_and_bears_it(at):
    evidence.capture_evidence(at.top.casefile, title="Dip sample", dated=TODAY)
    at.write(NARRATIVE, "Schools know first.")
    at.press("Keep draft")
    at.field(NARRATIVE).setFocus()
    at.keys("Ctrl+L")
    at.sees("Link evidence to the finding")
    at.press("Supports")
    at.press("Link")
    (known,) = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.FINDING)
    at.sees("E1 Dip sample, supports")
    at.press("Make final")
    (finding,) = tables.rows(at.top.casefile, PieceFinding)
    assert (finding.status, known.target) == (JudgementStatus.FINAL, str(finding.id))


def test_a_challenge_is_raised_from_it_on_a_line_of_what_it_is_judged_by_and_keeps_it_when_it_is_reworded(at):
    at.choose("Judged by", "NCB principles")
    at.keys("Ctrl+Return")
    at.settle()
    at.press("Raise a challenge")
    at.sees("Of the scrutiny piece “Neglect”")
    at.write("The question", "Who hears children first?")
    at.choose(
        "Step or line", next(words for words in at.choices("Step or line") if words.startswith("NCB principles: 1 "))
    )
    at.write("Put to", "Chair", then="Ctrl+Return")
    at.sees("NCB principles: Chapter c3, Leadership, engagement and relationships, principle 1")
    (challenge,) = tables.rows(at.top.casefile, Challenge)
    assert (challenge.targets, challenge.piece_id) == (("ncb-principles:1",), only_piece(at).id)
    pieces.change_piece(at.top.casefile, piece=replace(only_piece(at), framework_id=""))
    at.press("Reword")
    at.write("The question", "Who hears children at night?", then="Ctrl+Return")
    at.settle()
    (challenge,) = tables.rows(at.top.casefile, Challenge)
    assert (challenge.question, challenge.targets) == ("Who hears children at night?", ("ncb-principles:1",))
