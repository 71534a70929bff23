"""Structure in the window: groups and seats as they are recorded, drawn on a day and compared with another."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.structure import EscalationCount, PartnerGroup, PeerPair
from scrutineer.operations import structure
from scrutineer.ui.destinations import ToStructure
from scrutineer.ui.panels.structure import StructurePanel
from tests.ui.conftest import go


@pytest.fixture
def at(at_empty):
    for group in (
        PartnerGroup(name="Executive"),
        PartnerGroup(name="Audit group", reports_to="Executive", ends=date(2026, 3, 31)),
        PartnerGroup(name="Quality group", reports_to="Executive", starts=date(2026, 4, 1)),
    ):
        structure.record_group(at_empty.top.casefile, group=group)
    go(at_empty, ToStructure())
    return at_empty


def drawn(at) -> str:
    return at.top.findChild(StructurePanel).chart.picture.accessibleDescription()


def test_the_chart_is_of_the_day_that_is_typed_and_says_what_changed(at):
    at.write("As it stood on", "1 March 2026", then="Return")
    assert "Audit group, below Executive" in drawn(at)
    assert "Quality group" not in drawn(at)
    at.write("As it stood on", "1 May 2026", then="Return")
    at.write("Compared with", "1 March 2026", then="Return")
    assert "Audit group (ended)" in drawn(at)
    assert "Quality group (new)" in drawn(at)


def test_a_group_is_added_and_stands_in_the_list(at):
    at.keys("Ctrl+N")
    at.write("Name", "Data group")
    at.choose("Reports to", "Quality group")
    at.press("Add the group")
    assert [row[:2] for row in at.rows("Groups")][1] == ["Data group", "Quality group"]


def test_a_pair_and_a_count_are_kept_in_their_parts(at):
    at.press("What is shown: Peers")
    at.write("The one", "Hillcrest Primary")
    at.write("The other", "Rowan Lane Primary")
    at.press("Add the pair of peers")
    at.press("What is shown: Escalations")
    at.write("Stage", "Between managers")
    at.write("Period", "Q1 2026-27")
    at.write("How many", "4")
    at.write("Days in all", "18")
    at.press("Add the count of escalations")
    at.sees("4 at Between managers, 4.5 days each")
    assert [pair.second for pair in tables.rows(at.top.casefile, PeerPair)] == ["Rowan Lane Primary"]
    assert [count.days for count in tables.rows(at.top.casefile, EscalationCount)] == [18]


def test_another_one_leaves_the_row_and_it_comes_back_by_a_click(at):
    at.pick("Groups", "Executive", "Nobody")
    assert at.text("Name") == "Executive"
    at.press("Another one")
    assert (at.selected("Groups"), at.text("Name")) == ([], "")
    at.pick("Groups", "Executive", "Nobody")
    assert at.text("Name") == "Executive"
