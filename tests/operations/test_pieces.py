"""Scrutiny pieces: whom they ask, what they find beside the cycle's judgement, and rounds of a method."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.activities import Activity
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.errors import CannotFinalise, Doubtful, UserError
from scrutineer.operations import activities, evidence, judgements, pieces
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.pieces import methods_in_rounds, piece_view, rounds_of
from tests.conftest import CLOCK

TODAY = CLOCK.today()
LINE = "six-steps:4c"


@pytest.fixture
def piece(casefile) -> Piece:
    added = pieces.add_piece(casefile, piece=Piece(cycle_id=1, title="Neglect", starts=date(2026, 9, 1)))
    return tables.get(casefile, Piece, added.value)


def view(casefile, piece: Piece):
    return piece_view(casefile, read_context(casefile), piece)


def link(casefile, piece: Piece) -> None:
    item = evidence.capture_evidence(casefile, title="Dip sample", dated=TODAY).value
    evidence.link_evidence(casefile, evidence_id=item, target_kind=LinkTarget.PIECE, target=str(piece.id),
                           bearing=Bearing.SUPPORTS)  # fmt: skip


def test_an_agency_is_asked_by_a_day_and_what_came_is_recorded(casefile, piece):
    agency = read_context(casefile).agencies[0]
    asked = PieceAgency(piece_id=piece.id, agency_id=agency.id, asked_on=date(2026, 9, 2), asked_for="Ten records",
                        due=date(2026, 9, 30))  # fmt: skip
    outcome = pieces.ask_agency(casefile, asked=asked)
    assert outcome.label == "Police asked"
    came = replace(asked, id=outcome.value, came_on=date(2026, 10, 2))
    pieces.change_asked(casefile, asked=came)
    assert view(casefile, piece).asked == (came,)
    with pytest.raises(UserError, match="came before it was asked for"):
        pieces.change_asked(casefile, asked=replace(came, came_on=date(2026, 9, 1)))


def test_a_draft_is_changed_in_place_and_a_final_finding_is_kept_when_a_new_one_begins(casefile, piece):
    link(casefile, piece)
    first = pieces.record_finding(casefile, piece_id=piece.id, target=LINE, level="limited", narrative="Late.").value
    same = pieces.record_finding(casefile, piece_id=piece.id, target=LINE, level="limited", narrative="Late again.",
                                 final=True).value  # fmt: skip
    assert same == first
    second = pieces.record_finding(casefile, piece_id=piece.id, target=LINE, level="reasonable", narrative="Better.")
    (finding,) = view(casefile, piece).findings
    assert (finding.now.id, finding.now.status) == (second.value, JudgementStatus.DRAFT)
    assert [(earlier.narrative, earlier.status) for earlier in finding.earlier] == [
        ("Late again.", JudgementStatus.FINAL)
    ]


def test_saying_again_what_is_final_begins_nothing_new(casefile, piece):
    link(casefile, piece)
    said = {"piece_id": piece.id, "target": LINE, "level": "limited", "narrative": "Late."}
    pieces.record_finding(casefile, **said, final=True)
    pieces.record_finding(casefile, **said)
    pieces.record_finding(casefile, **said, marking=Marking.PRIVATE)
    (finding,) = tables.rows(casefile, PieceFinding)
    assert (finding.status, finding.marking) == (JudgementStatus.FINAL, Marking.PRIVATE)


def test_it_is_final_with_words_and_evidence_alone(casefile, piece):
    for narrative, linked, reasons in (("", False, 2), ("Late.", False, 1), ("", True, 1)):
        if linked:
            link(casefile, piece)
        with pytest.raises(CannotFinalise) as refused:
            pieces.record_finding(casefile, piece_id=piece.id, narrative=narrative, final=True)
        assert len(refused.value.reasons) == reasons
    pieces.record_finding(casefile, piece_id=piece.id, narrative="Late.", final=True)
    assert view(casefile, piece).findings[0].now.status is JudgementStatus.FINAL


def test_it_stands_beside_the_cycles_judgement_and_never_touches_it(casefile, piece):
    judgements.record_judgement(casefile, target=LINE, level="strong", narrative="Well.")
    before = tables.rows(casefile, Judgement)
    pieces.record_finding(casefile, piece_id=piece.id, target=LINE, level="limited", narrative="Not here.")
    assert tables.rows(casefile, Judgement) == before
    (finding,) = view(casefile, piece).findings
    assert (finding.now.level, finding.judged) == ("limited", before[0])


def test_any_framework_of_the_cycle_will_do_and_no_other(casefile, piece):
    pieces.record_finding(casefile, piece_id=piece.id, target=_a_principle(casefile))
    with pytest.raises(UserError, match="looks through no framework"):
        pieces.record_finding(casefile, piece_id=piece.id, target="nothing:1")
    with pytest.raises(UserError, match="is not a level"):
        pieces.record_finding(casefile, piece_id=piece.id, level="splendid")


def _a_principle(casefile) -> str:
    from scrutineer.operations.queries.lenses import lens

    return lens(casefile, read_context(casefile).cycle, "ncb-principles").targets()[-1]


def test_a_piece_on_which_something_rests_is_kept_and_says_on_what(casefile, piece):
    activity = Activity(cycle_id=1, piece_id=piece.id, title="Visit", method="visit", planned_on=TODAY)
    activities.add_activity(casefile, activity=activity)
    pieces.record_finding(casefile, piece_id=piece.id, narrative="Late.")
    with pytest.raises(UserError, match="has 1 finding, 1 activity"):
        pieces.take_piece_away(casefile, piece=piece)
    (finding,) = tables.rows(casefile, PieceFinding)
    pieces.take_finding_away(casefile, finding=finding)
    activities.take_activity_away(casefile, activity=tables.rows(casefile, Activity)[0])
    pieces.take_piece_away(casefile, piece=piece)
    assert tables.rows(casefile, Piece) == ()


def test_a_round_gives_each_stage_of_the_method_its_days_and_the_next_its_number(casefile, piece):
    context = read_context(casefile)
    assert "bexley-hub" in {method.id for method in methods_in_rounds(casefile, context.cycle)}
    start = {"framework_id": "bexley-hub", "piece_id": piece.id}
    pieces.start_round(casefile, **start, starts=date(2026, 9, 1))
    pieces.start_round(casefile, **start, starts=date(2027, 1, 4), days=10)
    later, first = rounds_of(casefile, context, piece.id)
    assert (later.number, first.number, len(first.stages)) == (2, 1, 4)
    assert [(stage.starts, stage.due) for stage in first.stages[:2]] == [
        (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 30)),
    ]  # fmt: skip
    assert [line.target for step in first.framework.steps for line in step.lines] == [s.target for s in first.stages]
    pieces.change_stage(casefile, stage=replace(first.stages[0], done_on=TODAY, found="Who decides."))
    assert rounds_of(casefile, context, piece.id)[1].stages[0].found == "Who decides."
    assert not first.is_done


def test_a_round_of_no_piece_is_counted_by_itself_and_taken_away_whole(casefile, piece):
    context = read_context(casefile)
    for of_piece in (piece.id, None):
        pieces.start_round(casefile, framework_id="kolb-solihull", piece_id=of_piece, starts=TODAY)
    assert [known.number for known in rounds_of(casefile, context, None)] == [1]
    pieces.take_round_away(casefile, framework_id="kolb-solihull", number=1)
    assert rounds_of(casefile, context, None) == ()
    assert len(rounds_of(casefile, context, piece.id)[0].stages) == len(tables.rows(casefile, Round))
    casefile.undo()
    assert len(rounds_of(casefile, context, None)) == 1


def test_what_a_finding_itself_rests_on_bears_it_and_the_one_that_takes_its_place(casefile, piece):
    said = {"piece_id": piece.id, "target": LINE, "level": "limited"}
    draft = pieces.record_finding(casefile, **said, narrative="Late.").value
    item = evidence.capture_evidence(casefile, title="Dip sample", dated=TODAY).value
    evidence.link_evidence(casefile, evidence_id=item, target_kind=LinkTarget.FINDING, target=str(draft),
                           bearing=Bearing.SUPPORTS)  # fmt: skip
    pieces.record_finding(casefile, **said, narrative="Late.", final=True)
    newer = pieces.record_finding(casefile, **said, narrative="Late still.").value
    pieces.record_finding(casefile, **said, narrative="Late still.", final=True)
    (finding,) = view(casefile, piece).findings
    assert finding.now.id == newer != draft
    assert [linked.item.id for linked in finding.evidence] == [item]
    casefile.undo()
    casefile.undo()
    assert [linked.item.id for linked in view(casefile, piece).findings[0].evidence] == [item]


def test_a_piece_is_never_reported_before_it_began(casefile, piece):
    with pytest.raises(UserError, match="reported before it began") as refused:
        pieces.change_piece(casefile, piece=replace(piece, reported_on=date(2026, 8, 31)))
    assert refused.value.about == "reported_on"
    assert tables.get(casefile, Piece, piece.id) == piece


@pytest.mark.parametrize(("place", "days", "field"), [
    (1, {"done_on": date(2026, 11, 4)}, "done_on"),  # the first is not done yet
    (1, {"starts": date(2026, 9, 1)}, "starts"),
])  # fmt: skip
def test_stages_out_of_order_are_asked_about_and_one_done_before_it_began_is_refused(
    casefile, piece, place, days, field
):
    pieces.start_round(casefile, framework_id="bexley-hub", starts=date(2026, 10, 1), days=10, piece_id=piece.id)
    stages = tables.rows(casefile, Round, order=("id",))
    stage = replace(stages[place], **days)
    with pytest.raises(Doubtful) as doubtful, asking(casefile):
        pieces.change_stage(casefile, stage=stage)
    assert doubtful.value.about == field
    assert tables.rows(casefile, Round, order=("id",)) == stages
    with asking(casefile, sure=True):
        pieces.change_stage(casefile, stage=stage)
    assert tables.get(casefile, Round, stage.id) == stage
    with pytest.raises(UserError, match="done before it began"):
        pieces.change_stage(casefile, stage=replace(stages[0], done_on=date(2026, 9, 30)))


def test_stages_in_their_order_are_never_asked_about(casefile, piece):
    pieces.start_round(casefile, framework_id="bexley-hub", starts=date(2026, 10, 1), days=10, piece_id=piece.id)
    for number, stage in enumerate(tables.rows(casefile, Round, order=("id",))[:4]):
        with asking(casefile):
            pieces.change_stage(casefile, stage=replace(stage, done_on=date(2026, 11, 10 + number)))
