"""The gate of the year: what hangs on something withheld is withheld, counted, and told by nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scrutineer.domain.activities import Activity, ActivityState, Contract, Declaration, DeclarationKind, Deliverable
from scrutineer.domain.editions import EditionView, Scope, allowed
from scrutineer.domain.evidence import Evidence, EvidenceKind
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.material import YearMaterial
from scrutineer.domain.partnership import Agency
from scrutineer.domain.pieces import Piece, PieceAgency, PieceFinding, Round
from scrutineer.domain.questions import Question, QuestionFrom
from scrutineer.domain.recommendations import Recommendation, RecommendationEvent, RecommendationMove
from scrutineer.domain.structure import GroupSeat, PartnerGroup
from tests.domain.test_editions import STEP, material

DAY = date(2026, 5, 1)


def seen(edition: Edition = Edition.PARTNER, scope: Scope | None = None, **given: Any) -> EditionView:
    """What an edition holds of a year; what is given and no part of the year is of the material."""
    year = {name: things for name, things in given.items() if name in YearMaterial.__dataclass_fields__}
    rest = {name: things for name, things in given.items() if name not in year}
    return allowed(material(**rest, year=YearMaterial(**year)), edition, scope)


def piece(marking: Marking = Marking.PARTNER) -> Piece:
    return Piece(id=1, cycle_id=1, title="Neglect", starts=DAY, marking=marking)


HANGING = {
    "activities": Activity(cycle_id=1, piece_id=1, title="Visit", method="visit", planned_on=DAY),
    "asked_by_pieces": PieceAgency(piece_id=1, agency_id=1, asked_on=DAY),
    "findings": PieceFinding(piece_id=1, narrative="Late.", status=JudgementStatus.FINAL),
    "rounds": Round(cycle_id=1, piece_id=1, framework_id="bexley-hub", target="bexley-hub:1", starts=DAY),
}


@pytest.mark.parametrize("part", HANGING)
def test_what_belongs_to_a_withheld_piece_is_withheld_and_counted(part):
    for marking, shown in ((Marking.PARTNER, 1), (Marking.PRIVATE, 0)):
        held = getattr(seen(pieces=(piece(marking),), **{part: (HANGING[part],)}).year, part)
        assert (len(held.shown), held.withheld) == (shown, 1 - shown)


def test_figures_of_few_people_are_there_without_their_numbers_with_the_groups_beside_them():
    few, beside, later = (
        IndicatorValue(
            id=number, indicator_id=1, period=period, starts=DAY, numerator=n, denominator=60, breakdown=group
        )
        for number, (period, n, group) in enumerate([("Q1", 3, "Under five"), ("Q1", 30, "Older"), ("Q2", 30, "")], 1)
    )
    year = YearMaterial(indicators=(Indicator(id=1, name="Seen in time"),), figures=(few, beside, later))
    made = material(year=year)
    made = replace(made, partnership=replace(made.partnership, smallest=5))
    assert [figure.numerator for figure in allowed(made, Edition.PRIVATE).year.figures.shown] == [3, 30, 30]
    shown = allowed(made, Edition.PARTNER).year.figures.shown
    assert [figure.numerator for figure in shown] == [None, None, 30]
    assert {figure.missing for figure in shown} == {"held back: few people", ""}


def test_a_deliverable_follows_its_contract_a_figure_its_indicator_and_a_seat_its_group():
    contract = Contract(id=1, title="Contract", starts=DAY, ends=date(2027, 4, 30))
    indicator = Indicator(id=1, name="Contacts")
    group = PartnerGroup(id=1, name="Executive")
    private = {"marking": Marking.PRIVATE}
    for above, more in (({}, 1), (private, 0)):
        year = seen(
            contracts=(replace(contract, **above),),
            deliverables=(Deliverable(contract_id=1, title="Findings", due=DAY),),
            indicators=(replace(indicator, **above),),
            figures=(IndicatorValue(indicator_id=1, period="Q1", starts=DAY, numerator=4),),
            groups=(replace(group, **above),),
            group_seats=(GroupSeat(group_id=1, seat_id=1),),
        ).year
        assert [len(held.shown) for held in (year.deliverables, year.figures, year.group_seats)] == [more] * 3
        assert year.withholds is not bool(more)


def test_a_draft_of_a_finding_is_in_the_private_edition_alone_and_counted_nowhere_else():
    draft = PieceFinding(piece_id=1, narrative="Perhaps.")
    for edition, shown in ((Edition.PRIVATE, (draft,)), (Edition.PARTNER, ())):
        findings = seen(edition, pieces=(piece(),), findings=(draft,)).year.findings
        assert (findings.shown, findings.withheld) == (shown, 0)


@pytest.mark.parametrize(
    ("status", "marking", "shown"),
    [
        (JudgementStatus.FINAL, Marking.PARTNER, 1),
        (JudgementStatus.FINAL, Marking.PRIVATE, 0),
        (JudgementStatus.DRAFT, Marking.PARTNER, 0),
    ],
)
def test_a_recommendation_and_its_events_follow_the_judgement_it_rests_on(status, marking, shown):
    judged = Judgement(id=1, cycle_id=1, target=STEP, scale_id="assurance", level="limited", status=status,
                       narrative="So.", marking=marking)  # fmt: skip
    view = seen(
        judgements=(judged,),
        recommendations=(Recommendation(id=1, judgement_id=1, text="Test it again."),),
        recommendation_events=(
            RecommendationEvent(recommendation_id=1, kind=RecommendationMove.ACCEPTED, on_date=DAY, text="Accepted."),
        ),
    )
    assert len(view.recommendations.shown) == len(view.year.recommendation_events.shown) == shown
    assert view.recommendations.total == view.year.recommendation_events.total == 1


def test_texts_of_the_year_name_no_withheld_item():
    item = Evidence(id=1, number=14, title="Interview", kind=EvidenceKind.INTERVIEW, dated=DAY, received=DAY,
                    cycle_id=1, marking=Marking.PRIVATE)  # fmt: skip
    activity = Activity(cycle_id=1, title="Visit", method="visit", state=ActivityState.DONE, done_on=DAY,
                        notes="See [E14].")  # fmt: skip
    assert [shown.notes for shown in seen(evidence=(item,), activities=(activity,)).year.activities.shown] == [
        "See [held back]."
    ]
    assert seen(Edition.PRIVATE, evidence=(item,), activities=(activity,)).year.activities.shown == (activity,)


def test_one_agencys_scope_holds_what_is_its_own_and_what_is_nobodys():
    asked = tuple(
        Question(id=agency or 9, cycle_id=1, source=QuestionFrom.COMMITTEE, asked_on=DAY, question="Why?",
                 agency_id=agency)
        for agency in (1, 2, None)
    )  # fmt: skip
    questions = seen(scope=Scope(Agency(id=1, name="Police")), questions=asked).year.questions
    assert [question.agency_id for question in questions.shown] == [1, None]
    assert questions.withheld == 0


def test_a_declaration_stands_by_its_own_marking():
    said = Declaration(kind=DeclarationKind.INTEREST, on_date=DAY, text="None.", marking=Marking.PARTNER)
    for edition, withheld in ((Edition.PARTNER, False), (Edition.PUBLIC, True)):
        assert seen(edition, declarations=(said,)).year.withholds is withheld
