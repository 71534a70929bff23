"""Contradictions: the plain rules, each shown with what it rests on."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.contradictions import Rule
from scrutineer.domain.evidence import Bearing, EvidenceKind
from scrutineer.domain.indicators import IndicatorSource, IndicatorValue
from scrutineer.domain.ledgers import Contribution
from scrutineer.domain.periods import period_start
from scrutineer.domain.places import AboutEvidence, AboutIndicator, AboutTarget
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.voices import Voice
from scrutineer.operations import (
    indicators,
    recommendations,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.contradictions import contradictions
from tests.operations.acts import LINE, answer, capture, judge


def rules(casefile) -> list[Rule]:
    return [one.rule for one in contradictions(casefile, read_context(casefile))]


def test_a_high_self_assessment_and_an_audit_that_contradicts(casefile):
    answer(casefile, "Police", "strong")
    item = capture(casefile, EvidenceKind.AUDIT, Bearing.CONTRADICTS, title="Audit of 40 records")
    (found,) = contradictions(casefile, read_context(casefile))
    assert found.rule is Rule.SELF_AND_CHECK
    assert found.evidence_ids == (item,)
    assert found.agency_id == 1
    assert [source.about for source in found.sources] == [AboutTarget(LINE), AboutEvidence(item)]
    assert "Audit of 40 records" in found.sources[1].words


@pytest.mark.parametrize(
    ("assurance", "kind", "bearing"),
    [("limited", EvidenceKind.AUDIT, Bearing.CONTRADICTS), ("strong", EvidenceKind.LETTER, Bearing.CONTRADICTS),
     ("strong", EvidenceKind.AUDIT, Bearing.SUPPORTS), ("strong", EvidenceKind.AUDIT, Bearing.CONTEXT),
     ("", EvidenceKind.AUDIT, Bearing.CONTRADICTS)],
)  # fmt: skip
def test_it_takes_a_high_level_a_check_and_a_contradiction(casefile, assurance, kind, bearing):
    answer(casefile, "Police", assurance)
    capture(casefile, kind, bearing)
    assert rules(casefile) == []


def test_a_much_lower_view_of_practitioners(casefile):
    answer(casefile, "Police", "strong")
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, level="reasonable")
    assert rules(casefile) == []
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, level="limited", favourable=9, answered=40)
    assert rules(casefile) == [Rule.SELF_AND_VOICE]


def figures(casefile, *said: tuple[int, int, IndicatorSource], item=None):
    """An indicator of the police with these figures of one period; returns its id."""
    known = indicators.add_indicator(casefile, name="Re-audits done", agency_id=1, targets=[LINE]).value
    for number, of, source in said:
        indicators.add_figure(
            casefile, indicator_id=known, period="Q4 2025-26", numerator=number, denominator=of, source=source,
            evidence_id=item if source is not IndicatorSource.AGENCY else None,
        )  # fmt: skip
    return known


def test_seven_of_twelve_in_a_sample_beside_the_agencys_eleven_of_twelve(casefile):
    item = capture(casefile, EvidenceKind.DIP_SAMPLE, Bearing.CONTEXT, title="Dip sample, 12 files")
    known = figures(casefile, (11, 12, IndicatorSource.AGENCY), (7, 12, IndicatorSource.SAMPLE), item=item)
    (finding,) = contradictions(casefile, read_context(casefile))
    assert (finding.rule, finding.target, finding.agency_id) == (Rule.FIGURES, LINE, 1)
    assert [source.about for source in finding.sources] == [AboutIndicator(known), AboutEvidence(item)]
    assert "Police gives 11 of 12" in finding.question
    assert "7 of 12" in finding.question
    assert finding.evidence_ids == (item,)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([(11, 12, IndicatorSource.AGENCY), (11, 12, IndicatorSource.SAMPLE)], 0),
        ([(47, 48, IndicatorSource.AGENCY), (17, 20, IndicatorSource.AUDIT)], 1),
        ([(47, 48, IndicatorSource.AGENCY), (19, 20, IndicatorSource.AUDIT)], 0),
        ([(17, 20, IndicatorSource.AUDIT), (7, 12, IndicatorSource.SAMPLE)], 0),
    ],
)  # fmt: skip
def test_it_takes_an_agencys_figure_and_a_check_that_lies_far_from_it(casefile, said, found):
    figures(casefile, *said)
    assert len(rules(casefile)) == found


@pytest.mark.parametrize(
    ("own", "sampled", "found"),
    [("Q1 2026-27", "Apr–Jun 2026", 1), ("2026-27", "Q1 2026-27", 0), ("2026-27", "April 2026 to March 2027", 1)],
)
def test_a_sample_is_held_against_the_agencys_figure_of_its_own_period_however_that_is_written(
    casefile, own, sampled, found
):
    known = indicators.add_indicator(casefile, name="Re-audits done", agency_id=1, targets=[LINE]).value
    for period, number, source in ((own, 11, IndicatorSource.AGENCY), (sampled, 7, IndicatorSource.SAMPLE)):
        indicators.add_figure(
            casefile, indicator_id=known, period=period, numerator=number, denominator=12, source=source
        )
    assert rules(casefile) == [Rule.FIGURES] * found


def a_workbook_gives(casefile, name: str, *, indicator_id: int, period: str, number: int) -> None:
    """A figure of 12 as the import of a workbook of that name stores it."""
    with casefile.transact("A workbook"):
        casefile.writer.execute("INSERT INTO blob VALUES (?, x'00')", [name])
        file = ReturnFile(
            sha256=name, name=name, profile=name, cycle_id=1, read=1, stored=1, set_aside=0, ignored=0,
            kind="indicators",
        )  # fmt: skip
        tables.insert(
            casefile,
            IndicatorValue(
                indicator_id=indicator_id, period=period, starts=period_start(period)[0], numerator=number,
                denominator=12, return_id=tables.insert(casefile, file), cell="A!B2", typed=f"{number} of 12",
            ),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "found"), [("Apr–Jun 2026", 1), ("2026/27 Q1", 1), ("2026-27", 0), ("Q2 2026-27", 0)]
)
def test_two_workbooks_differ_on_one_period_however_each_writes_it(casefile, period, found):
    known = indicators.add_indicator(casefile, name="Re-audits done", agency_id=1).value
    a_workbook_gives(casefile, "Board.xlsx", indicator_id=known, period="Q1 2026-27", number=11)
    a_workbook_gives(casefile, "Sample.xlsx", indicator_id=known, period=period, number=7)
    shown = contradictions(casefile, read_context(casefile))
    assert [one.rule for one in shown] == [Rule.NUMBERS] * found
    assert all(one.text == "Re-audits done, Police, Q1 2026-27: 11 of 12 and 7 of 12." for one in shown)


def test_two_agencies_that_count_the_same_thing_do_not_contradict_each_other(casefile):
    for agency_id, number in ((1, 11), (2, 7)):
        known = indicators.add_indicator(casefile, name="Re-audits done", agency_id=agency_id).value
        a_workbook_gives(casefile, f"{agency_id}.xlsx", indicator_id=known, period="Q1 2026-27", number=number)
    assert rules(casefile) == []


def test_two_returns_that_disagree_on_a_number(casefile):
    context = read_context(casefile)
    with casefile.transact("Two ledgers"):
        for name, written, amount in (
            ("Budget.xlsx", "2025-26", 10_000.0), ("Return.xlsx", "2025/26", 12_500.0),
            ("Third.xlsx", "Apr 2025 to Mar 2026", 12_500.0),
        ):  # fmt: skip
            casefile.writer.execute("INSERT INTO blob VALUES (?, x'00')", [name])
            file = ReturnFile(
                sha256=name,
                name=name,
                profile=name,
                cycle_id=context.cycle.id,
                read=1,
                stored=1,
                set_aside=0,
                ignored=0,
                kind="contributions",
            )
            kept = tables.insert(casefile, file)
            for year, paid in ((written, amount), ("2024-25", 9_000.0)):
                tables.insert(
                    casefile,
                    Contribution(
                        return_id=kept,
                        partner="Police",
                        agency_id=1,
                        year=year,
                        amount=paid,
                        typed=str(paid),
                        cell="A!B2",
                    ),
                )
    (found,) = contradictions(casefile, context)
    assert found.rule is Rule.NUMBERS
    assert "£10,000" in found.text
    assert "£12,500" in found.text
    assert "Budget.xlsx, A!B2" in found.sources[0].words


def test_one_agency_answers_one_standard_with_two_numbers(casefile):
    answer(casefile, "Police", "", typed="85%", profile="Section 11")
    answer(casefile, "Police", "", typed="60%", profile="Evidence request")
    answer(casefile, "ICB", "", typed="70%", profile="Evidence request")
    assert rules(casefile) == [Rule.NUMBERS]


def test_evidence_against_a_final_judgement_counts_and_against_a_draft_does_not(casefile):
    capture(casefile, EvidenceKind.LETTER)
    capture(casefile, EvidenceKind.LETTER, Bearing.CONTRADICTS, title="Letter of the chief nurse")
    judge(casefile, final=False)
    assert rules(casefile) == []
    judge(casefile)
    assert rules(casefile) == [Rule.FINAL]
    judge(casefile, "limited")
    assert rules(casefile) == []


def test_the_same_recommendation_again(casefile):
    first = capture(casefile, EvidenceKind.REVIEW, title="Review A")
    second = capture(casefile, EvidenceKind.REVIEW, title="Review B")
    recommendations.add_recommendation(
        casefile, evidence_id=first, text="Health is present at every strategy discussion at night", number="3"
    )
    recommendations.add_recommendation(
        casefile,
        evidence_id=second,
        text="A health professional must be present at strategy discussions, nights included",
    )
    (found,) = contradictions(casefile, read_context(casefile))
    assert found.rule is Rule.REPEATED
    assert "Review B recommends again what Review A did" in found.text
    assert len(recommendations.of_item(casefile, first)) == 1
    recommendations.take_recommendation_away(casefile, recommendation=recommendations.of_item(casefile, first)[0])
    assert rules(casefile) == []
