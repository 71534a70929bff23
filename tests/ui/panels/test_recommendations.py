"""Recommendations in the window: made from a judgement in one step, followed, found again."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations import casefiles, recommendations
from scrutineer.operations.marking import set_marking
from scrutineer.operations.queries.recommendations import life_of_recommendation
from scrutineer.ui.destinations import ToItem, ToLine, ToNewRecommendation, ToPieces, ToRecommendations
from scrutineer.ui.ops import do
from tests.ui.conftest import go

TABLE = "Recommendations"
LINE = TargetId("six-steps:4a")


def kept(at, words: str) -> Recommendation:
    (known,) = [row for row in tables.rows(at.top.casefile, Recommendation) if words in row.text]
    return known


def test_one_is_made_from_a_judgement_with_its_evidence_in_one_step(at_example):
    at = at_example
    go(at, ToLine(LINE))
    at.press("Make a recommendation")
    at.sees("New recommendation")
    at.write("The recommendation", "Children say what the audit should ask", then="Ctrl+Return")
    made = kept(at, "Children say")
    assert (made.text, made.target) == ("Children say what the audit should ask", LINE)
    assert made.judgement_id is not None
    links = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.RECOMMENDATION, target=str(made.id))
    of_line = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.LINE, target=LINE)
    assert {link.evidence_id for link in of_line} <= {link.evidence_id for link in links}
    assert at.selected(TABLE)[0].startswith("Children say what the audit should ask")


def test_what_happened_is_recorded_and_the_register_says_where_it_stands(at_example):
    at = at_example
    go(at, ToRecommendations(kept(at, "Each finding").id))
    at.sees("Under way; no evidence has come.")
    at.choose("What happened", "Tested")
    at.press("Record event")
    at.sees("Write what the test showed")
    at.write("What was said or done", "Three of ten findings were looked at again", then="Ctrl+Return")
    assert at.selected(TABLE)[2] == "Tested"
    at.choose("What happened", "Done")
    at.write("What was said or done", "Nothing is known to have changed yet")
    at.press("Record event")
    at.sees("Say what has changed for children")
    at.press("Impact on children: None known")
    at.press("Record event")
    assert not life_of_recommendation(at.top.casefile, kept(at, "Each finding").id).is_open
    casefiles.undo(at.top.casefile)
    assert life_of_recommendation(at.top.casefile, kept(at, "Each finding").id).is_open


def test_a_national_reviews_says_how_far_it_is_met_here(at_example):
    at = at_example
    go(at, ToRecommendations(kept(at, "Specialist child").id))
    assert at.selected(TABLE)[2] == "Made  Partly met here"
    at.choose("What happened", "Benchmarked here")
    at.write("What was said or done", "One team since November")
    at.choose("How far it is met here", "Met")
    at.press("Record event")
    assert at.selected(TABLE)[2] == "Made  Met here"


def test_the_same_lesson_leads_to_the_one_before(at_example):
    at = at_example
    go(at, ToRecommendations(kept(at, "Records of every agency").id))
    at.sees("The same lesson, in other words")


def test_the_register_is_narrowed_by_agency_and_by_part(at_example):
    at = at_example
    go(at, ToRecommendations())
    every = len(at.rows(TABLE))
    at.choose("Which agency", "ICB")
    assert len(at.rows(TABLE)) == 1 < every
    at.press("Which: Done or lapsed 0")
    assert at.rows(TABLE) == []


def test_typing_is_kept_as_a_draft_of_what_it_follows_from(at_example):
    at = at_example
    item = kept(at, "Records of every agency").evidence_id
    assert item is not None
    go(at, ToNewRecommendation(evidence_id=item))
    at.write("The recommendation", "Half a thought")
    go(at, ToItem(item))
    go(at, ToNewRecommendation())
    assert at.text("The recommendation") == ""
    go(at, ToNewRecommendation(evidence_id=item))
    assert at.text("The recommendation") == "Half a thought"


def test_an_empty_register_says_what_a_recommendation_is(at_empty):
    go(at_empty, ToRecommendations())
    at_empty.sees("No recommendations yet")


@pytest.mark.parametrize("words", ["Each finding", "Specialist child"])
def test_one_is_worded_anew_and_keeps_its_events(at_example, words):
    at = at_example
    known = kept(at, words)
    before = life_of_recommendation(at.top.casefile, known.id).events
    go(at, ToRecommendations(known.id))
    at.press("Reword")
    at.write("The test", "Seen in a sample of ten", then="Ctrl+Return")
    assert kept(at, words).test == "Seen in a sample of ten"
    assert kept(at, words).kind is known.kind
    assert life_of_recommendation(at.top.casefile, known.id).events == before


def test_one_is_made_from_a_piece_with_what_the_piece_rests_on(at_example):
    at = at_example
    piece = tables.rows(at.top.casefile, Piece)[0]
    go(at, ToPieces(piece.id))
    at.press("Make a recommendation")
    at.write("The recommendation", "Every school knows whom to ring", then="Ctrl+Return")
    made = kept(at, "Every school")
    of_piece = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.PIECE, target=str(piece.id))
    links = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.RECOMMENDATION, target=str(made.id))
    assert made.piece_id == piece.id
    assert {link.evidence_id for link in links} == {link.evidence_id for link in of_piece} != set()


def test_an_item_leads_to_what_became_of_its_recommendation(at_example):
    at = at_example
    known = kept(at, "Records of every agency")
    assert known.evidence_id is not None
    go(at, ToItem(known.evidence_id))
    at.press(f"Follow “{known.text}”")
    assert at.selected(TABLE)[0].startswith("1 Records of every agency")


def test_what_a_national_review_recommends_is_taken_in(at_empty):
    at = at_empty
    go(at, ToRecommendations())
    at.press("Take in those for partnerships")
    assert len(at.rows(TABLE)) == len(tables.rows(at.top.casefile, Recommendation)) > 0
    assert not at.can_press("All are taken in")
    at.sees("say how far it is met here")


def test_a_new_wording_keeps_the_marking_that_was_given_elsewhere_meanwhile_and_what_was_typed(at_example):
    at = at_example
    before = kept(at, "Each finding")
    go(at, ToRecommendations(before.id))
    at.press("Reword")
    at.write("The recommendation", "Each finding is looked at again")
    session = at.top.workspace.session
    session.run(do(set_marking, kind=Recommendation, ids=[before.id], marking=Marking.PRIVATE))
    at.settle()
    assert (at.chosen("Marking"), at.text("The recommendation")) == ("Private", "Each finding is looked at again")
    at.press("Keep recommendation")
    after = kept(at, "Each finding is looked at again")
    assert (after.id, after.marking) == (before.id, Marking.PRIVATE)


def test_the_wording_of_one_that_is_taken_away_ends_with_it(at_example):
    at = at_example
    before = kept(at, "Each finding")
    go(at, ToRecommendations(before.id))
    at.press("Reword")
    at.top.workspace.session.run(do(recommendations.take_recommendation_away, recommendation=before))
    at.settle()
    assert "Reword the recommendation" not in at.titles()


def test_what_it_rests_on_is_read_when_its_source_is_chosen_and_not_at_each_key(at_example, monkeypatch):
    at = at_example
    go(at, ToLine(LINE))
    at.press("Make a recommendation")
    assert at.has("Link what that rests on: ")
    read, rows = [], tables.rows
    monkeypatch.setattr(
        tables, "rows", lambda casefile, kind, **asked: read.append(kind) or rows(casefile, kind, **asked)
    )
    at.type("The recommendation", "Children say")
    assert read == []
    at.choose("Follows from", "Choose what it follows from")
    assert not at.has("Link what that rests on: ")
