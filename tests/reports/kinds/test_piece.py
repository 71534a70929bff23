"""The report of a piece: one alone or all of a cycle, its findings beside the cycle's judgement and never as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.ids import RecommendationId
from scrutineer.domain.judgement import JudgementStatus
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.domain.recommendations import RecommendationEvent, RecommendationMove
from tests.reports.kinds.building import built, grid, material_of, said, view_of


def with_year(material, **changed):
    return replace(material, year=replace(material.year, **changed))


def test_it_tells_its_terms_whom_it_asked_what_it_rests_on_and_what_was_found(example):
    document = built("piece", view_of(material_of(example)))
    words = said(document)
    assert "Whether neglect is seen before it is grave" in words
    assert [row[0] for row in grid(document, "Agencies asked")] == [
        "Children's services", "Police", "ICB", "Schools forum",
    ]  # fmt: skip
    assert grid(document, "Agencies asked")[2][3] == "Not yet; by when: 11 December 2026"
    assert [row[0] for row in grid(document, "Evidence relied on")] == ["E6"]
    assert "1 item of evidence on it is not in this edition." in words  # the dip sample is the scrutineer's own
    assert grid(document, "Stages")[0][1:] == [
        "Month 1: scope", "Done on 25 September 2026", "Neglect under five, because three reviews named it.",
    ]  # fmt: skip
    assert "in 11 of 20 records" in words


def test_a_draft_of_a_finding_is_in_the_private_edition_alone(example):
    material = material_of(example)
    assert "Schools know first" in said(built("piece", view_of(material, Edition.PRIVATE)))
    partner = said(built("piece", view_of(material)))
    assert "Schools know first" not in partner
    assert "finding is not in this edition" not in partner


def test_an_earlier_finding_is_kept_below_the_one_that_stands(example):
    material = material_of(example)
    (final, _) = material.year.findings
    newer = replace(final, id=99, narrative="Recorded in time in 15 of 20.", level="reasonable",
                    made="2027-02-01T10:00:00+00:00")  # fmt: skip
    document = built("piece", view_of(with_year(material, findings=(final, newer))))
    assert [row[2] for row in grid(document, "Earlier findings")] == [final.narrative]
    assert "Recorded in time in 15 of 20." in said(document)


def test_one_of_several_is_told_alone_and_counts_nothing_of_the_others(example):
    material = material_of(example)
    other = Piece(id=77, cycle_id=material.cycle.id, title="Harm outside the home", starts=date(2026, 10, 1))
    hidden = replace(material.year.asked_by_pieces[0], id=78, piece_id=77, marking=Marking.PRIVATE)
    material = with_year(
        material, pieces=(*material.year.pieces, other), asked_by_pieces=(*material.year.asked_by_pieces, hidden)
    )
    both = said(built("piece", view_of(material)))
    assert "Harm outside the home" in both
    assert "1 agency that was asked is not in this edition." in both
    alone = said(built("piece", view_of(material, piece_id=material.year.pieces[0].id)))
    assert "Harm outside the home" not in alone
    assert "agency that was asked" not in alone


def test_a_piece_that_is_withheld_is_told_as_withheld_and_not_as_none(example):
    material = material_of(example)
    hidden = tuple(replace(piece, marking=Marking.PRIVATE) for piece in material.year.pieces)
    words = said(built("piece", view_of(with_year(material, pieces=hidden))))
    assert "The piece is not in this edition." in words
    assert "Neglect: is it known early" not in words


def test_declarations_stand_by_their_days_with_what_was_done_about_them(example):
    for kind in ("piece", "annual", "days"):
        rows = grid(built(kind, view_of(material_of(example))), "Declarations, by their days")
        assert [row[0] for row in rows] == ["2 March 2026", "2 March 2026", "16 June 2026"], kind
        assert rows[2][1] == "Self-review threat"
        assert rows[2][3] == "The other scrutineer judges what that review led to."


def test_a_recommendation_says_where_it_stands_by_its_events_and_when_it_is_tested_again(example):
    material = material_of(example)
    piece = material.year.pieces[0]
    advice = replace(material.recommendations[0], id=RecommendationId(70), piece_id=piece.id, due=date(2026, 9, 1))
    moves = tuple(
        RecommendationEvent(id=number, recommendation_id=advice.id, kind=kind, on_date=date(2026, 10, 1), due=due)
        for number, (kind, due) in enumerate((
            (RecommendationMove.ACCEPTED, date(2026, 12, 31)), (RecommendationMove.RETEST, date(2027, 4, 15)),
        ), 700)
    )  # fmt: skip
    material = replace(with_year(material, recommendation_events=moves), recommendations=(advice,))
    (row,) = grid(built("piece", view_of(material)), "Recommendations of the piece")
    assert row[3:] == ["31 December 2026", "Accepted; re-test 15 April 2027"]


def test_only_what_was_done_is_said_to_have_been_done_for_it(example):
    material = material_of(example)
    of_it = [known for known in material.year.activities if known.piece_id is not None]
    one = replace(of_it[0], state=ActivityState.DONE, done_on=date(2026, 10, 2), title="Sat with a team")
    dropped = replace(of_it[0], id=971, state=ActivityState.DROPPED, done_on=None, title="Never happened")
    planned = replace(of_it[0], id=972, state=ActivityState.PLANNED, done_on=None, title="Still to come")
    document = built("piece", view_of(with_year(material, activities=(one, dropped, planned)), Edition.PRIVATE))
    assert [row[1].split(".")[0] for row in grid(document, "What was done for it")] == ["Sat with a team"]


def test_a_finding_says_what_it_rests_on_itself(example):
    material = material_of(example)
    final = next(known for known in material.year.findings if known.status is JudgementStatus.FINAL)
    shown = next(item for item in material.evidence if item.marking is Marking.PARTNER)
    hidden = next(item for item in material.evidence if item.marking is Marking.PRIVATE)
    links = tuple(
        Link(id=900 + item.id, evidence_id=item.id, target_kind=LinkTarget.FINDING, target=str(final.id),
             bearing=Bearing.SUPPORTS)
        for item in (shown, hidden)
    )  # fmt: skip
    document = built("piece", view_of(replace(material, links=(*material.links, *links))))
    assert [row[0] for row in grid(document, "What this finding rests on")] == [shown.reference]
    assert "1 item of evidence on this finding is not in this edition." in said(document)
