"""Separately and together: every voice by line, and the line chosen in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from scrutineer.casefile import tables
from scrutineer.domain.ids import TargetId
from scrutineer.domain.voices import View, Voice
from scrutineer.ui.destinations import ToLine, ToNewView, ToVoices
from scrutineer.ui.kit.text_list import TextList
from scrutineer.ui.pages import CHALLENGES
from scrutineer.ui.parts.voice_side import LevelBand
from tests.ui.conftest import go, shown_panel

LINE = TargetId("six-steps:1c")


TABLE = "Voices by line"


def lines(at) -> list[str]:
    """The lines, as they stand below each other."""
    return [row[0] for row in at.rows(TABLE)]


def said_of(at, line: str) -> list[str]:
    """What a screen reader says of each cell of a line's row."""
    model = at.list(TABLE).model()
    row = next(number for number, words in enumerate(lines(at)) if words.startswith(line))
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


def whole_side(at) -> str:
    """Everything the side says: its bands, and the rows of its lists."""
    side = shown_panel(at.top).line
    lists = [part for part in side.findChildren(TextList) if part.isVisible()]
    rows = [row.spoken for part in lists for row in part.rows_model.rows]
    bands = [part.accessibleName() for part in side.findChildren(LevelBand)]
    return " | ".join([*bands, *rows])


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
    at.press("Back to the line")
    at.pick(TABLE, "1c ")
    assert "Young scrutineers, Nobody showed us the budget" in whole_side(at)
    assert "No assurance: nobody" not in whole_side(at)
    assert "No assurance: Young scrutineers" in said_of(at, "1c ")
    go(at, ToLine(LINE))
    assert "Young scrutineers" in [row[0] for row in at.rows("What each says")]


def test_the_widest_disagreement_comes_first(at_example):
    at = at_example
    go(at, ToVoices())
    apart = [row[-1] for row in at.rows(TABLE)]
    order = ["3 levels", "2 levels", "1 level", "agree"]
    measured = [order.index(words) for words in apart if words in order]
    assert len(set(measured)) > 2
    assert measured == sorted(measured)
    assert not set(order) & set(apart[len(measured) :])
    assert apart[0] == "3 levels"
    at.press("Show: In order")
    assert lines(at) == sorted(lines(at))


def test_a_row_says_in_words_what_it_shows(at_example):
    at = at_example
    go(at, ToVoices())
    row, whole = next(row for row in at.rows(TABLE) if row[-1] == "3 levels"), said_of(at, lines(at)[0])
    assert whole[0].startswith(lines(at)[0])
    assert "three levels apart" in whole[0]
    assert f"{row[-2]} voices in words only" in whole[0]
    for number, words in zip(row[1:5], whole[1:5], strict=True):
        assert words.split(": ")[0].endswith("assurance")
        names = words.split(": ")[1].removesuffix(", your judgement")
        assert (names.count(",") + 1 if names != "nobody" else 0) == int(number or 0)


def test_the_table_is_read_through_the_accessibility_tree(at_example):
    at = at_example
    go(at, ToVoices())
    at.pick(TABLE, "4c ")
    seen = QAccessible.queryAccessibleInterface(at.list(TABLE))
    assert seen.text(QAccessible.Text.Name) == TABLE
    names = [seen.child(number).text(QAccessible.Text.Name) for number in range(seen.childCount())]
    for words in said_of(at, "4c "):
        assert words in names


def test_your_judgement_is_said_where_it_stands_and_counted_as_no_voice(at_example):
    at = at_example
    go(at, ToVoices())
    judged = [
        row for row in range(len(lines(at))) if any("your judgement" in words for words in said_of(at, lines(at)[row]))
    ]
    assert judged
    at.pick(TABLE, lines(at)[judged[0]])
    assert "Your judgement" in whole_side(at)


def test_what_nobody_said_is_no_level(at_example):
    at = at_example
    go(at, ToVoices())
    assert any(": nobody" in words for words in said_of(at, lines(at)[0]))
    assert "" in at.rows(TABLE)[0][1:5]
    assert ": nobody" in whole_side(at)
    at.sees("Nobody has spoken of")


def test_the_rest_of_those_who_speak_in_words_is_a_press_away(at_example):
    at = at_example
    go(at, ToVoices())
    at.pick(
        TABLE,
        next(
            row
            for row in lines(at)
            if any(cell.isdigit() and int(cell) > 6 for cell in at.rows(TABLE)[lines(at).index(row)][-2:-1])
        ),
    )
    count = int(at.selected(TABLE)[-2])
    at.sees(f"In words only, {count}")
    assert len(at.list("In words only").rows_model.rows) == 5
    at.press(f"Show {count - 5} more")
    assert len(at.list("In words only").rows_model.rows) == count
    assert not at.has("more")


def test_what_is_typed_of_a_line_is_kept_when_the_side_goes_back_to_the_line(at_example):
    at, line = at_example, TargetId("six-steps:4c")
    panel = go(at, ToVoices(line))
    at.within(panel).press("Record a view")
    at.write("In their own words", "Not finished")
    assert panel.destination() == ToNewView(line)
    at.keys("Esc")
    assert at.list(TABLE).hasFocus()
    assert panel.destination() == ToVoices(line)
    at.within(panel).press("Record a view")
    assert at.text("In their own words") == "Not finished"
    at.pick(TABLE, "3c ")
    assert panel.destination() == ToVoices(TargetId("six-steps:3c"))
    assert at.top.workspace.session.draft_of(f"view:{line}").fields["words"].strip('"') == "Not finished"


def test_ctrl_n_begins_a_view_of_the_line_chosen(at_example):
    at = at_example
    go(at, ToVoices())
    at.pick(TABLE, "3c ")
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


def test_each_agency_has_a_column_where_that_is_asked_for(at_example):
    at = at_example
    go(at, ToVoices())
    panel = shown_panel(at.top)
    at.press("Show: By agency")
    said = panel.agencies.picture.accessibleDescription()
    at.press("As a table")
    table = panel.agencies.picture.picture.table
    assert at.rows("Agencies by line, as a table") == [list(row) for row in table.rows]
    agency, words = table.headings[2], table.rows[0][2]
    assert f"{agency}, {words}" in said
    at.press("Show: In order")
    assert not panel.agencies.isVisible()
    assert lines(at)


def test_a_second_view_stands_before_the_first_and_a_correction_changes_its_own_alone(at_example):
    at = at_example
    go(at, ToNewView(LINE))
    at.choose("Whose view", "Young scrutineers")
    at.write("In their own words", "Nobody showd us.")
    at.write("Said on", "1 June 2026", then="Ctrl+Return")
    at.write("In their own words", "Now we have seen it.")
    at.write("Said on", "10 November 2026", then="Ctrl+Return")
    at.press("Correct the view of Young scrutineers, before, 1 Jun 26")
    assert at.text("In their own words") == "Nobody showd us."
    at.write("In their own words", "Nobody showed us.", then="Ctrl+Return")
    kept = tables.rows(at.top.casefile, View, target=LINE, order=("said_on",))
    assert [view.words for view in kept] == ["Nobody showed us.", "Now we have seen it."]
    at.press("Back to the line")
    at.pick(TABLE, "1c ")
    said = whole_side(at)
    assert said.index("Now we have seen it") < said.index("Before, 1 Jun 26: Nobody showed us")
