"""Days and fee: what an invoice rests on, to the penny, of the whole term or between two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.contracts import in_pounds, ledger
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.year import figure_of_days
from scrutineer.reports.kinds.challenges import AS_SHOWN
from tests.reports.kinds.building import built, grid, material_of, said, view_of


def test_the_days_are_those_of_the_ledger_month_by_month_and_their_sum(example):
    material = material_of(example)
    (contract,) = material.year.contracts
    told = ledger(contract, material.year.activities)
    rows = grid(built("days", view_of(material)), "Days and fee by month")
    assert [row[1] for row in rows] == [
        *(figure_of_days(month.half_days) for month in told.months), figure_of_days(told.used),
    ]  # fmt: skip
    assert rows[-1] == ["In all", figure_of_days(told.used), "", in_pounds(told.fee)]
    assert told.used == 14


def test_between_two_days_only_those_between_them_count(example):
    view = view_of(material_of(example), starts=date(2026, 9, 1), ends=date(2026, 9, 30))
    document = built("days", view)
    assert grid(document, "Days and fee by month")[-1][1:] == ["3", "", "£1,350.00"]
    assert "A morning with the duty team" not in said(document)


def test_an_activity_that_is_withheld_is_neither_told_nor_counted_and_the_sum_says_so(example):
    material = material_of(example)
    hidden = tuple(
        replace(each, marking=Marking.PRIVATE) if each.title == "Quality group" else each
        for each in material.year.activities
    )
    document = built("days", view_of(replace(material, year=replace(material.year, activities=hidden))))
    words = said(document)
    assert "1 activity is not in this edition." in words
    assert "Quality group" not in words
    assert grid(document, "Days and fee by month")[-1][1] == "6½"
    assert f"Days and fee by month, {AS_SHOWN}" in words


def test_what_it_asks_for_says_when_it_went_and_how_late_it_is(example):
    view = view_of(material_of(example, today=date(2026, 12, 20)), Edition.PRIVATE)
    rows = {row[0]: row[1:] for row in grid(built("days", view), "What the contract asks for")}
    assert rows["Report of the piece on neglect"] == ["18 December 2026, which has passed", "No, 2 days late"]
    assert rows["Quarterly findings, spring"] == ["10 July 2026", "8 July 2026, to The executive"]


def test_without_a_contract_it_says_so_and_withheld_it_says_that(example):
    material = material_of(example)
    none = replace(material, year=replace(material.year, contracts=(), deliverables=()))
    assert "No contract is recorded." in said(built("days", view_of(none)))
    hidden = tuple(replace(known, marking=Marking.PRIVATE) for known in material.year.contracts)
    words = said(built("days", view_of(replace(material, year=replace(material.year, contracts=hidden)))))
    assert "No contract is recorded." not in words
    assert "The contract is not in this edition." in words
    assert "£450" not in words


def test_what_is_planned_or_was_dropped_is_no_day(example):
    material = material_of(example)
    planned = {each.title for each in material.year.activities if each.state is not ActivityState.DONE}
    words = said(built("days", view_of(material)))
    assert planned
    assert not [title for title in planned if title in words]
