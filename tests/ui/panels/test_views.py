"""Separately and together: every voice by line, and the line chosen in words."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.domain.ids import TargetId
from scrutineer.domain.voices import View, Voice
from scrutineer.ui.destinations import ToLine, ToNewView, ToVoices
from scrutineer.ui.pages import CHALLENGES
from tests.ui.conftest import go

LINE = TargetId("six-steps:1c")


def lines(at) -> list[str]:
    """How far apart the voices on each line stand, with its name."""
    return [row[0] for row in at.rows("Voices by line")]


def test_a_view_is_recorded_and_stands_beside_the_others(at_example):
    at = at_example
    go(at, ToLine(LINE))
    at.press("Record a view")
    assert at.chosen("Step or line").startswith("1c ")
    at.choose("Whose view", "Young scrutineers")
    at.choose("Level they give", "No assurance")
    at.write("In their own words", "Nobody showed us the budget.", then="Ctrl+Return")
    (view,) = tables.rows(at.top.casefile, View, target=LINE)
    assert (view.kind, view.level, view.words) == (Voice.YOUNG, "none", "Nobody showed us the budget.")
    at.pick("Voices by line", "1c ")
    at.sees("Young scrutineers: No assurance. Nobody showed us the budget")
    go(at, ToLine(LINE))
    assert "Young scrutineers" in [row[0] for row in at.rows("What each says")]


def test_the_widest_disagreement_comes_first(at_example):
    at = at_example
    go(at, ToVoices())
    apart = [words.split(" apart")[0] for words in lines(at) if " apart" in words]
    assert len(set(apart)) > 2
    assert apart == sorted(apart, reverse=True)
    assert not any(" apart" in words for words in lines(at)[len(apart) :])
    at.press("Sort: In order")
    names = [words.split("·")[1] for words in lines(at)]
    assert names == sorted(names)


def test_what_nobody_said_is_no_level(at_example):
    at = at_example
    go(at, ToVoices())
    cells = {cell for row in at.rows("Voices by line") for cell in row[1:]}
    assert "–" in cells
    at.sees("Nobody has spoken of")


def test_ctrl_n_begins_a_view_of_the_line_chosen(at_example):
    at = at_example
    go(at, ToVoices())
    at.pick("Voices by line", "3c ")
    at.keys("Ctrl+N")
    assert at.chosen("Step or line").startswith("3c ")


def test_a_line_chosen_leads_to_its_page_and_to_a_challenge(at_example):
    at, line = at_example, TargetId("six-steps:4c")
    panel = go(at, ToVoices())
    go(at, ToVoices(line))
    assert panel.destination() == ToVoices(line)
    at.press("Open the line")
    assert at.top.workspace.destination() == ToLine(line)
    at.keys("Alt+Left")
    at.within(panel).press("Raise a challenge")
    assert at.top.workspace.page is CHALLENGES
    assert at.chosen("Step or line").startswith("4c ")
    assert ": " in at.text("Why")


def test_where_nobody_spoke_the_first_view_is_one_press_away(at_empty):
    at = at_empty
    go(at, ToVoices())
    at.sees("No voice has spoken yet")
    at.within(at.top.workspace.panel()).button("Record a view").setFocus()
    at.keys("Space")
    assert at.field("In their own words").hasFocus()


def test_last_cycles_view_is_prior_until_confirmed(at_example):
    at = at_example
    form = at.within(go(at, ToNewView(TargetId("six-steps:3d"))).form)
    form.sees("Prior, from last cycle. Young scrutineers")
    form.press("They confirm it")
    found = tables.rows(at.top.casefile, View, target="six-steps:3d")
    assert len({view.cycle_id for view in found}) == 2
    assert "Prior" not in form.words()
