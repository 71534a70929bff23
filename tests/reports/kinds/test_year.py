"""The plan of the year on paper: months, gaps, what was done and what is planned."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.activities import ActivityState
from scrutineer.domain.marking import Marking
from tests.reports.kinds.building import built, grid, material_of, said, view_of


def test_every_activity_of_the_cycle_stands_in_its_month_and_in_one_of_the_lists(example):
    material = material_of(example)
    document = built("year", view_of(material))
    for state, caption in ((ActivityState.DONE, "What was done"), (ActivityState.PLANNED, "What is planned")):
        wanted = [each for each in material.year.activities if each.state is state]
        assert len(grid(document, caption)) == len(wanted) > 0
    methods = grid(document, "Methods by months")
    done = sum(int(cell.split(" ")[0]) for row in methods for cell in row[1:] if cell[0].isdecimal())
    assert done == sum(each.state is ActivityState.DONE for each in material.year.activities)


def test_a_step_without_any_is_told_as_a_gap(example):
    material = material_of(example)
    fewer = tuple(each for each in material.year.activities if "six-steps:3a" not in each.targets)
    words = said(built("year", view_of(replace(material, year=replace(material.year, activities=fewer)))))
    assert "Nothing done and nothing planned on 1 step: 3 Voice of children and families." in words


def test_where_something_is_withheld_no_step_is_called_a_gap(example):
    material = material_of(example)
    hidden = tuple(
        replace(each, marking=Marking.PRIVATE) if "six-steps:3a" in each.targets else each
        for each in material.year.activities
    )
    words = said(built("year", view_of(replace(material, year=replace(material.year, activities=hidden)))))
    assert "Nothing done and nothing planned" not in words
    assert "No activity in this edition bears on 1 step: 3 Voice of children and families." in words


def test_what_was_dropped_is_on_no_list(example):
    assert "Focus group of school leads" not in said(built("year", view_of(material_of(example))))
