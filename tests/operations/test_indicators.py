"""Indicators by hand and from a workbook: stored, refused with nothing changed, taken back by one undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.contradictions import Rule
from scrutineer.domain.indicators import Indicator, IndicatorSource, IndicatorValue
from scrutineer.domain.ledgers import SETTLED
from scrutineer.domain.returns import Change
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, imports, indicators, ledgers
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.contradictions import contradictions
from scrutineer.operations.queries.indicators import indicator_views
from tests.conftest import RETURNS
from tests.operations.test_ledgers import profile, sheet


def counted(casefile, name="Plans reviewed in time"):
    return tables.get(casefile, Indicator, indicators.add_indicator(casefile, name=name, target=95).value)


def bring_in(casefile, path):
    workbook, content = answer_returns.read_file(path)
    shown = imports.propose(casefile, workbook=workbook, profile=profile("indicators"))
    return shown, imports.commit(casefile, proposal=shown, content=content)


def test_a_figure_stands_beside_its_gap_and_undo_takes_each_back(casefile):
    known = counted(casefile)
    indicators.add_figure(casefile, indicator_id=known.id, period="Q1 2025-26", numerator=11, denominator=12)
    indicators.add_figure(casefile, indicator_id=known.id, period="Q2 2025-26", missing="not collected")
    assert [value.in_words for value in tables.rows(casefile, IndicatorValue)] == [
        "11 of 12, 92%", "Missing: not collected",
    ]  # fmt: skip
    casefile.undo()
    assert [value.period for value in tables.rows(casefile, IndicatorValue)] == ["Q1 2025-26"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"period": "Q1 2025", "numerator": 3}, "period"), ({"period": " ", "numerator": 3}, "period"),
        ({"period": "2025-26", "numerator": 13, "denominator": 12}, "numerator"), ({"period": "2025-26"}, "numerator"),
        ({"period": "2025-26", "numerator": 1, "denominator": 0}, "denominator"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(casefile, said, field):
    known = counted(casefile)
    with pytest.raises(UserError) as refused:
        indicators.add_figure(casefile, indicator_id=known.id, **said)
    assert refused.value.about == field
    assert tables.rows(casefile, IndicatorValue) == ()


def test_a_period_has_one_figure_of_each_source_and_group(casefile):
    known = counted(casefile)
    one = {"indicator_id": known.id, "period": "2025-26", "numerator": 11, "denominator": 12}
    indicators.add_figure(casefile, **one)
    indicators.add_figure(casefile, **one, source=IndicatorSource.SAMPLE)
    indicators.add_figure(casefile, **one, breakdown="Under five")
    with pytest.raises(UserError, match="a figure of this kind already"):
        indicators.add_figure(casefile, **one)


def test_an_indicator_is_there_once_for_an_agency(casefile):
    counted(casefile)
    with pytest.raises(UserError, match="is there already"):
        indicators.add_indicator(casefile, name="plans  reviewed in TIME")


def test_an_indicator_goes_with_its_figures_and_comes_back_with_them(casefile):
    known = counted(casefile)
    indicators.add_figure(casefile, indicator_id=known.id, period="2025-26", numerator=11, denominator=12)
    indicators.take_indicator_away(casefile, indicator=known)
    assert (tables.count(casefile, Indicator), tables.count(casefile, IndicatorValue)) == (0, 0)
    casefile.undo()
    assert (tables.count(casefile, Indicator), tables.count(casefile, IndicatorValue)) == (1, 1)


def test_a_workbook_of_indicators_makes_each_once_and_every_value_knows_its_cell(casefile):
    shown, _ = bring_in(casefile, RETURNS / "indicators.xlsx")
    totals = shown.totals()
    assert (totals["read"], totals["stored"], totals["set_aside"], totals["ignored"]) == (67, 62, 1, 4)
    values = tables.rows(casefile, IndicatorValue)
    assert len(values) == 63
    every = {indicator.name.partition(",")[0]: indicator for indicator in tables.rows(casefile, Indicator)}
    assert len(every) == tables.count(casefile, Indicator) == 8
    assert {value.cell for value in values} >= {"Scorecard!E5", "Scorecard!K13"}
    assert every["Health took part in strategy discussions"].target == 100
    assert [name for name, indicator in every.items() if indicator.unit == "%"] == ["Children missing from care"]


@pytest.mark.parametrize("written", ["Plans reviewed in TIME", "plans  reviewed in time"])
def test_a_workbook_adds_to_the_indicator_that_is_there_however_its_name_is_written(casefile, tmp_path, written):
    known = counted(casefile)
    heads = ("Performance measure", "Agency", "Group", "Target", "Commentary", "2024-25", "2025-26")
    bring_in(casefile, sheet(tmp_path, heads, (written, "", "", "", "", "40", "41")))
    assert tables.rows(casefile, Indicator) == (known,)
    assert {value.indicator_id for value in tables.rows(casefile, IndicatorValue)} == {known.id}
    indicators.change_indicator(casefile, indicator=replace(known, name=" Plans  reviewed "))
    assert indicators.indicator_called(casefile, "PLANS reviewed").name == "Plans reviewed"


def test_a_figure_decided_on_holds_until_another_thing_is_typed(casefile, tmp_path):
    heads = ("Performance measure", "Agency", "Group", "Target", "Commentary", "2024-25", "2025-26")
    path = sheet(tmp_path, heads, ("Plans", "", "", "", "", "40", "about 330"))
    bring_in(casefile, path)
    (waits,) = ledgers.waiting(tables.rows(casefile, IndicatorValue))
    ledgers.settle_value(casefile, row=waits.decided(330, "Their e-mail of 3 June"))
    newer = sheet(tmp_path, heads, ("Plans", "", "", "", "", "40", "about 330"), ("Visits", "", "", "", "", "3", "4"))
    bring_in(casefile, newer)
    assert tables.get(casefile, IndicatorValue, waits.id).numerator == 330
    other = sheet(tmp_path, heads, ("Plans", "", "", "", "", "40", "333"))
    workbook, content = answer_returns.read_file(other)
    shown = imports.propose(casefile, workbook=workbook, profile=profile("indicators"))
    assert [item.change for item in shown.items] == [Change.UNCHANGED, Change.CONFLICT]
    with pytest.raises(UserError, match="changed here and came back different"):
        imports.commit(casefile, proposal=shown, content=content)


def test_a_figure_of_a_workbook_that_was_changed_by_hand_is_not_written_over(casefile, tmp_path):
    heads = ("Performance measure", "Agency", "Group", "Target", "Commentary", "2024-25", "2025-26")
    bring_in(casefile, sheet(tmp_path, heads, ("Plans", "", "", "", "", "40", "41")))
    value = tables.rows(casefile, IndicatorValue, period="2025-26")[0]
    indicators.change_figure(casefile, value=replace(value, numerator=42))
    assert tables.get(casefile, IndicatorValue, value.id).reason == f"{SETTLED}changed by hand"
    bring_in(
        casefile, sheet(tmp_path, heads, ("Plans", "", "", "", "", "40", "41"), ("Visits", "", "", "", "", "3", "4"))
    )
    assert tables.get(casefile, IndicatorValue, value.id).numerator == 42


def test_two_workbooks_that_give_one_figure_differently_are_put_side_by_side(casefile, tmp_path):
    heads = ("Performance measure", "Agency", "Group", "Target", "Commentary", "2024-25", "2025-26")
    bring_in(casefile, sheet(tmp_path, heads, ("Plans", "Police", "", "", "", "40", "7 of 12")))
    workbook, content = answer_returns.read_file(
        sheet(tmp_path, heads, ("Plans", "Police", "", "", "", "40", "11 of 12"), name="other.xlsx")
    )
    other = replace(profile("indicators"), name="Their own scorecard")
    shown = imports.propose(casefile, workbook=workbook, profile=other)
    imports.commit(casefile, proposal=shown, content=content)
    assert tables.count(casefile, Indicator) == 1
    (finding,) = contradictions(casefile, read_context(casefile))
    assert (finding.rule, finding.differs) == (Rule.NUMBERS, "7 of 12 and 11 of 12")


@pytest.mark.parametrize("other", ["Apr-Jun 2028", "April to June 2028", "Quarter 1, 2028/29"])
def test_one_period_under_another_name_is_a_second_figure_and_refused(casefile, other):
    known = indicators.add_indicator(casefile, name="Strategy meetings in time").value
    indicators.add_figure(casefile, indicator_id=known, period="Q1 2028-29", numerator=7, denominator=12)
    with pytest.raises(UserError, match="already, as Q1 2028-29") as refused:
        indicators.add_figure(casefile, indicator_id=known, period=other, numerator=11, denominator=12)
    assert refused.value.about == "period"
    indicators.add_figure(
        casefile, indicator_id=known, period="2028-29", numerator=20, denominator=48
    )  # the same first day
    second = indicators.add_figure(casefile, indicator_id=known, period="Q2 2028-29", numerator=1, denominator=12).value
    with pytest.raises(UserError, match="already, as Q1 2028-29"):
        indicators.change_figure(casefile, value=replace(tables.get(casefile, IndicatorValue, second), period=other))
    assert len(tables.rows(casefile, IndicatorValue)) == 3


def test_a_check_contradicts_the_agency_in_its_own_period_alone_whatever_that_is_called(casefile):
    known = indicators.add_indicator(casefile, name="Strategy meetings in time").value
    indicators.add_figure(casefile, indicator_id=known, period="Q1 2028-29", numerator=12, denominator=12)
    sample = {"indicator_id": known, "numerator": 0, "denominator": 12, "source": IndicatorSource.SAMPLE}
    indicators.add_figure(casefile, period="2028-29", **sample)
    assert contradictions(casefile, read_context(casefile)) == ()
    assert not indicator_views(casefile)[0].differs
    indicators.add_figure(casefile, period="Apr-Jun 2028", **sample)
    (found,) = contradictions(casefile, read_context(casefile))
    assert found.rule is Rule.FIGURES
    assert indicator_views(casefile)[0].differs


def test_a_figure_that_is_there_is_not_missing(casefile):
    known = indicators.add_indicator(casefile, name="Strategy meetings in time").value
    with pytest.raises(UserError, match="is not missing") as refused:
        indicators.add_figure(casefile, indicator_id=known, period="Q1 2028-29", numerator=3, missing="late")
    assert refused.value.about == "missing"
