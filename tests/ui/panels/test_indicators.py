"""Indicators in the window: added, given figures, shown side by side and one by one."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.changes import EVERYTHING
from scrutineer.domain.ids import IndicatorId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.operations import indicators
from scrutineer.ui.destinations import ToContradictions, ToIndicators
from scrutineer.ui.panels.indicators import IndicatorsPanel
from tests.ui.conftest import go, shown_panel


@pytest.fixture
def at(at_empty):
    known = indicators.add_indicator(at_empty.top.casefile, name="Plans reviewed", target=95).value
    for period, number in (("Q1 2025-26", 11), ("Q2 2025-26", None)):
        indicators.add_figure(
            at_empty.top.casefile, indicator_id=known, period=period, numerator=number,
            denominator=None if number is None else 12, missing="" if number else "not collected",
        )  # fmt: skip
    go(at_empty, ToIndicators())
    return at_empty


def test_the_list_says_the_newest_figure_its_target_and_what_is_missing(at):
    assert at.rows("Indicators") == [["Plans reviewed  1 missing", "11 of 12, 92%  Q1 2025-26", "95%", ""]]


def test_a_figure_that_is_written_stands_in_the_table(at):
    at.write("Period", "Q3 2025-26")
    at.write("Figure", "10")
    at.write("Out of", "12")
    at.press("Add the figure")
    assert [row[1] for row in at.rows("Figures")] == ["11 of 12, 92%", "Missing: not collected", "10 of 12, 83%"]
    assert at.text("Period") == ""


def test_a_period_that_could_begin_twice_is_refused_beside_its_field(at):
    at.write("Period", "Q3 2025")
    at.write("Figure", "10")
    at.press("Add the figure")
    at.sees("“Q3 2025” could begin in January or in April.")
    assert at.text("Period") == "Q3 2025"
    assert tables.count(at.top.casefile, IndicatorValue) == 2


def test_what_is_no_number_is_asked_about(at):
    at.write("Period", "Q3 2025-26")
    at.write("Figure", "about ten")
    at.press("Add the figure")
    at.sees("“about ten” is no number. Write it in figures.")


def test_an_indicator_begins_with_ctrl_n_and_ctrl_enter(at):
    at.keys("Ctrl+N")
    at.write("Name", "Visits within ten days", then="Ctrl+Return")
    assert [row.name for row in tables.rows(at.top.casefile, Indicator)] == ["Plans reviewed", "Visits within ten days"]


def test_a_check_that_differs_is_said_and_leads_to_the_contradiction(at):
    at.choose("Said by", "The scrutineer's sample")
    at.write("Period", "Q1 2025-26")
    at.write("Figure", "7")
    at.write("Out of", "12")
    at.press("Add the figure")
    assert "A check differs" in at.rows("Indicators")[0][0]
    at.press("See the contradiction")
    assert shown_panel(at.top).destination() == ToContradictions()
    at.sees("by six plain rules")


def test_side_by_side_says_in_words_what_it_draws(at):
    at.press("How they are shown: Side by side")
    picture = at.top.findChild(IndicatorsPanel).picture.picture
    assert "Plans reviewed: 11 of 12, 92% in Q1 2025-26; Missing: not collected in Q2 2025-26" in (
        picture.accessibleDescription()
    )


def test_another_indicator_leaves_the_row_and_its_figures_and_the_row_comes_back_by_a_click(at):
    assert at.shows("Period")
    at.within(shown_panel(at.top).form).press("Another one")
    assert (at.selected("Indicators"), at.text("Name")) == ([], "")
    assert not at.shows("Period")
    at.list("Indicators").setFocus()
    at.top.workspace.on_changed(EVERYTHING, "")
    assert shown_panel(at.top).destination() == ToIndicators(IndicatorId(0))
    assert at.has("Add the indicator")
    at.pick("Indicators", "Plans reviewed")
    assert at.text("Name") == "Plans reviewed"
    assert at.shows("Period")


def test_another_figure_leaves_the_row_and_it_comes_back_by_a_click(at):
    at.pick("Figures", "Q1 2025-26")
    figures = at.within(shown_panel(at.top).figures)
    assert figures.text("Period") == "Q1 2025-26"
    figures.press("Another one")
    assert (at.selected("Figures"), figures.text("Period")) == ([], "")
    at.top.workspace.on_changed(EVERYTHING, "")
    assert (at.selected("Figures"), figures.text("Period")) == ([], "")
    at.pick("Figures", "Q1 2025-26")
    assert figures.text("Period") == "Q1 2025-26"


def test_the_indicator_that_was_gone_to_is_left_for_the_one_picked_afterwards(at):
    other = indicators.add_indicator(at.top.casefile, name="Visits within ten days").value
    at.top.workspace.on_changed(EVERYTHING, "")
    go(at, ToIndicators(other))
    assert at.selected("Indicators")[0].startswith("Visits")
    at.pick("Indicators", "Plans reviewed")
    at.top.workspace.on_changed(EVERYTHING, "")
    assert at.selected("Indicators")[0].startswith("Plans reviewed")
